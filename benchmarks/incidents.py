"""How probabilities of incidents do beside the shrunken base rate: in made worlds, on a public proxy, on the sample chronicle.

`make bench-incidents` prints the tables and keeps them, with the reliability diagrams, in build/bench-incidents.json.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from dataclasses import asdict
from datetime import UTC, date, datetime, timedelta
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pyarrow as pa

from sarez.watch.incidents import History, forecast, history
from sarez.watch.incidents.scoring import Report, report
from sarez.watch.incidents.walking import Outcome, walk
from sarez.watch.incidents.worlds import SUNDAY, world
from sarez.watch.units import Unit, unit_of

KEPT = Path("build/bench-incidents.json")
SAMPLE = Path(__file__).parents[1] / "src" / "sarez" / "sample"
DEATHS = (
    Path(__file__).parents[2] / "shared" / "data" / "views" / "panel_ged_sb_country_month_1990_2024.parquet"
)
WORLDS = {
    "nothing excites": {},
    "incidents excite": {"excites": 0.12},
    "tension warns": {"warns": 0.5},
    "sparse, incidents excite": {"rate": 0.006, "excites": 0.06},
    "sparse, nothing excites": {"rate": 0.006},
}
SEEDS = 6
STATES = ("AFG", "KAZ", "KGZ", "TJK", "TKM", "UZB")


def made(name: str) -> list[Outcome]:
    """Forecasts in made worlds of 15 pairs and 8 years, each four weeks of the last five."""
    return [
        one
        for seed in range(SEEDS)
        for one in walk(
            world(15, 416, seed, **WORLDS[name])[0], "any", first=date(2020, 1, 1), every=4, weeks=(1, 4, 8)
        )
    ]


def proxy() -> tuple[History, date]:
    """Months with deaths in state-based conflict by country: `any` for one or more, `armed` for 25 or more.

    A month is four weeks here by name alone. The vintage is that of the file, not of the time.
    """
    import pandas as pd

    frame = pd.read_parquet(DEATHS)
    table = frame.pivot(index="month_id", columns="country_id", values="ged_sb")
    values = table.to_numpy(dtype=float)
    told = np.isfinite(values)
    values = np.nan_to_num(values)
    units = tuple(Unit("country", f"{int(n):03}") for n in table.columns)
    zero = np.zeros_like(values)
    levels = {"any": (values > 0).astype(float), "armed": (values >= 25).astype(float)}
    past = History(units, "month", SUNDAY, told, levels, zero, zero)
    since_2010 = SUNDAY - timedelta(weeks=4 * int((table.index >= 361).sum()))
    return past, since_2010


def chronicle() -> pa.Table:
    """The sample chronicle, read with the reader of this installation, as the table of events."""
    from sarez.intake.tables.reading import Asked, read_tables
    from sarez.region.region import load_region

    with TemporaryDirectory() as folder:
        lines = Path(folder) / "sample.jsonl"
        command = [
            sys.executable,
            "-m",
            "sarez.cli",
            "read",
            "--format",
            "json",
            "--output",
            str(lines),
            str(SAMPLE),
        ]
        subprocess.run(command, check=True, capture_output=True)
        readings = read_tables(lines, Asked(now=datetime(2026, 1, 1, tzinfo=UTC)), load_region())
        return pa.concat_tables(batch for reading in readings for batch in reading.batches())


def of_chronicle(events: pa.Table, units: list[Unit], step: str, day: date) -> tuple[History, list[Outcome]]:
    """Forecasts of units as they would have been made from 2021 on, each with what was known on its day alone."""
    events = as_published(events)
    past = history(events, units, step, as_of=day)
    found = walk(
        past,
        "any",
        first=date(2021, 1, 1),
        every=1,
        weeks=(1, 8) if step == "week" else (4, 8),
        known=lambda on: history(events, units, step, as_of=on),
    )
    return past, found


def as_published(events: pa.Table) -> pa.Table:
    """The table as if each report had been known when it was published."""
    published = events.column("published")
    at = events.schema.get_field_index("known_at")
    import pyarrow.compute as pc

    return events.set_column(
        at, events.schema.field("known_at"), pc.coalesce(published, events.column("known_at"))
    )


def row(what: str, found: Report | None) -> dict[str, Any]:
    """A line of the table."""
    if found is None:
        return {"what": what, "weeks": 0, "n": 0, "came": 0}
    brier, log = found.gains
    return {
        "what": what,
        "weeks": found.weeks,
        "n": found.n,
        "came": found.came,
        "Brier": f"{brier.model:.4f}",
        "base": f"{brier.base:.4f}",
        "difference": f"{brier.difference:+.4f} [{brier.low:+.4f}, {brier.high:+.4f}]",
        "log": f"{log.model:.4f}",
        "base ": f"{log.base:.4f}",
        "difference ": f"{log.difference:+.4f} [{log.low:+.4f}, {log.high:+.4f}]",
        "miscal.": f"{found.miscalibration:.4f}",
    }


def show(rows: list[dict[str, Any]]) -> None:
    """Print a table."""
    keys = list(max(rows, key=len))
    widths = {key: max(len(key), *(len(str(line.get(key, ""))) for line in rows)) for key in keys}
    print("  ".join(key.rjust(width) for key, width in widths.items()))
    for line in rows:
        print("  ".join(str(line.get(key, "")).rjust(width) for key, width in widths.items()))


def main() -> None:
    """Measure, print and keep."""
    rows: list[dict[str, Any]] = []
    diagrams: dict[str, Any] = {}

    def add(what: str, outcomes: list[Outcome], weeks: tuple[int, ...]) -> None:
        for number in weeks:
            found = report(outcomes, number)
            rows.append(row(what, found))
            diagrams[f"{what}, {number} weeks"] = asdict(found) if found else None
            print(what, number, file=sys.stderr)

    for name in WORLDS:
        add(name, made(name), (1, 4, 8))
    if DEATHS.exists():
        past, first = proxy()
        for level in ("any", "armed"):
            add(f"deaths, {level}", walk(past, level, first=first, every=6, weeks=(4, 8)), (4, 8))
    events, day = chronicle(), date(2025, 7, 31)
    pairs = [unit_of("-".join(pair)) for pair in combinations(STATES, 2)]
    places = zip(events.column("country").to_pylist(), events.column("admin1").to_pylist(), strict=True)
    provinces = sorted(
        {Unit("province", f"{state}:{name}") for state, name in places if state in STATES and name}
    )
    told = {}
    for what, units, step in (
        ("chronicle, pairs", pairs, "week"),
        ("chronicle, provinces", provinces, "month"),
    ):
        begun = time.process_time()
        past, outcomes = of_chronicle(events, units, step, day)
        add(what, outcomes, (1, 8) if step == "week" else (4, 8))
        told[what] = {
            "periods": len(past.told),
            "with data": int(past.told[:, 0].sum()),
            "units": len(units),
            "periods with an incident, any": int((past.incidents["any"] > 0).sum()),
            "periods with an incident, armed": int((past.incidents["armed"] > 0).sum()),
            "seconds": round(time.process_time() - begun, 1),
            "said last": [[why.en for why in one.reasons] for one in forecast(past, "any", [8])][:1],
        }
    show(rows)
    print(json.dumps(told, indent=1))
    KEPT.parent.mkdir(exist_ok=True)
    KEPT.write_text(
        json.dumps({"table": rows, "diagrams": diagrams, "chronicle": told}, indent=1) + "\n", "utf-8"
    )


if __name__ == "__main__":
    main()

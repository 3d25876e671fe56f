"""What a panel costs: rows against time and memory, beside SQL by hand and pandas; the figures go to build/bench-watch.json.

`benchmarks/panel.py [--rows N]` (millions; 50 if not said, and then the picture is drawn too): countries by weeks, every indicator, from made-up events
(panel_made.py). Each way runs in a process of its own, the two ways that are compared in turn.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[1]
BUILD = ROOT / "build"
WRITTEN = BUILD / "bench-watch.json"
PICTURE = ROOT / "docs" / "images" / "panel-cost.png"
MEMORY, THREADS = "3GB", 2  # DuckDB's own limit, so that the whole process stays under 4 GB
SIZES = (1, 5, 10, 25, 50)
PANDAS_AT = (5, 10)  # more would not fit in the memory of many machines
MOST_OF_HAND, LEAST_OF_PANDAS, MOST_GB = 2.0, 3.0, 4.0


def way(name: str, files: list[str], out: str) -> None:
    """One way, here: the panel as a Parquet file."""
    began, used = time.perf_counter(), _cpu()
    if name == "ours":
        from sarez.watch.panel import duckdb_engine, load_indicators, panel

        with duckdb_engine(MEMORY, threads=THREADS, folder=BUILD) as engine:
            rows = panel(engine.table(files), "country", "week", load_indicators().values())
            rows.to_parquet(out)
    elif name == "hand":
        import duckdb
        import panel_ways

        settings = {"memory_limit": MEMORY, "threads": THREADS, "temp_directory": str(BUILD / "hand.spill")}
        connection = duckdb.connect(config=settings)
        connection.execute("SET preserve_insertion_order = false")
        connection.execute(f"COPY ({panel_ways.sql(files)}) TO '{out}' (FORMAT parquet)")
    else:
        import panel_ways

        panel_ways.in_pandas(files).to_parquet(out)
    print(
        json.dumps({"seconds": time.perf_counter() - began, "cpu": _cpu() - used, "peak_gb": _peak() / 1e9})
    )


def _peak() -> int:
    """The most memory that this process has held, in bytes (ru_maxrss would count its parent's too)."""
    status = Path("/proc/self/status").read_text("ascii")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")) * 1024


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def run(name: str, files: list[Path]) -> dict[str, float]:
    """One way in a process of its own: seconds, CPU seconds, peak memory."""
    out = BUILD / f"panel-{name}.parquet"
    command = [sys.executable, __file__, "--way", name, "--out", str(out), *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{name} failed:\n{done.stderr}")
    return json.loads(done.stdout)


def differing(one: str, other: str, columns: str) -> tuple[int, int]:
    """In how many cells two ways differ, and how many cells there are, empty ones apart from zeros."""
    import duckdb

    def read(name: str) -> str:
        rounded = ", ".join(f"round({c}::DOUBLE, 6) AS {c}" for c in columns.split())
        week = "week" if name == "pandas" else "period"
        path = BUILD / f"panel-{name}.parquet"
        indicator = "level_2" if name == "pandas" else "indicator"
        return f"SELECT unit, {week}::DATE AS period, {indicator} AS indicator, {rounded} FROM '{path}'"

    a, b = read(one), read(other)
    found = duckdb.sql(
        f"SELECT (SELECT count(*) FROM (({a}) EXCEPT ALL ({b}))) + (SELECT count(*) FROM (({b}) EXCEPT ALL ({a}))),"
        f" (SELECT count(*) FROM ({a}))"
    ).fetchall()
    return found[0]


def main() -> None:
    """Make the events, run the ways, check that they agree, write and judge the figures."""
    reading = argparse.ArgumentParser(description=__doc__)
    reading.add_argument("--rows", type=int, default=50, help="millions of rows at most")
    reading.add_argument("--way", help=argparse.SUPPRESS)
    reading.add_argument("--out", help=argparse.SUPPRESS)
    reading.add_argument("files", nargs="*", help=argparse.SUPPRESS)
    reading.add_argument("--draw", type=Path, metavar="FILE", help="only draw the figures of such a run")
    asked = reading.parse_args()
    if asked.draw:
        draw(json.loads(asked.draw.read_text("utf-8"))["sizes"])
        return
    if asked.way:
        way(asked.way, asked.files, asked.out)
        return
    from panel_made import make

    BUILD.mkdir(exist_ok=True)
    figures: dict[str, object] = {
        "memory_limit": MEMORY,
        "threads": THREADS,
        "indicators": "all",
        "sizes": {},
    }
    faults = []
    for millions in [size for size in SIZES if size <= asked.rows]:
        files = make(BUILD / "bench-watch", millions * 1_000_000)
        times = 3 if millions <= max(PANDAS_AT) else 1
        pairs = [(run("ours", files), run("hand", files)) for _ in range(times)]
        wrong, cells = differing("ours", "hand", "value corrected events reported left_out")
        if wrong:
            faults.append(f"{wrong} cells differ from the SQL by hand at {millions} million")
        found = {
            "ours": {key: median(ours[key] for ours, _ in pairs) for key in pairs[0][0]},
            "hand": {key: median(hand[key] for _, hand in pairs) for key in pairs[0][1]},
            "cells": cells,
            "of_hand_seconds": median(o["seconds"] / h["seconds"] for o, h in pairs),
            "of_hand_cpu": median(o["cpu"] / h["cpu"] for o, h in pairs),
        }
        if millions in PANDAS_AT:
            found |= _beside_pandas(files)
        figures["sizes"][str(millions)] = found  # type: ignore[index]
        print(f"{millions} million rows: {json.dumps(found)}", file=sys.stderr)
    WRITTEN.write_text(json.dumps(figures, indent=2) + "\n", "utf-8")
    faults += judged(figures["sizes"])  # type: ignore[arg-type]
    if asked.rows == SIZES[-1]:
        draw(figures["sizes"])  # type: ignore[arg-type]
    sys.exit("; ".join(faults) if faults else 0)


def _beside_pandas(files: list[Path]) -> dict[str, object]:
    pairs = [(run("pandas", files), run("ours", files)) for _ in range(3)]
    return {
        "pandas": {key: median(pandas[key] for pandas, _ in pairs) for key in pairs[0][0]},
        "pandas_over_ours_seconds": median(p["seconds"] / o["seconds"] for p, o in pairs),
        "pandas_over_ours_cpu": median(p["cpu"] / o["cpu"] for p, o in pairs),
    }


def judged(sizes: dict[str, dict]) -> list[str]:
    """What is not as it must be."""
    faults = []
    for millions, found in sizes.items():
        if int(millions) >= min(PANDAS_AT) and found["of_hand_cpu"] > MOST_OF_HAND:
            faults.append(f"{found['of_hand_cpu']:.2f} times the SQL by hand at {millions} million")
        if found["ours"]["peak_gb"] > MOST_GB:
            faults.append(f"{found['ours']['peak_gb']:.1f} GB at {millions} million")
        beside = found.get("pandas_over_ours_seconds", LEAST_OF_PANDAS)
        if int(millions) == max(PANDAS_AT) and beside < LEAST_OF_PANDAS:
            faults.append(f"only {beside:.1f} times faster than pandas at {millions} million")
    return faults


WAYS = {"ours": "the panel", "hand": "SQL by hand", "pandas": "pandas"}
COSTS = {"cpu": "CPU seconds", "peak_gb": "peak memory, GB"}


def draw(sizes: dict[str, dict]) -> None:
    """Cost against rows, as a picture for the documentation."""
    import vl_convert

    rows = [
        {"rows": int(millions), "cost": found[way][key], "of": of, "way": words}
        for millions, found in sizes.items()
        for way, words in WAYS.items()
        for key, of in COSTS.items()
        if key in found.get(way, {})
    ]
    spec = {
        "data": {"values": rows},
        "background": "white",
        "facet": {"field": "of", "type": "nominal", "title": None},
        "spec": {
            "width": 260,
            "height": 200,
            "mark": {"type": "line", "point": {"size": 60}},
            "encoding": {
                "x": {"field": "rows", "type": "quantitative", "title": "million rows"},
                "y": {"field": "cost", "type": "quantitative", "title": None},
                "color": {"field": "way", "type": "nominal", "title": None, "sort": list(WAYS.values())},
                "shape": {"field": "way", "type": "nominal", "title": None, "sort": list(WAYS.values())},
            },
        },
        "resolve": {"scale": {"y": "independent"}},
    }
    PICTURE.write_bytes(vl_convert.vegalite_to_png(spec, vl_version="5.20", scale=2))


if __name__ == "__main__":
    main()

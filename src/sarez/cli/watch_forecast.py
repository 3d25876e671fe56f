"""`sarez watch forecast`: deaths by country and month, as distributions beside plain baselines."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from sarez.watch.deaths.forecast import Forecast, Outlook
    from sarez.watch.deaths.history import History

HERE = ("AFG", "KAZ", "KGZ", "TJK", "TKM", "UZB")
"""The countries shown where none is asked for."""
COLUMNS = ("month", "country", "model", "median", "mean", "50 %", "90 %", "P(>=1)", "P(>=25)", "P(>=100)")


@click.command()
@click.argument("table", type=click.Path(exists=True, dir_okay=False, path_type=Path), required=False)
@click.option(
    "--as-of", metavar="MONTH", help="The last month known, as 2022-10; the table's last without it."
)
@click.option(
    "--unit", "-u", "units", multiple=True, metavar="STATE",
    help="A country to show, as KGZ; the region's six without. Repeat for more, or say `all`.",
)  # fmt: skip
@click.option(
    "--draws", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
    help="Save the 1,000 draws for each country and month there (Parquet).",
)  # fmt: skip
@click.option(
    "--format", "-f", "form", type=click.Choice(("table", "csv", "json")), default="table", show_default=True,
    help="A table to read, or a row (an object) for each country, month and model.",
)  # fmt: skip
@click.option("--output", "-o", metavar="FILE", help="Write there and not to standard output.")
def forecast(
    table: Path | None,
    as_of: str | None,
    units: tuple[str, ...],
    draws: Path | None,
    form: str,
    output: str | None,
) -> None:
    """Foresee deaths in state-based conflict, by country and month, 3 to 14 months ahead.

    TABLE is a Parquet or CSV file with country, month and deaths, or VIEWS' month_id, country_id and ged_sb, or a
    table of events; UCDP's events that `sarez tables add` has kept without it. All countries of it are learned from,
    so give the whole world's, and ten years at least. docs/watch-deaths.md says how good this is and where it fails.

    \b
    Example:
      sarez watch forecast panel.parquet --as-of 2022-10 --unit KGZ --unit TJK
      sarez watch forecast panel.csv --unit all -f csv -o forecast.csv
    """
    from sarez.cli.output import opened
    from sarez.watch.deaths.forecast import outlook
    from sarez.watch.deaths.recipe import load_recipe

    known = _known(table, as_of)
    shown = _shown(known, units)
    recipe = load_recipe()
    _say(known, f"{recipe.name} {recipe.version} ({recipe.hash})")
    seen = outlook(known, recipe)
    with opened(output) as stream:
        stream.write(_text(list(seen.rows(*shown)), form))
    if draws:
        _save(seen, draws)


def _known(table: Path | None, as_of: str | None) -> History:
    """What was known at the end of the month asked."""
    from sarez.watch.deaths.months import number
    from sarez.watch.deaths.telling import month_of, read_history

    end = month_of(as_of) if as_of else None
    if table is None:
        known = _kept(datetime(end.year, end.month, 1, tzinfo=UTC) + timedelta(days=45) if end else None)
    else:
        known = read_history(table)
    return (
        known.until(min(number(end), known.last) if end and table is None else number(end)) if end else known
    )


def _kept(as_of: datetime | None) -> History:
    """The history in the events of UCDP that the home folder keeps."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    from sarez.desk.home import Home
    from sarez.errors import SarezError
    from sarez.intake.tables.store import Store
    from sarez.watch.deaths.telling import COVERS, SOURCES, events_history

    paths = Store(Path(Home.of_environment().folder) / "tables").paths(*SOURCES)
    if not paths:
        raise SarezError(
            "No table of UCDP is kept: add one with `sarez tables add FILE`, or name a TABLE of deaths."
        )
    return events_history(
        pa.concat_tables([pq.read_table(path, columns=list(COVERS)) for path in paths]), as_of
    )


def _shown(known: History, units: tuple[str, ...]) -> Sequence[str]:
    from sarez.errors import SarezError

    if "all" in units:
        return known.countries
    if not units:
        return [code for code in HERE if code in known.countries] or known.countries
    asked = [unit.upper() for unit in units]
    if strange := [unit for unit in asked if unit not in known.countries]:
        raise SarezError(
            f"The table has no deaths of {', '.join(strange)}: name states as KGZ, or say `all`."
        )
    return asked


def _say(known: History, model: str) -> None:
    from sarez.watch.deaths.months import LEADS, month

    last = known.last
    click.echo(
        f"{model} learns from {month(known.first):%Y-%m} to {month(last):%Y-%m}, {len(known.countries)} countries, for "
        f"{month(last + LEADS[0]):%Y-%m} to {month(last + LEADS[-1]):%Y-%m}. State-based conflict; probabilities are the "
        "model's, not anyone's assessment.",
        err=True,
    )


def _text(rows: list[Forecast], form: str) -> str:
    if form == "json":
        return "".join(json.dumps(row.as_dict()) + "\n" for row in rows)
    lines = [_cells(row) for row in rows]
    if form == "csv":
        return "".join(",".join(line) + "\n" for line in [_plain(COLUMNS), *map(_plain, lines)])
    widths = [max(len(line[k]) for line in [COLUMNS, *lines]) for k in range(len(COLUMNS))]
    return "".join(
        "  ".join(
            cell.rjust(w) if k > 2 else cell.ljust(w)
            for k, (cell, w) in enumerate(zip(line, widths, strict=True))
        )
        + "\n"
        for line in [COLUMNS, *lines]
    )


def _plain(line: Sequence[str]) -> list[str]:
    return [cell.replace("–", " to ") for cell in line]


def _cells(row: Forecast) -> tuple[str, ...]:
    ends = (f"{low:.0f}–{high:.0f}" for low, high in (row.half, row.most))
    chances = (f"{p:.3f}" for p in (row.at_least_1, row.at_least_25, row.at_least_100))
    return (
        f"{row.month:%Y-%m}",
        row.country,
        row.model,
        f"{row.median:.0f}",
        f"{row.mean:.1f}",
        *ends,
        *chances,
    )


def _save(seen: Outlook, path: Path) -> None:
    import numpy as np
    import pyarrow as pa
    import pyarrow.parquet as pq

    from sarez.watch.deaths.months import LEADS, number

    drawn = next(iter(seen.draws.values()))
    leads, countries, n = drawn.shape
    first = number(seen.known) + LEADS[0]
    table = pa.table(
        {
            "month_id": np.repeat(np.arange(first, first + leads), countries * n).astype(np.int32),
            "country": pa.DictionaryArray.from_arrays(
                np.tile(np.repeat(np.arange(countries), n), leads).astype(np.int32), list(seen.countries)
            ),
            "draw": np.tile(np.arange(n), leads * countries).astype(np.int64),
            "outcome": drawn.reshape(-1).astype(np.int32),
        }
    )
    draft = path.with_name(f".{path.name}.part")
    pq.write_table(table, draft, compression="zstd")
    draft.replace(path)
    click.echo(f"{path}: {n:,} draws for each of {countries} countries and {leads} months.", err=True)

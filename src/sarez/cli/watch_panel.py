"""`sarez watch panel`: units by periods by indicators, as a table or a file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    import pyarrow as pa

    from sarez.watch.panel import Engine
    from sarez.watch.units import Unit

KINDS = ("country", "pair", "province", "issue")
STEPS = ("day", "week", "month")
FORMATS = ("table", "csv", "json", "parquet")


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]…")
@click.option(
    "--unit", "-u", "units", multiple=True, help="A unit: KGZ, KGZ-TJK, TJK:Sughd, water. Repeat for more."
)
@click.option(
    "--kind", type=click.Choice(KINDS), help="All units of a kind; needed where no --unit is given."
)
@click.option(
    "--step", type=click.Choice(STEPS), default="week", show_default=True, help="How long a period is."
)
@click.option(
    "--indicator", "-i", "names", multiple=True, help="An indicator; all of them without. Repeat for more."
)
@click.option(
    "--from", "since", metavar="DAY", help="The first day, as 2022-01-31 or 2022-01; its period is whole."
)
@click.option("--to", "until", metavar="DAY", help="The last day, or month; its period is whole.")
@click.option("--as-of", metavar="DAY", help="Only what was known at the end of this day.")
@click.option(
    "--clearance", type=click.IntRange(0, 4), default=0, show_default=True,
    help="What may be seen, from 0 (TLP:CLEAR) to 4 (TLP:RED).",
)  # fmt: skip
@click.option(
    "--source", "sources", multiple=True, help="Only events of this source, as gdelt. Repeat for more."
)
@click.option(
    "--indicators", "folder", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="FOLDER",
    help="A folder with an indicators.yaml of your own, laid over the one that ships.",
)  # fmt: skip
@click.option(
    "--engine", type=click.Choice(("duckdb", "spark")), default="duckdb", show_default=True,
    help="What works it out. Spark is for archives that outgrow a machine (pip install 'sarez[spark]', Java 17).",
)  # fmt: skip
@click.option(
    "--memory", default="2GB", show_default=True, help="What DuckDB may take; the rest goes to the disk."
)
@click.option(
    "--format", "-f", "form", type=click.Choice(FORMATS), default="table", show_default=True,
    help="A table to read, or a row (an object) for each unit, period and indicator.",
)  # fmt: skip
@click.option("--output", "-o", metavar="FILE", help="Write there and not to standard output.")
def panel(paths: tuple[Path, ...], form: str, output: str | None, **asked: Any) -> None:
    """Count indicators of tension and peace by unit and period.

    PATH is a Parquet file in the schema of Sarez's table of events, a folder of such, or a table as its source gives it
    out (UCDP, ACLED, GDELT, ICEWS, POLECAT, or what `sarez read --format json` printed). Without PATH, what
    `sarez tables add` has kept.

    A period of which nothing was reported has no value: no data is not zero. “Corrected” is per 100 reports of the
    unit. docs/watch-panel.md says how each is counted.

    \b
    Example:
      sarez watch panel --unit KGZ-TJK --step month --from 2022-01 --to 2022-12
      sarez watch panel events.parquet --kind country -i deaths -i talks -f csv -o panel.csv
    """
    from sarez.errors import SarezError

    if form == "parquet" and output in (None, "-"):
        raise SarezError("Parquet is no text: name a file with --output.")
    _write(_rows(paths, **asked), form, output)


def _rows(paths: tuple[Path, ...], **asked: Any) -> pa.Table:
    """The rows of the panel, in order."""
    from sarez.watch.panel import load_indicators
    from sarez.watch.panel import panel as make
    from sarez.watch.panel.indicator import chosen, load_sources

    kind, units = _units(asked["kind"], asked["units"])
    indicators = chosen(asked["names"], load_indicators(asked["folder"]))
    days = {
        "since": _day(asked["since"]),
        "until": _day(asked["until"], is_last=True),
        "as_of": _day(asked["as_of"]),
    }
    with (
        _engine(asked["engine"], asked["memory"]) as engine,
        _events(engine, paths, asked["sources"]) as events,
    ):
        found = make(
            events,
            kind,
            asked["step"],
            indicators,
            clearance=asked["clearance"],
            units=units,
            sources=load_sources(asked["folder"]),
            **days,
        )
        rows = found.order_by("unit", "period", "indicator").to_pyarrow()
    if not len(rows):
        click.echo(
            "No event fits: nothing of these units was known then. Ask for other days or units.", err=True
        )
    return rows


def _units(kind: str | None, names: tuple[str, ...]) -> tuple[str, list[Unit] | None]:
    """The kind asked for, and its units; None for all."""
    from sarez.errors import SarezError
    from sarez.watch.units import Unit, unit_of

    if not names:
        if kind is None:
            raise SarezError("Of what? Name a unit, as --unit KGZ-TJK, or a kind of unit, as --kind country.")
        return kind, None
    if kind == "issue":  # an issue of three letters looks like a state
        return kind, [Unit(kind, name.strip().lower()) for name in names]
    units = [unit_of(name) for name in names]
    return kind or units[0].kind, units


def _day(text: str | None, *, is_last: bool = False) -> date | None:
    """The day that a person wrote; of a month the first or the last."""
    from sarez.errors import SarezError
    from sarez.watch.units import after

    if not text:
        return None
    try:
        if len(text) == 7:
            first = date.fromisoformat(f"{text}-01")
            return date.fromordinal(after(first, "month").toordinal() - 1) if is_last else first
        return date.fromisoformat(text)
    except ValueError as error:
        raise SarezError(f"{text!r} is no day: write 2022-01-31 or 2022-01.") from error


@contextmanager
def _engine(name: str, memory: str) -> Iterator[Engine]:
    from sarez.watch.panel import duckdb_engine, spark_engine

    with spark_engine() if name == "spark" else duckdb_engine(memory) as engine:
        yield engine


@contextmanager
def _events(engine: Engine, paths: tuple[Path, ...], sources: tuple[str, ...]) -> Iterator[Any]:
    """The table of events in files, or kept."""
    from tempfile import TemporaryDirectory

    from sarez.cli.watch_files import kept, of_files

    with TemporaryDirectory(prefix="sarez-events-") as folder:
        events = engine.table(of_files(paths, Path(folder)) if paths else kept())
        if sources:
            events = events.filter(events.source.isin(list(sources)))
        yield events


def _write(rows: pa.Table, form: str, output: str | None) -> None:
    from sarez.cli.output import opened

    if form == "parquet":
        _write_parquet(rows, str(output))
        return
    with opened(output) as stream:
        if form == "csv":
            import csv

            writer = csv.writer(stream)
            writer.writerow(rows.column_names)
            writer.writerows(zip(*(column.to_pylist() for column in rows.columns), strict=True))
        elif form == "json":
            import json

            for row in rows.to_pylist():
                stream.write(json.dumps(row, ensure_ascii=False, default=str) + "\n")
        else:
            from sarez.cli.watch_table import show

            show(rows, stream)


def _write_parquet(rows: pa.Table, output: str) -> None:
    import pyarrow.parquet as pq

    from sarez.errors import SarezError

    draft = Path(f"{output}.draft")
    try:
        pq.write_table(rows, draft)
        draft.replace(output)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise SarezError(
            f"{output} cannot be written: {error.strerror}. Name another file with --output."
        ) from error

"""Where a command of `sarez watch` takes events from: files named, or the tables kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

import click


@contextmanager
def events(paths: Sequence[Path]) -> Iterator[Any]:
    """The table of events, as DuckDB sees it, of files or folders; without any, of the tables kept.

    SarezError where there are none.
    """
    from tempfile import TemporaryDirectory

    from sarez.watch.panel import duckdb_engine

    with TemporaryDirectory(prefix="sarez-events-") as folder, duckdb_engine() as engine:
        yield engine.table(of_files(paths, Path(folder)) if paths else kept())


def kept() -> list[Path]:
    """The files of the tables kept."""
    from sarez.cli.tables_add import store_of_home
    from sarez.errors import SarezError

    if paths := store_of_home().paths():
        return paths
    raise SarezError(
        "There are no events: no table is kept. Name files of events, or keep some with `sarez tables add FILE` or "
        "`sarez tables fetch`."
    )


def of_files(paths: Sequence[Path], folder: Path) -> list[Path]:
    """The Parquet files and folders among paths, and those made of the other tables, in a folder."""
    from sarez.errors import SarezError

    found: list[Path] = []
    number = count()
    for path in paths:
        if not path.exists():
            raise SarezError(f"There is no {path}. Name a file of events, or a folder with some.")
        is_ours = path.is_dir() or path.suffix == ".parquet"
        found += [path] if is_ours else made(path, folder, number)
    if not found:
        raise SarezError("There are no events in what was named: see what was said of it before this.")
    return found


def made(path: Path, folder: Path, number: Iterator[int]) -> Iterator[Path]:
    """A table as its source gives it out, made into Parquet; what was wrong is told on standard error."""
    from datetime import UTC, datetime

    import pyarrow.parquet as pq

    from sarez.errors import Problem
    from sarez.intake.tables.reading import Asked, read_tables
    from sarez.intake.tables.schema import schema
    from sarez.region.region import load_region

    for reading in read_tables(path, Asked(now=datetime.now(UTC)), load_region()):
        if isinstance(reading, Problem):
            click.echo(str(reading), err=True)
            continue
        target = folder / f"{next(number)}.parquet"
        with pq.ParquetWriter(target, schema()) as writer:
            for batch in reading.batches():
                writer.write_table(batch)
        for problem in reading.problems:
            click.echo(str(problem), err=True)
        yield target


def day(text: str | None) -> date | None:
    """The day that a person wrote, None where there is none."""
    from sarez.errors import SarezError

    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise SarezError(f"{text!r} is no day: write it as 2022-01-31.") from error

"""Parquet files of events: written aside in bounded memory, freed of repeated rows, summed up."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from sarez.errors import Problem
from sarez.intake.tables.checks import NAMED, place

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

GROUP = 250_000
"""Rows of a row group."""


class Draft:
    """A Parquet file that takes its name when all is written; use it with `with`."""

    def __init__(self, path: Path, schema: pa.Schema) -> None:
        import pyarrow.parquet as pq

        self._path = path
        self._aside = path.with_name(f".{path.name}")
        self._schema = schema
        self._writer: Any = pq.ParquetWriter(self._aside, schema, compression="zstd")
        self._waiting: list[pa.Table] = []
        self._rows = 0

    def write(self, table: pa.Table) -> None:
        """Add rows; they are gathered into groups of some size."""
        self._waiting.append(table)
        self._rows += table.num_rows
        if self._rows >= GROUP:
            self._flush()

    def _flush(self) -> None:
        import pyarrow as pa

        if self._waiting:
            self._writer.write_table(pa.concat_tables(self._waiting), row_group_size=GROUP)
        self._waiting, self._rows = [], 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            self._flush()
        self._writer.close()
        if kind is None:
            self._aside.replace(self._path)
        else:
            self._aside.unlink(missing_ok=True)


def copied(database: duckdb.DuckDBPyConnection, query: str, path: Path) -> None:
    """Write what a query finds, of the schema of the table of events, to a Parquet file."""
    from sarez.intake.tables.schema import schema

    wanted = schema()
    with Draft(path, wanted) as draft:
        for batch in database.sql(query).to_arrow_reader(50_000):
            draft.write(_cast(batch, wanted))


def _cast(batch: pa.RecordBatch, wanted: pa.Schema) -> pa.Table:
    import pyarrow as pa

    columns = [batch.column(f.name).cast(f.type) for f in wanted]
    return pa.table(columns, schema=wanted)


@dataclass(frozen=True, slots=True)
class Repeats:
    """Events that stood more than once in a file: how many rows too many, of how many events, and some of their numbers."""

    count: int
    events: int
    ids: tuple[str, ...]

    def problem(self, source: str) -> Problem:
        """What is to be said of them."""
        events = place(list(self.ids), self.events).replace("row", "event", 1)
        return Problem(
            source,
            events,
            f"the event stands more than once; the first was kept and {self.count:,} "
            f"{'row' if self.count == 1 else 'rows'} left out.",
            "Nothing to do where the rows are the same; else see which is right.",
        )


def without_repeats(
    database: duckdb.DuckDBPyConnection, path: Path, schema: pa.Schema, *, by_revision: bool
) -> Repeats | None:
    """Leave the first of several rows of one event and part (`by_revision`: and moment) in a file; None where none repeat.

    Works in bounded memory: numbers are compared by their hashes first.
    """
    keys = "id, part, known_at" if by_revision else "id, part"
    file = "'" + str(path).replace("'", "''") + "'"
    suspects = database.sql(
        f"SELECT hash({keys}) AS h FROM read_parquet({file}) GROUP BY h HAVING count(*) > 1"
    ).to_arrow_table()
    if not suspects.num_rows:
        return None
    database.register("suspects", suspects)
    database.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE repeated AS
        SELECT file_row_number AS n, id, row_number() OVER (PARTITION BY {keys} ORDER BY file_row_number) AS nth
        FROM read_parquet({file}, file_row_number = true) SEMI JOIN suspects ON hash({keys}) = suspects.h
        QUALIFY nth > 1
        """
    )
    database.unregister("suspects")
    [(rows, events)] = database.execute("SELECT count(*), count(DISTINCT id) FROM repeated").fetchall()
    if not rows:
        return None
    ids = database.execute(f"SELECT id FROM repeated GROUP BY id ORDER BY min(n) LIMIT {NAMED}").fetchall()
    fresh = path.with_name(path.name + ".once")
    columns = ", ".join(schema.names)
    copied(
        database,
        f"SELECT {columns} FROM read_parquet({file}, file_row_number = true) t ANTI JOIN repeated r ON r.n = t.file_row_number",
        fresh,
    )
    fresh.replace(path)
    return Repeats(rows, events, tuple(row[0] for row in ids))


def summary(database: duckdb.DuckDBPyConnection, path: Path) -> dict[str, Any]:
    """How many events and rows a file has, what days it covers and when its rows became known."""
    from datetime import UTC, datetime, timedelta

    file = "'" + str(path).replace("'", "''") + "'"
    [found] = database.execute(
        f"""
        SELECT count(*) FILTER (part = 1), count(*), min("first"), max("last"),
            epoch_us(min(known_at)), epoch_us(max(known_at))
        FROM read_parquet({file})
        """
    ).fetchall()
    begin = datetime(1970, 1, 1, tzinfo=UTC)
    moments = [begin + timedelta(microseconds=us) if us is not None else None for us in found[4:]]
    return {
        "events": found[0], "rows": found[1], "first": found[2], "last": found[3],
        "known_from": moments[0], "known_to": moments[1],
    }  # fmt: skip

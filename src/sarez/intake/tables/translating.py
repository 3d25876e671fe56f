"""Rows of a layout to rows of the table of events, batch by batch, in DuckDB."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from sarez.intake.tables import codes
from sarez.intake.tables.checks import COMMON, Findings, bits
from sarez.intake.tables.layouts import Layout
from sarez.intake.tables.provinces import Provinces

if TYPE_CHECKING:
    import pyarrow as pa

_EMPTY = "('', 'NA', 'N/A', 'NULL', 'null', 'None', 'none', 'NaN', 'nan')"
_MACROS = """
CREATE MACRO figure(x) AS CASE WHEN isfinite(try_cast(x AS DOUBLE)) THEN try_cast(x AS DOUBLE) END;
CREATE MACRO whole(x) AS CASE WHEN try_cast(x AS DOUBLE) % 1 = 0 THEN try_cast(try_cast(x AS DOUBLE) AS BIGINT) END;
CREATE MACRO finite_day(t) AS CASE WHEN isfinite(t) THEN CAST(t AS DATE) END;
CREATE MACRO day_of(x) AS finite_day(coalesce(try_cast(x AS TIMESTAMP),
    try_strptime(x, ['%d %B %Y', '%d-%B-%Y', '%d %b %Y', '%d-%b-%Y'])));
CREATE MACRO date_of(x) AS CAST(try_strptime(x, '%Y%m%d') AS DATE);
CREATE MACRO moment_of(x) AS CASE WHEN len(x) = 8 THEN try_strptime(x, '%Y%m%d') + INTERVAL 1 DAY
    ELSE try_strptime(x, '%Y%m%d%H%M%S') END;
CREATE MACRO epoch_of(x) AS CASE WHEN whole(x) BETWEEN 0 AND 7258118400 THEN make_timestamp(whole(x) * 1000000) END;
"""
_TOO_MANY = 100_000_000
# What stands after the layout has spoken: the checks that all share, and the repairs that they tell of.
_QUERY = """
WITH raw AS MATERIALIZED (SELECT {columns} FROM given),
said AS MATERIALIZED ({events}),
known AS (SELECT * REPLACE (coalesce({known_at}, known_at, {default}) AS known_at) FROM said),
checked AS MATERIALIZED (SELECT *, {bits} AS common FROM known)
SELECT
    row, part, id, {source} AS source, {version} AS version,
    actor, recipient, type, mode, code, quad,
    CASE WHEN intensity BETWEEN -10 AND 10 THEN intensity END AS intensity,
    status, least(first, last) AS first, greatest(first, last) AS last,
    CASE WHEN last - first > 366 THEN 'longer' ELSE date_precision END AS date_precision,
    country, admin1, place,
    CASE WHEN {on_earth} THEN lat END AS lat,
    CASE WHEN {on_earth} THEN lon END AS lon,
    place_precision,
    CASE WHEN {low} >= 0 THEN least({low}, {best}) END AS deaths_low,
    {best} AS deaths,
    CASE WHEN {high} >= 0 THEN greatest({high}, {best}, {low}) END AS deaths_high,
    mentions, reference, published, known_at,
    faults | common AS faults
FROM checked ORDER BY row, part
"""
_ON_EARTH = "lat BETWEEN -90 AND 90 AND lon BETWEEN -180 AND 180"


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of a whole file: its source and version, since when it was known, and who may see its rows.

    `known_at` overrides what the rows say, `default` stands where they say nothing (both aware, UTC).
    """

    source: str
    version: str
    default: datetime
    known_at: datetime | None = None
    low: int = 0


class Translator:
    """Makes rows of events from batches of text. Use it with `with`."""

    def __init__(
        self, layout: Layout, present: tuple[str, ...], told: Told, names: codes.Names, provinces: Provinces
    ) -> None:
        import duckdb

        self._layout, self._told, self._names, self._provinces = layout, told, names, provinces
        self.checks = (*layout.checks, *COMMON)
        self.findings = Findings(self.checks)
        self.left_out = 0
        self._asked: set[str] = set()
        self._named = [c for c in layout.names if c in present]
        self._connection = duckdb.connect(config={"threads": 2, "memory_limit": "512MB"})
        self._connection.execute(_MACROS)
        for name, table in _code_tables().items():
            self._connection.register(name, table)
        self._connection.register("name", self._name_table())
        self._query = _query(layout, present, told)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def events(self, given: pa.RecordBatch, index: int, number: Callable[[int], int]) -> pa.Table:
        """The events of a batch, whose columns are the layout's; its first row is the `index`-th that was read.

        `number` says which row of the file an index is.
        """
        import pyarrow as pa

        self._learn_names(given)
        rows = pa.array(range(index, index + given.num_rows), pa.int64())
        self._connection.register("given", pa.table([*given.columns, rows], [*given.schema.names, "row"]))
        found = self._connection.sql(self._query).to_arrow_table()
        self._connection.unregister("given")
        return finished(self._kept(found, number), self._told, self._provinces)

    def _kept(self, found: pa.Table, number: Callable[[int], int]) -> pa.Table:
        """The rows that stay, with what was wrong noted once for each row of the file."""
        import pyarrow as pa
        import pyarrow.compute as pc

        faults = found["faults"].combine_chunks()
        wrong = found.select(["row", "part", "id", "faults"]).filter(
            pc.and_(pc.not_equal(faults, 0), pc.equal(found["part"], 1))
        )
        for row, name, bad in zip(*(wrong[c].to_pylist() for c in ("row", "id", "faults")), strict=True):
            self.findings.add(row, bad, (name or "")[:40], number)
        lost = sum(1 << n for n, check in enumerate(self.checks) if check.is_lost)
        is_lost = pc.not_equal(pc.bit_wise_and(faults, pa.scalar(lost, pa.int64())), 0)
        self.left_out += pc.sum(pc.and_(is_lost, pc.equal(found["part"], 1))).as_py() or 0
        return found.filter(pc.invert(is_lost)).drop_columns(["row", "faults"])

    def _name_table(self) -> pa.Table:
        states = {text: self._names.state_of(self._layout.state_in(text)) for text in self._asked}
        return codes.code_table({text: state for text, state in states.items() if state})

    def _learn_names(self, given: pa.RecordBatch) -> None:
        import pyarrow.compute as pc

        asked: set[str] = set()
        for column in self._named:
            for name in pc.unique(given[column]).to_pylist():
                asked.add((name or "").strip())
        if not asked <= self._asked:
            self._asked |= asked
            self._connection.unregister("name")
            self._connection.register("name", self._name_table())


def _code_tables() -> dict[str, pa.Table]:
    schemes, none = codes.states(), codes.stateless()
    return {
        "gw": codes.code_table(schemes["gw"]),
        "fips": codes.code_table(schemes["fips"]),
        "numeric": codes.code_table(schemes["numeric"]),
        "iso3": codes.code_table(schemes["iso3"]),
        "cameo_state": codes.code_table(schemes["cameo"]),
        "no_cameo_state": codes.code_table(dict.fromkeys(none["cameo"], "")),
        "no_fips": codes.code_table(dict.fromkeys(none["fips"], "")),
        "cameo": codes.act_table(codes.cameo()),
        "plover": codes.act_table(codes.plover()),
        "sub_event": codes.act_table(codes.acled()),
    }


def _query(layout: Layout, present: tuple[str, ...], told: Told) -> str:
    columns = [
        f"CASE WHEN trim({c}) IN {_EMPTY} THEN NULL ELSE trim({c}) END AS {c}"
        if c in present
        else f"CAST(NULL AS VARCHAR) AS {c}"
        for c in layout.columns
    ]

    def figure(column: str) -> str:
        return f"(CASE WHEN {column} BETWEEN 0 AND {_TOO_MANY} THEN {column} END)"

    return _QUERY.format(
        columns=", ".join(["row", *columns]),
        events=layout.events.format(checks=bits(layout.checks)),
        bits=bits(COMMON, start=len(layout.checks)),
        known_at=_moment(told.known_at),
        default=_moment(told.default),
        source=_quoted(told.source),
        version=_quoted(told.version),
        on_earth=_ON_EARTH,
        low=figure("deaths_low"),
        best=figure("deaths"),
        high=figure("deaths_high"),
    )


def _moment(moment: datetime | None) -> str:
    if moment is None:
        return "CAST(NULL AS TIMESTAMP)"
    from datetime import UTC

    return f"TIMESTAMP '{moment.astimezone(UTC).strftime('%Y-%m-%d %H:%M:%S')}'"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def finished(found: pa.Table, told: Told, provinces: Provinces) -> pa.Table:
    """A table with the columns that rows differ in, brought to the schema of the table of events."""
    import pyarrow as pa

    from sarez.intake.tables.schema import schema

    wanted = schema()
    rows = found.num_rows
    fixed: dict[str, Any] = {
        "issues": pa.nulls(rows, wanted.field("issues").type),
        "ended_at": pa.nulls(rows, wanted.field("ended_at").type),
        "low": pa.repeat(pa.scalar(told.low, pa.int8()), rows),
        "high": pa.repeat(pa.scalar(4, pa.int8()), rows),
    }
    columns = [fixed[name] if name not in found.column_names else found[name] for name in wanted.names]
    at = wanted.get_field_index("admin1")
    columns[at] = provinces.spelled(found["country"], found["admin1"])
    cast = [column.cast(field.type) for column, field in zip(columns, wanted, strict=True)]
    return pa.table(cast, schema=wanted)

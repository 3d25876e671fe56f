"""A table of events as it was known on each day, without asking more often than it changed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from sarez.watch.replay.moment import Learned
from sarez.watch.units import Unit

if TYPE_CHECKING:
    import pyarrow as pa

CURATED = ("ucdp-ged", "ucdp-candidate", "acled")
"""Sources whose silence on a state is told by what they tell of others."""


def night(day: date) -> datetime:
    """The last moment of a day, UTC."""
    return datetime.combine(day, time.min, UTC) + timedelta(days=1) - timedelta(microseconds=1)


def as_known(table: pa.Table, day: date, clearance: int) -> pa.Table:
    """The rows that stood at the end of a day for a clearance, as if they stood still (`ended_at` empty).

    A table without `ended_at` (coverage) holds what stands for good.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    end = pa.scalar(night(day), pa.timestamp("us", "UTC"))
    mask = pc.and_(
        pc.less_equal(table["known_at"], end),
        pc.and_(pc.less_equal(table["low"], clearance), pc.greater_equal(table["high"], clearance)),
    )
    if "ended_at" in table.column_names:
        ends = table["ended_at"]
        mask = pc.and_(mask, pc.or_(pc.is_null(ends), pc.fill_null(pc.greater(ends, end), True)))
        none = pa.nulls(len(table), table.schema.field("ended_at").type)
        table = table.set_column(
            table.schema.get_field_index("ended_at"), table.schema.field("ended_at"), none
        )
    return table.filter(mask)


def as_seen(table: pa.Table, clearance: int) -> pa.Table:
    """The rows that a clearance may see, of all times."""
    import pyarrow.compute as pc

    return table.filter(
        pc.and_(pc.less_equal(table["low"], clearance), pc.greater_equal(table["high"], clearance))
    )


def days_of_change(tables: Iterable[pa.Table], first: date, last: date) -> frozenset[date]:
    """The days from `first` to `last` on which something became known, or ceased to stand."""
    import pyarrow.compute as pc

    found: set[date] = set()
    for table in tables:
        for name in ("known_at", "ended_at"):
            if name in table.column_names:
                days = pc.unique(pc.cast(pc.drop_null(table[name]), "date32"))
                found |= {day for day in days.to_pylist() if first <= day <= last}
    return frozenset(found)


def touching(table: pa.Table, unit: Unit) -> pa.Table:
    """The rows that can matter for a unit: those that name one of its states, and all of curated sources; all rows
    for an issue."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if unit.kind == "issue":
        return table
    states = pa.array(unit.states)
    masks = [pc.fill_null(pc.is_in(table[name], states), False) for name in ("actor", "recipient", "country")]
    masks.append(pc.is_in(table["source"], pa.array(CURATED)))
    mask = masks[0]
    for other in masks[1:]:
        mask = pc.or_(mask, other)
    return table.filter(mask)


def is_of(row: dict[str, object], unit: Unit) -> bool:
    """Whether a row of events is of a unit: a country as place or party, a pair as both parties."""
    if unit.kind == "pair":
        return {row["actor"], row["recipient"]} == set(unit.states)
    if unit.kind == "country":
        return unit.name in (row["country"], row["actor"], row["recipient"])
    if unit.kind == "province":
        return f"{row['country']}:{row['admin1']}" == unit.name
    issues = row["issues"]
    return isinstance(issues, list) and unit.name in issues


def days_told(table: pa.Table, unit: Unit) -> tuple[date, ...]:
    """The last days of the events of a province, once for each event; of other units none is asked for."""
    if unit.kind != "province":
        return ()
    names = ["source", "id", "country", "admin1", "last"]
    of = {key_of(row): row["last"] for row in table.select(names).to_pylist() if _is_in(row, unit)}
    return tuple(sorted(of.values()))


def _is_in(row: dict[str, object], unit: Unit) -> bool:
    return f"{row['country']}:{row['admin1']}" == unit.name


def learned(table: pa.Table, unit: Unit, day: date, before: frozenset[str]) -> tuple[Learned, ...]:
    """The events of a unit, of a table as known on `day`, that became known on it; `before` are the ids known earlier."""
    import pyarrow as pa
    import pyarrow.compute as pc

    begun = pa.scalar(datetime.combine(day, time.min, UTC), pa.timestamp("us", "UTC"))
    rows = table.filter(pc.greater_equal(table["known_at"], begun)).to_pylist()
    found: dict[str, Learned] = {}
    for row in rows:
        if is_of(row, unit):
            found.setdefault(key_of(row), _learned(row, key_of(row) not in before))
    return tuple(sorted(found.values(), key=lambda one: (one.first, one.id)))


def key_of(row: dict[str, object]) -> str:
    """What tells an event from all others, whatever its version."""
    return f"{row['source']}/{row['id']}"


def ids_of(table: pa.Table) -> frozenset[str]:
    """The events of a table."""
    rows = table.select(["source", "id"]).to_pylist()
    return frozenset(key_of(row) for row in rows)


def _learned(row: dict[str, object], is_new: bool) -> Learned:
    def text(name: str) -> str:
        return str(row[name] or "")

    known_at, first, last = row["known_at"], row["first"], row["last"]
    assert isinstance(known_at, datetime) and isinstance(first, date) and isinstance(last, date)
    deaths = row["deaths"]
    return Learned(
        id=key_of(row),
        first=first,
        last=last,
        precision=text("date_precision"),
        type=text("type"),
        mode=text("mode"),
        quad=text("quad"),
        status=text("status"),
        actor=text("actor"),
        recipient=text("recipient"),
        place=text("place"),
        deaths=deaths if isinstance(deaths, int) else None,
        reference=text("reference"),
        known_at=known_at,
        is_new=is_new,
    )

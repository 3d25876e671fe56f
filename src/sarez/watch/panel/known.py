"""What was known on a day, to someone who may see so much."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any


def as_known(table: Any, as_of: date | datetime | None = None, clearance: int = 0) -> Any:
    """The rows of a table of events (or of coverage) that stood at a moment and that a clearance may see.

    `table` is an Ibis table, and so is what comes back. A day means the end of that day in UTC, a time without a zone
    is UTC, None is what stands now. `clearance` is a marking's number, 0 for TLP:CLEAR to 4 for TLP:RED.
    """
    return table.filter(*stood(table, as_of), table.low <= clearance, table.high >= clearance)


def stood(table: Any, as_of: date | datetime | None) -> list[Any]:
    """The conditions that a row stood at a moment; a table without `ended_at` holds what stands for good."""
    ends = "ended_at" in table.columns
    if as_of is None:
        return [table.ended_at.isnull()] if ends else []
    import ibis

    at = ibis.literal(moment(as_of).isoformat(" ")).cast("timestamp('UTC')")
    begun = [table.known_at <= at]
    return [*begun, table.ended_at.isnull() | (table.ended_at > at)] if ends else begun


def moment(as_of: date | datetime) -> datetime:
    """The moment that a day or a time means: the last microsecond of the day, the time in UTC."""
    if isinstance(as_of, datetime):
        return as_of.replace(tzinfo=UTC) if as_of.tzinfo is None else as_of.astimezone(UTC)
    return datetime.combine(as_of + timedelta(days=1), time(), UTC) - timedelta(microseconds=1)

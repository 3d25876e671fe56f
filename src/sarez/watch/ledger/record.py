"""What the ledger holds: warnings as they were issued, and incidents as they became known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sarez.watch.units import Unit

SOURCES = ("human", "rule", "model")
UNJUDGED = ("grey", "green")
"""Levels that warn of no danger: what bears them is neither hit nor false."""


@dataclass(frozen=True, slots=True)
class Issued:
    """A warning as it was issued, never edited: one that updates it names it in `supersedes`.

    It is about the days `first` to `last` in `unit`, and about incidents that are armed, or any (`of`). Times are
    aware. `cancelled_at` is when it was taken back without another in its place.
    """

    id: str
    source: str
    unit: Unit
    issue: str
    level: str
    first: date
    last: date
    issued_at: datetime
    probability: float | None = None
    of: str = "any"
    supersedes: str = ""
    cancelled_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Happened:
    """An incident in a unit on a day; `known_at` is from when on the desk could know of it."""

    id: str
    unit: Unit
    day: date
    is_armed: bool
    known_at: datetime
    says: str = ""
    reference: str = ""


def dawn(day: date) -> datetime:
    """The first moment of a day, UTC."""
    return datetime.combine(day, time.min, UTC)


def night(day: date) -> datetime:
    """The moment at which a day is over, UTC."""
    return dawn(day + timedelta(days=1))

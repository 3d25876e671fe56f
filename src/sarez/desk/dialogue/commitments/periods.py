"""The periods of a recurring commitment: calendar months, quarters, halves and years, each a promise of its own."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

MONTHS = {"monthly": 1, "quarterly": 3, "half-yearly": 6, "yearly": 12}
PROMISED, UNKNOWN = "promised", "unknown"
"""What stands of a period that nobody has found on: it is not over, or it is."""
MOST = 120


@dataclass(frozen=True, slots=True)
class Period:
    """One period by its name (2024, 2024-H1, 2024-Q2, 2024-05), with its first and last day."""

    name: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Promised:
    """A period and what stands of it: an outcome that was found, promised, or unknown."""

    period: Period
    state: str


def periods(recurrence: str, since: date, until: date | None, day: date) -> list[Period]:
    """The periods from the one that holds `since` to the one that holds `day` (or `until`), the latest MOST of them."""
    length = MONTHS.get(recurrence)
    end = min(day, until) if until else day
    if length is None or since > end:
        return []
    first = since.year * 12 + (since.month - 1) // length * length
    last = end.year * 12 + (end.month - 1) // length * length
    every = range(first, last + 1, length)
    return [_period(month, length) for month in every[-MOST:]]


def promised(found: Mapping[str, str], every: list[Period], day: date) -> list[Promised]:
    """What stands of each period on a day, from the outcomes found by the names of periods."""
    return [Promised(p, found.get(p.name) or (PROMISED if day <= p.last else UNKNOWN)) for p in every]


def _period(month: int, length: int) -> Period:
    """The period of so many months that begins in a month, counted from the year 0."""
    year, start = divmod(month, 12)
    end = start + length
    name = {
        1: f"{year}-{start + 1:02}",
        3: f"{year}-Q{start // 3 + 1}",
        6: f"{year}-H{start // 6 + 1}",
        12: str(year),
    }[length]
    return Period(name, date(year, start + 1, 1), date(year, end, monthrange(year, end)[1]))

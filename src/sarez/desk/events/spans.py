"""Weeks, months and years to count by."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

STEPS = ("week", "month", "year")
WEEKS_UP_TO = 200  # days: 28 bars of a week
MONTHS_UP_TO = 2300  # days: 75 bars of a month


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of days, first and last included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1


def step_for(whole: Span) -> str:
    """The step that cuts a span into a number of bars that a page can show."""
    return "week" if whole.days <= WEEKS_UP_TO else "month" if whole.days <= MONTHS_UP_TO else "year"


def cut(whole: Span, step: str) -> list[Span]:
    """The whole weeks, months or years that a span touches."""
    found = []
    start = beginning(whole.first, step)
    while start <= whole.last:
        then = _next(start, step)
        found.append(Span(start, then - timedelta(days=1)))
        start = then
    return found


def beginning(day: date, step: str) -> date:
    """The first day of the week (Monday), month or year of a day."""
    if step == "week":
        return day - timedelta(days=day.weekday())
    return day.replace(day=1) if step == "month" else day.replace(month=1, day=1)


def place_of(first: date, last: date, spans: Sequence[Span]) -> int | None:
    """The number of the span that holds both days; None where none does: a month is not put into one of its weeks."""
    at = bisect_right(spans, first, key=lambda s: s.first) - 1
    return at if at >= 0 and spans[at].first <= first and last <= spans[at].last else None


def _next(day: date, step: str) -> date:
    if step == "week":
        return day + timedelta(days=7)
    if step == "month":
        return (day + timedelta(days=31)).replace(day=1)
    return day.replace(year=day.year + 1)

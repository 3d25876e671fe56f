"""Months, weeks and days as a calendar shows them, and what falls on each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, time, timedelta

ENGAGEMENT, DUE, STEP = "engagement", "due", "step"
ORDER = (ENGAGEMENT, STEP, DUE)
EARLIEST, LATEST = 1900, 2199
LONG = 10
"""Days. What lasts longer stands above the month: on each of its days it would hide the rest."""
MOST_A_DAY = 4


@dataclass(frozen=True, slots=True)
class Month:
    """A month of a year."""

    year: int
    number: int

    @classmethod
    def of(cls, text: str, today: date) -> Month:
        """The month that `2026-11` names; this month for anything else."""
        told = re.fullmatch(r"(\d{4})-(\d{2})", text, re.ASCII)
        if told and EARLIEST <= int(told[1]) <= LATEST and 1 <= int(told[2]) <= 12:
            return cls(int(told[1]), int(told[2]))
        return cls(today.year, today.month)

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return self.next.first - timedelta(days=1)

    @property
    def next(self) -> Month:
        """The month after it."""
        return Month(self.year + self.number // 12, self.number % 12 + 1)

    @property
    def before(self) -> Month:
        """The month before it."""
        return Month(self.year, self.number - 1) if self.number > 1 else Month(self.year - 1, 12)

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.number:02d}"


@dataclass(frozen=True, slots=True)
class Occasion:
    """Something with a date: an engagement, a commitment falling due, a next step. `told` is the date as it is known."""

    what: str
    entry: int
    version: int
    title: str
    first: date
    last: date
    told: str
    label: str = ""
    state: str = ""
    place: str = ""
    owner: str = ""
    marking: int = 0
    is_ours: bool = False
    starts: time | None = None
    zone: str = ""
    moved_from: str = ""
    text: str = ""
    number: int = 0

    @property
    def is_exact(self) -> bool:
        """Whether its day is known."""
        return len(self.told) == 10

    @property
    def is_long(self) -> bool:
        """Whether it lasts so long that it stands above the month."""
        return (self.last - self.first).days >= LONG

    @property
    def is_several(self) -> bool:
        """Whether it lasts more than a day."""
        return self.is_exact and self.last > self.first

    @property
    def is_over(self) -> bool:
        """Whether it will not be, at least not on this day."""
        return self.state in ("cancelled", "postponed")


@dataclass(slots=True)
class Day:
    """A day of the grid, with what falls on it; `more` could not be shown."""

    date: date
    is_of_month: bool
    is_today: bool
    occasions: list[Occasion] = field(default_factory=list)
    more: int = 0


def in_order(occasions: Iterable[Occasion]) -> list[Occasion]:
    """Occasions by their day; on a day what the desk plans first, then by the hour."""
    return sorted(occasions, key=_place)


def weeks(
    month: Month, occasions: Sequence[Occasion], today: date, most: int = MOST_A_DAY
) -> list[list[Day]]:
    """The weeks of a month from Monday on, whole ones, with what falls on each of their days."""
    first = month.first - timedelta(days=month.first.weekday())
    last = month.last + timedelta(days=6 - month.last.weekday())
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    made = {day: Day(day, day.month == month.number, day == today) for day in days}
    for occasion in in_order(o for o in occasions if o.is_exact and not o.is_long):
        for day in days[max(0, (occasion.first - first).days) : max(0, (occasion.last - first).days + 1)]:
            made[day].occasions.append(occasion)
    for found in made.values():
        found.more = max(0, len(found.occasions) - most)
        del found.occasions[most:]
    return [[made[day] for day in days[at : at + 7]] for at in range(0, len(days), 7)]


def above(month: Month, occasions: Iterable[Occasion]) -> list[Occasion]:
    """What stands above the grid of a month: what has no day, or lasts long."""
    of_month = (o for o in occasions if o.first <= month.last and o.last >= month.first)
    return in_order(o for o in of_month if not o.is_exact or o.is_long)


def grid_span(month: Month) -> tuple[date, date]:
    """The first and the last day that the grid of a month shows."""
    first, last = month.first, month.last
    return first - timedelta(days=first.weekday()), last + timedelta(days=6 - last.weekday())


def _place(occasion: Occasion) -> tuple[object, ...]:
    return (
        occasion.first,
        ORDER.index(occasion.what),
        not occasion.is_ours,
        occasion.starts or time.max,
        occasion.title,
        occasion.entry,
    )

"""The calendar a date in a report is counted on: what is known of the publication day, and steps from it."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?\Z")
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
FIRST_YEAR, LAST_YEAR = 1800, 2199


@dataclass(frozen=True, slots=True)
class Period:
    """A day, a month or a year: `first` and `last` are its first and last day, `iso` how it is written."""

    first: date
    last: date
    iso: str

    @property
    def is_day(self) -> bool:
        """Whether the day is known."""
        return len(self.iso) == 10

    @property
    def is_month(self) -> bool:
        """Whether the month is known, but not the day."""
        return len(self.iso) == 7


def period(year: int, month: int | None = None, day: int | None = None) -> Period | None:
    """The day, month or year of these numbers; None where the calendar has none such."""
    if not FIRST_YEAR <= year <= LAST_YEAR or (month is not None and not 1 <= month <= 12):
        return None
    if month is None:
        return Period(date(year, 1, 1), date(year, 12, 31), f"{year:04d}")
    last = calendar.monthrange(year, month)[1]
    if day is None:
        return Period(date(year, month, 1), date(year, month, last), f"{year:04d}-{month:02d}")
    if not 1 <= day <= last:
        return None
    the_day = date(year, month, day)
    return Period(the_day, the_day, the_day.isoformat())


def of_day(day: date) -> Period | None:
    """The period of one day."""
    return period(day.year, day.month, day.day)


def parse(iso: str | None) -> Period | None:
    """Read `2021-04-30`, `2021-04` or `2021`; anything else is None."""
    found = ISO.match(iso or "")
    if not found or not (iso or "").isascii():
        return None
    return period(*(int(part) if part else None for part in found.groups()))  # type: ignore[arg-type]


def shift_days(start: Period | None, days: int) -> Period | None:
    """The day so many days from a known day; from a month or a year only that month or year is known."""
    if start is None or abs(days) > 36600:
        return None
    return of_day(start.first + timedelta(days=days)) if start.is_day else (start if abs(days) < 7 else None)


def shift_months(start: Period | None, months: int) -> Period | None:
    """The month so many months from a known day or month."""
    if start is None or len(start.iso) < 7 or abs(months) > 1200:
        return None
    index = start.first.year * 12 + start.first.month - 1 + months
    return period(index // 12, index % 12 + 1)


def shift_years(start: Period | None, years: int) -> Period | None:
    """The year so many years from a known one."""
    return None if start is None or abs(years) > 1000 else period(start.first.year + years)


def month_of(published: str | None) -> str | None:
    """The month of a publication date (its year, where no month is known): what undated recent acts take."""
    known = parse(published)
    return known.iso[:7] if known else None


def resolve_weekday(
    weekday: int, published: str | None, *, tense: str = "past", strictly: bool = False
) -> str | None:
    """The nearest such weekday before publication, or after it where `tense` is "future".

    `weekday` counts from Monday = 0. The day of publication itself counts, unless `strictly`.
    Where only the month or year of publication is known, that is all that is returned.
    """
    known = parse(published)
    if known is None or not known.is_day:
        return known.iso if known else None
    back = (known.first.weekday() - weekday) % 7
    step = (7 - back) % 7 if tense == "future" else -back
    if strictly and step == 0:
        step = 7 if tense == "future" else -7
    moved = shift_days(known, step)
    return moved.iso if moved else None


def nearest(month: int, day: int | None, anchor: Period, tense: str | None) -> Period | None:
    """A day or month whose year is not given: the past one, the coming one, or (tense None) the nearer one."""
    years = (anchor.first.year + step for step in (-1, 0, 1))
    if len(anchor.iso) == 4:
        return period(anchor.first.year, month, day)
    found = [p for p in (period(year, month, day) for year in years) if p]
    if tense == "past":
        # A day's grace: the other side of the date line has it already.
        return max((p for p in found if p.first <= anchor.last + timedelta(days=1)), key=_first, default=None)
    if tense == "future":
        return min((p for p in found if p.last >= anchor.first), key=_first, default=None)
    return min(found, key=lambda p: abs((p.first - anchor.first).days), default=None)


def _first(value: Period) -> date:
    return value.first


def same_month(first: date, last: date) -> Period | None:
    """The month that two days share, or None."""
    return period(first.year, first.month) if (first.year, first.month) == (last.year, last.month) else None

"""The editions that a series should have had by its own rhythm and of which nothing is on record: shown as such, never invented."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

Span = tuple[date, date]
"""The first and the last day that a date may mean."""
MOST = 24
"""Gaps that are worth a line each; a series of which nothing was heard for longer has ended."""
_STEPS: dict[str, tuple[int, Callable[[date], int]]] = {
    "monthly": (12, lambda day: day.month - 1),
    "quarterly": (4, lambda day: (day.month - 1) // 3),
    "half-yearly": (2, lambda day: (day.month - 1) // 6),
    "yearly": (1, lambda day: 0),
}


@dataclass(frozen=True, slots=True)
class Gap:
    """A period without an edition on record; `name` is 2020, 2020-04, 2020 Q2 or 2020 H1."""

    name: str
    first: date


def gaps(cadence: str, held: Iterable[Span], until: date) -> list[Gap]:
    """The periods between the first edition and `until` in which none is on record, the earliest first.

    Only periods that are over count. What is dated to a year at the coarsest covers all the year.
    """
    spans = sorted(held)
    if not spans:
        return []
    if cadence == "two-yearly":
        return _every_two_years({day.year for span in spans for day in span}, until)
    if cadence not in _STEPS:
        return []
    times, place = _STEPS[cadence]
    numbers = [(f.year * times + place(f), last.year * times + place(last)) for f, last in spans]
    covered = {n for first, last in numbers for n in range(first, min(last, first + times) + 1)}
    end = max(max(covered), until.year * times + place(until) - 1)
    missing = [n for n in range(min(covered), end + 1) if n not in covered]
    return [_gap(number, times) for number in missing[:MOST]]


def _every_two_years(years: set[int], until: date) -> list[Gap]:
    due, found = min(years) + 2, []
    while due < max(max(years), until.year) and len(found) < MOST:
        if due in years or due - 1 in years or (due + 1 in years):
            due = max(y for y in years if y <= due + 1) + 2
            continue
        found.append(Gap(str(due), date(due, 1, 1)))
        due += 2
    return found


def _gap(number: int, times: int) -> Gap:
    year, part = divmod(number, times)
    first = date(year, part * (12 // times) + 1, 1)
    names = {1: f"{year}", 2: f"{year} H{part + 1}", 4: f"{year} Q{part + 1}", 12: f"{first:%Y-%m}"}
    return Gap(names[times], first)

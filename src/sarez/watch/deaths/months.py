"""Months by number, as the VIEWS challenge counts them: 1 is January 1980."""

from __future__ import annotations

from datetime import date

from sarez.errors import SarezError

LEADS = tuple(range(3, 15))
"""How many months after the last known one a forecast is for: known to October, the next year's January to December."""


class DeathsError(SarezError):
    """A table of deaths, or a question to it, that cannot be used."""


def number(month: date) -> int:
    """The number of the month that a day is in."""
    return (month.year - 1980) * 12 + month.month


def month(n: int) -> date:
    """The first day of the month with a number."""
    return date(1980 + (n - 1) // 12, (n - 1) % 12 + 1, 1)


def cutoff(year: int) -> int:
    """The last month known to the forecast of a year: October of the year before."""
    return number(date(year - 1, 10, 1))

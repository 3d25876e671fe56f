"""Periods as numbers, in a query: days, weeks (from Monday) and months, counted from one another by adding.

A day's number is its days since 1970, a week's its weeks since Monday 29 December 1969, a month's its months since
the year 0.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from sarez.watch.units import begin

EPOCH = date(1970, 1, 1)
COARSER = {
    "day": ("week", "month", "year", "longer"),
    "week": ("month", "year", "longer"),
    "month": (),
}
"""The precisions of a date that are too coarse to say in which period of a step an event was. Months take every event,
in its first one: what lasts for months is no less told than what lasts a day."""


def number(day: date, step: str) -> int:
    """The number of the period that a day is in."""
    begun = begin(day, step)
    if step == "month":
        return begun.year * 12 + begun.month - 1
    days = (begun - EPOCH).days
    return (days + 3) // 7 if step == "week" else days


def numbered(day: Any, step: str) -> Any:
    """The same of a column of dates."""
    if step == "month":
        return (day.year() * 12 + day.month() - 1).cast("int64")
    days = day.epoch_days().cast("int64")
    return (days + 3) // 7 if step == "week" else days


def begins(k: Any, step: str) -> Any:
    """The first day of numbered periods, as days since 1970."""
    if step == "month":
        import ibis

        return ibis.date((k // 12).cast("int32"), (k % 12 + 1).cast("int32"), 1).epoch_days().cast("int64")
    return k * 7 - 3 if step == "week" else k


def dated(k: Any, step: str) -> Any:
    """The first day of numbered periods, as dates."""
    import ibis

    if step == "month":
        return ibis.date((k // 12).cast("int32"), (k % 12 + 1).cast("int32"), 1)
    day = ibis.date(1970, 1, 1) + begins(k, step).as_interval("D")
    return day.cast("timestamp").cast("date")  # DuckDB makes a time of a day and an interval

"""Dates as precise as a text gives them (`2021-04-30`, `2021-04`, `2021`), and the days they span."""

from __future__ import annotations

from calendar import monthrange
from datetime import date


def span_of(iso: str | None) -> tuple[date, date] | None:
    """The first and the last day that a date may mean; None for no date or one that cannot be."""
    try:
        match [int(part) for part in (iso or "").split("-")]:
            case [year, month, day]:
                return date(year, month, day), date(year, month, day)
            case [year, month]:
                return date(year, month, 1), date(year, month, monthrange(year, month)[1])
            case [year]:
                return date(year, 1, 1), date(year, 12, 31)
    except ValueError:
        pass
    return None

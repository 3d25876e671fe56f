"""The rows behind one point of the panel: which events, told by which reports, made it what it is."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sarez.watch.panel.acts import counted
from sarez.watch.panel.indicator import Indicator
from sarez.watch.panel.known import as_known
from sarez.watch.panel.periods import COARSER
from sarez.watch.panel.units_told import rows_by_unit
from sarez.watch.units import Unit


def members(
    events: Any,
    unit: Unit,
    indicator: Indicator,
    first: date,
    last: date,
    *,
    as_of: date | datetime | None = None,
    clearance: int = 0,
    step: str | None = None,
) -> Any:
    """The rows of the table of events that an indicator counts of a unit from the day `first` to the day `last`.

    An event is in the period of its first day; for deaths, in each that it touches, if a number was told. With `step`,
    those whose date is too coarse for that step are left out, as in the panel; without, they are there. A row is
    whole, in the columns of the table given; for countries and provinces an event is there once.
    """
    import ibis

    known = as_known(events, as_of, clearance)
    if step:
        coarse = COARSER[step]
        known = known.filter(~known.date_precision.isin(coarse)) if coarse else known
    known = known.filter(known["first"] <= last)
    if indicator.measure == "deaths":
        known = known.filter(known["last"] >= first, known.deaths.notnull())
    else:
        known = known.filter(known["first"] >= first)
    found = [
        rows.filter(rows.unit == unit.name, counted(rows, indicator)).select(*events.columns)
        for rows in rows_by_unit(known, unit.kind, indicator.by)
    ]
    return ibis.union(*found) if len(found) > 1 else found[0]

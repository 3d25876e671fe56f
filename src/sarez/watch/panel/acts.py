"""Events as a panel reads them: which stood, when they were, and which fit an indicator."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from functools import reduce
from operator import or_
from typing import Any

from sarez.watch.panel.indicator import Acts, Indicator
from sarez.watch.panel.known import as_known
from sarez.watch.panel.periods import COARSER, begins, number, numbered
from sarez.watch.units import after


def known_acts(
    events: Any,
    step: str,
    as_of: date | datetime | None,
    clearance: int,
    since: date | None,
    until: date | None,
) -> Any:
    """The events that stood and that may lie in the periods of `since` to `until`, with the number `k` of the period of
    their first day, `k_last` of that of their last, and whether the date `is_fine` enough for the step."""
    known = as_known(events, as_of, clearance)
    if since:
        known = known.filter(known["last"] >= after(since, step, 0))
    if until:
        known = known.filter(known["first"] < after(until, step))
    coarse = COARSER[step]
    return known.mutate(
        k=numbered(known["first"], step),
        k_last=numbered(known["last"], step),
        is_fine=~known.date_precision.isin(coarse) if coarse else True,
    )


def within(rows: Any, step: str, since: date | None, until: date | None) -> Any:
    """The rows whose period `k` is that of `since`, that of `until` or between them."""
    if since:
        rows = rows.filter(rows.k >= number(since, step))
    if until:
        rows = rows.filter(rows.k <= number(until, step))
    return rows


def has_come(acts: Any) -> Any:
    """Whether an event says anything of the day it is dated: what is planned for a day is no news of that day."""
    return acts.status != "planned"


def ends(acts: Any) -> Any:
    """The first and last period with an event, or with deaths of one: a table of one row, `begun` and `ended`."""
    import ibis

    come = acts.filter(has_come(acts))
    last = come.k_last.max(where=come.is_fine & come.deaths.notnull())
    return come.aggregate(
        begun=come.k.min(), ended=ibis.greatest(come.k.max(), ibis.coalesce(last, come.k.max()))
    )


def spread(acts: Any, step: str) -> Any:
    """Events with deaths that last beyond their first period: a row for each period that they touch, with the deaths
    that fall to it when they are spread evenly over the days."""
    import ibis

    long = acts.filter(acts.deaths.notnull(), acts.k_last > acts.k)
    rows = long.mutate(k=ibis.range(long.k, long.k_last + 1).unnest())
    first, last = rows["first"].epoch_days(), rows["last"].epoch_days()
    ends = begins(rows.k + 1, step) - 1
    days = ibis.least(last, ends) - ibis.greatest(first, begins(rows.k, step)) + 1
    return rows.mutate(deaths=rows.deaths * days / (last - first + 1))


def fits(rows: Any, kinds: Iterable[Acts]) -> Any:
    """Whether each row is an act of any of these kinds."""
    return reduce(or_, [_fits(rows, kind) for kind in kinds])


def counted(rows: Any, indicator: Indicator) -> Any:
    """Whether each row is an act that an indicator counts."""
    return fits(rows, indicator.counts)


def weighed(rows: Any, indicator: Indicator) -> Any:
    """Whether each row is among the acts of which a share is taken: unless it says which, all that have a type."""
    if indicator.of:
        return fits(rows, indicator.of)
    return _fits(rows, Acts()) & rows.quad.notnull()


def _fits(rows: Any, kind: Acts) -> Any:
    fit = _one_of(rows.status, kind.status)
    if kind.types:
        fit &= _one_of(rows.type, kind.types)
    if kind.quads:
        fit &= _one_of(rows.quad, kind.quads)
    if kind.modes:
        fit &= _one_of(rows["mode"], kind.modes)
    if kind.not_modes:
        fit &= rows["mode"].isnull() | ~_one_of(rows["mode"], kind.not_modes)
    if kind.issues:
        fit &= reduce(or_, [rows.issues.contains(issue) for issue in kind.issues])
    if kind.deaths:
        told = rows.deaths.fill_null(0)
        fit &= (told > 0) if kind.deaths == "some" else (told == 0)
    return fit


def _one_of(column: Any, words: tuple[str, ...]) -> Any:
    return column == words[0] if len(words) == 1 else column.isin(words)

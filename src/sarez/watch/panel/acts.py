"""Events as a panel reads them: which stood, when they were, and which fit an indicator."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import reduce
from operator import or_
from typing import Any

from sarez.watch.panel.indicator import Acts, Indicator
from sarez.watch.panel.known import as_known
from sarez.watch.panel.periods import COARSER, begins, number, numbered
from sarez.watch.units import after

KNOWN = {
    **dict.fromkeys(("source", "version", "id", "actor", "recipient", "type", "mode", "quad"), "string"),
    **dict.fromkeys(("status", "country", "admin1"), "string"),
    "issues": "array<string>",
    "part": "int8",
    "deaths": "int32",
    "mentions": "int32",
    "first": "date",
    "last": "date",
    "is_fine": "boolean",
    **dict.fromkeys(("k", "k_last", "k_since", "k_until"), "int64"),
}
"""The columns of the events that stood: those of the table that count, and their periods by number (periods.py)."""
EVER = 10**6  # a period's number that no date has


def known_acts(
    events: Any,
    step: str,
    as_of: date | datetime | None,
    clearance: int,
    since: date | None,
    until: date | None,
) -> Any:
    """The events that stood and that may lie in the periods of `since` to `until`, in the columns of KNOWN.

    `k` is the number of the period of their first day, `k_last` of that of their last, `is_fine` whether the date is
    fine enough for the step, `k_since` and `k_until` the first and last period asked for.
    """
    import ibis

    known = as_known(events, as_of, clearance)
    if since:
        known = known.filter(known["last"] >= after(since, step, 0))
    if until:
        known = known.filter(known["first"] < after(until, step))
    coarse = COARSER[step]
    numbers = {
        "k": numbered(known["first"], step),
        "k_last": numbered(known["last"], step),
        "k_since": ibis.literal(number(since, step) if since else -EVER, "int64"),
        "k_until": ibis.literal(number(until, step) if until else EVER, "int64"),
        "is_fine": ~known.date_precision.isin(coarse) if coarse else ibis.literal(True),
    }
    return known.select(**{name: numbers[name] if name in numbers else known[name] for name in KNOWN})


def of_states(known: Any, states: Sequence[str], sources: Mapping[str, str]) -> Any:
    """The events that concern one of these states, and those of curated sources, whose silence says something too."""
    curated = [source for source, covers in sources.items() if covers != "the news"]
    named = [known[column].isin(list(states)) for column in ("country", "actor", "recipient")]
    return known.filter(reduce(or_, [*named, known.source.isin(curated)] if curated else named))


def classified(known: Any, indicators: Sequence[Indicator], sources: Mapping[str, str]) -> Any:
    """Events with `f{i}`, whether the indicator numbered i counts them; `w{i}`, whether they are among the acts of which
    a share is taken; `has_come`, that they say something of the day they are dated (what is planned for a day is no
    news of it); `is_news`, that their source tells what the news tell, and is silent where these are."""
    import ibis

    curated = [source for source, covers in sources.items() if covers != "the news"]
    columns = {
        "mentions": known.mentions.fill_null(1).cast("int64"),
        "deaths": known.deaths.cast("float64"),
        "has_come": known.status != "planned",
        "is_news": known.source.notin(curated) if curated else ibis.literal(True),
    }
    for i, indicator in enumerate(indicators):
        columns[f"f{i}"] = counted(known, indicator)
        if indicator.measure == "share":
            columns[f"w{i}"] = weighed(known, indicator)
    return known.mutate(**columns)


def odd_ones(acts: Any) -> Any:
    """The few that are not simply one row in one period: further parts, coarse dates, deaths over several periods."""
    return acts.filter((acts.part > 1) | ~acts.is_fine | (acts.deaths.notnull() & (acts.k_last > acts.k)))


def within(rows: Any) -> Any:
    """The rows whose period is one of those asked for."""
    return rows.filter(rows.k >= rows.k_since, rows.k <= rows.k_until)


def ends(known: Any) -> Any:
    """The first and last period with an event, or with deaths of one: a table of one row, `begun` and `ended`."""
    import ibis

    come = known.filter(known.status != "planned")
    last = come.k_last.max(where=come.is_fine & come.deaths.notnull())
    found = come.aggregate(
        begun=come.k.min(), ended=come.k.max(), last=last, since=come.k_since.max(), until=come.k_until.min()
    )
    ended = ibis.greatest(found.ended, ibis.coalesce(found["last"], found.ended))
    begun = (found.since > -EVER).ifelse(found.since, found.begun)
    return found.select(begun=begun, ended=(found.until < EVER).ifelse(found.until, ended))


def spread(acts: Any, step: str) -> Any:
    """Events with deaths that last beyond their first period: a row for each period that they touch, with the deaths
    that fall to it when they are spread evenly over the days."""
    import ibis

    long = acts.filter(acts.deaths.notnull(), acts.k_last > acts.k)
    rows = long.mutate(k=ibis.range(long.k, long.k_last + 1).unnest())
    first, last = rows["first"].epoch_days(), rows["last"].epoch_days()
    end = begins(rows.k + 1, step) - 1
    days = ibis.least(last, end) - ibis.greatest(first, begins(rows.k, step)) + 1
    return rows.mutate(deaths=rows.deaths * days / (last - first + 1))


def counted(rows: Any, indicator: Indicator) -> Any:
    """Whether each row is an act that an indicator counts."""
    fit = _any(rows, indicator.counts)
    return fit & weighed(rows, indicator) if indicator.measure == "share" else fit


def weighed(rows: Any, indicator: Indicator) -> Any:
    """Whether each row is among the acts of which a share is taken: unless it says which, all that have a type."""
    return _any(rows, indicator.of) if indicator.of else _fits(rows, Acts()) & rows.quad.notnull()


def _any(rows: Any, kinds: Iterable[Acts]) -> Any:
    return reduce(or_, [_fits(rows, kind) for kind in kinds])


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

"""Asking for a panel: the query is written once in Ibis, made into an engine's own words once, and asked many times.

To write a panel's query out takes Ibis a second or more, and a replay asks a thousand times. What differs from time to
time (as of when, for whom, which periods and units) is therefore kept to small views of their own, and the rest is
remembered by kind, step and indicators.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sarez.watch.panel.acts import KNOWN, classified, ends, known_acts, odd_ones, of_states
from sarez.watch.panel.cells import cells, grid
from sarez.watch.panel.counting import counts, left_out
from sarez.watch.panel.indicator import Indicator, load_sources
from sarez.watch.panel.periods import COARSER, number
from sarez.watch.panel.reporting import from_coverage, from_events, known_coverage
from sarez.watch.panel.steps import MARK, ask
from sarez.watch.units import KINDS, STEPS, Unit, UnitError


@dataclass(frozen=True, slots=True)
class Query:
    """What decides the words of a query: `coverage` is empty, report or reports, the column that a table of it has."""

    kind: str
    step: str
    indicators: tuple[Indicator, ...]
    sources: tuple[tuple[str, str], ...]
    names_units: bool
    coverage: str


def panel(
    events: Any,
    kind: str,
    step: str,
    indicators: Iterable[Indicator],
    *,
    as_of: date | datetime | None = None,
    clearance: int = 0,
    since: date | None = None,
    until: date | None = None,
    units: Iterable[Unit] | None = None,
    coverage: Any = None,
    sources: Mapping[str, str] | None = None,
) -> Any:
    """Units × periods × indicators from an engine's table of events (sarez.intake.tables.schema), as an Ibis table.

    A row for each unit, period and indicator, in no order: `kind`, `unit`, `step`, `period` (its first day),
    `indicator`, `value` (empty where there is no data, which is not zero), `corrected` (per 100 reports of the unit;
    the value itself for an indicator that is not corrected; empty where nothing tells how much was reported),
    `events` behind the value, `reported`, and `left_out`, events whose date is too coarse for the step.

    `units` are those asked for; without them all that an event names. The periods run from that of `since` to that of
    `until`, both whole; without them from the first to the last that an event was in. `coverage` says how much was
    reported (reporting.from_coverage); without it the events do, by what `sources` says of each source
    (indicators.yaml). DuckDB works nothing out before the rows are asked for; Spark counts at once, so that it plans the
    rest in seconds (steps.py). Raises UnitError for a kind or step there
    is none of, or units of another kind.
    """
    import ibis

    asked = _checked(kind, step, units)
    covers = load_sources() if sources is None else sources
    told = ("report" if "report" in coverage.columns else "reports") if coverage is not None else ""
    query = Query(kind, step, tuple(indicators), tuple(covers.items()), bool(asked), told)
    known = known_acts(events, step, as_of, clearance, since, until)
    views = {"span": _span(known, step, since, until)}
    if asked and kind != "issue":
        known = of_states(known, sorted({s for name in asked for s in Unit(kind, name).states}), covers)
    views["known"] = known
    if asked:
        views["asked"] = _listed(asked)
    if coverage is not None:
        views["cover"] = known_coverage(coverage, step, as_of, clearance, since, until)
    backend = events.get_backend()
    written = {view: ibis.to_sql(table, dialect=backend.name) for view, table in views.items()}
    return ask(backend, written | _written(query, backend.name))


def _checked(kind: str, step: str, units: Iterable[Unit] | None) -> tuple[str, ...]:
    """The names of the units asked for, once it is sure that all can be."""
    if kind not in KINDS:
        raise UnitError(f"{kind!r} is no kind of unit: {', '.join(KINDS)}.")
    if step not in STEPS:
        raise UnitError(f"{step!r} is no step of time: {', '.join(STEPS)}.")
    asked = tuple(dict.fromkeys(units or ()))
    if units is not None and not asked:
        raise UnitError("No unit is asked for: name one at least, or leave units out for all.")
    if other := [unit for unit in asked if unit.kind != kind]:
        raise UnitError(f"{other[0].name} is a {other[0].kind}, not a {kind}: ask for each kind by itself.")
    return tuple(unit.name for unit in asked)


def _span(known: Any, step: str, since: date | None, until: date | None) -> Any:
    """The numbers of the first and last period: a table of one row, `begun` and `ended`."""
    import ibis

    if since is None or until is None:
        return ends(known)
    first, last = (ibis.literal(number(day, step), "int64") for day in (since, until))
    return first.name("begun").as_table().mutate(ended=last)


def _listed(names: tuple[str, ...]) -> Any:
    import ibis

    return ibis.array(list(names)).unnest().name("unit").as_table()


@lru_cache(maxsize=64)
def _written(query: Query, dialect: str) -> dict[str, str]:
    """The views of a query in an engine's words, by name: acts, the odd among them, told, coarse and the panel itself."""
    import ibis

    indicators, kind = query.indicators, query.kind
    known = ibis.table(KNOWN, name=f"{MARK}known")
    span = ibis.table({"begun": "int64", "ended": "int64"}, name=f"{MARK}span")
    asked = ibis.table({"unit": "string"}, name=f"{MARK}asked") if query.names_units else None
    views = {"acts": classified(known, indicators, dict(query.sources))}
    acts = ibis.table(views["acts"].schema(), name=f"{MARK}acts")
    views["odd"] = odd_ones(acts)
    odd = ibis.table(views["odd"].schema(), name=f"{MARK}odd")
    views["told"] = counts(acts, odd, kind, query.step, indicators)
    told = ibis.table(views["told"].schema(), name=f"{MARK}told")
    coarse = None
    if COARSER[query.step] and indicators:
        views["coarse"] = left_out(odd, kind, indicators)
        coarse = ibis.table(views["coarse"].schema(), name=f"{MARK}coarse")
    if query.coverage:
        columns = {"k": "int64", "country": "string", query.coverage: "int64"}
        reporting = from_coverage(ibis.table(columns, name=f"{MARK}cover"))
    else:
        by_state = told if kind == "country" else counts(acts, odd, "country", query.step, ())
        reporting = from_events(acts, by_state, dict(query.sources))
    wanted = grid(told, coarse, asked, span)
    views["panel"] = cells(wanted, told, coarse, reporting, kind, query.step, indicators)
    return {view: ibis.to_sql(table, dialect=dialect) for view, table in views.items()}

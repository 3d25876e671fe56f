"""The panel: units by periods by indicators, as known on a date, as one query."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sarez.watch.panel.acts import ends, known_acts
from sarez.watch.panel.counting import counts, left_out
from sarez.watch.panel.indicator import Indicator, load_sources
from sarez.watch.panel.periods import COARSER, dated, number
from sarez.watch.panel.reporting import Reporting, Span, follows_news, from_coverage, from_events, of_cells
from sarez.watch.units import KINDS, STEPS, Unit, UnitError

PER = 100
"""Corrected counts are per so many reports of the unit."""


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
    """Units × periods × indicators from an Ibis table of events (sarez.intake.tables.schema), as an Ibis table.

    A row for each unit, period and indicator, in no order: `kind`, `unit`, `step`, `period` (its first day),
    `indicator`, `value` (empty where there is no data, which is not zero), `corrected` (per 100 reports of the unit;
    the value itself for an indicator that is not corrected; empty where nothing tells how much was reported),
    `events` behind the value, `reported`, and `left_out`, events whose date is too coarse for the step.

    `units` are those asked for; without them all that an event names. The periods run from that of `since` to that of
    `until`, both whole; without them from the first to the last that the table has an event in. `coverage` says how
    much was reported (reporting.from_coverage); without it the events do, by what `sources` says of each source
    (indicators.yaml). Raises UnitError for a kind or step there is none of, or units of another kind.
    """
    asked = _checked(kind, step, units)
    chosen = tuple(indicators)
    covers = load_sources() if sources is None else sources
    span = (since, until)
    acts = known_acts(events, step, as_of, clearance, since, until)
    news = follows_news(covers)
    told = counts(acts, kind, step, chosen, asked, news, span)
    coarse = left_out(acts, kind, step, chosen, asked, span) if COARSER[step] and chosen else None
    cells = _grid(acts, told, coarse, asked, step, span)
    if coverage is not None:
        reporting = from_coverage(coverage, step, as_of, clearance, span)
    else:
        states = tuple(sorted({state for name in asked for state in Unit(kind, name).states}))
        by_state = told if kind == "country" else counts(acts, "country", step, (), states, news, span)
        reporting = from_events(acts, by_state, covers, step, span)
    wide = _joined(cells, told, coarse, kind, reporting)
    return _long(wide, kind, step, chosen, coarse is not None)


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


def _grid(acts: Any, told: Any, coarse: Any, asked: tuple[str, ...], step: str, span: Span) -> Any:
    """Every unit in every period."""
    import ibis

    if asked:
        units = ibis.array(list(asked)).unnest().name("unit").as_table()
    else:
        units = told.select("unit")
        units = (units if coarse is None else ibis.union(units, coarse.select("unit"))).distinct()
    since, until = (number(day, step) if day else None for day in span)
    if since is not None and until is not None:
        periods = ibis.range(since, until + 1).unnest().cast("int64").name("k").as_table()
    else:
        found = ends(acts)
        begun, ended = found.begun if since is None else since, found.ended if until is None else until
        periods = found.select(k=ibis.range(begun, ended + 1).unnest().cast("int64"))
    return units.cross_join(periods)


def _joined(cells: Any, told: Any, coarse: Any, kind: str, reporting: Reporting) -> Any:
    """The cells with what was counted and reported in each."""
    keys = ["unit", "k"]
    wide = of_cells(cells, kind, reporting)
    for table in (told.drop("volume"), coarse):
        if table is not None:
            joined = wide.left_join(table, keys)
            wide = joined.select(wide, *[joined[name] for name in table.columns if name not in keys])
    return wide


def _long(wide: Any, kind: str, step: str, indicators: Sequence[Indicator], has_coarse: bool) -> Any:
    """A row for each indicator."""
    import ibis

    known = (wide.reported > 0) | (wide.told.fill_null(0) > 0)
    cells = []
    for i, indicator in enumerate(indicators):
        value, events = _value(wide, i, indicator, known)
        corrected = value
        if indicator.correction == "reports":
            corrected = (wide.volume > 0).ifelse(value * PER / wide.volume, ibis.null("float64"))
        cells.append(
            ibis.struct(
                {
                    "indicator": ibis.literal(indicator.name),
                    "value": value.cast("float64"),
                    "corrected": corrected.cast("float64"),
                    "events": events.cast("int64"),
                    "left_out": wide[f"l{i}"].fill_null(0) if has_coarse else ibis.literal(0, "int64"),
                }
            )
        )
    rows = wide.select("unit", "reported", period=dated(wide.k, step), cell=ibis.array(cells).unnest())
    return rows.select(
        kind=ibis.literal(kind),
        unit=rows.unit,
        step=ibis.literal(step),
        period=rows.period,
        indicator=rows.cell["indicator"],
        value=rows.cell["value"],
        corrected=rows.cell["corrected"],
        events=rows.cell["events"],
        reported=rows.reported,
        left_out=rows.cell["left_out"],
    )


def _value(wide: Any, i: int, indicator: Indicator, known: Any) -> tuple[Any, Any]:
    """The value of an indicator in each cell, and how many events are behind it."""
    import ibis

    nothing = ibis.null("float64")
    n = wide[f"n{i}"].fill_null(0)
    if indicator.measure == "deaths":
        told = wide[f"m{i}"].fill_null(0)
        none = (known & (n == 0)).ifelse(0.0, nothing)  # acts of which no number was told: not zero
        return (told > 0).ifelse(wide[f"v{i}"], none), told
    if indicator.measure == "share":
        of = wide[f"d{i}"].fill_null(0)
        return (of > 0).ifelse(n / of, nothing), n
    counted = wide[f"y{i}"].fill_null(0) if indicator.measure == "days" else n
    return (known | (counted > 0)).ifelse(counted.cast("float64"), nothing), n

"""Counting: for each unit and period, how many events fit each indicator, in one reading of each role's rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sarez.watch.panel.acts import counted, has_come, spread, weighed, within
from sarez.watch.panel.indicator import ROLES, Indicator
from sarez.watch.panel.units_told import rows_by_unit


def counts(
    acts: Any,
    kind: str,
    step: str,
    indicators: Sequence[Indicator],
    names: tuple[str, ...],
    news: Any,
    span: tuple[date | None, date | None],
) -> Any:
    """A row for each `unit` and period `k` in which an event begins or deaths fall, with what each indicator counts.

    For the indicator numbered i: `n{i}` events that fit; `v{i}` deaths of those told; `m{i}` how many rows told a
    number of deaths; `d{i}` acts of which a share is taken; `y{i}` days with an event. `told` counts all events that are not
    still to come, and `volume` the mentions of those whose source follows the news (`news`, a condition on rows).
    """
    fine = acts.filter(acts.is_fine)
    parts = []
    for role in ROLES if kind == "country" else ("place",):
        chosen = [(i, ind) for i, ind in enumerate(indicators) if kind != "country" or ind.by == role]
        for rows in rows_by_unit(fine, kind, role, names):
            parts.append(_summed(within(rows, step, *span), chosen, news))
        deaths = [(i, indicator) for i, indicator in chosen if indicator.measure == "deaths"]
        if deaths:
            for rows in rows_by_unit(spread(fine, step), kind, role, names):
                parts.append(_spread(within(rows, step, *span), deaths))
        for i, indicator in chosen:
            if indicator.measure == "days":
                parts.append(_days(fine, kind, step, role, names, span, i, indicator))
    return _together(parts)


def left_out(
    acts: Any,
    kind: str,
    step: str,
    indicators: Sequence[Indicator],
    names: tuple[str, ...],
    span: tuple[date | None, date | None],
) -> Any:
    """A row for each `unit` and period `k` with `l{i}`, the events of each indicator too coarsely dated for the step,
    in the period of the first day that they may have been."""
    coarse = acts.filter(~acts.is_fine)
    parts = []
    for role in ROLES if kind == "country" else ("place",):
        for rows in rows_by_unit(coarse, kind, role, names):
            within_span = within(rows, step, *span)
            columns = {
                f"l{i}": within_span.count(where=counted(within_span, indicator))
                for i, indicator in enumerate(indicators)
                if kind != "country" or indicator.by == role
            }
            if columns:
                parts.append(within_span.group_by("unit", "k").aggregate(**columns))
    return _together(parts)


def _summed(rows: Any, indicators: Iterable[tuple[int, Indicator]], news: Any) -> Any:
    mentions = rows.mentions.fill_null(1).cast("int64")
    columns = {
        "told": rows.count(where=has_come(rows)),
        "volume": mentions.sum(where=rows.is_first & has_come(rows) & news(rows)),
    }
    for i, indicator in indicators:
        fit = counted(rows, indicator)
        columns[f"n{i}"] = rows.count(where=fit)
        if indicator.measure == "deaths":
            whole = fit & rows.deaths.notnull() & (rows.k_last <= rows.k)
            columns[f"v{i}"] = rows.deaths.cast("float64").sum(where=whole)
            columns[f"m{i}"] = rows.count(where=whole)
        if indicator.measure == "share":
            columns[f"n{i}"] = rows.count(where=fit & weighed(rows, indicator))
            columns[f"d{i}"] = rows.count(where=weighed(rows, indicator))
    return rows.group_by("unit", "k").aggregate(**columns)


def _spread(rows: Any, indicators: Iterable[tuple[int, Indicator]]) -> Any:
    columns = {}
    for i, indicator in indicators:
        fit = counted(rows, indicator)
        columns[f"v{i}"] = rows.deaths.sum(where=fit)
        columns[f"m{i}"] = rows.count(where=fit)
    return rows.group_by("unit", "k").aggregate(**columns)


def _days(
    acts: Any,
    kind: str,
    step: str,
    role: str,
    names: tuple[str, ...],
    span: tuple[date | None, date | None],
    i: int,
    indicator: Indicator,
) -> Any:
    """Days with an event of an indicator, each once, whichever of a state's roles it was in."""
    import ibis

    found = [
        within(rows, step, *span).filter(counted(rows, indicator)).select("unit", "k", day=rows["first"])
        for rows in rows_by_unit(acts, kind, role, names)
    ]
    days = ibis.union(*found).distinct() if len(found) > 1 else found[0].distinct()
    return days.group_by("unit", "k").aggregate(**{f"y{i}": days.count()})


def _together(parts: Sequence[Any]) -> Any:
    """Sums of the same cells in several tables, each of which has some of the columns."""
    import ibis

    names: dict[str, str] = {}
    for part in parts:
        names |= {
            column: "float64" if column.startswith("v") and column != "volume" else "int64"
            for column in part.columns[2:]
        }

    def all_columns(part: Any) -> Any:
        have = set(part.columns)
        return part.select(
            "unit",
            "k",
            **{
                name: (part[name] if name in have else ibis.literal(0)).cast(of).fill_null(0)
                for name, of in names.items()
            },
        )

    whole = ibis.union(*map(all_columns, parts)) if len(parts) > 1 else all_columns(parts[0])
    return whole.group_by("unit", "k").aggregate(
        **{name: whole[name].sum().cast(of) for name, of in names.items()}
    )

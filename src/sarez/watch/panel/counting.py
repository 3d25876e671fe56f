"""Counting: for each unit and period, how many events fit each indicator, in one reading of each role's rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sarez.watch.panel.acts import spread, within
from sarez.watch.panel.indicator import ROLES, Indicator
from sarez.watch.panel.units_told import rows_by_unit

Numbered = tuple[int, Indicator]


def counts(acts: Any, odd: Any, kind: str, step: str, indicators: Sequence[Indicator]) -> Any:
    """A row for each `unit` and period `k` in which an event begins or deaths fall, with what each indicator counts.

    `acts` are classified, `odd` those among them that are not simply one row in one period (acts.py). For the indicator numbered i: `n{i}` events that fit; `v{i}` deaths of those told;
    `m{i}` how many rows told a number of deaths; `d{i}` acts of which a share is taken; `y{i}` days with an event.
    `told` counts all events that are not still to come, and `volume` the mentions of those whose source follows the news.
    """
    fine, fine_odd = acts.filter(acts.is_fine), odd.filter(odd.is_fine)
    parts = []
    for role, chosen in _by_role(kind, indicators):
        parts += [_summed(within(rows), chosen) for rows in rows_by_unit(fine, kind, role, fine_odd)]
        deaths = [(i, indicator) for i, indicator in chosen if indicator.measure == "deaths"]
        if deaths:
            parts += [
                _spread(within(rows), deaths) for rows in rows_by_unit(spread(fine_odd, step), kind, role)
            ]
        for i, indicator in chosen:
            if indicator.measure == "days":
                parts.append(_days(fine, kind, role, i))
    return _together(parts)


def left_out(odd: Any, kind: str, indicators: Sequence[Indicator]) -> Any:
    """A row for each `unit` and period `k` with `l{i}`, the events of each indicator too coarsely dated for the step,
    in the period of the first day that they may have been."""
    coarse = odd.filter(~odd.is_fine)
    parts = []
    for role, chosen in _by_role(kind, indicators):
        for rows in rows_by_unit(coarse, kind, role) if chosen else ():
            inside = within(rows)
            columns = {f"l{i}": inside.count(where=inside[f"f{i}"]) for i, _ in chosen}
            parts.append(inside.group_by("unit", "k").aggregate(**columns))
    return _together(parts)


def _by_role(kind: str, indicators: Sequence[Indicator]) -> list[tuple[str, list[Numbered]]]:
    """The roles of which rows are read, each with its indicators; a country alone has two."""
    numbered = list(enumerate(indicators))
    if kind != "country":
        return [(ROLES[0], numbered)]
    return [(role, [(i, indicator) for i, indicator in numbered if indicator.by == role]) for role in ROLES]


def _summed(rows: Any, indicators: Iterable[Numbered]) -> Any:
    columns = {
        "told": rows.count(where=rows.has_come),
        "volume": rows.mentions.sum(where=rows.is_first & rows.has_come & rows.is_news),
    }
    for i, indicator in indicators:
        fit = rows[f"f{i}"]
        columns[f"n{i}"] = rows.count(where=fit)
        if indicator.measure == "deaths":
            whole = fit & rows.deaths.notnull() & (rows.k_last <= rows.k)
            columns[f"v{i}"] = rows.deaths.sum(where=whole)
            columns[f"m{i}"] = rows.count(where=whole)
        if indicator.measure == "share":
            columns[f"d{i}"] = rows.count(where=rows[f"w{i}"])
    return rows.group_by("unit", "k").aggregate(**columns)


def _spread(rows: Any, indicators: Iterable[Numbered]) -> Any:
    columns = {}
    for i, _ in indicators:
        columns[f"v{i}"] = rows.deaths.sum(where=rows[f"f{i}"])
        columns[f"m{i}"] = rows.count(where=rows[f"f{i}"])
    return rows.group_by("unit", "k").aggregate(**columns)


def _days(acts: Any, kind: str, role: str, i: int) -> Any:
    """Days with an event of an indicator, each once, whichever of a state's roles it was in."""
    import ibis

    found = [
        within(rows).filter(lambda t: t[f"f{i}"]).select("unit", "k", day=rows["first"])
        for rows in rows_by_unit(acts, kind, role)
    ]
    days = (ibis.union(*found) if len(found) > 1 else found[0]).distinct()
    return days.group_by("unit", "k").aggregate(**{f"y{i}": days.count()})


def _together(parts: Sequence[Any]) -> Any:
    """Sums of the same cells in several tables, each of which has some of the columns."""
    import ibis

    if len(parts) == 1:
        return parts[0]
    names = dict.fromkeys(name for part in parts for name in part.columns[2:])
    types = {name: "float64" if name[0] == "v" and name != "volume" else "int64" for name in names}

    def whole(part: Any) -> Any:
        missing = {name: ibis.literal(0, types[name]) for name in names if name not in part.columns}
        return part.mutate(**missing).select("unit", "k", *names)

    union = ibis.union(*map(whole, parts))
    return union.group_by("unit", "k").aggregate(
        **{name: union[name].sum().cast(type_) for name, type_ in types.items()}
    )

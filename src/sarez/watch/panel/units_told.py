"""Of which units a row tells: the country where it was, the states that took part, the pair, the province, the issues."""

from __future__ import annotations

from typing import Any

EVENT = ("source", "version", "id")


def rows_by_unit(acts: Any, kind: str, role: str, odd: Any = None) -> list[Any]:
    """The rows of events with the `unit` that each tells of, as tables to be read one after the other.

    `role` is place or party and matters for countries alone. A row is there once for each of its units, and an event
    once for each unit, however many parts it has; for pairs, once for each part. `is_first` says that the row is the
    first to name the state in either role. `odd`, if given, is a smaller table that has all rows of further parts.
    """
    if kind == "country":
        return _countries_where(acts) if role == "place" else _countries_party(acts, odd)
    return [{"pair": _pairs, "province": _provinces, "issue": _issues}[kind](acts)]


def _countries_where(acts: Any) -> list[Any]:
    rows = acts.filter(acts.part == 1, acts.country.notnull())
    return [rows.mutate(unit=rows.country, is_first=True)]


def _countries_party(acts: Any, odd: Any) -> list[Any]:
    """The actor, the recipient if it is another state, and the states that only the further parts of an event name."""
    return [*_parties(acts.filter(acts.part == 1)), _further(acts, acts if odd is None else odd)]


def _parties(rows: Any) -> list[Any]:
    actors = rows.filter(rows.actor.notnull())
    others = rows.filter(rows.recipient.notnull(), rows.actor.isnull() | (rows.recipient != rows.actor))
    return [_party(actors, actors.actor), _party(others, others.recipient)]


def _party(rows: Any, unit: Any) -> Any:
    return rows.mutate(unit=unit, is_first=rows.country.isnull() | (rows.country != unit))


def _further(acts: Any, odd: Any) -> Any:
    """The states that the parts after the first name and the first does not, each once an event."""
    import ibis

    keys = [*EVENT, "unit"]
    later = odd.filter(odd.part > 1)
    named = ibis.union(*_parties(later)).distinct(on=keys, keep="first")
    first = acts.filter(acts.part == 1).semi_join(later, list(EVENT))
    return named.anti_join(ibis.union(*_parties(first)), keys)


def _pairs(acts: Any) -> Any:
    import ibis

    rows = acts.filter(acts.actor.notnull(), acts.recipient.notnull(), acts.actor != acts.recipient)
    unit = ibis.least(rows.actor, rows.recipient) + "-" + ibis.greatest(rows.actor, rows.recipient)
    return rows.mutate(unit=unit, is_first=True)


def _provinces(acts: Any) -> Any:
    rows = acts.filter(acts.part == 1, acts.country.notnull(), acts.admin1.notnull())
    return rows.mutate(unit=rows.country + ":" + rows.admin1, is_first=True)


def _issues(acts: Any) -> Any:
    rows = acts.filter(acts.part == 1, acts.issues.notnull())
    return rows.mutate(unit=rows.issues.unnest(), is_first=True)


def states_of(cells: Any, kind: str) -> Any:
    """Cells (`unit`, `k`) with each `state` that a unit concerns: one of a country or province, two of a pair."""
    import ibis

    one = cells.mutate(state=cells.unit[:3])
    return ibis.union(one, cells.mutate(state=cells.unit[4:7])) if kind == "pair" else one

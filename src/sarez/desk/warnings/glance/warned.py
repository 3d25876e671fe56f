"""The open warnings of units, as the glance and a unit's page show them: the loudest first."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping

from sarez.desk.accounts.viewers import Viewer
from sarez.desk.warnings.clock.standing import open_warnings
from sarez.desk.warnings.models import Warning
from sarez.watch.rules.levels import load_levels
from sarez.watch.units import Unit, UnitError, unit_of

MOST = 200
"""So many open warnings are looked at, the latest first."""

Warned = Mapping[Unit, list[Warning]]


def warned_by_unit(viewer: Viewer) -> dict[Unit, list[Warning]]:
    """The warnings open for a viewer by the unit that they are about, and by their issue; one query."""
    found: dict[Unit, list[Warning]] = {}
    for one in _loudest_first(open_warnings(viewer)[:MOST]):
        for unit in _units_of(one):
            found.setdefault(unit, []).append(one)
    return found


def warnings_about(unit: Unit, found: Warned) -> list[Warning]:
    """Those of a unit itself; for a state also those of its pairs and provinces, for a pair none of its states."""
    if unit.kind != "country":
        return found.get(unit, [])
    own = {
        one.number: one
        for of, ones in found.items()
        if of == unit or (of.kind != "country" and unit.name in of.states)
        for one in ones
    }
    return _loudest_first(own.values())


def warnings_beside(shown: Iterable[Unit], found: Warned) -> list[Warning]:
    """Those of units that have no card of their own: they are not to be lost."""
    cards = set(shown)
    told = {one.number for unit, ones in found.items() if unit in cards for one in ones}
    rest = {one.number: one for ones in found.values() for one in ones if one.number not in told}
    return _loudest_first(rest.values())


def told(found: Warned) -> Hashable:
    """All that a page tells of these warnings: what was drawn with others is not shown for them."""
    return tuple(
        (unit, one.number, one.level, one.is_exercise, one.unit, one.issue, one.probability, one.last, one.rationale)
        for unit, ones in found.items()
        for one in ones
    )  # fmt: skip


def _units_of(warning: Warning) -> list[Unit]:
    units = [Unit("issue", warning.issue)] if warning.issue else []
    try:
        own = unit_of(warning.unit)
    except UnitError:
        return units
    return [own, *(unit for unit in units if unit != own)]


def _loudest_first(warnings: Iterable[Warning]) -> list[Warning]:
    order = {name: at for at, name in enumerate(load_levels())}
    return sorted(warnings, key=lambda one: (-order.get(one.level, -1), -(one.number or 0)))

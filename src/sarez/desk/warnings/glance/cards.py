"""The units of a region as cards: two small series, what changed, how likely an incident is, which warnings are open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sarez.desk.warnings.glance import naming
from sarez.desk.warnings.glance.charts import Small, small
from sarez.desk.warnings.outlook.headlines import CONFLICT, COOPERATION
from sarez.desk.warnings.outlook.reading import Line
from sarez.watch.units import KINDS, Unit

SPANS = {"week": (26, 52, 104), "month": (12, 24, 60)}
USUAL = {"week": 52, "month": 24}
DENSE = 0.3
"""From this share of weeks with data on, weeks say more than months."""


@dataclass(slots=True)
class Card:
    """One unit as the glance shows it."""

    unit: Unit
    chart: Small
    conflict: Line
    cooperation: Line
    changes: list[Any] = field(default_factory=list)
    chance: Any = None
    warnings: list[Any] = field(default_factory=list)

    @property
    def title(self) -> str:
        """What it is called."""
        return naming.title(self.unit)

    @property
    def is_empty(self) -> bool:
        """Whether there is no event of it in all the periods shown."""
        return not (self.conflict.total or self.cooperation.total)

    @property
    def is_told(self) -> bool:
        """Whether it has a card: for its events, or for a warning that is open."""
        return bool(self.warnings) or not self.is_empty

    @property
    def weight(self) -> tuple[int, int, int]:
        """What puts it first among its kind: open warnings, changes, acts of conflict."""
        return len(self.warnings), len(self.changes), self.conflict.total


def cards(lines: Mapping[Unit, Mapping[str, Line]]) -> dict[str, list[Card]]:
    """Cards by kind of unit, those with most to tell first."""
    found: dict[str, list[Card]] = {kind: [] for kind in KINDS}
    for unit, own in lines.items():
        conflict, cooperation = own.get(CONFLICT), own.get(COOPERATION)
        if conflict is not None and cooperation is not None:
            found[unit.kind].append(Card(unit, small(conflict, cooperation), conflict, cooperation))
    return found


def in_order(every: dict[str, list[Card]]) -> dict[str, list[Card]]:
    """The same with those first that have most to tell."""
    return {
        kind: sorted(own, key=lambda c: (*(-n for n in c.weight), c.title)) for kind, own in every.items()
    }


def step_for(lines: Mapping[Unit, Mapping[str, Line]]) -> str:
    """Weeks where there is data for enough of them, else months: of weekly lines."""
    every = [line for own in lines.values() for line in own.values() if line.unit.kind == "country"]
    cells = sum(len(line.periods) for line in every)
    return "week" if cells and sum(line.known for line in every) >= DENSE * cells else "month"

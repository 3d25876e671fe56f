"""What rules hear besides the series: what moved beyond its own noise, and how likely incidents are."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING

from sarez.desk.warnings.outlook.findings import chances_in
from sarez.watch.rules import Chance, Change, Rules
from sarez.watch.units import Unit

if TYPE_CHECKING:
    import pyarrow as pa

    from sarez.watch.series import Series

FORECAST = ("pair", "country", "province")
"""The kinds of unit that incidents are foreseen for."""


def changes_heard(
    series: Mapping[tuple[Unit, str, str], Series], rules: Rules, shares: Collection[str], day: date
) -> tuple[Change, ...]:
    """The alarms, up to a day, on the series that active rules listen to for changes."""
    from sarez.watch.changes import changes

    asked = {(r.sign.of, r.sign.step) for r in rules.rules if r.is_active and r.sign.kind == "change"}
    over = [one.until(day) for (_unit, name, step), one in series.items() if (name, step) in asked]
    found = changes([one for one in over if len(one.values)], day=day, shares=shares)
    return tuple(
        Change(one.unit, one.indicator, one.step, one.direction, one.since, one.found, one.margin)
        for one in found
    )


def chances_foreseen(
    events: pa.Table, kinds: Collection[str], states: Collection[str], clearance: int, day: date
) -> tuple[Chance, ...]:
    """How likely incidents are in every unit of these kinds among the states, learned from what was known on a day."""
    units = [unit for kind in FORECAST if kind in kinds for unit in _units(events, kind, sorted(states))]
    return tuple(
        Chance(Unit(one["kind"], one["unit"]), one["level"], one["weeks"], day,
               one["probability"], one["low"], one["high"], one["base_rate"])
        for one in chances_in(events, units, day, clearance)
    )  # fmt: skip


def _units(events: pa.Table, kind: str, states: list[str]) -> list[Unit]:
    """Every country or pair of the states, and the provinces that events name."""
    if kind == "pair":
        return [Unit(kind, "-".join(pair)) for pair in combinations(states, 2)]
    if kind == "country":
        return [Unit(kind, state) for state in states]
    rows = events.select(["country", "admin1"]).group_by(["country", "admin1"]).aggregate([]).to_pylist()
    return sorted(
        Unit(kind, f"{row['country']}:{row['admin1']}")
        for row in rows
        if row["country"] in states and row["admin1"]
    )

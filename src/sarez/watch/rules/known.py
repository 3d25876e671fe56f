"""What a rule may name: states, issues, provinces and indicators."""

from __future__ import annotations

from dataclasses import dataclass

from sarez.watch.rules.rule import GROUPS
from sarez.watch.units import UnitError, unit_of


@dataclass(frozen=True, slots=True)
class Known:
    """The names that rules are checked against; a set that is None is not checked."""

    states: frozenset[str] | None = None
    issues: frozenset[str] | None = None
    indicators: frozenset[str] | None = None
    provinces: frozenset[str] | None = None

    def doubts(self, told: str) -> str:
        """Why this can be no unit of a rule; empty where it can."""
        if told in GROUPS:
            return ""
        try:
            unit = unit_of(told)
        except UnitError as error:
            return str(error)
        if strange := [s for s in unit.states if self.states is not None and s not in self.states]:
            return f"{strange[0]} is no state that is watched."
        if unit.kind == "issue" and self.issues is not None and unit.name not in self.issues:
            return f"{told!r} is neither a state nor an issue."
        if unit.kind == "province" and self.provinces is not None and unit.name not in self.provinces:
            return f"{told!r} is no province that is known here."
        return ""


def known_here(indicators: frozenset[str] | None = None, region: str = "central_asia") -> Known:
    """What rules of a region may name: the states it watches and the issues of the vocabulary."""
    from sarez.region.region import folder_of, watched_states
    from sarez.vocabulary.issues import load_issues

    return Known(watched_states(folder_of(region)), frozenset(load_issues().by_name), indicators)

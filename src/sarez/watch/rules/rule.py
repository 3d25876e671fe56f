"""A warning rule: for which units, at which sign, how loud, about which days, and how often at most."""

from __future__ import annotations

from dataclasses import dataclass, field

from sarez.vocabulary.measures import Words
from sarez.watch.units import Unit

SIGNS = ("indicator", "forecast", "change", "silence")
GROUPS = {"countries": "country", "pairs": "pair", "provinces": "province", "issues": "issue"}
"""Words for every unit of a kind among the region's states."""
SUMS = ("sum", "mean", "highest")
DIRECTIONS = ("up", "down")
INCIDENTS = ("armed", "any")


@dataclass(frozen=True, slots=True)
class Sign:
    """What makes a rule speak.

    `kind` is one of SIGNS. An indicator (`of`) is summed up (`by`, one of SUMS) over its last `over` periods of `step`
    that are over, and compared with `at_least` or `at_most`. A forecast is the probability of an incident (`of`: armed
    or any) within `over` weeks, compared with `at_least`; where `times_base` is given it must also be so many times
    the base rate. A change is an alarm on an indicator (`of`) in a `direction`, raised within `over` days and at
    least `at_least` times its limit. Silence is no report for `over` days of a unit that usually has `at_least`
    reports in as many; of a province no event, while its state is reported of.
    """

    kind: str
    of: str = ""
    step: str = "week"
    over: int = 1
    by: str = "sum"
    at_least: float | None = None
    at_most: float | None = None
    direction: str = ""
    times_base: float | None = None

    @property
    def threshold(self) -> float:
        """The number that must be reached."""
        return next(n for n in (self.at_least, self.at_most, 0.0) if n is not None)


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. `units` are words of GROUPS or names of units; `window` and `cool_down` are days.

    `raised` says from which value on the level is higher: pairs of level and value. `min_reports` is how much must
    have been reported of the unit in the periods looked at (reports or mentions); silence has no such floor. `line`
    is where the rule stands in its file, 0 where it stands in none.
    """

    name: str
    says: Words
    units: tuple[str, ...]
    sign: Sign
    level: str
    window: int
    cool_down: int
    issue: str = ""
    raised: tuple[tuple[str, float], ...] = ()
    min_reports: float = 1.0
    is_active: bool = True
    line: int = field(default=0, compare=False)

    def is_for(self, unit: Unit) -> bool:
        """Whether the rule is about this unit."""
        return any(unit.name == told or unit.kind == GROUPS.get(told) for told in self.units)

    def level_at(self, value: float) -> str:
        """The level at a value: the highest whose own threshold is reached."""
        falls = self.sign.at_most is not None
        reached = [name for name, from_ in self.raised if (value <= from_ if falls else value >= from_)]
        return reached[-1] if reached else self.level


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules in their order, how many warnings a calendar month they may propose together, and how many of these
    are kept for the highest level."""

    rules: tuple[Rule, ...]
    budget: int
    reserve: int = 0

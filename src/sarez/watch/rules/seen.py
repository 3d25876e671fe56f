"""What was known on a day: the series, changes, chances and acts that rules are held against."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sarez.watch.series import Series
from sarez.watch.units import Unit


@dataclass(frozen=True, slots=True)
class Chance:
    """The probability of an incident (`of`: armed or any) in a unit, from the day after `day` on, within `weeks`.

    `low` and `high` bound its 90 % interval, `base` is the base rate; None where not known.
    """

    unit: Unit
    of: str
    weeks: int
    day: date
    value: float
    low: float | None = None
    high: float | None = None
    base: float | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """An alarm: a series moved beyond its own noise. `since` is when the move probably began, `raised` when the alarm
    sounded, `score` how far, in times of its limit (1 is just enough); `acts` are the ids that made it move."""

    unit: Unit
    indicator: str
    step: str
    direction: str
    since: date
    raised: date
    score: float
    acts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Act:
    """An event that counts towards indicators of a unit, as evidence: where it was told and in which words."""

    id: str
    unit: Unit
    day: date
    indicators: frozenset[str]
    says: str = ""
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Due:
    """A commitment of a unit's parties that is open and due on a day."""

    unit: Unit
    day: date
    says: str
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """All that was known on `day`. `peace` names the indicators that tell of easing; `labels` what indicators are
    called, by name and language. `told` has the days on which an event of a province was, once for each event: what is
    reported of a province is not known otherwise, only what is of its state."""

    day: date
    series: Mapping[tuple[Unit, str, str], Series]
    changes: tuple[Change, ...] = ()
    chances: tuple[Chance, ...] = ()
    acts: tuple[Act, ...] = ()
    dues: tuple[Due, ...] = ()
    peace: frozenset[str] = frozenset()
    labels: Mapping[tuple[str, str], str] = field(default_factory=dict)
    told: Mapping[Unit, tuple[date, ...]] = field(default_factory=dict)

    @property
    def units(self) -> tuple[Unit, ...]:
        """Every unit of which anything is known, in order."""
        found = {unit for unit, _, _ in self.series}
        found |= {one.unit for one in self.changes} | {one.unit for one in self.chances}
        return tuple(sorted(found))

    def label(self, indicator: str, language: str = "en") -> str:
        """What an indicator is called."""
        told = self.labels.get((indicator, language)) or self.labels.get((indicator, "en"))
        return told or indicator.replace("_", " ")

"""A proposed warning, and what the budget or the cool-down held back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sarez.watch.rules.seen import Act, Chance
from sarez.watch.units import Unit


@dataclass(frozen=True, slots=True)
class Past:
    """A warning that is out already: it cools down its unit and issue, and uses the budget if a rule proposed it."""

    unit: Unit
    issue: str
    level: str
    day: date
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Opportunity:
    """Something that may help: a sign of peace in the unit (`kind` peace) or a commitment that is due (`due`)."""

    kind: str
    day: date
    says: str
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A warning that a rule proposes on `day`, about the days `first` to `last`.

    `value` is what the sign measured, `strength` that over its threshold; `also` names the other rules that spoke of
    the same unit and issue on the same day. `chance` is the forecast it gives, None where there is none.
    """

    rule: str
    unit: Unit
    issue: str
    level: str
    day: date
    first: date
    last: date
    value: float
    strength: float
    rationale: str
    chance: Chance | None = None
    also: tuple[str, ...] = ()
    evidence: tuple[Act, ...] = ()
    opportunities: tuple[Opportunity, ...] = ()
    would_change: tuple[str, ...] = ()

    @property
    def past(self) -> Past:
        """How it stands in the way of later ones once it is out."""
        return Past(self.unit, self.issue, self.level, self.day, self.rule)


@dataclass(frozen=True, slots=True)
class Held:
    """A proposal that did not go out: `why` is budget or cool_down, `says` tells it with dates and numbers."""

    proposal: Proposal
    why: str
    says: str


@dataclass(frozen=True, slots=True)
class Proposals:
    """What the rules propose on a day, the strongest first, and what was held back; `left` of the month's budget."""

    out: tuple[Proposal, ...]
    held: tuple[Held, ...]
    left: int

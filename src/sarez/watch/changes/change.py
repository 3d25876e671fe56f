"""A change that was found: of what, since when, how sure, from what to what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sarez.watch.units import Unit


@dataclass(frozen=True, slots=True)
class Change:
    """A series moved beyond its own noise.

    `direction` is up or down. It began in the period of `since`, which lies from `since_low` to `since_high` with 80 %
    probability, and could be known from the day `found` on: all three as seen then, and never put right later. `ended`
    is the day from which the series was back in its usual range, None while it stands. `before` and `after` are counts a period
    (at usual reporting) or shares; `counted` is what came from `since` to `found`, where `expected` was usual.
    `margin` is how many times the evidence is what was needed; `run_length` the stated mean number of periods to a
    false alarm of a series, `series` how many were watched together.
    """

    unit: Unit
    indicator: str
    step: str
    direction: str
    since: date
    since_low: date
    since_high: date
    found: date
    ended: date | None
    before: float
    after: float
    counted: float
    expected: float
    is_share: bool
    margin: float
    run_length: float
    series: int

    @property
    def id(self) -> str:
        """A name that stays, however much later it is asked for."""
        return f"{self.unit.name}/{self.indicator}/{self.step}/{self.found:%Y-%m-%d}/{self.direction}"

    @property
    def sentence(self) -> str:
        """What changed, in a plain sentence with its numbers."""
        moved = "rose" if self.direction == "up" else "fell"
        unit = "" if self.is_share else f" a {self.step}"
        parts = [
            f"{self.unit.name}: {self.indicator} {moved} from {said(self.before, self.is_share)} to "
            f"{said(self.after, self.is_share)}{unit} since {self.since:%d %B %Y} "
            f"(80 % sure: {self.since_low:%d %B %Y} to {self.since_high:%d %B %Y})"
        ]
        if not self.is_share:
            parts.append(f"{number(self.counted)} counted where {number(self.expected)} were usual")
        parts.append(f"found on {self.found:%d %B %Y}")
        if self.ended:
            parts.append(f"back in the usual range on {self.ended:%d %B %Y}")
        return "; ".join(parts) + "."

    @property
    def assurance(self) -> str:
        """How often such a finding is a false one, in a plain sentence."""
        return (
            f"Among {self.series} series in which nothing changes, one would be said to move every "
            f"{number(self.run_length / self.series)} {self.step}s on average."
        )


def said(rate: float, is_share: bool) -> str:
    """A rate or a share in words."""
    return f"{rate:.0%}" if is_share else number(rate)


def number(value: float) -> str:
    """A number with as many figures as tell something."""
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 1 else f"{value:.2g}"

"""One day of a replay: what was learned, what the indicators stood at, and what the rules proposed."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from sarez.watch.rules.measuring import whole_periods
from sarez.watch.rules.proposal import Proposals
from sarez.watch.rules.seen import Chance, Change
from sarez.watch.units import Unit, begin

if TYPE_CHECKING:
    from sarez.watch.series import Series


@dataclass(frozen=True, slots=True)
class Learned:
    """An event in the unit that became known on a day, in the form it then had. `is_new` is false where an earlier form
    of it was known before."""

    id: str
    first: date
    last: date
    precision: str
    type: str
    mode: str
    quad: str
    status: str
    actor: str
    recipient: str
    place: str
    deaths: int | None
    reference: str
    known_at: datetime
    is_new: bool = True

    @property
    def lag(self) -> timedelta:
        """How long after its last possible day it was known."""
        return self.known_at - datetime.combine(self.last, datetime.min.time(), self.known_at.tzinfo)


@dataclass(frozen=True, slots=True)
class Moment:
    """What was known of a unit at the end of `day`.

    `series` are its indicators by name and step, with all periods up to the one under way; `chances` the forecasts,
    `changes` the alarms that stood, `alarms` those first heard on this day. `proposals` is what the rules would have
    proposed, had the earlier proposals been issued as they were.
    """

    day: date
    unit: Unit
    learned: tuple[Learned, ...]
    series: Mapping[tuple[str, str], Series] = field(compare=False)
    chances: tuple[Chance, ...]
    changes: tuple[Change, ...]
    alarms: tuple[Change, ...]
    proposals: Proposals
    labels: Mapping[str, str] = field(default_factory=dict, compare=False)

    @property
    def is_eventful(self) -> bool:
        """Whether anything was learned, alarmed or proposed."""
        return bool(self.learned or self.alarms or self.proposals.out)

    def total(self, indicator: str, days: int = 56) -> float | None:
        """An indicator summed over the last days, the mean for a share; None where there was no data."""
        series = self.series.get((indicator, "day"))
        if series is None:
            return None
        end = whole_periods(series, self.day) + 1
        told = [float(v) for v in series.values[max(end - days, 0) : end] if not math.isnan(v)]
        if not told:
            return None
        return sum(told) / len(told) if indicator.endswith("_share") else sum(told)

    def totals(self, days: int = 56) -> dict[str, float | None]:
        """Every daily indicator summed over the last days."""
        return {name: self.total(name, days) for name, step in self.series if step == "day"}


def cut(series: Series, day: date, *, is_over: bool = False) -> Series:
    """A series up to the period under way on a day, or only the periods that were over."""
    from sarez.watch.series import Series

    n = min(whole_periods(series, begin(day, series.step)) + (not is_over), len(series.values))
    return Series(
        series.unit, series.indicator, series.step, series.start, series.values[:n], series.reported[:n]
    )

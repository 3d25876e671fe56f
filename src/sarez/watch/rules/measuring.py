"""A rule's sign measured on what was seen: whether it is reached, with what value, and which days it rests on."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from sarez.watch.rules.rule import Rule, Sign
from sarez.watch.rules.seen import Chance, Change, Seen
from sarez.watch.units import Unit, after, begin

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from sarez.watch.series import Series

YEAR = 365
RECENT = 90
"""Days before an issue in which evidence of a forecast is looked for."""


@dataclass(frozen=True, slots=True)
class Reached:
    """A sign that is reached: its value, that over the threshold, and the days its evidence lies in."""

    value: float
    strength: float
    first: date
    last: date
    chance: Chance | None = None
    change: Change | None = None
    usual: float = 0.0


def reached(rule: Rule, unit: Unit, seen: Seen) -> Reached | None:
    """How a rule's sign stands for a unit; None where it is not reached or cannot be told."""
    measure = {"indicator": _indicator, "forecast": _forecast, "change": _change, "silence": _silence}
    return measure[rule.sign.kind](rule, unit, seen)


def _indicator(rule: Rule, unit: Unit, seen: Seen) -> Reached | None:
    sign = rule.sign
    series = seen.series.get((unit, sign.of, sign.step))
    if series is None:
        return None
    n = min(whole_periods(series, seen.day + timedelta(days=1)), len(series.values))
    values, reported = series.values[max(n - sign.over, 0) : n], series.reported[max(n - sign.over, 0) : n]
    told = [float(v) for v in values if not math.isnan(v)]
    if len(values) < sign.over or not told or _sum(reported) < rule.min_reports:
        return None
    value = {"sum": sum(told), "mean": sum(told) / len(told), "highest": max(told)}[sign.by]
    if (value > sign.at_most) if sign.at_most is not None else (value < sign.threshold):
        return None
    end = after(series.start, sign.step, n) - timedelta(days=1)
    begun = after(series.start, sign.step, n - sign.over)
    return Reached(value, _times(sign, value), begun, end)


def _forecast(rule: Rule, unit: Unit, seen: Seen) -> Reached | None:
    sign = rule.sign
    chance = chance_of(seen, unit, sign.of, sign.over)
    if chance is None or chance.weeks != sign.over or chance.value < sign.threshold:
        return None
    if sign.times_base is not None and (
        chance.base is None or chance.value < sign.times_base * chance.base or chance.base <= 0
    ):
        return None
    if rule.min_reports and _reported(seen, unit, RECENT) < rule.min_reports:
        return None
    first = seen.day - timedelta(days=RECENT - 1)
    return Reached(chance.value, _times(sign, chance.value), first, seen.day, chance)


def _change(rule: Rule, unit: Unit, seen: Seen) -> Reached | None:
    sign = rule.sign
    fits = [
        change
        for change in seen.changes
        if (change.unit, change.indicator, change.step) == (unit, sign.of, sign.step)
        and change.direction == sign.direction
        and 0 <= (seen.day - change.raised).days < sign.over
        and change.score >= sign.threshold
    ]
    if not fits or _reported(seen, unit, RECENT) < rule.min_reports:
        return None
    best = max(fits, key=lambda change: (change.score, change.raised))
    return Reached(best.score, _times(sign, best.score), best.since, seen.day, change=best)


def _silence(rule: Rule, unit: Unit, seen: Seen) -> Reached | None:
    sign = rule.sign
    if _told(seen, unit, sign.over):
        return None
    if unit.kind == "province" and not _reported(seen, unit, sign.over):
        return None  # its whole state is silent: that says nothing of the province
    before = _told(seen, unit, sign.over + YEAR)
    usual = before * sign.over / YEAR
    if not before or usual < sign.threshold:
        return None
    first = seen.day - timedelta(days=sign.over - 1)
    return Reached(
        float(sign.over), usual / sign.threshold if sign.threshold else 1.0, first, seen.day, usual=usual
    )


def chance_of(seen: Seen, unit: Unit, of: str, weeks: int) -> Chance | None:
    """The chance of such an incident whose weeks are nearest to these, the latest told; None where there is none."""
    fits = [one for one in seen.chances if one.unit == unit and one.of == of and one.day <= seen.day]
    return min(fits, key=lambda one: (abs(one.weeks - weeks), seen.day - one.day), default=None)


def _reported(seen: Seen, unit: Unit, days: int) -> float:
    """How much was reported of a unit in the last days, by whichever of its series tells most."""
    first = seen.day - timedelta(days=days - 1)
    fits = (series for (of, _, _), series in seen.series.items() if of == unit)
    return max((_within(series, first, seen.day) for series in fits), default=0.0)


def _told(seen: Seen, unit: Unit, days: int) -> float:
    """How much was told of a unit in the last days: of a province its events, of others what was reported."""
    if unit.kind != "province":
        return _reported(seen, unit, days)
    first = seen.day - timedelta(days=days - 1)
    return float(sum(first <= day <= seen.day for day in seen.told.get(unit, ())))


def whole_periods(series: Series, day: date) -> int:
    """How many whole periods lie between the start of a series and the period of a day; 0 where it begins later."""
    if series.step == "month":
        return max((day.year - series.start.year) * 12 + day.month - series.start.month, 0)
    return max((begin(day, series.step) - series.start).days // (7 if series.step == "week" else 1), 0)


def _within(series: Series, first: date, day: date) -> float:
    """What was reported in the periods that end on `first` or later, the one under way included."""
    if day < series.start:
        return 0.0
    return _sum(series.reported[whole_periods(series, first) : whole_periods(series, day) + 1])


def _sum(reported: NDArray[np.float64]) -> float:
    import numpy as np

    return float(np.nansum(reported))


def _times(sign: Sign, value: float) -> float:
    """The value in times of the threshold; the threshold in times of the value where low is what warns."""
    above, below = (sign.threshold, value) if sign.at_most is not None else (value, sign.threshold)
    return above / below if below > 0 else 1.0 + max(above - below, 0.0)

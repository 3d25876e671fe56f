"""Forecasts of the past as they would have been made, beside what came: each from what was known on its day alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from sarez.watch.incidents.forecast import IncidentForecast, forecast
from sarez.watch.incidents.history import History


@dataclass(frozen=True, slots=True)
class Outcome:
    """A forecast, and whether an incident came within its weeks."""

    forecast: IncidentForecast
    came: bool


def walk(
    past: History,
    level: str,
    *,
    first: date,
    every: int = 1,
    weeks: tuple[int, ...] | None = None,
    known: Callable[[date], History] | None = None,
) -> list[Outcome]:
    """Forecasts at the end of each `every`-th period from `first` on, with what came by the end of `past`.

    `known` gives the history as known on a day; without it, `past` up to that day is taken, as if all had been known at
    once. A forecast counts only if its weeks are over and each of them has data: to count one with gaps when an incident came, and
    not when none did, would make every forecast look too low.
    """
    found = []
    for n in range(1, len(past.told)):
        day = past.as_of - timedelta(weeks=past.weeks * (len(past.told) - n))
        if day < first or (len(past.told) - n) % every:
            continue
        then = known(day) if known else past.until(n)
        found += [outcome for one in forecast(then, level, weeks) if (outcome := judged(one, past, n))]
    return found


def judged(one: IncidentForecast, past: History, n: int) -> Outcome | None:
    """What came of a forecast made after `n` periods of a history; None where that is not known."""
    end = n + one.weeks // past.weeks
    if end > len(past.told) or one.unit not in past.units:
        return None
    at = past.units.index(one.unit)
    if not past.told[n:end, at].all():
        return None
    return Outcome(one, bool((past.incidents[one.level][n:end, at] > 0).any()))

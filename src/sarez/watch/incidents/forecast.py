"""The probability of an incident in the next weeks, with an interval, beside the base rate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sarez.vocabulary.measures import Words
from sarez.watch.incidents.base import Base, base
from sarez.watch.incidents.history import History, IncidentError
from sarez.watch.incidents.model import Model, learn
from sarez.watch.incidents.reasons import reasons
from sarez.watch.incidents.signs import ahead
from sarez.watch.units import Unit

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

WEEKS = (1, 2, 3, 4, 5, 6, 7, 8)
DRAWS = 1000
SHARES = (50, 80, 90)
"""The intervals of a forecast, in hundredths; the last is its `low` and `high`."""
ENDS = tuple(0.5 + sign * share / 200 for share in SHARES for sign in (-1, 1))
SEED = 20210429
FEW = 5
"""With fewer periods with data in the last 24 months there is no forecast."""


@dataclass(frozen=True, slots=True)
class IncidentForecast:
    """The probability of one or more incidents of a level in a unit from the day after `as_of`, within `weeks`.

    `low` and `high` bound its 90 % interval; `base_rate` is what the shrunken base rate alone says. `n_incidents` is the number
    of periods with an incident in the last 24 months, of `n_told` with data; `learned` that of all units which the model
    was learned from, and `is_base` says that they were too few. `reasons` are plain sentences by language. `intervals` are those of 50,
    80 and 90 %: the share in hundredths, the lower and the upper end.
    """

    unit: Unit
    level: str
    step: str
    weeks: int
    probability: float
    low: float
    high: float
    base_rate: float
    n_incidents: int
    n_told: int
    learned: int
    is_base: bool
    as_of: date
    reasons: tuple[Words, ...]
    intervals: tuple[tuple[int, float, float], ...] = ()


def forecast(past: History, level: str, weeks: Sequence[int] | None = None) -> list[IncidentForecast]:
    """Forecasts of each unit within each number of weeks, in order; by month, the weeks are multiples of four.

    The longer the time the higher the probability, as it must be. A unit of which too little is told has none.
    IncidentError for a level or weeks that there are none of.
    """
    import numpy as np

    if level not in past.incidents:
        raise IncidentError(f"{level!r} is no level of incidents: {', '.join(sorted(past.incidents))}.")
    periods = steps_of(past, weeks)
    if not len(past.told):
        return []
    rates = base(past, level)
    model = learn(past, level, rates)
    last = Base(rates.a[-1], rates.b[-1], rates.x[-1], rates.n[-1])
    chances = drawn(past, model, last, max(periods))
    plain = last.within(np.array(periods, dtype=float))
    found = []
    for n, unit in enumerate(past.units):
        if last.n[n] < FEW:
            continue
        why = reasons(past, model, last, n)
        for k, period in enumerate(periods):
            mine = chances[:, n, period - 1]
            ends = [float(end) for end in np.quantile(mine, ENDS)]
            found.append(
                IncidentForecast(
                    unit,
                    level,
                    past.step,
                    period * past.weeks,
                    float(plain[n, k]) if model.is_base else float(mine.mean()),
                    ends[-2],
                    ends[-1],
                    float(plain[n, k]),
                    int(last.x[n]),
                    int(last.n[n]),
                    model.learned,
                    model.is_base,
                    past.as_of,
                    why,
                    tuple(zip(SHARES, ends[::2], ends[1::2], strict=True)),
                )
            )
    return found


def steps_of(past: History, weeks: Sequence[int] | None) -> list[int]:
    """Numbers of weeks as numbers of periods."""
    asked = list(weeks) if weeks else [n for n in WEEKS if n % past.weeks == 0]
    if bad := [n for n in asked if n < 1 or n % past.weeks]:
        raise IncidentError(f"{bad[0]} weeks is no number of {past.step}s: by month, ask for 4 or 8 weeks.")
    return [n // past.weeks for n in asked]


def drawn(past: History, model: Model, last: Base, periods: int) -> NDArray[np.float64]:
    """Draws of the probability within 1, 2, … periods from what is not known: base rates and weights. (draws, units, periods)"""
    import numpy as np

    rng = np.random.default_rng(SEED)
    p = rng.beta(last.a, last.b, (DRAWS, len(last.a)))
    rate = -np.log1p(-np.minimum(p, 1 - 1e-12))[:, :, None]
    times = np.ones((DRAWS, len(last.a), periods))
    if not model.is_base:
        weights = rng.multivariate_normal(model.weights, model.covariance, DRAWS, method="cholesky")
        z = ahead(past, model.signs, periods)
        times = np.exp(weights[:, :1, None] + np.einsum("ds,pus->dup", weights[:, 1:], z))
        times[round(model.belief * DRAWS) :] = 1.0
    return np.asarray(-np.expm1(-np.cumsum(rate * times, axis=2)))

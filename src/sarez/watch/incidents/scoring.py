"""How good probabilities were: Brier and log score beside the base rate's, and the reliability diagram."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sarez.watch.incidents.walking import Outcome

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

RESAMPLES = 1000
SEED = 7
LEAST = 1e-6
"""No probability is taken as nearer than this to 0 or 1 in the log score."""


@dataclass(frozen=True, slots=True)
class Gain:
    """A score of the model and of the base rate (less is better), and their difference with its 90 % interval.

    The interval is of a bootstrap that draws whole units, so that the many forecasts of one unit count as what they are.
    """

    name: str
    model: float
    base: float
    difference: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Bin:
    """A step of the reliability diagram: of `n` forecasts with probabilities about `told`, a share of `came` came true."""

    told: float
    came: float
    n: int
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Report:
    """How forecasts within so many weeks did: how many there were, how many came true, scores, and the two diagrams.

    `curve` is the calibrated probability by isotonic regression (CORP, Dimitriadis, Gneiting and Jordan 2021) at each
    step; `bins` hold as many forecasts each, with Wilson's 90 % interval. `miscalibration` is the part of the Brier score that
    recalibration would take away, `discrimination` the part that telling units and times apart has earned.
    """

    level: str
    weeks: int
    n: int
    came: int
    units: int
    gains: tuple[Gain, ...]
    miscalibration: float
    discrimination: float
    bins: tuple[Bin, ...]
    curve: tuple[tuple[float, float], ...]


def report(outcomes: Sequence[Outcome], weeks: int, bins: int = 8) -> Report | None:
    """The scores of the forecasts within so many weeks; None where there are none."""
    import numpy as np

    mine = [one for one in outcomes if one.forecast.weeks == weeks]
    if not mine:
        return None
    p = np.array([one.forecast.probability for one in mine])
    plain = np.array([one.forecast.base_rate for one in mine])
    y = np.array([one.came for one in mine], dtype=float)
    names = {unit: n for n, unit in enumerate(sorted({one.forecast.unit for one in mine}))}
    unit = np.array([names[one.forecast.unit] for one in mine])
    calibrated = isotonic(p, y)
    spread = float(((y - y.mean()) ** 2).mean())
    after = float(((y - calibrated) ** 2).mean())
    return Report(
        level=mine[0].forecast.level,
        weeks=weeks,
        n=len(mine),
        came=int(y.sum()),
        units=len(names),
        gains=(
            gain("Brier", (p - y) ** 2, (plain - y) ** 2, unit),
            gain("log", surprise(p, y), surprise(plain, y), unit),
        ),
        miscalibration=float(((p - y) ** 2).mean()) - after,
        discrimination=spread - after,
        bins=binned(p, y, bins),
        curve=corners(p, calibrated),
    )


def surprise(p: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.float64]:
    """The log score: minus the logarithm of the probability given to what came."""
    import numpy as np

    held = np.clip(p, LEAST, 1 - LEAST)
    return np.asarray(-np.log(np.where(y > 0, held, 1 - held)))


def gain(name: str, model: NDArray[np.float64], plain: NDArray[np.float64], unit: NDArray[np.intp]) -> Gain:
    """The mean scores, and the interval of their difference by drawing units."""
    import numpy as np

    difference = np.bincount(unit, model - plain)
    n = np.bincount(unit).astype(float)
    drawn = np.random.default_rng(SEED).integers(0, len(n), (RESAMPLES, len(n)))
    means = difference[drawn].sum(1) / n[drawn].sum(1)
    low, high = np.quantile(means, (0.05, 0.95))
    return Gain(
        name,
        float(model.mean()),
        float(plain.mean()),
        float((model - plain).mean()),
        float(low),
        float(high),
    )


def isotonic(p: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.float64]:
    """The rising function of p nearest to y, at each p."""
    import numpy as np
    from sklearn.isotonic import IsotonicRegression

    return np.asarray(IsotonicRegression().fit(p, y).predict(p))


def corners(p: NDArray[np.float64], calibrated: NDArray[np.float64]) -> tuple[tuple[float, float], ...]:
    """The ends of each level of the calibration curve."""
    import numpy as np

    x, at = np.unique(p, return_index=True)
    level = calibrated[at]
    ends = np.flatnonzero(np.diff(level) > 1e-9)
    keep = np.unique(np.r_[0, ends, ends + 1, len(x) - 1])
    return tuple((float(x[n]), float(level[n])) for n in keep)


def binned(p: NDArray[np.float64], y: NDArray[np.float64], bins: int) -> tuple[Bin, ...]:
    """Bins of as many forecasts each, by their probability."""
    import numpy as np

    from sarez.watch.ledger.scores import wilson

    found = []
    for part in np.array_split(np.argsort(p, kind="stable"), min(bins, len(p))):
        low, high = wilson(int(y[part].sum()), len(part)) or (0.0, 1.0)
        found.append(Bin(float(p[part].mean()), float(y[part].mean()), len(part), low, high))
    return tuple(found)

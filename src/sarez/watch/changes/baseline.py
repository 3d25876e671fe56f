"""What is usual for each series: its rate and how much it scatters, from a window that ends some time before.

Exposures are measured by their mean in the window, so that a usual period has 1. A count x in a period of exposure e is taken as negative binomial with mean e·m and variance e·m·(1 + φ·m), the sum of e
independent ones of exposure 1; a share as binomial, with its number of reports divided by 1 + (n - 1)·ρ. m is shrunken
to the rate of all series (a Gamma prior of shape 1/2), φ and ρ are found by moments and shrunken to those of all.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sarez.watch.changes.grid import Grid

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

WINDOW = {"day": 365, "week": 104, "month": 48}
"""How many periods what is usual is learned from."""
GAP = {"day": 28, "week": 8, "month": 3}
"""How many periods before the present that window ends, so that a change in progress does not become usual."""
LEAST = {"day": 56, "week": 26, "month": 18}
"""With fewer periods with data in the window nothing is said."""
SHAPE = 0.5
SCATTER = (0.005, 20.0)
USUAL_SCATTER = 0.2
WEIGHT = 10.0
"""Sum of m² (for shares: of the variances) in the window at which a series' own scatter weighs as much as all series'."""


@dataclass(frozen=True, slots=True, eq=False)
class Baseline:
    """Rate `m` a usual period and scatter `phi`, of shape (periods, series); `ready` where there is enough to say something.

    `usual` is the exposure of a usual period (1 for shares), by which that of the present is to be divided.
    """

    m: NDArray[np.float64]
    phi: NDArray[np.float64]
    ready: NDArray[np.bool_]
    usual: NDArray[np.float64]


def baseline(grid: Grid, *, is_pooled: bool = True) -> Baseline:
    """What was usual for each series in each period, from the window before it alone.

    Not `is_pooled`: each series is taken as if it were the only one, and shrunken to its own rate and the usual scatter.
    """
    import numpy as np

    x, e = np.nan_to_num(grid.x), np.nan_to_num(grid.e)
    told = np.isfinite(grid.x)
    X, E, n = (trailing(part, grid.step) for part in (x, e, told.astype(float)))
    XX, XE, EE = (trailing(part, grid.step) for part in (x * x, x * e, e * e))
    usual = np.ones_like(E) if grid.is_share else np.where(n > 0, E / np.maximum(n, 1), 1.0)
    E, XE, EE = E / usual, XE / usual, EE / usual**2
    all_x, all_e = (X.sum(1, keepdims=True), E.sum(1, keepdims=True)) if is_pooled else (X, E)
    pooled = (all_x + SHAPE) / np.maximum(all_e, 1.0)
    if grid.is_share:
        m = (X + 2 * SHAPE * np.clip(pooled, 0.01, 0.99)) / (E + 2 * SHAPE)
    else:
        m = (X + SHAPE) / (E + SHAPE / pooled)
    rate = X / np.maximum(E, 1e-9)
    square = (XX - 2 * rate * XE + rate**2 * EE) * n / np.maximum(n - 1, 1)
    if grid.is_share:
        spread = rate * (1 - rate)
        over, weight = square - spread * E, spread * np.maximum(EE - E, 0.0)
        return Baseline(m, scatter(over, weight, 0.02, (0.0, 0.9), is_pooled), n >= LEAST[grid.step], usual)
    phi = scatter(square - rate * E, rate**2 * E, USUAL_SCATTER, SCATTER, is_pooled)
    return Baseline(m, phi, n >= LEAST[grid.step], usual)


def scatter(
    over: NDArray[np.float64],
    weight: NDArray[np.float64],
    usual: float,
    bounds: tuple[float, float],
    is_pooled: bool,
) -> NDArray[np.float64]:
    """Scatter beyond the plain model's: own moments, shrunken to those of all series, and these to a usual one."""
    import numpy as np

    share = 1 / (weight + WEIGHT)
    theirs, whose = over * share, weight * share
    if is_pooled:
        theirs, whose = theirs.sum(1, keepdims=True), whose.sum(1, keepdims=True)
    pooled = np.clip((theirs + usual) / (whose + 1), *bounds)
    return np.clip((over + WEIGHT * pooled) * share, *bounds)


def trailing(part: NDArray[np.float64], step: str) -> NDArray[np.float64]:
    """Sums over each period's window, of the same shape."""
    import numpy as np

    n = len(part)
    sums = np.concatenate([np.zeros((1, part.shape[1])), np.cumsum(part, axis=0)])
    end = np.maximum(np.arange(n) - GAP[step], 0)
    return np.asarray(sums[end] - sums[np.maximum(end - WINDOW[step], 0)])

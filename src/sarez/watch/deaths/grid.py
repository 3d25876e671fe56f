"""Distributions of deaths on one grid: every number to 30, then 160 steps to a million, each a fifteenth wider.

A distribution is its cumulative probabilities at the grid's points, shape (…, points). A number between two points
counts as the nearer one. Mixtures and thresholds are then plain sums.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MOST = 1_000_000


@lru_cache(maxsize=1)
def points() -> NDArray[np.float64]:
    """The numbers of deaths of the grid, ascending from 0."""
    import numpy as np

    return np.unique(
        np.concatenate(
            [
                np.arange(0, 31),
                np.round(np.geomspace(31, 40_000, 110)),
                np.round(np.geomspace(42_500, MOST, 50)),
            ]
        )
    ).astype(float)


def place(deaths: NDArray[np.float64]) -> NDArray[np.int64]:
    """Which point each number is nearest to."""
    import numpy as np

    grid = points()
    return np.searchsorted((grid[1:] + grid[:-1]) / 2, deaths, side="right")


def of_samples(samples: NDArray[np.float64], weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """The distributions of samples of shape (cases, m), each weighted by `weights` (m,), which sum to 1."""
    import numpy as np

    out = np.zeros((len(samples), len(points())))
    np.add.at(out, (np.arange(len(samples))[:, None], place(samples)), weights[None, :])
    return np.asarray(np.minimum(out.cumsum(1), 1))


def of_thresholds(known: NDArray[np.float64], at: NDArray[np.float64]) -> NDArray[np.float64]:
    """Distributions known only at some ascending numbers `at` (m,), shape (cases, m): straight lines between, in log(1+x).

    They are made to ascend; from the last threshold on they stay.
    """
    import numpy as np

    told = np.maximum.accumulate(np.clip(known, 0, 1), axis=1)
    x, lines = np.log1p(points()), np.log1p(at)
    low = np.clip(np.searchsorted(lines, x, side="right") - 1, 0, len(lines) - 1)
    high = np.minimum(low + 1, len(lines) - 1)
    share = np.where(high > low, (x - lines[low]) / np.maximum(lines[high] - lines[low], 1e-9), 0)
    return np.asarray(told[:, low] * (1 - share) + told[:, high] * share)


def widened(cdf: NDArray[np.float64], by: NDArray[np.float64]) -> NDArray[np.float64]:
    """The distributions with what lies above the median of their positive part stretched by a factor `by` (cases,).

    Stretched in log(1+x) from that median; the chance of no death stays. Shape (cases, points).
    """
    import numpy as np

    x = np.log1p(points())
    middle = cdf[:, 0] + (1 - cdf[:, 0]) / 2
    out = np.empty_like(cdf)
    for i, told in enumerate(cdf):
        median = x[min(int(np.searchsorted(told, middle[i])), len(x) - 1)]
        out[i] = np.interp(np.where(x > median, median + (x - median) / by[i], x), x, told)
    out[:, 0] = cdf[:, 0]
    return out


def draws(cdf: NDArray[np.float64], n: int, seed: int) -> NDArray[np.int64]:
    """`n` draws of each distribution: its quantiles (i + ½) / n, in an order that `seed` shuffles. Shape (…, n).

    Quantiles, not luck: the share of draws at or below any number is the distribution's to 1 / n. Between points of the
    grid beyond 30 a draw lies anywhere between halfway to the one below and halfway to the one above.
    """
    import numpy as np

    grid = points()
    dice = np.random.default_rng(seed)
    level = (np.arange(n) + 0.5) / n
    flat = cdf.reshape(-1, len(grid))
    out = np.empty((len(flat), n), dtype=np.int64)
    half = np.concatenate([grid[:1], (grid[1:] + grid[:-1]) / 2, grid[-1:]])
    for i, told in enumerate(flat):
        at = np.minimum(np.searchsorted(told, level), len(grid) - 1)
        below = np.where(at > 0, told[at - 1], 0.0)
        share = np.clip((level - below) / np.maximum(told[at] - below, 1e-12), 0, 1)
        wide = np.ceil(half[at]) + np.floor(share * (np.floor(half[at + 1]) - np.ceil(half[at])) + 0.5)
        out[i] = dice.permutation(np.where(grid[at] <= 30, grid[at], wide))
    return out.reshape(*cdf.shape[:-1], n)


def chance(cdf: NDArray[np.float64], least: int) -> NDArray[np.float64]:
    """The probability of `least` deaths or more, shape (…): the grid has every number to 30, and the nearest beyond."""
    import numpy as np

    return np.asarray(1 - cdf[..., int(place(np.asarray([float(least - 1)]))[0])])

"""Forests that foresee a whole distribution: each leaf keeps the share of its cases at or below each threshold.

A tree splits where the squared errors of all those shares fall most, which is the CRPS over the thresholds. Extremely
randomized trees (Geurts et al. 2006) with several outputs do just that.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sarez.watch.deaths import grid

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from sarez.watch.deaths.cases import Cases

SMALL = (0, 1, 2, 3, 4, 5, 7, 9, 12, 15, 19, 24, 29)
"""The thresholds below the grid's thirties; above, every fifth point."""
ACTIVE = 0.3
"""Deaths a month, lately, from which on what comes is learned as a multiple of them."""


@dataclass(frozen=True, slots=True)
class Trees:
    """How many trees, cases in a leaf at least, the share of signs tried for a split and of cases for a tree."""

    count: int
    leaf: int
    signs: float
    cases: float
    seed: int


def level_forest(past: Cases, coming: NDArray[np.float32], trees: Trees) -> NDArray[np.float64]:
    """The distributions of the coming cases, shape (cases, points), learned as numbers of deaths."""
    import numpy as np

    at = grid.points()[np.r_[list(SMALL), 34 : len(grid.points()) : 5]]
    model = _fitted(past.signs, past.deaths[:, None] <= at, past.weights, trees)
    return grid.of_thresholds(model.predict(coming), at)


def ratio_forest(
    past: Cases, coming: NDArray[np.float32], trees: Trees, names: tuple[str, ...]
) -> NDArray[np.float64]:
    """The distributions of the coming cases, learned as multiples of what it was lately.

    So a war greater than any before is foreseen like the lesser ones. Learned from countries with some deaths lately.
    """
    import numpy as np

    at = np.concatenate([np.linspace(-8, -4, 5)[:-1], np.linspace(-4, 3, 25), np.linspace(3, 8, 6)[1:]])
    level = lately(past.signs, names)
    active = level > np.log1p(ACTIVE)
    none = past.deaths[active, None] == 0
    ratio = np.log1p(past.deaths[active]) - level[active]
    shares = np.column_stack([none, (ratio[:, None] <= at) | none])
    told = _fitted(past.signs[active], shares, past.weights[active], trees).predict(coming)
    return of_ratios(told[:, 0], told[:, 1:], at, lately(coming, names))


def of_ratios(
    none: NDArray[np.float64],
    below: NDArray[np.float64],
    at: NDArray[np.float64],
    level: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Distributions, shape (cases, points), from the chance of no death (cases,) and those of at most some multiples.

    `below` has shape (cases, m) and holds no death too; `at` (m,) are the multiples in logs, `level` (cases,) what they
    are of, as `lately` has it. Straight lines between.
    """
    import numpy as np

    x = np.log1p(grid.points() + 0.5)
    out = np.stack([np.interp(x - now, at, row) for now, row in zip(level, below, strict=True)])
    out = np.maximum(out, none[:, None])
    out[:, 0], out[:, -1] = none, 1
    return np.asarray(np.maximum.accumulate(np.clip(out, 0, 1), axis=1))


def lately(signs: NDArray[np.float32], names: tuple[str, ...]) -> NDArray[np.float64]:
    """log(1 + deaths a month) lately: midway between the means with half-lives of 3 and 12 months."""
    import numpy as np

    fast, slow = (np.expm1(signs[:, names.index(name)].astype(float)) for name in ("mean_3", "mean_12"))
    return np.asarray(np.log1p((fast + slow) / 2))


def _fitted(
    signs: NDArray[np.float32], shares: NDArray[np.bool_], weights: NDArray[np.float64], trees: Trees
) -> Any:
    import numpy as np
    from sklearn.ensemble import ExtraTreesRegressor

    model = ExtraTreesRegressor(
        trees.count,
        min_samples_leaf=trees.leaf,
        max_features=trees.signs,
        max_samples=trees.cases,
        bootstrap=True,
        random_state=trees.seed,
        n_jobs=2,
    )
    model.fit(signs, shares.astype(np.float32), sample_weight=weights)
    return model.set_params(n_jobs=1)  # trees grow alike on any core, but are summed in the order they come

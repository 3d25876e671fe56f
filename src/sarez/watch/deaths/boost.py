"""Boosted trees: what comes as a class of multiples of what it was lately, and the chance of a first death after a quiet year.

Histogram-based gradient boosting (Ke et al. 2017, Friedman 2001), by scikit-learn. A class of multiples is spread evenly, in
logs, between its edges, so that a war greater than any before is foreseen like the lesser ones.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sarez.watch.deaths.forest import ACTIVE, lately, of_ratios
from sarez.watch.deaths.logistic import ONSET

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from sarez.watch.deaths.cases import Cases

RATIOS = (-4, -2.5, -1.7, -1.2, -0.8, -0.5, -0.25, 0, 0.25, 0.5, 0.8, 1.2, 1.7, 2.5, 4)
"""Where one class of multiples ends and the next begins, in logs of 1 + deaths; no death is a class of its own."""
LEAST, MOST = -7, 6
"""Where the outermost classes end."""


@dataclass(frozen=True, slots=True)
class Boosts:
    """How many rounds, leaves of a tree, cases in a leaf at least, what share of each tree counts, penalty on leaves'
    values, share of signs tried for a split; and over how many seeds from `seed` on the chances are averaged."""

    rounds: int
    leaves: int
    leaf: int
    rate: float
    penalty: float
    signs: float
    seed: int
    seeds: int = 1


def boosted_ratios(
    past: Cases, coming: NDArray[np.float32], boosts: Boosts, names: tuple[str, ...]
) -> NDArray[np.float64]:
    """The distributions of the coming cases, shape (cases, points), learned from countries with some deaths lately.

    Classes that never came have no chance.
    """
    import numpy as np

    level = lately(past.signs, names)
    active = level > np.log1p(ACTIVE)
    deaths = past.deaths[active]
    kind = np.where(deaths == 0, 0, 1 + np.searchsorted(RATIOS, np.log1p(deaths) - level[active]))
    chances = np.zeros((len(coming), len(RATIOS) + 2))
    learned = _chances(past.signs[active], kind, past.weights[active], coming, boosts)
    chances[:, np.unique(kind)] = learned
    below = np.column_stack([chances[:, :1], chances.cumsum(1)[:, 1:]])
    at = np.array([LEAST, *RATIOS, MOST], dtype=float)
    return of_ratios(chances[:, 0], below, at, lately(coming, names))


def boosted_onsets(
    past: Cases, coming: NDArray[np.float32], boosts: Boosts, names: tuple[str, ...]
) -> NDArray[np.float64]:
    """The chance of any death, shape (cases,), learned where there was none for twelve months, and NaN elsewhere."""
    import numpy as np

    year = names.index("share_12")
    learn, ask = past.signs[:, year] == 0, coming[:, year] == 0
    used = [*(names.index(name) for name in ONSET), len(names)]
    out = np.full(len(coming), np.nan)
    came = past.deaths[learn] > 0
    if came.any() and not came.all() and ask.any():
        told = _chances(past.signs[learn][:, used], came, past.weights[learn], coming[ask][:, used], boosts)
        out[ask] = told[:, 1]
    return out


def _chances(
    signs: NDArray[np.float32],
    kind: NDArray[Any],
    weights: NDArray[np.float64],
    asked: NDArray[np.float32],
    boosts: Boosts,
) -> NDArray[np.float64]:
    """The chances of each class that came, ascending, shape (asked, classes); the mean over the seeds."""
    import numpy as np
    from sklearn.ensemble import HistGradientBoostingClassifier

    if len(np.unique(kind)) == 1:
        return np.ones((len(asked), 1))
    told = []
    for seed in range(boosts.seed, boosts.seed + boosts.seeds):
        model = HistGradientBoostingClassifier(
            max_iter=boosts.rounds,
            max_leaf_nodes=boosts.leaves,
            min_samples_leaf=boosts.leaf,
            learning_rate=boosts.rate,
            l2_regularization=boosts.penalty,
            max_features=boosts.signs,
            early_stopping=False,
            random_state=seed,
        )
        told.append(model.fit(signs, kind, sample_weight=weights).predict_proba(asked))
    return np.asarray(np.mean(told, axis=0))

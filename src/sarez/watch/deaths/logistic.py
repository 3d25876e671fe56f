"""Logistic regressions: the chance of at most so many deaths, threshold by threshold, and of a first death after a quiet year."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sarez.watch.deaths import grid

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from sarez.watch.deaths.cases import Cases

AT = (0, 1, 2, 4, 7, 12, 20, 35, 60, 100, 180, 320, 560, 1000, 2000, 5000)
TOP = 40_000
"""Deaths a month by which the little that is left beyond the last threshold ends."""
FEWEST = 20
"""Cases beyond a threshold below which nothing is learned of it."""
USED = (
    "log_1 log_3 log_12 log_60 log_120 months_3 months_12 months_36 months_120 mean_3 mean_12 mean_48 share_12 share_60 "
    "share_240 quiet last worst_12 worst_ever spread_24 near_log_6 near_months_12 near_worst near_steadiest near_sum "
    "near_rise continent area borders"
).split()
BY_LEAD = ("months_12", "log_6", "rise", "quiet")
ROOTED = ("share_240", "share_60", "near_log_6", "log_120")
BY_PAST = ("near_sum", "near_rise", "area")
SQUARED = ("log_3", "log_12", "log_60", "share_60", "quiet", "mean_12")
ONSET = (
    "log_60 log_120 months_36 months_120 share_60 share_240 quiet worst_ever near_log_6 near_months_12 near_worst "
    "near_steadiest near_sum near_rise near_months_120 area borders"
).split()


def threshold_logits(
    past: Cases, coming: NDArray[np.float32], names: tuple[str, ...], *, penalty: float
) -> NDArray[np.float64]:
    """The distributions of the coming cases, shape (cases, points); `penalty` is scikit-learn's C."""
    import numpy as np

    learned, asked = _scaled(_terms(past.signs, names), _terms(coming, names))
    told = np.full((len(coming), len(AT)), 1 - 1e-4)
    for j, most in enumerate(AT):
        below = past.deaths <= most
        if (~below).sum() >= FEWEST and below.any():
            told[:, j] = _fitted(learned, below, past.weights, penalty, 200).predict_proba(asked)[:, 1]
    at = np.array([*AT, TOP], dtype=float)
    return grid.of_thresholds(np.column_stack([told, np.ones(len(told))]), at)


def onset_chances(
    past: Cases, coming: NDArray[np.float32], names: tuple[str, ...], *, penalty: float
) -> NDArray[np.float64]:
    """The chance of any death, shape (cases,), learned where there was none for twelve months, and NaN elsewhere."""
    import numpy as np

    year = names.index("share_12")
    learn, ask = past.signs[:, year] == 0, coming[:, year] == 0
    out = np.full(len(coming), np.nan)
    came = past.deaths[learn] > 0
    if came.any() and ask.any():
        learned, asked = _scaled(_onset_terms(past.signs[learn], names), _onset_terms(coming[ask], names))
        out[ask] = _fitted(learned, came, past.weights[learn], penalty, 300).predict_proba(asked)[:, 1]
    return out


def _terms(signs: NDArray[np.float32], names: tuple[str, ...]) -> NDArray[np.float64]:
    import numpy as np

    def of(*asked: str) -> NDArray[np.float32]:
        return signs[:, [names.index(name) for name in asked]]

    lead = np.log(signs[:, -1:] / 8)
    still = np.column_stack([of("share_12") == 0, of("share_60") == 0])
    return np.column_stack([of(*USED), lead, of(*BY_LEAD) * lead, of(*SQUARED) ** 2, still])


def _onset_terms(signs: NDArray[np.float32], names: tuple[str, ...]) -> NDArray[np.float64]:
    import numpy as np

    def of(*asked: str) -> NDArray[np.float32]:
        return signs[:, [names.index(name) for name in asked]]

    rooted = np.sqrt(np.maximum(of(*ROOTED), 0))
    past = rooted[:, :1] * of(*BY_PAST)
    around = of("quiet") ** 2, of("area") * of("near_sum")
    still = of("share_60") == 0
    return np.column_stack([of(*ONSET), of("continent"), np.log(signs[:, -1]), rooted, past, *around, still])


def _scaled(
    learned: NDArray[np.float64], asked: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Both to mean 0 and deviation 1 of the first; what never differs stays 0."""
    import numpy as np

    mean, deviation = learned.mean(0), learned.std(0)
    deviation = np.where(deviation > 1e-9, deviation, 1)
    return (learned - mean) / deviation, (asked - mean) / deviation


def _fitted(
    terms: NDArray[np.float64],
    came: NDArray[np.bool_],
    weights: NDArray[np.float64],
    penalty: float,
    steps: int,
) -> Any:
    import warnings

    from sklearn.exceptions import ConvergenceWarning
    from sklearn.linear_model import LogisticRegression

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # a few hundred steps are part of the recipe
        return LogisticRegression(C=penalty, max_iter=steps).fit(terms, came, sample_weight=weights)

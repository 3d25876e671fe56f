"""Scores of numbers forecast as draws. Each takes `(obs, fct)`, shapes (…) and (…, draws), and gives shape (…).

The less the better, but for `is_covered`. Nothing here is averaged: that is the caller's, who knows what may be.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sarez.watch.scores.shapes import ScoreError, paired

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

EDGES = (0.5, 2.5, 5.5, 10.5, 25.5, 50.5, 100.5, 250.5, 500.5, 1000.5)
"""Where one bin of the ignorance score ends and the next begins: 11 bins of deaths, the VIEWS challenge's."""


def crps(obs: ArrayLike, fct: ArrayLike) -> NDArray[np.float64]:
    r"""The continuous ranked probability score of an ensemble, in the unit of what is forecast.

    Energy form: $\frac1m\sum_i|x_i-y| - \frac1{2m^2}\sum_{i,j}|x_i-x_j|$ (Gneiting & Raftery 2007, eq. 21), not the
    "fair" one, which divides by $m(m-1)$. The VIEWS challenge scores so.

    >>> float(crps(1, [0, 2]))
    0.5
    """
    import numpy as np

    seen, drawn = paired(obs, fct)
    drawn = np.sort(drawn, axis=-1)
    m = drawn.shape[-1]
    weight = (2 * np.arange(1, m + 1) - m - 1) / m**2
    return np.asarray(np.abs(drawn - seen[..., None]).mean(-1) - drawn @ weight)


def log1p_crps(obs: ArrayLike, fct: ArrayLike) -> NDArray[np.float64]:
    """The CRPS of log(1 + deaths): what is wrong by a factor counts alike in small wars and great ones.

    Bosse et al. 2023, "Scoring epidemiological forecasts on transformed scales". ScoreError for negative numbers.

    >>> round(float(log1p_crps(0, [0, 0, 0, 1])), 4)
    0.0433
    """
    import numpy as np

    seen, drawn = paired(obs, fct)
    if min(seen.min(initial=0), drawn.min(initial=0)) < 0:
        raise ScoreError("Deaths are not negative: mend the observations or the draws.")
    return crps(np.log1p(seen), np.log1p(drawn))


def ignorance(
    obs: ArrayLike, fct: ArrayLike, *, edges: tuple[float, ...] = EDGES, size: int = 1000
) -> NDArray[np.float64]:
    """How surprised the forecast is, in bits: minus log2 of the share of draws in the bin of what came.

    To each of the `len(edges) + 1` bins one draw is added, so that none is impossible; the score therefore depends on
    how many draws there are, and an ensemble of another size is first brought to `size` by its quantiles. (The
    challenge's own code resamples small ensembles with a Fourier method, which can make draws that were never there.)
    Roulston & Smith 2002; Hegre et al. 2025 for the bins.

    >>> float(ignorance(0, [0] * 1000)) < 0.02
    True
    """
    import numpy as np

    seen, drawn = paired(obs, fct)
    drawn = resized(drawn, size)
    limits = np.asarray(edges)
    mine = np.searchsorted(limits, seen)
    same = (np.searchsorted(limits, drawn) == mine[..., None]).sum(-1)
    return np.asarray(-np.log2((same + 1) / (size + len(edges) + 1)))


def resized(draws: NDArray[np.float64], size: int) -> NDArray[np.float64]:
    """The ensemble with `size` draws: the quantiles (i + ½) / size of its empirical distribution, itself if it has them."""
    import numpy as np

    m = draws.shape[-1]
    if m == size:
        return draws
    return np.asarray(np.sort(draws, axis=-1)[..., ((np.arange(size) + 0.5) * m / size).astype(int)])


def interval(fct: ArrayLike, *, share: float = 0.9) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The ends of the central interval that holds a `share` of the draws (linear between draws), each of shape (…)."""
    import numpy as np

    if not 0 < share < 1:
        raise ScoreError(f"An interval holds a share between 0 and 1, not {share}.")
    low, high = np.quantile(np.asarray(fct, dtype=np.float64), [(1 - share) / 2, (1 + share) / 2], axis=-1)
    return np.asarray(low), np.asarray(high)


def interval_score(obs: ArrayLike, fct: ArrayLike, *, share: float = 0.9) -> NDArray[np.float64]:
    """The width of the central interval, and 2 / (1 - share) for each unit that the observation lies outside.

    Gneiting & Raftery 2007, eq. 43; the challenge's "MIS" at 0.9.

    >>> round(float(interval_score(12, [0, 10], share=0.5)), 6)
    23.0
    """
    import numpy as np

    seen, drawn = paired(obs, fct)
    low, high = interval(drawn, share=share)
    outside = np.maximum(low - seen, 0) + np.maximum(seen - high, 0)
    return np.asarray(high - low + 2 / (1 - share) * outside)


def is_covered(obs: ArrayLike, fct: ArrayLike, *, share: float = 0.9) -> NDArray[np.bool_]:
    """Whether the observation lies in the central interval, its ends included. The mean should be `share`.

    >>> bool(is_covered(5, range(11)))
    True
    """
    import numpy as np

    seen, drawn = paired(obs, fct)
    low, high = interval(drawn, share=share)
    return np.asarray((low <= seen) & (seen <= high))

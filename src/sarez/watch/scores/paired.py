"""One model against another on the same cases, and how far that may be luck: a bootstrap of whole clusters."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sarez.watch.scores.shapes import ScoreError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure with the interval that a share of the resamples fell into."""

    value: float
    low: float
    high: float


def resamples(clusters: ArrayLike, *, n: int = 1000, seed: int = 0) -> NDArray[np.int64]:
    """How often each cluster is drawn in each of `n` resamples with replacement, shape (n, clusters in their order).

    Countries are the clusters of country-months: their months hang together, so whole countries are drawn.
    """
    import numpy as np

    size = len(np.unique(np.asarray(clusters)))
    if size < 2:
        raise ScoreError("One cluster tells nothing of luck: give cases of two countries at least.")
    return np.random.default_rng(seed).multinomial(size, np.full(size, 1 / size), size=n)


def mean_of(
    values: ArrayLike, clusters: ArrayLike, drawn: NDArray[np.int64], *, share: float = 0.95
) -> Estimate:
    """The mean of values of shape (cases,), or of paired differences, with its percentile interval over resamples."""
    import numpy as np

    return estimate(float(np.mean(np.asarray(values))), means_over(values, clusters, drawn), share=share)


def means_over(values: ArrayLike, clusters: ArrayLike, drawn: NDArray[np.int64]) -> NDArray[np.float64]:
    """The mean of values of shape (cases,) in each resample, shape (n,); NaN where none of its cases is in one."""
    import numpy as np

    seen = np.asarray(values, dtype=np.float64)
    place = _places(clusters, seen, drawn)
    count = drawn @ np.bincount(place, minlength=drawn.shape[1])
    total = drawn @ np.bincount(place, seen, minlength=drawn.shape[1])
    return np.asarray(np.where(count > 0, total / np.maximum(count, 1), np.nan))


def figures_over(
    figure: Callable[[NDArray[np.int64]], float], clusters: ArrayLike, drawn: NDArray[np.int64]
) -> NDArray[np.float64]:
    """A figure that is no mean (an AUC) in each resample, shape (n,): `figure` takes the rows to count, some repeated.

    NaN where it raises ScoreError: nothing came in that resample.
    """
    import numpy as np

    rows = np.arange(len(np.asarray(clusters)))
    place = _places(clusters, rows, drawn)
    many = np.full(len(drawn), np.nan)
    for k, times in enumerate(drawn):
        with suppress(ScoreError):
            many[k] = figure(np.repeat(rows, times[place]))
    return many


def estimate(value: float, many: NDArray[np.float64], *, share: float = 0.95) -> Estimate:
    """A figure with the interval that a `share` of its resamples fell into; those that are NaN do not count."""
    import numpy as np

    low, high = np.nanquantile(many, [(1 - share) / 2, (1 + share) / 2])
    return Estimate(value, float(low), float(high))


def _places(clusters: ArrayLike, cases: NDArray[np.generic], drawn: NDArray[np.int64]) -> NDArray[np.int64]:
    import numpy as np

    names, place = np.unique(np.asarray(clusters), return_inverse=True)
    if place.shape != cases.shape or drawn.shape[1] != len(names):
        raise ScoreError(
            "Cases, clusters and resamples do not fit: make the resamples from the same clusters."
        )
    return np.asarray(place)

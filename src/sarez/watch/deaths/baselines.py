"""The plain forecasts that any other must stand beside; the same for every lead, but for none is the future known.

Each is a distribution on the grid, shape (countries, points), from a history that ends with the last known month.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sarez.watch.deaths import grid
from sarez.watch.deaths.months import LEADS, DeathsError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from sarez.watch.deaths.history import History

NAMES = (
    "zero",
    "last",
    "conflictology-12",
    "conflictology-24",
    "weighted-conflictology",
    "negative-binomial-24",
    "bootstrap-240",
    "mix",
)
"""What `baseline` knows, in the order of tables."""
CLASSES = (0.0, 0.5, 2.0, 8.0, 30.0, 100.0, 400.0)
"""Mean deaths a month over the last year at which one class of the analogue ends and the next begins."""


def baseline(name: str, known: History) -> NDArray[np.float64]:
    """A baseline by name. DeathsError for an unknown one, and where fewer than 12 months are known.

    zero: never a death. last: Poisson about the last month. conflictology-n: the last n months, equally likely.
    weighted-conflictology: the last 36, each half as likely as what is six months later. negative-binomial-24: with mean
    and variance of the last 24. bootstrap-240: any month of any country in the last 240. mix: 0.7 conflictology-12 and
    0.3 analogue.
    """
    import numpy as np

    if len(known.deaths) < 12:
        raise DeathsError(f"{len(known.deaths)} months are too few to forecast from: give 12 at least.")
    if name.startswith("conflictology-"):
        return conflictology(known, int(name.split("-")[1]))
    if name == "zero":
        return np.ones((len(known.countries), len(grid.points())))
    if name == "last":
        return _poisson(known.numbers()[-1])
    if name == "weighted-conflictology":
        return conflictology(known, 36, half_life=6)
    if name == "negative-binomial-24":
        told = known.numbers()[-24:]
        return negative_binomial(told.mean(0), told.var(0, ddof=1))
    if name == "bootstrap-240":
        return _bootstrap(known)
    if name == "mix":
        return np.asarray(0.7 * conflictology(known, 12) + 0.3 * analogue(known))
    raise DeathsError(f"{name!r} is no baseline: {', '.join(NAMES)}.")


def conflictology(known: History, months: int, *, half_life: float = 0) -> NDArray[np.float64]:
    """The last months as they were, each as likely; with a `half_life` in months, the later the likelier."""
    import numpy as np

    told = known.numbers()[-months:]
    age = np.arange(len(told))[::-1]
    weight = 0.5 ** (age / half_life) if half_life else np.ones(len(told))
    return grid.of_samples(told.T, weight / weight.sum())


def negative_binomial(mean: NDArray[np.float64], variance: NDArray[np.float64]) -> NDArray[np.float64]:
    """The negative binomial of each mean and variance (countries,); Poisson where the variance is no greater."""
    import numpy as np
    from scipy.stats import nbinom

    mean = np.maximum(mean, 1e-9)
    variance = np.maximum(variance, mean * 1.0001 + 1e-9)
    size = mean**2 / (variance - mean)
    out = nbinom.cdf(grid.points()[None, :], size[:, None], (size / (size + mean))[:, None])
    out[:, -1] = 1
    return np.asarray(out)


def weighted_negative_binomial(known: History, months: int = 48, half_life: float = 8) -> NDArray[np.float64]:
    """The negative binomial of the weighted mean and variance of the last months, the later the heavier."""
    import numpy as np

    told = known.numbers()[-months:]
    weight = 0.5 ** (np.arange(len(told))[::-1] / half_life)
    weight /= weight.sum()
    mean = weight @ told
    return negative_binomial(mean, weight @ (told - mean) ** 2 / (1 - (weight**2).sum()))


def analogue(known: History, *, start: int = 60) -> NDArray[np.float64]:
    """What came 3 to 14 months after every country-month on record with a last year of the same class."""
    import numpy as np

    deaths = known.numbers()
    n = len(deaths)
    sums = np.vstack([np.zeros((1, deaths.shape[1])), deaths.cumsum(0)])
    level = {
        t: np.searchsorted(CLASSES, (sums[t + 1] - sums[t - 11]) / 12) for t in range(min(start, n - 1), n)
    }
    counts = np.full((len(CLASSES) + 1, len(grid.points())), 1e-9)
    for t in range(start, n - LEADS[0]):
        for lead in LEADS:
            if t + lead < n:
                told = ~np.isnan(known.deaths[t + lead])
                np.add.at(counts, (level[t][told], grid.place(deaths[t + lead][told])), 1)
    return np.asarray((counts / counts.sum(1, keepdims=True)).cumsum(1)[level[n - 1]])


def _poisson(mean: NDArray[np.float64]) -> NDArray[np.float64]:
    import numpy as np
    from scipy.stats import poisson

    out = poisson.cdf(grid.points()[None, :], mean[:, None])
    out[:, -1] = 1
    return np.asarray(out)


def _bootstrap(known: History) -> NDArray[np.float64]:
    import numpy as np

    told = known.deaths[-240:]
    told = told[~np.isnan(told)][None, :]
    one = grid.of_samples(told, np.full(told.shape[1], 1 / told.shape[1]))
    return np.repeat(one, len(known.countries), axis=0)

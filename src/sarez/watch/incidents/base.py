"""The base rate: how often each unit had an incident in the last 24 months, shrunken to all units.

The chance p of a period with an incident is Beta(a + x, b + n - x) after x such periods of n with data; a and b are what all units
make most likely. Where incidents are rare this is the Gamma–Poisson shrinkage of rates; where they are not, a rate
of events would promise too much, as they come in clusters.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sarez.watch.incidents.history import History

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LAST = {"week": 104, "month": 26}
"""Periods in 24 months."""
STRENGTHS = (1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0, 256.0)
"""Numbers of periods that the rate of all units may weigh."""


@dataclass(frozen=True, slots=True, eq=False)
class Base:
    """Beta parameters `a` and `b` of each unit's chance, of shape (…, units), and what they were made of."""

    a: NDArray[np.float64]
    b: NDArray[np.float64]
    x: NDArray[np.float64]
    n: NDArray[np.float64]

    def hazard(self) -> NDArray[np.float64]:
        """The expected number of incidents in a period, -log(1 - p) at the mean of p."""
        import numpy as np

        return np.asarray(np.log1p(self.a / self.b))

    def within(self, periods: NDArray[np.float64]) -> NDArray[np.float64]:
        """The probability of one or more incidents within some numbers of periods, of shape (…, units, numbers)."""
        import numpy as np
        from scipy.special import betaln

        a, b = self.a[..., None], self.b[..., None]
        return np.asarray(-np.expm1(betaln(a, b + periods) - betaln(a, b)))


def base(past: History, level: str) -> Base:
    """The base rates at the end of each period, from the 24 months up to it, of shape (periods, units).

    How strongly units are drawn to all is chosen once, on the 24 months before the end of the history.
    """

    had = (past.incidents[level] > 0) & past.told
    x, n = (trailing(part.astype(float), LAST[past.step]) for part in (had, past.told))
    share = (x.sum(1, keepdims=True) + 0.5) / (n.sum(1, keepdims=True) + 1.0)
    weight = strength(x[-1], n[-1], float(share[-1, 0])) if len(x) else STRENGTHS[0]
    return Base(x + weight * share, n - x + weight * (1 - share), x, n)


def strength(x: NDArray[np.float64], n: NDArray[np.float64], share: float) -> float:
    """How many periods the rate of all units should weigh: the most likely of STRENGTHS, with one mild prior for the middle."""
    import numpy as np
    from scipy.special import betaln

    def likelihood(s: float) -> float:
        a, b = s * share, s * (1 - share)
        return float((betaln(a + x, b + n - x) - betaln(a, b)).sum()) - float(np.log(s / 16) ** 2) / 8

    return max(STRENGTHS, key=likelihood)


def trailing(part: NDArray[np.float64], last: int) -> NDArray[np.float64]:
    """Sums over the `last` periods up to and with each."""
    import numpy as np

    sums = np.concatenate([np.zeros((1, part.shape[1])), np.cumsum(part, axis=0)])
    end = np.arange(1, len(part) + 1)
    return np.asarray(sums[end] - sums[np.maximum(end - last, 0)])

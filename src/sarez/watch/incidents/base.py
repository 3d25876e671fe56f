"""The base rate: how often each unit had an incident in the last 24 months, shrunken to all units.

The chance p of a period with an incident is Beta(a + x, b + n - x) after x such periods of n with data; a and b are what all units
make most likely. Where incidents are rare this is the Gamma–Poisson shrinkage of rates; where they are not, a rate
of events would promise too much, as they come in clusters.
"""

from __future__ import annotations

from collections.abc import Sequence
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

    How strongly units are drawn to all is chosen once, on the 24 months before the end of the history, and for all levels
    together: so an armed incident is never likelier than any.
    """
    last = LAST[past.step]
    n = trailing(past.told.astype(float), last)
    had = {
        name: trailing(((part > 0) & past.told).astype(float), last) for name, part in past.incidents.items()
    }
    weight = strength([part[-1] for part in had.values()], n[-1]) if len(n) else STRENGTHS[0]
    x = had[level]
    share = of_all(x, n)
    return Base(x + weight * share, n - x + weight * (1 - share), x, n)


def of_all(x: NDArray[np.float64], n: NDArray[np.float64]) -> NDArray[np.float64]:
    """The share of all units, which none is without: half an incident is added."""
    import numpy as np

    return np.asarray((x.sum(-1, keepdims=True) + 0.5) / (n.sum(-1, keepdims=True) + 1.0))


def strength(levels: Sequence[NDArray[np.float64]], n: NDArray[np.float64]) -> float:
    """How many periods the share of all units should weigh: the likeliest of STRENGTHS, with a mild prior about 16."""
    import numpy as np
    from scipy.special import betaln

    def likelihood(s: float) -> float:
        total = -float(np.log(s / 16) ** 2) / 8
        for x in levels:
            a = s * float(of_all(x, n)[0])
            total += float((betaln(a + x, s - a + n - x) - betaln(a, s - a)).sum())
        return total

    return max(STRENGTHS, key=likelihood)


def trailing(part: NDArray[np.float64], last: int) -> NDArray[np.float64]:
    """Sums over the `last` periods up to and with each."""
    import numpy as np

    sums = np.concatenate([np.zeros((1, part.shape[1])), np.cumsum(part, axis=0)])
    end = np.arange(1, len(part) + 1)
    return np.asarray(sums[end] - sums[np.maximum(end - last, 0)])

"""When a rate changed, and how sure that is.

A stretch of negative binomial counts, of exposures e, mean e·m and variance e·m·(1 + m/r), is told by two sums alone, those of
the counts X and of the exposures E; so is one of a share. With the rate unknown (a Beta prior on m/(m + r), or on the share) the
likelihood of a stretch is a ratio of beta functions, and the date of one change has an exact posterior.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SURE = 0.8
"""Probability that the interval of a date holds it."""
MOST = 1e4
"""Largest r; beyond, counts are as good as Poisson."""
PRIOR = 0.5


@dataclass(frozen=True, slots=True)
class When:
    """The first period after a change, the most likely one and the bounds of the shortest interval of `SURE`."""

    at: int
    low: int
    high: int


@dataclass(frozen=True, eq=False)
class Stretch:
    """Counts and exposures (of a share: how many of how many), of shape (n,), without gaps."""

    x: NDArray[np.float64]
    e: NDArray[np.float64]
    is_share: bool = False
    scatter: float | None = None

    @cached_property
    def r(self) -> float:
        """1/φ of counts about a mean that moves: from differences of neighbours, so that a change does not count as scatter."""
        import numpy as np

        if self.scatter is not None:
            return min(1 / self.scatter, MOST)
        x, e = self.x, self.e
        if len(x) < 3:
            return MOST
        both, mean = e[1:] + e[:-1], (x[1:] + x[:-1]) / (e[1:] + e[:-1])
        square = (x[1:] * e[:-1] - x[:-1] * e[1:]) ** 2 / (e[1:] * e[:-1])
        over, weight = float((square - mean * both).sum()), float((mean**2 * both).sum())
        return float(np.clip((weight + 10) / max(over + 2, 1e-9), 0.05, MOST)) if over + 2 > 0 else MOST

    @cached_property
    def sums(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Running sums of counts and of exposures, from 0, of shape (n + 1,)."""
        import numpy as np

        return np.append(0.0, np.cumsum(self.x)), np.append(0.0, np.cumsum(self.e))

    def part(self, a: int, b: int) -> Stretch:
        """The periods from a until before b, with the scatter of the whole."""
        return Stretch(self.x[a:b], self.e[a:b], self.is_share, 1 / self.r)

    def rate(self, a: int, b: int) -> float:
        """Counts for each unit of exposure, from a until before b."""
        X, E = self.sums
        return float((X[b] - X[a]) / (E[b] - E[a]))

    def successes(
        self, a: NDArray[np.intp], b: NDArray[np.intp] | int
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Of each stretch, the two powers of its likelihood p^X·(1 - p)^F, where p is m/(m + r) or the share."""
        X, E = self.sums
        x, e = X[b] - X[a], E[b] - E[a]
        return x, (e - x if self.is_share else e * self.r)

    def cost(self, starts: NDArray[np.intp], end: int) -> NDArray[np.float64]:
        """Minus twice the log likelihood of each stretch at its own best rate."""
        import numpy as np
        from scipy.special import xlogy

        x, f = self.successes(starts, end)
        return np.asarray(-2 * (xlogy(x, x / (x + f)) + xlogy(f, f / (x + f))))

    def evidence(self, a: NDArray[np.intp], b: NDArray[np.intp] | int) -> NDArray[np.float64]:
        """Log likelihood of each stretch with its rate unknown."""
        import numpy as np
        from scipy.special import betaln

        x, f = self.successes(a, b)
        other = PRIOR if self.is_share else PRIOR * self.r
        return np.asarray(betaln(x + PRIOR, f + other) - betaln(PRIOR, other))


def dated(line: Stretch, shortest: int = 1, earliest: int = 0) -> When:
    """When the one change of a stretch was, each date from `earliest` on being as likely beforehand.

    On both sides of the change there are `shortest` periods or more.
    """
    import numpy as np

    n = len(line.x)
    at = np.arange(max(shortest, earliest), n - shortest + 1)
    if not len(at):
        raise ValueError(f"A stretch of {n} periods is too short for a change in it.")
    score = line.evidence(np.zeros_like(at), 0 * at + at) + line.evidence(at, n)
    chance = np.exp(score - score.max())
    chance /= chance.sum()
    order = np.argsort(-chance, kind="stable")
    enough = int(np.searchsorted(np.cumsum(chance[order]), SURE)) + 1
    held = at[order[:enough]]
    return When(int(at[order[0]]), int(held.min()), int(held.max()))

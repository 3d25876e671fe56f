"""How long it takes to a false alarm, by simulation of the whole procedure: window, gap, shrinkage, threshold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sarez.watch.changes.baseline import baseline
from sarez.watch.changes.grid import Grid
from sarez.watch.changes.sequential import follow, peaks
from sarez.watch.changes.threshold import thresholds

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MONDAY = date(2001, 1, 1)


@dataclass(frozen=True, slots=True)
class RunLength:
    """What was stated and what was found: `periods` watched, in which nothing changed, and the false `alarms` in them."""

    stated: float
    periods: int
    alarms: int

    @property
    def found(self) -> float:
        """Mean number of periods to a false alarm; the number watched where there was none."""
        return self.periods / max(self.alarms, 1)


def steady(m: float, phi: float, shape: tuple[int, int], rng: np.random.Generator) -> NDArray[np.float64]:
    """Counts of series that do not change: Gamma–Poisson of mean m and variance m·(1 + φ·m), of shape (periods, series)."""
    import numpy as np

    rate = rng.gamma(1 / phi, phi * m, shape) if phi else np.full(shape, m)
    return rng.poisson(rate).astype(float)


def of_counts(
    x: NDArray[np.float64], step: str, is_share: bool = False, e: NDArray[np.float64] | None = None
) -> Grid:
    """A grid of bare numbers."""
    import numpy as np

    return Grid((), step, MONDAY, x, np.ones_like(x) if e is None else e, is_share)


def run_length(grid: Grid, stated: float, *, is_pooled: bool = True) -> RunLength:
    """How often series that do not change alarm, at the threshold of a stated run length."""
    import numpy as np

    usual = baseline(grid, is_pooled=is_pooled)
    A = thresholds(usual, stated, grid.step, is_share=grid.is_share)
    watched = int((usual.ready & np.isfinite(grid.x)).sum())
    return RunLength(stated, watched, len(follow(grid, usual, A)))


def threshold_for(grid: Grid, lengths: Sequence[float]) -> list[float]:
    """The A of each mean run length, from series that do not change, each followed as if it were the only one.

    Runs are taken as exponential: of series watched T periods, exp(-T/L) must stay below A.
    """
    import numpy as np

    usual = baseline(grid, is_pooled=False)
    watched = float((usual.ready & np.isfinite(grid.x)).sum(0).mean())
    most = peaks(grid, usual)
    return [float(np.quantile(most, np.exp(-watched / length))) for length in lengths]

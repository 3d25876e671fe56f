"""Each series followed period by period: how much better a raised or a lowered rate explains what came than the usual.

CUSUM: for each factor θ in FACTORS, W ← max(W, 1)·f(x; θ·m)/f(x; m), the largest likelihood ratio of a change at any time so
far; W is averaged over the factors. It never exceeds the Shiryaev–Roberts sum, whose mean grows by 1 a period while
nothing changes: so the mean time until W reaches A is A at least, and more, were m known (Pollak 1987; Shin, Ramdas and Rinaldo
on e-detectors, 2023). How much A may be less for a stated run length, `threshold` says.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sarez.watch.changes.baseline import Baseline
from sarez.watch.changes.grid import Grid

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

UP = (1.5, 2.0, 3.0, 5.0, 10.0)
DOWN = (1 / 1.5, 1 / 2, 1 / 3, 1 / 5, 1 / 10)
FACTORS = UP + DOWN
MOST = 30.0
"""Largest log likelihood ratio that one period adds."""


@dataclass(frozen=True, slots=True)
class Alarm:
    """Series `at` moved in period `found` (both numbers); `ended` is the period it was back in, None if it is not."""

    at: int
    direction: str
    found: int
    ended: int | None
    ratio: float


def ratios(
    x: NDArray[np.float64],
    e: NDArray[np.float64],
    m: NDArray[np.float64],
    phi: NDArray[np.float64],
    is_share: bool,
) -> NDArray[np.float64]:
    """Log likelihood ratio of each factor against the usual rate, of shape (factors, …); 0 where there is no data.

    For a share the factors are of the odds.
    """
    import numpy as np

    theta = np.array(FACTORS).reshape(-1, *[1] * x.ndim)
    if is_share:
        low = 1 / (1 - m + theta * m)
        found = (x * np.log(theta) + e * np.log(low)) / (1 + np.maximum(e - 1, 0) * phi)
    else:
        low = np.log1p(phi * m * (theta - 1) / (1 + phi * m))
        found = x * (np.log(theta) - low) - e * low / phi
    return np.asarray(np.minimum(np.where(np.isfinite(x), found, 0.0), MOST))


def follow(grid: Grid, usual: Baseline, threshold: NDArray[np.float64]) -> list[Alarm]:
    """One pass over all series; `threshold`, of shape (periods, series), is the A at which each is said to have moved.

    W is held at A while a series is away; when its direction's part falls below the root of A it is back, W begins anew.
    """
    import numpy as np

    n, k = grid.x.shape
    W = np.ones((len(FACTORS), k))
    half, up = len(UP), np.zeros(k, dtype=int)
    standing: dict[int, Alarm] = {}
    done: list[Alarm] = []
    for t in range(n):
        moving = usual.ready[t] & np.isfinite(grid.x[t])
        if not moving.any():
            continue
        W = stepped(W, grid, usual, t)
        rise, fall = W[:half].sum(0) / len(FACTORS), W[half:].sum(0) / len(FACTORS)
        both, A = rise + fall, threshold[t]
        sign = np.where(rise >= fall, 1, -1)
        over = moving & (both >= A)
        for at in np.flatnonzero(over & (sign != up)).tolist():
            if up[at]:
                done.append(closed(standing.pop(at), t))
            up[at] = sign[at]
            direction = "up" if sign[at] > 0 else "down"
            standing[at] = Alarm(at, direction, t, None, float(both[at] / A[at]))
        back = moving & (up != 0) & ~over & (np.where(up > 0, rise, fall) < np.sqrt(A))
        for at in np.flatnonzero(back).tolist():
            done.append(closed(standing.pop(at), t))
        up[back] = 0
        W = np.where(back, 1.0, W * np.where(over, A / both, 1.0))
    return sorted([*done, *standing.values()], key=lambda alarm: (alarm.found, alarm.at))


def peaks(grid: Grid, usual: Baseline) -> NDArray[np.float64]:
    """The largest W of each series, never held or begun anew: what A must exceed if there is to be no alarm."""
    import numpy as np

    W, most = np.ones((len(FACTORS), grid.x.shape[1])), np.zeros(grid.x.shape[1])
    for t in range(len(grid.x)):
        W = stepped(W, grid, usual, t)
        most = np.maximum(most, W.mean(0))
    return most


def stepped(W: NDArray[np.float64], grid: Grid, usual: Baseline, t: int) -> NDArray[np.float64]:
    """W after period `t`; where there is no data, or nothing is usual yet, as it was."""
    import numpy as np

    more = ratios(grid.x[t], grid.e[t] / usual.usual[t], usual.m[t], usual.phi[t], grid.is_share)
    return np.where(usual.ready[t] & np.isfinite(grid.x[t]), np.maximum(W, 1.0) * np.exp(more), W)


def closed(alarm: Alarm, t: int) -> Alarm:
    """The alarm, with the period it ended in."""
    return Alarm(alarm.at, alarm.direction, alarm.found, t, alarm.ratio)

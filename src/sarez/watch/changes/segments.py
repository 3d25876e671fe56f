"""The retrospective view: where a whole series is best cut into stretches of one rate each, exactly (PELT).

The cost of a cut is stated, `PENALTY`·ln n on the scale of minus twice the log likelihood: the modified BIC of Zhang and
Siegmund (2007) for one date and one rate. PELT: Killick, Fearnhead and Eckley (2012); its pruning loses nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from sarez.watch.changes.dating import Stretch, dated
from sarez.watch.changes.grid import grid
from sarez.watch.series import Series
from sarez.watch.units import after

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Cost = Callable[[NDArray[np.intp], int], NDArray[np.float64]]

PENALTY = 3.0
SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of one rate, from the first day of its first period to that of the one after its last.

    `low` and `high` bound the day it began with 80 % probability; both are `begun` for the first segment.
    `rate` is a count a period (at usual reporting), or a share.
    """

    begun: date
    over: date
    low: date
    high: date
    rate: float
    periods: int


def segments(series: Series, *, day: date, is_share: bool = False, penalty: float = PENALTY) -> list[Segment]:
    """The stretches of a series, in order, from the periods over on `day`; none with less data than that of a segment."""
    import numpy as np

    laid = grid([series], day, is_share=is_share)
    told = np.flatnonzero(np.isfinite(laid.x[:, 0]))
    if len(told) < SHORTEST:
        return []
    e = laid.e[told, 0]
    line = Stretch(laid.x[told, 0], e if is_share else e / e.mean(), is_share)
    cuts = best_cuts(line.cost, len(told), penalty * np.log(max(len(told), 2)), SHORTEST)
    edges = [0, *cuts, len(told)]

    def begun(n: int) -> date:
        return after(laid.start, laid.step, int(told[n]))

    found = []
    for at, (a, b) in enumerate(pairwise(edges)):
        when = dated(line.part(edges[at - 1], b), SHORTEST) if at else None
        low, high = (edges[at - 1] + when.low, edges[at - 1] + when.high) if when else (a, a)
        over = begun(b) if b < len(told) else after(laid.start, laid.step, int(told[-1]) + 1)
        found.append(Segment(begun(a), over, begun(low), begun(high), line.rate(a, b), b - a))
    return found


def best_cuts(cost: Cost, n: int, penalty: float, shortest: int = 1) -> list[int]:
    """The beginnings of all segments but the first, at the least sum of costs and `penalty` a cut.

    `cost(starts, end)` is the cost of the segments [start, end) for an array of starts; a segment has `shortest` or more.
    """
    import numpy as np

    best = np.full(n + 1, np.inf)
    best[0] = -penalty
    before = np.zeros(n + 1, dtype=np.intp)
    starts, until = np.zeros(0, dtype=np.intp), np.zeros(0, dtype=np.intp)
    for end in range(shortest, n + 1):
        if np.isfinite(best[end - shortest]):
            starts, until = np.append(starts, end - shortest), np.append(until, n + 1)
        sums = best[starts] + cost(starts, end)
        least = int(np.argmin(sums))
        best[end], before[end] = sums[least] + penalty, starts[least]
        # A start that lost to a cut here is needed no more by ends that leave room for a segment from here.
        until = np.where(sums > best[end] + 1e-9, np.minimum(until, end + shortest), until)
        starts, until = starts[until > end + 1], until[until > end + 1]
    cuts, end = [], n
    while before[end] > 0:
        end = int(before[end])
        cuts.append(end)
    return cuts[::-1]

"""Many series of one indicator beside each other, as arrays of periods by series."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from sarez.watch.series import Series
from sarez.watch.units import after, begin

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """Counts `x` and exposures `e`, both of shape (periods, series), from `start`; NaN in both where there is no data.

    For a count the exposure is how much was reported, on any scale. For a share it is the number of reports that the
    share is of, and `x` how many of them.
    """

    series: tuple[Series, ...]
    step: str
    start: date
    x: NDArray[np.float64]
    e: NDArray[np.float64]
    is_share: bool

    def begun(self, n: int) -> date:
        """The first day of period `n`."""
        return after(self.start, self.step, n)


def grid(series: Sequence[Series], day: date, *, is_share: bool = False, volume: float = 1.0) -> Grid:
    """Lay series of one step and indicator beside each other, with the periods that were over on a day.

    `volume` is the power to which the volume of reporting counts as exposure: 1 in full, 0 not at all.
    """
    import numpy as np

    step = series[0].step
    starts = [begin(one.start, step) for one in series]
    start = min(starts)
    last = begin(day, step)
    n = max(0, between(start, last, step))
    values, reported = np.full((2, n, len(series)), np.nan)
    for at, one in enumerate(series):
        skip = between(start, starts[at], step)
        got = min(len(one.values), n - skip)
        if got > 0:
            values[skip : skip + got, at] = one.values[:got]
            reported[skip : skip + got, at] = one.reported[:got]
    x, e = shares(values, reported) if is_share else counts(values, reported, volume)
    return Grid(tuple(series), step, start, x, e, is_share)


def between(first: date, second: date, step: str) -> int:
    """How many periods lie between the beginnings of two."""
    if step == "month":
        return (second.year - first.year) * 12 + second.month - first.month
    return (second - first) // timedelta(days=7 if step == "week" else 1)


def counts(
    values: NDArray[np.float64], reported: NDArray[np.float64], volume: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Counts and exposures: the volume, to the power asked for.

    A period in which something was counted, but whose volume nobody told, has the mean exposure until then. One with
    a count of zero and a volume of zero is one of which nothing was reported: no data.
    """
    import numpy as np

    told = np.isfinite(reported) & (reported > 0)
    silent = ~told & np.isfinite(reported) & (values == 0)
    x = np.where(np.isfinite(values) & ~silent & (values >= 0), values, np.nan)
    power = np.where(told, reported, 1.0) ** volume
    sums, n = np.cumsum(np.where(told, power, 0.0), axis=0), np.cumsum(told, axis=0)
    e = np.where(told, power, np.divide(sums, n, out=np.ones_like(sums), where=n > 0))
    return x, np.where(np.isfinite(x), e, np.nan)


def shares(
    values: NDArray[np.float64], reported: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """How many of how many: a share of which nobody told the volume is no data."""
    import numpy as np

    told = np.isfinite(values) & (values >= 0) & (values <= 1) & np.isfinite(reported) & (reported > 0)
    return np.where(told, values * reported, np.nan), np.where(told, reported, np.nan)

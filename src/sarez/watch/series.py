"""One indicator of one unit over time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sarez.watch.units import Unit, after

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class Series:
    """Values by period without gaps, from `start`, the first day of the first one, `step` a day, week or month.

    `values` are floats of shape (n,), NaN where there is no data, which is not zero. `reported`, of the same shape,
    says how much was reported of the unit in each period (reports or mentions), by which indicators are corrected.
    """

    unit: Unit
    indicator: str
    step: str
    start: date
    values: NDArray[np.float64]
    reported: NDArray[np.float64]

    @property
    def periods(self) -> tuple[date, ...]:
        """The first day of each period."""
        return tuple(after(self.start, self.step, n) for n in range(len(self.values)))

    def until(self, day: date) -> Series:
        """The periods that were over on a day: those that end before it."""
        n = sum(after(begun, self.step) <= day for begun in self.periods)
        return Series(self.unit, self.indicator, self.step, self.start, self.values[:n], self.reported[:n])

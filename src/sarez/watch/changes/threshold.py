"""How far a series must be from what is usual, so that false alarms come as seldom as was promised.

The promise is a budget for the whole desk: so many false alarms a month over all series, both directions and all
indicators together, and none more often than `seldom` says. The budget gives each series its mean run length L to a
false alarm, in periods with data. The A that gives it stands in `data/thresholds.csv`, found by simulating the whole
procedure (`scripts/make_change_thresholds.py`), what is usual being estimated as it is in use.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from sarez.errors import SarezError
from sarez.watch.changes.baseline import Baseline

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

TABLE = Path(__file__).parent / "data" / "thresholds.csv"
PER_MONTH = {"day": 30.4369, "week": 4.34812, "month": 1.0}
"""Periods in a month."""
LEAST = 10.0
"""No series is said to have moved on evidence of less than ten to one: so one event alone never is a change."""


class BudgetError(SarezError):
    """A budget of false alarms that is none."""


@dataclass(frozen=True, slots=True)
class Budget:
    """How many false alarms a desk will bear: `a_month` over all series, and each series one in `seldom` years at most."""

    a_month: float = 1.0
    seldom: float = 5.0

    def __post_init__(self) -> None:
        if not (self.a_month > 0 and self.seldom > 0):
            raise BudgetError(
                "A budget of false alarms is above zero: at 1 a month each alarm means something."
            )

    def run_length(self, series: int, step: str) -> float:
        """Mean number of periods to a false alarm that each of so many series is given."""
        return max(series / self.a_month, 12 * self.seldom) * PER_MONTH[step]


def thresholds(
    usual: Baseline, run_length: float, step: str, *, is_share: bool = False
) -> NDArray[np.float64]:
    """The A at which each series is said to have moved, of the shape of `usual`."""
    import numpy as np

    table = read_table()["share" if is_share else step]
    k, w = place(np.log(np.full(1, run_length)), table.run_length)
    plane = table.log_A[:, :, k[0]] * (1 - w[0]) + table.log_A[:, :, k[0] + 1] * w[0]
    m = place(np.log(usual.m), table.m)
    phi = place(np.log(np.maximum(usual.phi, 1e-9)), table.phi)
    return np.maximum(np.exp(between_points(plane, m, phi)), LEAST)


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """log A at the points of three axes, themselves logarithms: rate, scatter, run length."""

    m: NDArray[np.float64]
    phi: NDArray[np.float64]
    run_length: NDArray[np.float64]
    log_A: NDArray[np.float64]


@lru_cache(maxsize=2)
def read_table(path: Path = TABLE) -> dict[str, Table]:
    """The simulated table by step, and that of shares: rows `step,m,phi,run_length,A`."""
    import csv

    import numpy as np

    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    tables = {}
    for step in (*PER_MONTH, "share"):
        own = {
            tuple(float(r[k]) for k in ("m", "phi", "run_length")): float(r["A"])
            for r in rows
            if r["step"] == step
        }
        axes = [sorted({key[n] for key in own}) for n in range(3)]
        A = np.array([[[own[m, phi, length] for length in axes[2]] for phi in axes[1]] for m in axes[0]])
        tables[step] = Table(np.log(axes[0]), np.log(axes[1]), np.log(axes[2]), np.log(A))
    return tables


def place(
    values: NDArray[np.float64], axis: NDArray[np.float64]
) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
    """Where values lie on an axis: the point below, and how far on to the next, held to the axis' ends."""
    import numpy as np

    low = np.clip(np.searchsorted(axis, values) - 1, 0, len(axis) - 2)
    return low, np.clip((values - axis[low]) / (axis[low + 1] - axis[low]), 0.0, 1.0)


def between_points(
    plane: NDArray[np.float64],
    first: tuple[NDArray[np.intp], NDArray[np.float64]],
    second: tuple[NDArray[np.intp], NDArray[np.float64]],
) -> NDArray[np.float64]:
    """The values between the points of a plane, linear along both axes."""
    (i, u), (j, v) = first, second
    low = plane[i, j] * (1 - v) + plane[i, j + 1] * v
    high = plane[i + 1, j] * (1 - v) + plane[i + 1, j + 1] * v
    return low * (1 - u) + high * u

"""Find by simulation which threshold promises which run length: `data/thresholds.csv` of `watch.changes`.

For each step, rate and scatter, series that do not change are followed by the whole procedure, each as if it were the only
one. Takes some five minutes on one core.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from itertools import product

import numpy as np

from sarez.watch.changes.baseline import GAP, WINDOW
from sarez.watch.changes.grid import Grid
from sarez.watch.changes.runlength import of_counts, steady, threshold_for
from sarez.watch.changes.threshold import TABLE

STEPS = ("week", "month", "day")
RATES = (0.01, 0.05, 0.2, 1.0, 5.0, 50.0)
SCATTERS = (0.02, 0.1, 0.5, 2.0, 8.0)
SHARES = (0.03, 0.1, 0.3, 0.5, 0.7, 0.9, 0.97)
LIKENESS = (0.005, 0.05, 0.2)
REPORTS = 25
LENGTHS = (60.0, 250.0, 1500.0, 10000.0)
ALARMS = 80
"""About how many series pass the threshold of the longest run length."""


def grids() -> Iterator[tuple[str, float, float, Grid]]:
    """Each point of the table, with the series to be followed."""
    rng = np.random.default_rng(1)
    for step, m, phi in product(STEPS, RATES, SCATTERS):
        yield step, m, phi, of_counts(steady(m, phi, shape(step), rng), step)
    for p, rho in product(SHARES, LIKENESS):
        part = rng.beta(p * (1 / rho - 1), (1 - p) * (1 / rho - 1), shape("week"))
        x = rng.binomial(REPORTS, part).astype(float)
        yield "share", p, rho, of_counts(x, "week", True, np.full(x.shape, float(REPORTS)))


def shape(step: str) -> tuple[int, int]:
    """Periods and series to simulate."""
    watched = 3 * WINDOW[step]
    return WINDOW[step] + GAP[step] + watched, int(ALARMS * LENGTHS[-1] / watched)


def main() -> None:
    """Write the table, a row for each point and run length."""
    rows = [
        (step, m, phi, length, f"{A:.1f}")
        for step, m, phi, grid in grids()
        for length, A in zip(LENGTHS, threshold_for(grid, LENGTHS), strict=True)
    ]
    with TABLE.open("w", encoding="utf-8", newline="") as stream:
        out = csv.writer(stream, lineterminator="\n")
        out.writerow(["step", "m", "phi", "run_length", "A"])
        out.writerows(rows)


if __name__ == "__main__":
    main()

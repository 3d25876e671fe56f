"""How changes are found: run length to a false alarm as stated and as simulated, delay beside a plain threshold, speed.

`make bench-changes` prints the tables and keeps them in build/bench-changes.json. All series are made up, seed 1.
"""

from __future__ import annotations

import json
import time
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from sarez.watch.changes import Budget, changes, segments
from sarez.watch.changes.baseline import GAP, WINDOW, baseline
from sarez.watch.changes.dating import Stretch, dated
from sarez.watch.changes.grid import Grid
from sarez.watch.changes.runlength import MONDAY, of_counts, run_length, steady
from sarez.watch.changes.sequential import follow
from sarez.watch.changes.threshold import thresholds
from sarez.watch.series import Series
from sarez.watch.units import Unit

KEPT = Path("build/bench-changes.json")
LATE = date(2040, 1, 1)
PHI = 0.3
STATED = 1000.0
BASES = {
    "sparse, 2 a year": 0.04,
    "thin, 1 in 2 weeks": 0.5,
    "middling, 3 a week": 3.0,
    "dense, 20 a week": 20.0,
}
SIZES = (2.0, 3.0, 5.0)
BEFORE, AFTER, SERIES = 260, 104, 400


def desk(series: int, periods: int, rng: np.random.Generator, likeness: float = 0.0) -> Grid:
    """Series of all sorts that do not change: rates from one in years to tens a week, volumes that vary.

    `likeness` is the correlation of the logarithm of a week's rate with the last week's: events that come in clusters.
    """
    m = np.exp(rng.normal(-1.0, 1.7, series))
    phi = rng.choice([0.05, 0.2, 0.5, 1.5], series)
    volume = np.exp(rng.normal(0, 0.3, (periods, series)))
    if likeness:
        sd = np.sqrt(np.log1p(phi))
        noise = rng.normal(0, 1, (periods, series))
        for t in range(1, periods):
            noise[t] = likeness * noise[t - 1] + np.sqrt(1 - likeness**2) * noise[t]
        rate = np.exp(sd * noise - sd**2 / 2)
    else:
        rate = rng.gamma(1 / phi, phi, (periods, series))
    return of_counts(rng.poisson(m * volume * rate).astype(float), "week", e=volume)


def lengths(rng: np.random.Generator) -> list[dict[str, Any]]:
    """Run lengths as stated and as found."""
    rows = []

    def add(what: str, grid: Grid, stated: float, is_pooled: bool = True) -> None:
        found = run_length(grid, stated, is_pooled=is_pooled)
        rows.append({"what": what, "stated": stated, "found": round(found.found), "alarms": found.alarms})

    whole = Budget(a_month=1).run_length(1000, "week")
    for n in range(3):
        add(f"a desk of 1,000 series, 20 years ({n + 1})", desk(1000, 1040, rng), whole)
    add("the same, weeks alike (correlation 0.5)", desk(1000, 1040, rng, 0.5), whole)
    for m in (0.02, 0.2, 2.0, 20.0):
        for phi in (0.05, 0.5, 2.0):
            add(f"{m:g} a week, scatter {phi:g}", of_counts(steady(m, phi, (840, 600), rng), "week"), STATED)
    add(
        "0.5 a week, scatter 0.5, each alone",
        of_counts(steady(0.5, 0.5, (840, 600), rng), "week"),
        STATED,
        False,
    )
    add("by month: 0.5, scatter 0.5", of_counts(steady(0.5, 0.5, (360, 1500), rng), "month"), 240.0)
    add("by day: 0.1, scatter 0.5", of_counts(steady(0.1, 0.5, (3000, 150), rng), "day"), 2000.0)
    for p, n in ((0.1, 10), (0.3, 25), (0.6, 100)):
        part = rng.beta(p * 19, (1 - p) * 19, (840, 600))
        x = rng.binomial(n, part).astype(float)
        add(f"shares of {p:.0%} of {n}", of_counts(x, "week", True, np.full(x.shape, float(n))), STATED)
    return rows


def delays(rng: np.random.Generator) -> list[dict[str, Any]]:
    """Weeks from an injected change to its finding, beside plain thresholds that give as many false alarms.

    Of the plain ones, one looks at each week, one at the sum of four. `of 3 sd` is the run length of the usual three.
    """
    rows = []
    for base, m in BASES.items():
        calm = steady(m, PHI, (BEFORE + 6 * AFTER, SERIES), rng)
        ours = run_length(of_counts(calm, "week"), STATED)
        k, four = tuned(calm, ours.found), tuned(calm, ours.found, 4)
        three = plain_length(plain(calm)[BEFORE:], 3.0)
        for size in SIZES:
            x = steady(m, PHI, (BEFORE + AFTER, SERIES), rng)
            x[BEFORE:] = steady(m * size, PHI, (AFTER, SERIES), rng)
            rows.append(
                {
                    "base": base,
                    "times": size,
                    "run length": round(ours.found),
                    "of 3 sd": round(three),
                    **told("ours", first_of_ours(x)),
                    "k": round(k, 1),
                    **told("plain", first_of_plain(x, k)),
                    "k of 4 weeks": round(four, 1),
                    **told("4 weeks", first_of_plain(x, four, 4)),
                }
            )
    return rows


def first_of_ours(x: np.ndarray) -> np.ndarray:
    """Weeks after the change at which each series is first found to have risen; infinite if it is not."""
    grid = of_counts(x, "week")
    usual = baseline(grid)
    first = np.full(x.shape[1], np.inf)
    for alarm in follow(grid, usual, thresholds(usual, STATED, "week")):
        if alarm.found >= BEFORE and alarm.direction == "up":
            first[alarm.at] = min(first[alarm.at], alarm.found - BEFORE + 1)
    return first


def plain(x: np.ndarray, weeks: int = 1) -> np.ndarray:
    """How many standard deviations of the last 52 weeks each value, or sum of some weeks, is above their mean.

    The standard deviation is taken as that of one event a year at least; without that, one event after a year of none would be
    infinitely many above the mean, and no number of them would bring false alarms down to ours.
    """
    one = np.concatenate([np.zeros((1, x.shape[1])), np.cumsum(x, axis=0)])
    y = one[weeks:] - one[:-weeks]
    sums, squares = (np.concatenate([np.zeros((1, x.shape[1])), np.cumsum(p, axis=0)]) for p in (y, y * y))
    end = np.arange(52, len(y) - weeks + 1)
    mean = (sums[end] - sums[end - 52]) / 52
    sd = np.sqrt(np.maximum((squares[end] - squares[end - 52]) / 52 - mean**2, 1 / 52))
    above = (y[end + weeks - 1] - mean) / sd
    return np.concatenate([np.zeros((len(x) - len(above), x.shape[1])), above])


def first_of_plain(x: np.ndarray, k: float, weeks: int = 1) -> np.ndarray:
    """Weeks after the change at which each series is first above the plain threshold."""
    over = plain(x, weeks)[BEFORE:] > k
    return np.where(over.any(0), over.argmax(0) + 1.0, np.inf)


def tuned(calm: np.ndarray, length: float, weeks: int = 1) -> float:
    """The number of standard deviations that gives false alarms as seldom as ours; alarms that follow at once are one."""
    above = plain(calm, weeks)[BEFORE:]
    low, high = 0.0, 200.0
    for _ in range(40):
        k = (low + high) / 2
        low, high = (k, high) if plain_length(above, k) < length else (low, k)
    return high


def plain_length(above: np.ndarray, k: float) -> float:
    """Weeks to a false alarm of the plain threshold."""
    over = above > k
    begun = over & ~np.concatenate([np.zeros((1, over.shape[1]), bool), over[:-1]])
    return over.size / max(int(begun.sum()), 1)


def told(name: str, first: np.ndarray) -> dict[str, Any]:
    """Median delay and shares found."""
    median = np.median(first)
    return {
        f"{name} median": None if np.isinf(median) else float(median),
        f"{name} in 8": round(float((first <= 8).mean()), 3),
        f"{name} in 26": round(float((first <= 26).mean()), 3),
    }


def dates(rng: np.random.Generator) -> dict[str, float]:
    """The retrospective view: series of 260 weeks cut where nothing changed, dates within their interval."""
    cut = held = 0
    for n in range(300):
        x = steady((0.1, 1.0, 5.0)[n % 3], 0.5, (260, 1), rng)[:, 0]
        line = Series(Unit("pair", "KGZ-TJK"), "made", "week", MONDAY, x, np.ones(260))
        cut += len(segments(line, day=LATE)) > 1
        at = int(rng.integers(20, 130))
        y = np.concatenate([steady(1.0, PHI, (at, 1), rng), steady(3.0, PHI, (150 - at, 1), rng)])[:, 0]
        when = dated(Stretch(y, np.ones(150)))
        held += when.low <= at <= when.high
    return {"steady series cut": cut / 300, "dates within their 80 % interval": held / 300}


def speed(rng: np.random.Generator) -> dict[str, float]:
    """Seconds of processor time for 1,000 series of 520 weeks."""
    grid = desk(1000, 520, rng)
    series = [
        Series(Unit("pair", f"{n:03}-ZZZ"), "made", "week", MONDAY, grid.x[:, n], 100 * grid.e[:, n])
        for n in range(1000)
    ]
    begun = time.process_time()
    found = changes(series, day=LATE)
    return {"seconds": round(time.process_time() - begun, 2), "changes": len(found)}


def show(title: str, rows: list[dict[str, Any]]) -> None:
    """Print a table."""
    print(f"\n{title}")
    widths = {key: max(len(key), *(len(str(row[key])) for row in rows)) for key in rows[0]}
    print("  ".join(key.rjust(width) for key, width in widths.items()))
    for row in rows:
        print("  ".join(str(row[key]).rjust(width) for key, width in widths.items()))


def main() -> None:
    """Print everything and keep it."""
    rng = np.random.default_rng(1)
    kept: dict[str, Any] = {"window": WINDOW, "gap": GAP, "run lengths": lengths(rng)}
    show("Run length to a false alarm, in periods", kept["run lengths"])
    kept["delays"] = delays(rng)
    show(f"Weeks until a change is found (stated run length {STATED:g}, scatter {PHI})", kept["delays"])
    kept["dates"] = dates(rng)
    kept["speed"] = speed(rng)
    print("\n", kept["dates"], kept["speed"])
    KEPT.parent.mkdir(exist_ok=True)
    KEPT.write_text(json.dumps(kept, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()

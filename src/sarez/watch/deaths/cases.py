"""What a model learns from: what was known at the end of a month, and what came 3 to 14 months later."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sarez.watch.deaths.months import LEADS, DeathsError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from sarez.watch.deaths.history import History
    from sarez.watch.deaths.signs import Signs

START = 72
"""Months before the first one that is learned from, for the signs to have something to say."""
LEADS_EACH = 3
"""Of each month every third lead is taken, another third in the next: neighbouring leads tell much the same."""


@dataclass(frozen=True, slots=True, eq=False)
class Cases:
    """Signs with the lead in months last, shape (n, signs + 1), the deaths that came (n,), and weights (n,)."""

    signs: NDArray[np.float32]
    deaths: NDArray[np.float64]
    weights: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Sample:
    """Which cases are taken: every `step`-th month, a `quiet` share of those with nothing for five years and nothing
    to come (weighted up), the `half_life` in months of their weight by age; `seed` says which quiet ones."""

    step: int
    quiet: float
    half_life: float
    seed: int


def past_cases(known: History, seen: Signs, sample: Sample) -> Cases:
    """The cases whose outcome was known at the end of the history. DeathsError where it is too short to have any."""
    import numpy as np

    end = len(known.deaths) - 1
    if end < START + 2 * LEADS[-1]:
        raise DeathsError(
            f"{end + 1} months are too few to learn from: give {START + 2 * LEADS[-1] + 1} at least, of many countries."
        )
    months, places, leads = _pairs(known, sample.step)
    came = known.deaths[months + leads, places]
    quiet = (seen.of("share_60")[months, places, 0] == 0) & (came == 0)
    keep = ~quiet | (np.random.default_rng(sample.seed).random(len(came)) < sample.quiet)
    weights = np.where(quiet, 1 / sample.quiet, 1.0) * 0.5 ** ((end - months) / sample.half_life)
    months, places, leads = months[keep], places[keep], leads[keep]
    return Cases(
        np.column_stack([seen.values[months, places], leads]).astype(np.float32), came[keep], weights[keep]
    )


def coming_cases(seen: Signs) -> NDArray[np.float32]:
    """What is known now, for each lead and country: shape (leads * countries, signs + 1), lead by lead."""
    import numpy as np

    now = seen.values[-1]
    return np.concatenate([np.column_stack([now, np.full(len(now), lead)]) for lead in LEADS]).astype(
        np.float32
    )


def _pairs(known: History, step: int) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Months, countries and leads, in rows, where deaths were told both then and later."""
    import numpy as np

    told = ~np.isnan(known.deaths)
    end = len(told) - 1
    rows = []
    for month in range(end - LEADS[0], START, -step):
        for lead in LEADS:
            if month + lead <= end and (lead + month // step) % LEADS_EACH == 0:
                at = np.flatnonzero(told[month] & told[month + lead])
                rows.append((np.full(len(at), month), at, np.full(len(at), lead)))
    months, places, leads = (np.concatenate(column) for column in zip(*rows, strict=True))
    return months, places, leads

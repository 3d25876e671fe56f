"""Worlds whose truth is known, in which a forecast can be checked: incidents that make more likely the next, or do not."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sarez.watch.incidents.history import History
from sarez.watch.units import Unit

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SUNDAY = date(2024, 12, 29)


def world(
    units: int,
    periods: int,
    seed: int,
    *,
    rate: float = 0.03,
    unlike: float = 1.0,
    excites: float = 0.0,
    warns: float = 0.0,
) -> tuple[History, NDArray[np.float64]]:
    """A history by week of one level, `any`, and the true probability of each period, of shape (periods, units).

    Units have rates about `rate`, with a standard deviation of the logarithm of `unlike`. An incident adds `excites` to
    the next period's expected number, fading by half in three weeks; acts of tension in excess of the usual one a week
    multiply it by exp(`warns`·excess), fading likewise. Neither is the form of the model that is checked here.
    """
    import numpy as np

    rng = np.random.default_rng(seed)
    own = rate * np.exp(rng.normal(-(unlike**2) / 2, unlike, units))
    heat, calm, left = np.zeros(units), np.zeros(units), 0.5 ** (1 / 3)
    had, acts, truth = (np.zeros((periods, units)) for _ in range(3))
    for t in range(periods):
        truth[t] = -np.expm1(-(own * np.exp(warns * calm) + heat))
        had[t] = rng.random(units) < truth[t]
        acts[t] = rng.poisson(rng.gamma(0.5, 2.0, units))
        heat = left * heat + excites * had[t]
        calm = left * calm + (1 - left) * (acts[t] - 1)
    names = tuple(Unit("pair", f"{letters(seed * units + n)}-ZZZ") for n in range(units))
    told = np.ones((periods, units), dtype=bool)
    return History(names, "week", SUNDAY, told, {"any": had}, acts, np.zeros((periods, units))), truth


def letters(n: int) -> str:
    """Three letters for a number."""
    return "".join(chr(65 + n // 26**place % 26) for place in (2, 1, 0))

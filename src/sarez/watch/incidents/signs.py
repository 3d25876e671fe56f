"""What is recent: incidents, other acts of conflict and acts of cooperation, each fading at its own pace.

A sign is log(1 + s) - log(1 + s̄), where s fades by half in so many weeks and s̄ is what it would be if all went on as in
the last 24 months: 0 means as usual. Ahead, s of incidents fades as it must while none comes, which is just what the
chance of a first incident asks for; s of other acts goes back to s̄.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sarez.watch.incidents.base import LAST, trailing
from sarez.watch.incidents.history import History

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign: what it counts (a level, tension or peace), and the weeks in which it fades by half.

    `is_other` where it counts incidents of another level than the one that is forecast.
    """

    name: str
    counts: str
    half: float
    is_other: bool = False


def signs_of(level: str, levels: tuple[str, ...]) -> tuple[Sign, ...]:
    """The signs for a level: its own incidents at two paces, those of other levels, tension and peace."""
    own = Sign("recent", level, 2.0), Sign("long", level, 13.0)
    others = (Sign(f"other {name}", name, 4.0, is_other=True) for name in levels if name != level)
    return (*own, *others, Sign("tension", "tension", 4.0), Sign("peace", "peace", 8.0))


def fading(past: History, sign: Sign) -> tuple[NDArray[np.float64], NDArray[np.float64], float]:
    """s and s̄ at the end of each period, of shape (periods, units), and what is left of s after one period."""
    import numpy as np
    from scipy.signal import lfilter

    left = 0.5 ** (past.weeks / sign.half)
    counted = {**past.incidents, "tension": past.tension, "peace": past.peace}[sign.counts]
    counted = np.where(past.told, counted, 0.0)
    if sign.counts in past.incidents:
        counted = np.minimum(counted, 1.0)
    n = trailing(past.told.astype(float), LAST[past.step])
    usual = trailing(counted, LAST[past.step]) / np.maximum(n, 1.0) / (1 - left)
    return np.asarray(lfilter([1.0], [1.0, -left], counted, axis=0)), usual, left


def measured(past: History, signs: tuple[Sign, ...]) -> NDArray[np.float64]:
    """The signs at the end of each period, of shape (periods, units, signs)."""
    import numpy as np

    parts = [fading(past, sign) for sign in signs]
    return np.stack([np.log1p(s) - np.log1p(usual) for s, usual, _ in parts], axis=-1)


def ahead(past: History, signs: tuple[Sign, ...], periods: int) -> NDArray[np.float64]:
    """The signs before each of the next periods if no incident comes until then, of shape (periods, units, signs)."""
    import numpy as np

    k = np.arange(periods)[:, None]
    found = []
    for sign in signs:
        s, usual, left = (part if isinstance(part, float) else part[-1] for part in fading(past, sign))
        fades_to = 0.0 if sign.counts in past.incidents else usual
        found.append(np.log1p(fades_to + (s - fades_to) * left**k) - np.log1p(usual))
    return np.stack(found, axis=-1)

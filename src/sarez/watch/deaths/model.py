"""Our own model: forests, regressions and plain baselines mixed by how a country's recent past was, then widened.

It learns anew from what was known at the day asked, and from nothing later; the recipe (`model.yaml`) is frozen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sarez.watch.deaths import grid
from sarez.watch.deaths.baselines import conflictology, weighted_negative_binomial
from sarez.watch.deaths.boost import boosted_onsets, boosted_ratios
from sarez.watch.deaths.cases import coming_cases, past_cases
from sarez.watch.deaths.forest import level_forest, ratio_forest
from sarez.watch.deaths.logistic import onset_chances, threshold_logits
from sarez.watch.deaths.months import LEADS
from sarez.watch.deaths.recipe import STATES, Recipe
from sarez.watch.deaths.signs import signs

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from sarez.watch.deaths.history import History


def foreseen(known: History, recipe: Recipe) -> NDArray[np.float64]:
    """The distribution of deaths for each lead and country, shape (leads, countries, points of the grid).

    `known` ends with the last month known. The same history and recipe give the same numbers. DeathsError where the
    history is too short to learn from.
    """
    import numpy as np

    state = states(known, recipe)
    every = np.tile(state, len(LEADS))
    parts, chances = _parts(known, recipe)
    mixed = np.zeros_like(next(iter(parts.values())))
    for k, name in enumerate(STATES):
        at = every == k
        for part, weight in recipe.weights[name].items():
            mixed[at] += weight * parts[part][at]
    mixed = with_onset(np.clip(mixed, 0, 1), chances, recipe.onset)
    wide = grid.widened(mixed, np.array([recipe.widen[name] for name in STATES])[every])
    return wide.reshape(len(LEADS), len(known.countries), -1)


def states(known: History, recipe: Recipe) -> NDArray[np.int64]:
    """How each country's recent past was: the place in STATES, shape (countries,)."""
    import numpy as np

    deaths = known.numbers()
    year, five = deaths[-12:].mean(0), deaths[-60:].mean(0)
    by_mean = np.searchsorted([recipe.below["low"], recipe.below["middle"]], year, side="right") + 2
    return np.where(five == 0, 0, np.where(year == 0, 1, by_mean))


def with_onset(cdf: NDArray[np.float64], chances: NDArray[np.float64], share: float) -> NDArray[np.float64]:
    """The distributions with the chance of any death moved towards `chances` (NaN: left), a `share` of the way in logs.

    How many would die if any did stays as it was.
    """
    import numpy as np

    any_ = np.clip(1 - cdf[:, 0], 1e-6, 1)
    moved = np.where(np.isnan(chances), any_, any_ ** (1 - share) * np.nan_to_num(chances, nan=1.0) ** share)
    return np.asarray(np.clip(1 - (1 - cdf) * (moved / any_)[:, None], 0, 1))


def between(one: NDArray[np.float64], other: NDArray[np.float64]) -> NDArray[np.float64]:
    """Midway between two chances, by odds: the mean of their logits. NaN where one of them is."""
    import numpy as np

    odds = np.sqrt(np.prod([p / (1 - p) for p in np.clip([one, other], 1e-9, 1 - 1e-9)], axis=0))
    return np.asarray(odds / (1 + odds))


def _parts(known: History, recipe: Recipe) -> tuple[dict[str, NDArray[np.float64]], NDArray[np.float64]]:
    """Each part's distributions, shape (leads * countries, points), and the chances of a first death."""
    import numpy as np
    from threadpoolctl import threadpool_limits

    seen = signs(known)
    coming = coming_cases(seen)
    past = {part: past_cases(known, seen, sample) for part, sample in recipe.cases.items()}
    plain = {
        "weighted": conflictology(known, 36, half_life=6),
        "year2": conflictology(known, 24),
        "binomial": weighted_negative_binomial(known),
    }
    with threadpool_limits(1):  # small matrices: more threads only wait for each other
        parts = {
            "level": level_forest(past["level"], coming, recipe.trees["level"]),
            "ratio": ratio_forest(past["ratio"], coming, recipe.trees["ratio"], seen.names),
            "boosted": boosted_ratios(past["boosted"], coming, recipe.boosts["boosted"], seen.names),
            "logit": threshold_logits(past["logit"], coming, seen.names, penalty=recipe.penalty["logit"]),
        }
        chances = between(
            onset_chances(past["onset"], coming, seen.names, penalty=recipe.penalty["onset"]),
            boosted_onsets(past["onset"], coming, recipe.boosts["onset"], seen.names),
        )
    return parts | {part: np.tile(cdf, (len(LEADS), 1)) for part, cdf in plain.items()}, chances

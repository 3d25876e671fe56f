"""What is foreseen for a country and month: never a bare number, always a whole distribution beside a plain baseline."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sarez.watch.deaths import grid
from sarez.watch.deaths.baselines import baseline
from sarez.watch.deaths.model import foreseen
from sarez.watch.deaths.months import LEADS, month
from sarez.watch.deaths.recipe import Recipe
from sarez.watch.scores.numbers import interval

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from sarez.watch.deaths.history import History

DRAWS = 1000
BESIDE = ("conflictology-12", "mix")
"""The baselines that stand beside each forecast."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """What one model foresees for a country and month, `lead` months after the last known one.

    `mean` and `median` are deaths, `half` and `most` the ends of the intervals that hold 50 and 90 %; the rest are
    probabilities of at least so many deaths.
    """

    model: str
    country: str
    month: date
    lead: int
    mean: float
    median: float
    half: tuple[float, float]
    most: tuple[float, float]
    at_least_1: float
    at_least_25: float
    at_least_100: float
    at_least_1000: float

    def as_dict(self) -> dict[str, Any]:
        """As an object of JSON, the month as 2023-01."""
        return asdict(self) | {"month": f"{self.month:%Y-%m}"}


@dataclass(frozen=True, slots=True, eq=False)
class Outlook:
    """All that is foreseen from one day: `draws` of shape (leads, countries, 1000) by model, ours first."""

    known: date
    countries: tuple[str, ...]
    draws: dict[str, NDArray[np.int64]]

    def rows(self, *asked: str) -> Iterator[Forecast]:
        """The forecasts of these countries, or of all, month by month, each model after the other."""
        first = self.known.year * 12 + self.known.month - 1
        for code in asked or self.countries:
            at = self.countries.index(code)
            for k, lead in enumerate(LEADS):
                when = date((first + lead) // 12, (first + lead) % 12 + 1, 1)
                for model, draws in self.draws.items():
                    yield _forecast(model, code, when, lead, draws[k, at])


def outlook(known: History, recipe: Recipe, *, beside: tuple[str, ...] = BESIDE) -> Outlook:
    """What our model and the baselines beside it foresee from the last month of a history on.

    The same history and recipe give the same draws. DeathsError where the history is too short.
    """
    import numpy as np

    draws = {recipe.name: grid.draws(foreseen(known, recipe), DRAWS, seed=known.last)}
    for name in beside:
        once = grid.draws(baseline(name, known), DRAWS, seed=known.last)
        draws[name] = np.broadcast_to(once, (len(LEADS), *once.shape))
    return Outlook(month(known.last), known.countries, draws)


def _forecast(model: str, code: str, when: date, lead: int, draws: NDArray[np.int64]) -> Forecast:
    import numpy as np

    ends = {share: tuple(float(end) for end in interval(draws, share=share)) for share in (0.5, 0.9)}
    chances = (float((draws >= least).mean()) for least in (1, 25, 100, 1000))
    mean, median = float(draws.mean()), float(np.median(draws))
    return Forecast(model, code, when, lead, mean, median, ends[0.5], ends[0.9], *chances)  # type: ignore[arg-type]

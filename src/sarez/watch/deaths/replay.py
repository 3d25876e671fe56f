"""Models tried on past years as if each were still to come: what they foresaw in October, and what then came.

A model is a function from the history known to distributions (leads, countries, points of the grid). Every figure has
an interval from resampled countries, and the difference to one model on the very same cells has one too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sarez.watch.deaths import grid
from sarez.watch.deaths.baselines import NAMES, baseline
from sarez.watch.deaths.model import foreseen
from sarez.watch.deaths.months import LEADS, cutoff
from sarez.watch.deaths.recipe import Recipe
from sarez.watch.scores import events, numbers
from sarez.watch.scores.paired import Estimate, estimate, figures_over, means_over, resamples

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from sarez.watch.deaths.history import History

DRAWS = 1000
OWN = "sarez"
"""What our model is called in tables."""
Model = Callable[["History"], "NDArray[np.float64]"]


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """The country-months forecast, in rows: state, year, deaths that came, whether the twelve months known were quiet."""

    country: NDArray[np.str_]
    year: NDArray[np.int64]
    came: NDArray[np.float64]
    quiet: NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Scored:
    """What one model was given for each cell, shape (cells,): scores, and the shares of draws of 1 and of 25 or more."""

    crps: NDArray[np.float64]
    log1p_crps: NDArray[np.float64]
    ignorance: NDArray[np.float64]
    interval_score: NDArray[np.float64]
    covered: NDArray[np.bool_]
    any: NDArray[np.float64]
    many: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Row:
    """One figure of one model with its interval, and the difference to the reference on the same cells with its own."""

    model: str
    figure: str
    seen: Estimate
    difference: Estimate


def models(recipe: Recipe) -> dict[str, Model]:
    """Our model and the baselines, by name; ours first."""
    found: dict[str, Model] = {OWN: lambda known: foreseen(known, recipe)}
    for name in NAMES:
        found[name] = lambda known, name=name: _every_lead(baseline(name, known))  # type: ignore[misc]
    return found


def drawn(model: Model, told: History, year: int) -> NDArray[np.int64]:
    """1,000 draws for each month of a year and country, shape (12, countries, 1000), from what was known in October."""
    return grid.draws(model(told.until(cutoff(year))), DRAWS, seed=year)


def cells(told: History, actuals: Mapping[int, History]) -> Cells:
    """The cells of some years, month by month and country by country, with what came in them."""
    import numpy as np

    codes = np.array(told.countries)
    return Cells(
        np.tile(codes, len(LEADS) * len(actuals)),
        np.repeat(list(actuals), len(LEADS) * len(codes)),
        np.concatenate([_came(told, actual).reshape(-1) for actual in actuals.values()]),
        np.concatenate(
            [np.tile(told.until(cutoff(y)).numbers()[-12:].sum(0) == 0, len(LEADS)) for y in actuals]
        ),
    )


def scored(seen: Cells, draws: NDArray[np.int64]) -> Scored:
    """The scores of draws of shape (cells, draws)."""
    return Scored(
        numbers.crps(seen.came, draws),
        numbers.log1p_crps(seen.came, draws),
        numbers.ignorance(seen.came, draws),
        numbers.interval_score(seen.came, draws),
        numbers.is_covered(seen.came, draws),
        (draws >= 1).mean(-1),
        (draws >= 25).mean(-1),
    )


def figures(
    seen: Cells,
    by_model: Mapping[str, Scored],
    *,
    reference: str = "mix",
    resampled: int = 1000,
    seed: int = 0,
) -> tuple[Row, ...]:
    """Every figure of every model. Means over cells, but AUC and average precision, which are of all cells together."""
    draws = resamples(seen.country, n=resampled, seed=seed)
    few = draws[: max(2, resampled // 4)]
    rows = []
    for name, which, mean, whole in _plan(seen):
        told = {
            model: _mean(seen, which, mean(s), draws) if mean else _whole(seen, which, whole, s, few)
            for model, s in by_model.items()
        }
        base, bases = told[reference]
        rows += [
            Row(model, name, estimate(value, many), estimate(value - base, many - bases))
            for model, (value, many) in told.items()
        ]
    return tuple(rows)


def by_year(seen: Cells, by_model: Mapping[str, Scored], figure: str = "crps") -> dict[str, dict[int, float]]:
    """The mean of a score in each year, by model."""
    return {
        model: {
            int(y): float(getattr(s, figure)[seen.year == y].mean()) for y in sorted(set(seen.year.tolist()))
        }
        for model, s in by_model.items()
    }


def reliability_of(seen: Cells, found: Scored) -> tuple[events.Reliability, ...]:
    """What was told of any death, by class of probability, against what came."""
    return events.reliability((seen.came >= 1).astype(float), found.any)


Mean = Callable[[Scored], "NDArray[np.float64]"]
Whole = Callable[["NDArray[np.float64]", "NDArray[np.float64]"], float]


def _plan(seen: Cells) -> Sequence[tuple[str, NDArray[np.bool_], Mean | None, Whole]]:
    """Each figure: its name, the cells it is of, and either what is averaged or what is computed of all of them."""
    import numpy as np

    every = np.ones(len(seen.came), dtype=bool)
    any_, many = seen.came >= 1, seen.came >= 25
    nothing: Whole = events.auc
    return (
        ("CRPS", every, lambda s: s.crps, nothing),
        ("CRPS without Ethiopia", seen.country != "ETH", lambda s: s.crps, nothing),
        ("log1p-CRPS", every, lambda s: s.log1p_crps, nothing),
        ("ignorance", every, lambda s: s.ignorance, nothing),
        ("interval score 90 %", every, lambda s: s.interval_score, nothing),
        ("coverage 90 %", every, lambda s: s.covered.astype(float), nothing),
        ("coverage 90 %, months with deaths", any_, lambda s: s.covered.astype(float), nothing),
        ("Brier, 1 death or more", every, lambda s: events.brier(any_, s.any), nothing),
        ("Brier, 25 deaths or more", every, lambda s: events.brier(many, s.many), nothing),
        ("AUC, 1 death or more", every, None, events.auc),
        ("average precision, 1 death or more", every, None, events.average_precision),
        ("onset: AUC", seen.quiet, None, events.auc),
        ("onset: average precision", seen.quiet, None, events.average_precision),
    )


def _mean(
    seen: Cells, which: NDArray[np.bool_], values: NDArray[np.float64], draws: NDArray[np.int64]
) -> tuple[float, NDArray[np.float64]]:
    return float(values[which].mean()), _means(seen, which, values, draws)


def _means(
    seen: Cells, which: NDArray[np.bool_], values: NDArray[np.float64], draws: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Means over the cells that count in each resample of all countries: a ratio of two means."""
    import numpy as np

    total, counted = (means_over(v, seen.country, draws) for v in (np.where(which, values, 0), which))
    return np.asarray(np.where(counted > 0, total / np.where(counted > 0, counted, 1), np.nan))


def _whole(
    seen: Cells, which: NDArray[np.bool_], whole: Whole, found: Scored, draws: NDArray[np.int64]
) -> tuple[float, NDArray[np.float64]]:
    import numpy as np

    came = (seen.came >= 1).astype(float)

    def figure(rows: NDArray[np.int64]) -> float:
        kept = rows[which[rows]]
        return whole(came[kept], found.any[kept])

    return figure(np.arange(len(came))), figures_over(figure, seen.country, draws)


def _came(told: History, actual: History) -> NDArray[np.float64]:
    """What came, the countries in the order of the history."""
    place = {code: i for i, code in enumerate(actual.countries)}
    return actual.deaths[:, [place[code] for code in told.countries]]


def _every_lead(cdf: NDArray[np.float64]) -> NDArray[np.float64]:
    import numpy as np

    return np.broadcast_to(cdf, (len(LEADS), *cdf.shape))

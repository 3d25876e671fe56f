"""How much what is recent raises or lowers the base rate, learned from all units together.

The expected number of incidents in a period is the base rate times exp(α + β·signs); the chance of none is exp of minus it. α and β
have normal priors about 0; their posterior is taken as normal about its mode (Laplace). How far this is believed, against
the base rate alone, is its posterior probability, even odds beforehand: with little to learn from, the base rate stands.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sarez.watch.incidents.base import Base
from sarez.watch.incidents.history import History
from sarez.watch.incidents.signs import Sign, measured, signs_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SPREAD = 0.4
"""Standard deviation of the priors: a sign at twice its usual changes the rate by a third, as often as not by less."""
BEGINNING = 26
"""Weeks of history before the first period that is learned from."""
LEAST = 20
"""With fewer periods with an incident to learn from, the base rate stands alone."""
ROUNDS = 50


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """Weights of the constant and the signs, shape (1 + signs,), with their covariance; `learned` periods with an incident.

    `belief` is the probability that the signs tell something at all.
    """

    signs: tuple[Sign, ...]
    weights: NDArray[np.float64]
    covariance: NDArray[np.float64]
    learned: int
    belief: float

    @property
    def is_base(self) -> bool:
        """Whether there was too little to learn from, and the base rate stands alone."""
        return self.learned < LEAST


def learn(past: History, level: str, rates: Base) -> Model:
    """The weights, from each period of each unit that has data and what was known at the end of the one before it."""
    import numpy as np

    signs = signs_of(level, tuple(sorted(past.incidents)))
    begin = max(1, BEGINNING // past.weeks)
    told = past.told[begin:]
    came = (past.incidents[level][begin:] > 0)[told].astype(float)
    if came.sum() < LEAST:
        k = 1 + len(signs)
        return Model(signs, np.zeros(k), np.zeros((k, k)), int(came.sum()), 0.0)
    z = measured(past, signs)[begin - 1 : -1][told]
    design = np.column_stack([np.ones(len(z)), z])
    weights, covariance, evidence = fit(design, came, np.log(rates.hazard()[begin - 1 : -1][told]))
    return Model(signs, weights, covariance, int(came.sum()), float(1 / (1 + np.exp(-evidence))))


def fit(
    design: NDArray[np.float64], came: NDArray[np.float64], offset: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64], float]:
    """Mode and covariance of the weights of a complementary log-log regression with normal priors, by Fisher scoring.

    The third is the logarithm of how many times likelier the data are than if all weights were 0 (Laplace).
    """
    import numpy as np

    prior = np.eye(design.shape[1]) / SPREAD**2

    def loss(weights: NDArray[np.float64]) -> float:
        rate = np.exp(np.clip(offset + design @ weights, -30, 5))
        likely = np.where(came > 0, np.log(-np.expm1(-np.maximum(rate, 1e-12))), -rate)
        return float(weights @ prior @ weights / 2 - likely.sum())

    weights = np.zeros(design.shape[1])
    plain = best = loss(weights)
    precision = prior
    for _ in range(ROUNDS):
        rate = np.exp(np.clip(offset + design @ weights, -30, 5))
        push = np.where(came > 0, rate / np.expm1(rate), -rate)
        precision = prior + (design * (rate**2 / np.expm1(rate))[:, None]).T @ design
        step = np.linalg.solve(precision, design.T @ push - prior @ weights)
        while (tried := loss(weights + step)) > best and np.abs(step).max() > 1e-9:
            step = step / 2
        weights, gain, best = weights + step, best - tried, tried
        if gain < 1e-8:
            break
    narrower = float(np.linalg.slogdet(precision * SPREAD**2)[1])
    return weights, np.asarray(np.linalg.inv(precision), dtype=float), plain - best - narrower / 2

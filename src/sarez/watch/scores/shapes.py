"""What is scored must fit: observations of shape (…), draws of shape (…, draws), probabilities of shape (…)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sarez.errors import SarezError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray


class ScoreError(SarezError):
    """Observations and forecasts that cannot be scored together."""


def paired(obs: ArrayLike, fct: ArrayLike) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Observations of shape (…) and draws of shape (…, draws) as floats. ScoreError where they do not fit or are NaN."""
    import numpy as np

    seen, drawn = np.asarray(obs, dtype=np.float64), np.asarray(fct, dtype=np.float64)
    if drawn.ndim == 0 or drawn.shape[:-1] != seen.shape or drawn.shape[-1] == 0:
        raise ScoreError(
            f"Draws of shape {drawn.shape} do not fit observations of shape {seen.shape}: "
            "give (…) observations and (…, draws) draws, one at least."
        )
    _refuse_missing(seen, drawn)
    return seen, drawn


def judged(obs: ArrayLike, fct: ArrayLike) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Events that came (1) or not (0) and their probabilities, both of shape (n,). ScoreError for anything else."""
    import numpy as np

    came, told = np.asarray(obs, dtype=np.float64), np.asarray(fct, dtype=np.float64)
    if came.ndim != 1 or came.shape != told.shape or not len(came):
        raise ScoreError(
            f"{told.shape} probabilities do not fit {came.shape} events: give as many of both, in a row."
        )
    _refuse_missing(came, told)
    if not np.isin(came, (0.0, 1.0)).all():
        raise ScoreError("An event came (1) or did not (0): the observations hold something else.")
    if told.min() < 0 or told.max() > 1:
        raise ScoreError("A probability lies between 0 and 1: the forecasts hold something else.")
    return came, told


def _refuse_missing(*arrays: NDArray[np.float64]) -> None:
    import numpy as np

    for array in arrays:
        if not np.isfinite(array).all():
            raise ScoreError(
                "What is not known cannot be scored: leave out the rows that are NaN or infinite."
            )

"""Scores of probabilities of what comes or does not. Each takes `(obs, fct)`: 0 or 1, and a probability, shape (n,)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sarez.watch.scores.shapes import ScoreError, judged

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray


def brier(obs: ArrayLike, fct: ArrayLike) -> NDArray[np.float64]:
    """The squared error of each probability (Brier 1950), shape (n,); the less the better.

    >>> brier([1, 0], [0.5, 0.0]).tolist()
    [0.25, 0.0]
    """
    import numpy as np

    came, told = judged(obs, fct)
    return np.asarray((told - came) ** 2)


def auc(obs: ArrayLike, fct: ArrayLike) -> float:
    """The chance that one that came was given the higher probability than one that did not; equal counts a half.

    Mann-Whitney: (rank sum of those that came - n(n+1)/2) / (n m). ScoreError where all came or none did.

    >>> auc([1, 0, 0], [0.4, 0.4, 0.1])
    0.75
    """
    import numpy as np

    came, told = judged(obs, fct)
    n = int(came.sum())
    m = len(came) - n
    if not n or not m:
        raise ScoreError("Where all came or none did, nothing can be told apart: score over more cases.")
    _, place, count = np.unique(told, return_inverse=True, return_counts=True)
    rank = (np.cumsum(count) - (count - 1) / 2)[place]
    return float((rank[came == 1].sum() - n * (n + 1) / 2) / (n * m))


def average_precision(obs: ArrayLike, fct: ArrayLike) -> float:
    """Precision at each step down the list of probabilities, weighted by what recall it gains.

    Sum of (recall_k - recall_{k-1}) precision_k over the distinct probabilities, the highest first; no forecast at
    all has the base rate. ScoreError where none came.

    >>> round(average_precision([0, 1, 1], [0.9, 0.5, 0.1]), 4)
    0.5833
    """
    import numpy as np

    came, told = judged(obs, fct)
    if not came.any():
        raise ScoreError("Nothing came, so there is no precision to speak of: score over more cases.")
    order = np.argsort(-told, kind="stable")
    last = np.flatnonzero(np.append(np.diff(told[order]) != 0, True))
    hits = np.cumsum(came[order])[last]
    return float(np.diff(hits, prepend=0) @ (hits / (last + 1)) / hits[-1])


@dataclass(frozen=True, slots=True)
class Reliability:
    """One class of a reliability diagram: how many were told about `told`, and what share of them came."""

    low: float
    high: float
    n: int
    told: float
    came: float


def reliability(
    obs: ArrayLike,
    fct: ArrayLike,
    *,
    edges: tuple[float, ...] = (0, 0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 1),
) -> tuple[Reliability, ...]:
    """The classes of a reliability diagram that hold any case: mean probability against share that came.

    A class holds its lower edge, the last one both. ScoreError where the edges do not ascend from 0 to 1.
    """
    import numpy as np

    came, told = judged(obs, fct)
    if list(edges) != sorted(set(edges)) or len(edges) < 2 or edges[0] != 0 or edges[-1] != 1:
        raise ScoreError(f"The edges of classes ascend from 0 to 1: {edges} do not.")
    mine = np.clip(np.searchsorted(np.asarray(edges), told, side="right") - 1, 0, len(edges) - 2)
    return tuple(
        Reliability(edges[k], edges[k + 1], int(at.sum()), float(told[at].mean()), float(came[at].mean()))
        for k in range(len(edges) - 1)
        if (at := mine == k).any()
    )

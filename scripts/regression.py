"""Logistic regressions over named signs, as the training scripts share them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

SMALL = 0.02  # weights that are left out


def matrix(signs: Sequence[Sequence[str]], names: dict[str, int]) -> csr_matrix:
    """One row an example, one column a name: 1 where the example has the sign."""
    rows = [sorted({names[s] for s in row if s in names}) for row in signs]
    ends = np.cumsum([0, *map(len, rows)])
    return csr_matrix((np.ones(ends[-1]), [i for r in rows for i in r], ends), shape=(len(rows), len(names)))


def weigh(
    role: str, signs: Sequence[Sequence[str]], right: np.ndarray, strength: float, least: float, seen: int
) -> list[str]:
    """The lines of a table for one role: bias, least likelihood, and the weight of each sign seen so many times."""
    times = Counter(sign for row in signs for sign in row)
    names = {s: i for i, s in enumerate(sorted(s for s, n in times.items() if n >= seen))}
    model = LogisticRegression(C=strength, max_iter=1000).fit(matrix(signs, names), right)
    weights = zip(names, model.coef_[0], strict=True)
    lines = [f"{role}\tbias\t{model.intercept_[0]:.2f}", f"{role}\tleast\t{least}"]
    return lines + [f"{role}\t{name}\t{weight:.2f}" for name, weight in weights if abs(weight) >= SMALL]

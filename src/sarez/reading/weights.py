"""Tables of weights: what each sign speaks for or against, by role (logistic regressions over named signs)."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

LEXICON = Path(__file__).with_name("lexicon")


@dataclass(frozen=True, slots=True)
class Table:
    """For each role: the bias, the least likelihood to be chosen, and the weights of the signs.

    A sign with the name of a type before it, "ACCUSE here", counts for that type beside the sign alone.
    """

    bias: Mapping[str, float]
    least: Mapping[str, float]
    weights: Mapping[str, Mapping[str, float]]
    _of_types: dict[tuple[str, str], dict[str, float]] = field(default_factory=dict)

    def likelihood(self, role: str, signs: Iterable[str], type_: str | None = None) -> float:
        """How likely something with these signs is in the role, in an act of the type, 0 to 1."""
        weights = self.weights[role] if type_ is None else self._of_type(role, type_)
        score = self.bias[role] + sum(weights.get(sign, 0.0) for sign in signs)
        if type_ is not None:
            score += weights.get(f"type {type_}", 0.0)
        return 1 / (1 + math.exp(-score))

    def _of_type(self, role: str, type_: str) -> dict[str, float]:
        """The weights of the signs in acts of one type, made once."""
        found = self._of_types.get((role, type_))
        if found is None:
            found = dict(self.weights[role])
            for name, weight in self.weights[role].items():
                first, _, sign = name.partition(" ")
                if first == type_:
                    found[sign] = found.get(sign, 0.0) + weight
            self._of_types[role, type_] = found
        return found


@lru_cache(maxsize=32)
def read_table(path: Path) -> Table:
    """A table from its file: role, sign and weight a line, with tabs between; `bias` and `least` are among the signs."""
    weights: dict[str, dict[str, float]] = {}
    for line in path.read_text(encoding="utf-8").splitlines()[1:]:
        role, sign, weight = line.split("\t")
        weights.setdefault(role, {})[sign] = float(weight)
    return Table(
        {role: w.pop("bias", 0.0) for role, w in weights.items()},
        {role: w.pop("least", 0.5) for role, w in weights.items()},
        weights,
    )

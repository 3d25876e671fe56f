"""The frozen recipe of the model: `model.yaml`, its values checked, and the hash that names it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from sarez.errors import DataError
from sarez.watch.deaths.boost import Boosts
from sarez.watch.deaths.cases import Sample
from sarez.watch.deaths.forest import Trees

PATH = Path(__file__).parent / "model.yaml"
PARTS = ("level", "ratio", "boosted", "logit", "weighted", "year2", "binomial")
STATES = ("silent", "quiet", "low", "middle", "high")


@dataclass(frozen=True, slots=True)
class Recipe:
    """What is fixed before any forecast; `hash` is the SHA-256 of the file it was read from, its first 12 signs."""

    name: str
    version: int
    hash: str
    cases: Mapping[str, Sample]
    trees: Mapping[str, Trees]
    boosts: Mapping[str, Boosts]
    penalty: Mapping[str, float]
    below: Mapping[str, float]
    weights: Mapping[str, Mapping[str, float]]
    onset: float
    widen: Mapping[str, float]


def load_recipe(path: Path = PATH) -> Recipe:
    """The recipe in a file. DataError where something is missing, unknown or does not sum to 1."""
    text = path.read_bytes()
    try:
        told = yaml.safe_load(text)
        recipe = _recipe(told, hashlib.sha256(text).hexdigest()[:12])
    except (yaml.YAMLError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise DataError(
            f"{path.name}: {error!r} is wrong or missing. Compare it with the one that came."
        ) from error
    for state in STATES:
        shares = recipe.weights.get(state, {})
        if set(shares) - set(PARTS) or abs(sum(shares.values()) - 1) > 1e-9:
            raise DataError(
                f"{path.name}: the weights of {state} are of {', '.join(PARTS)} and sum to 1. Mend them."
            )
    return recipe


def _recipe(told: Any, name: str) -> Recipe:
    return Recipe(
        str(told["name"]),
        int(told["version"]),
        name,
        {part: Sample(**told["cases"][part]) for part in ("level", "ratio", "boosted", "logit", "onset")},
        {part: Trees(**told["trees"][part]) for part in ("level", "ratio")},
        {part: Boosts(**told["boosts"][part]) for part in ("boosted", "onset")},
        {part: float(told["penalty"][part]) for part in ("logit", "onset")},
        {state: float(told["states"][state]["below"]) for state in ("low", "middle")},
        {state: {part: float(w) for part, w in told["weights"][state].items()} for state in STATES},
        float(told["onset"]),
        {state: float(told["widen"][state]) for state in STATES},
    )

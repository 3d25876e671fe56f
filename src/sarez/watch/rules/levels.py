"""How loud a warning is (colour, word and shape) and how a probability is said: levels.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from sarez.errors import SarezError
from sarez.vocabulary.measures import Words, read_words
from sarez.vocabulary.tables import fault, mapping, number, one_of, read_table, sentence

PATH = Path(__file__).parent / "levels.yaml"
SEVERITIES = ("Extreme", "Severe", "Moderate", "Minor", "Unknown")
SHAPES = ("ring", "circle", "triangle", "diamond", "square")
SCALE = "icd203"


@dataclass(frozen=True, slots=True)
class Level:
    """One level. `fill` and `ink` are colours of ground and letters, `mark` a character of the `shape`."""

    name: str
    order: int
    word: Words
    colour: Words
    advice: Words
    fill: str
    ink: str
    shape: str
    mark: str
    severity: str

    def told(self, language: str = "en") -> str:
        """Its shape, colour and word: `■ red: danger`."""
        return f"{self.mark} {self.colour.told(language)}: {self.word.told(language)}"


@dataclass(frozen=True, slots=True)
class Odds:
    """One word of probability, for `low` and more, less than `high`."""

    low: float
    high: float
    word: Words


@lru_cache(maxsize=4)
def load_levels(path: Path = PATH) -> Mapping[str, Level]:
    """The levels by name, the least loud first. DataError on a bad file."""
    rows = mapping(path, "levels", read_table(path).get("levels"))
    found = [_level(path, name, value) for name, value in rows.items()]
    return {one.name: one for one in sorted(found, key=lambda one: one.order)}


def level(name: str) -> Level:
    """A level by its name. SarezError for one that there is not."""
    known = load_levels()
    if name not in known:
        raise SarezError(f"{name!r} is no level: {', '.join(known)}.")
    return known[name]


@lru_cache(maxsize=8)
def load_odds(scale: str = SCALE, path: Path = PATH) -> tuple[Odds, ...]:
    """The words of a scale from the least likely on. SarezError for an unknown scale, DataError on a bad file."""
    scales = mapping(path, "odds", read_table(path).get("odds"))
    if scale not in scales:
        raise SarezError(f"{scale!r} is no scale of probability: {', '.join(scales)}.")
    found = tuple(_odds(path, f"odds, {scale}, {n}", row) for n, row in enumerate(scales[scale], 1))
    bounds = [0.0, *(one.high for one in found)]
    if [one.low for one in found] != bounds[:-1] or bounds[-1] != 1:
        raise fault(
            path, f"odds, {scale}", "the ranges leave gaps or overlap", "Begin each where the last ends."
        )
    return found


def odds_of(probability: float, scale: str = SCALE) -> Odds:
    """The word for a probability. SarezError where it is not between 0 and 1."""
    if not 0 <= probability <= 1:
        raise SarezError(f"{probability!r} is no probability: give a number from 0 to 1.")
    words = load_odds(scale)
    return next((one for one in words if probability < one.high), words[-1])


def _level(path: Path, name: str, value: Any) -> Level:
    row = mapping(path, name, value)
    text = {key: sentence(path, f"{name}, {key}", row.get(key)) for key in ("fill", "ink", "mark")}
    words = {key: read_words(path, f"{name}, {key}", row.get(key)) for key in ("word", "colour", "advice")}
    return Level(
        name=name,
        order=int(number(path, f"{name}, order", row.get("order"), 0, 99)),
        shape=one_of(path, f"{name}, shape", row.get("shape"), SHAPES),
        severity=one_of(path, f"{name}, severity", row.get("severity"), SEVERITIES),
        fill=text["fill"],
        ink=text["ink"],
        mark=text["mark"],
        word=words["word"],
        colour=words["colour"],
        advice=words["advice"],
    )


def _odds(path: Path, place: str, value: Any) -> Odds:
    row = mapping(path, place, value)
    words = {key: row[key] for key in ("en", "ru") if key in row}
    low = number(path, f"{place}, from", row.get("from"), 0, 1)
    return Odds(low, number(path, f"{place}, to", row.get("to"), 0, 1), read_words(path, place, words))

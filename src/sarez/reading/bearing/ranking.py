"""How likely a later report bears on a promise, why, and what it reads like; and which reports are proposed.

The weights are `lexicon/bearing.yaml`, made by `scripts/train_bearing.py` (logistic regression on chronicles whose
links people wrote). A report is proposed if it is likely enough in itself and beside the likeliest for the same promise.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import TypeVar

from sarez.reading.bearing.acts import is_told, reads_like
from sarez.reading.bearing.promise import Promise
from sarez.reading.bearing.signs import is_other_kind, signs
from sarez.reading.bearing.texts import Sentence, Text
from sarez.reading.stems import words

Key = TypeVar("Key")
MOST = 3
MOST_WORDS = 5
READ = 2
"""Sentences, the nearest first, that are asked what became of a promise."""
BESIDE = 0.3
"""What a party named beside the words weighs in finding the sentence that bears on a promise."""


@dataclass(frozen=True, slots=True)
class Bearing:
    """A later report laid beside a promise: how likely it bears on it (0 to 1), why (in English), what its nearest
    sentence (`start` to `end`) reads like ("" where it says neither)."""

    score: float
    reasons: tuple[str, ...] = ()
    reads_like: str = ""
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """The weights of the signs; the least score of a proposal, and the least share of the best score of its promise."""

    weights: dict[str, float]
    bias: float
    least: float
    beside_best: float


@lru_cache(maxsize=1)
def load_table() -> Table:
    """The table that comes with the package."""
    import yaml

    text = resources.files("sarez.reading").joinpath("lexicon/bearing.yaml").read_text(encoding="utf-8")
    data = yaml.safe_load(text)
    return Table(data["weights"], data["bias"], data["least"], data["beside_best"])


def score(promise: Promise, later: Text) -> float:
    """How likely a report bears on a promise; 0 for one that is not later, or of another kind of encounter."""
    return _nearest(promise, later)[0]


def judge(promise: Promise, later: Text) -> Bearing:
    """Lay a later report beside a promise."""
    found, stretch = _nearest(promise, later)
    if not found:
        return Bearing(0.0)
    ranked = sorted(_prose(stretch), key=lambda s: (-_nearness(promise, s), s.start))
    told = (reads_like(later.raw[s.start : s.end]) for s in ranked[:READ])
    return Bearing(
        round(found, 3),
        _reasons(promise, stretch),
        next(filter(None, told), ""),
        ranked[0].start,
        ranked[0].end,
    )


def proposed(promise: Promise, later: Mapping[Key, Text], most: int = MOST) -> list[tuple[Key, Bearing]]:
    """The reports that are likely to bear on a promise, the likeliest first, no more than `most`."""
    table, scores = load_table(), {key: score(promise, text) for key, text in later.items()}
    best = max(scores.values(), default=0.0)
    least = max(table.least, table.beside_best * best)
    enough = [key for key in later if scores[key] >= least]
    first = sorted(enough, key=lambda key: -scores[key])[:most]
    return [(key, judge(promise, later[key])) for key in first]


def _nearest(promise: Promise, later: Text) -> tuple[float, Text]:
    """The stretch of a report that most likely bears on a promise, and how likely."""
    if later.day < promise.day or not later.sentences or is_other_kind(promise, later):
        return 0.0, later
    table = load_table()

    def likely(stretch: Text) -> float:
        weighed = sum(table.weights[name] * value for name, value in signs(promise, stretch).items())
        return 1 / (1 + math.exp(-(table.bias + weighed)))

    return max(((likely(stretch), stretch) for stretch in later.stretches()), key=lambda found: found[0])


def _prose(later: Text) -> Sequence[Sentence]:
    """The sentences that end as such: headlines and bylines do not, and count only where there is nothing else."""
    return [
        s for s in later.sentences if later.raw[s.start : s.end].rstrip('”"»')[-1:] in ".!?"
    ] or later.sentences


def _nearness(promise: Promise, sentence: Sentence) -> float:
    shared = sum(promise.words.get(stem, 0.0) for stem in set(sentence.stems))
    return shared + BESIDE * len(promise.states & sentence.parties)


def _reasons(promise: Promise, later: Text) -> tuple[str, ...]:
    """Why, for a person to inspect."""
    found = []
    if promise.states <= later.parties:
        found.append("the same parties")
    elif shared := sorted(promise.parties & later.parties):
        found.append(f"names {', '.join(shared)}")
    if same := _same_words(promise, later):
        found.append(f"the same words: {', '.join(same)}")
    if places := sorted(promise.places & later.places):
        found.append(f"the same place: {', '.join(places[:3])}")
    if later.months & promise.months - {(later.day.year, later.day.month)}:
        found.append("it names the month of the promise")
    if acts := sorted(act for act in promise.acts if is_told(act, later.stems)):
        found.append(f"it tells of such acts: {', '.join(act.replace('_', ' ') for act in acts)}")
    found.append(f"{(later.day - promise.day).days} days after it")
    return tuple(found)


def _same_words(promise: Promise, later: Text) -> list[str]:
    """The heaviest words that both have, as the report writes them."""
    written: dict[str, str] = {}
    for word in words(later.raw):
        written.setdefault(word.stem, later.raw[word.start : word.end])
    shared = sorted((s for s in promise.words if s in later.stems), key=lambda s: -promise.words[s])
    return [written[stem] for stem in shared[:MOST_WORDS]]

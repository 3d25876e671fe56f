"""Kinds of acts that are promised and told of, and what a report on one reads like: lexicon/follow_up.yaml."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from sarez.reading.stems import stem_of

NEAR = 3
"""Words between “extraordinary” and the encounter it speaks of."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """For each kind of act the stems by which it is promised and told; the encounters; the phrases of each outcome."""

    promised: dict[str, frozenset[str]]
    told: dict[str, frozenset[str]]
    encounters: frozenset[str]
    extraordinary: frozenset[str]
    reads_like: dict[str, re.Pattern[str]]


@lru_cache(maxsize=1)
def load_acts() -> Lexicon:
    """The lexicon that comes with the package."""
    import yaml

    text = resources.files("sarez.reading").joinpath("lexicon/follow_up.yaml").read_text(encoding="utf-8")
    data = yaml.safe_load(text)
    return Lexicon(
        {name: _stems(act["promised"]) for name, act in data["acts"].items()},
        {name: _stems(act["told"]) for name, act in data["acts"].items()},
        _stems(data["encounters"]),
        _stems(data["extraordinary"]),
        {name: _pattern(told["phrases"]) for name, told in data["reads_like"].items()},
    )


def acts_in(stems: Iterable[str]) -> frozenset[str]:
    """The kinds of acts that a promise in these stems is about."""
    words, acts = set(stems), load_acts()
    return frozenset(name for name, cues in acts.promised.items() if words & cues)


def is_told(act: str, stems: frozenset[str]) -> bool:
    """Whether a text with these stems tells of such an act, done or undone."""
    return bool(load_acts().told[act] & stems)


def reads_like(text: str) -> str:
    """Whether a sentence reads like a promise carried out, begun, postponed, broken or denied; "" where it says neither."""
    for outcome, pattern in load_acts().reads_like.items():
        if pattern.search(text):
            return outcome
    return ""


def encounters_in(stems: tuple[str, ...]) -> tuple[bool, bool]:
    """Whether a text speaks of an encounter, and whether of an extraordinary one."""
    acts = load_acts()
    at = [n for n, stem in enumerate(stems) if stem in acts.encounters]
    marked = [n for n, stem in enumerate(stems) if stem in acts.extraordinary]
    return bool(at), any(0 < a - m <= NEAR for m in marked for a in at)


def _stems(words: str) -> frozenset[str]:
    return frozenset(stem_of(word) for word in words.split()) - {""}


def _pattern(phrases: list[str]) -> re.Pattern[str]:
    ways = "|".join(
        re.escape(phrase).replace(r"\ ", r"\s+") for phrase in sorted(phrases, key=len, reverse=True)
    )
    return re.compile(rf"\b(?:{ways})\b", re.IGNORECASE)

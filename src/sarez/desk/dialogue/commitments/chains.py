"""Which commitments may be of one chain: the same undertaking agreed anew, with reasons; near misses kept apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sarez.desk.actors.canonical import resolved
from sarez.desk.events.models import Version
from sarez.reading.likeness import content_words, fold, overlap
from sarez.region.region import load_region

MOST_PROPOSED, MOST_NEAR = 5, 3
ALIKE, NEAR = 0.5, 0.25
"""From ALIKE on a commitment is proposed, from NEAR on shown apart as one that falls short. By eye, on the sample chronicle."""


@dataclass(frozen=True, slots=True)
class Thing:
    """A commitment as it is compared: its number, parties, words, the names in them (places, bodies), and the day it was
    told or is due."""

    number: int
    parties: frozenset[str]
    words: frozenset[str]
    day: date | None
    due: str = ""
    names: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike another commitment is, from 0 to 1, with what speaks for and against it; `is_later` of the other."""

    number: int
    score: float
    reasons: tuple[str, ...]
    is_later: bool


def thing(version: Version) -> Thing:
    """A commitment on record as it is compared."""
    told = {name: (version.values.get(name) or {}).get("value") for name in ("parties", "text")}
    values: Mapping[str, Any] = resolved(told)
    parties = frozenset(fold(p) for p in values.get("parties") or ())
    text = str(values.get("text") or "")
    return Thing(version.entry_id, parties, content_words(text), version.first, version.date, names_in(text))


def names_in(text: str) -> frozenset[str]:
    """The names in a text, folded: words with a capital past the first, but for those that name a party."""
    told = [word.strip(".,;:()“”\"'’") for word in text.split()[1:]]
    actors = load_region().actors
    return frozenset(fold(word) for word in told if word[:1].isupper() and not actors.lookup(word))


def likeness(one: Thing, other: Thing) -> Likeness:
    """How likely `other` is the same undertaking at another time: parties weighed .3, words .7; half of it where both name
    places or bodies and none is the same."""
    parties, why_parties = _parties(one.parties, other.parties)
    common = sorted(one.words & other.words, key=lambda w: (-len(w), w))
    words = max(overlap(one.words, other.words), _inside(one.words, other.words))
    score = 0.3 * parties + 0.7 * words if parties and words else 0.0
    told = f"words in common: {', '.join(common[:6])}" if common else "no words in common"
    reasons = [why_parties, told]
    if one.names and other.names and not one.names & other.names:
        score /= 2
        reasons.append(f"other names: {', '.join(sorted(other.names)[:4])}")
    if one.due and other.due and one.due != other.due:
        reasons.append("different dates due")
    return Likeness(
        other.number, round(score, 2), tuple(reasons), (other.day or date.min) > (one.day or date.min)
    )


def ranked(one: Thing, others: Iterable[Thing]) -> tuple[list[Likeness], list[Likeness]]:
    """Those that may be of one chain with it, the most alike first; and the near misses, kept apart."""
    every = sorted((likeness(one, o) for o in others), key=lambda found: (-found.score, found.number))
    return (
        [found for found in every if found.score >= ALIKE][:MOST_PROPOSED],
        [found for found in every if NEAR <= found.score < ALIKE][:MOST_NEAR],
    )


def _parties(one: frozenset[str], other: frozenset[str]) -> tuple[float, str]:
    if not one & other:
        return 0.0, "other parties"
    if one == other:
        return 1.0, "the same parties"
    if one <= other or other <= one:
        return 0.8, "all the parties of one are among the other's"
    return overlap(one, other), "a party in common"


def _inside(one: frozenset[str], other: frozenset[str]) -> float:
    """How much of the shorter is in the longer, a little less than if they were the same; two words say nothing."""
    least = min(len(one), len(other))
    return 0.8 * len(one & other) / least if least > 2 else 0.0

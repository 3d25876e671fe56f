"""What speaks for and against a later report bearing on a promise, as named numbers."""

from __future__ import annotations

from collections.abc import Mapping, Set
from itertools import pairwise
from math import log1p, sqrt

from sarez.reading.bearing.acts import encounters_in, is_told
from sarez.reading.bearing.promise import Promise
from sarez.reading.bearing.texts import Text
from sarez.reading.rarity import rarity

TOP = 3
FULL = 10.0
"""The weight of shared words that counts as one."""
UNKNOWN = 0.3
"""How alike a headline that names no state is in its states."""


def signs(promise: Promise, later: Text) -> dict[str, float]:
    """The signs of a pair, most of them from 0 to 1; `days` is a logarithm."""
    there = later.parties
    states = frozenset(promise.states)
    shared = {stem: weight for stem, weight in promise.words.items() if stem in later.stems}
    heaviest = sorted(promise.words, key=lambda stem: (-promise.words[stem], stem))[:TOP]
    month = (later.day.year, later.day.month)
    return {
        "states": _share(states, there),
        "parties": _share(promise.parties, there),
        "headline": _headline(states, later),
        "own": _own(states, later),
        "days": log1p(max(0, (later.day - promise.day).days)),
        "month": float(bool(later.months & promise.months - {month})),
        "acts": sum(is_told(act, later.stems) for act in promise.acts) / (len(promise.acts) or 1),
        "words": sum(shared.values()) / FULL,
        "beside": sum(weight for stem, weight in promise.beside.items() if stem in later.stems) / FULL,
        "around": _alike(promise.around, later),
        "top": sum(stem in later.stems for stem in heaviest) / TOP,
        "pairs": float(any(promise.pairs & set(pairwise(s.stems)) for s in later.sentences)),
        "places": _share(promise.places, later.places),
    }


def is_other_kind(promise: Promise, later: Text) -> bool:
    """Whether the promise is of an extraordinary encounter and the report tells of ordinary ones alone, or the reverse."""
    if not promise.is_encounter:
        return False
    told = [encounters_in(s.stems) for s in later.sentences]
    has_one = any(is_one for is_one, _is_extraordinary in told)
    has_extraordinary = any(is_extraordinary for _is_one, is_extraordinary in told)
    if promise.is_extraordinary:
        return not has_extraordinary
    return has_one and all(is_extraordinary for is_one, is_extraordinary in told if is_one)


def _alike(around: Mapping[str, float], later: Text) -> float:
    """How alike the whole source is to the report: the cosine of their rare stems."""
    told = {stem: rarity(stem) for stem in later.stems - later.quiet}
    lengths = sqrt(sum(w * w for w in around.values()) * sum(w * w for w in told.values()))
    return sum(w * told[stem] for stem, w in around.items() if stem in told) / lengths if lengths else 0.0


def _share(wanted: Set[str], there: Set[str]) -> float:
    return len(wanted & there) / (len(wanted) or 1)


def _headline(states: frozenset[str], later: Text) -> float:
    """How alike the states of the promise are to those in the first line."""
    first = later.headline.parties if later.headline else frozenset()
    told = frozenset(p for p in first if len(p) == len("KGZ") and p.isupper())
    return len(states & told) / len(states | told) if told else UNKNOWN


def _own(states: frozenset[str], later: Text) -> float:
    """How much of what the report says of states is said of those of the promise."""
    every = sum(n for party, n in later.told.items() if len(party) == len("KGZ") and party.isupper())
    return sum(later.told.get(state, 0) for state in states) / every if every else 0.0

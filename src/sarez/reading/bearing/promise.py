"""A promise as it is followed: who, what in which words, which kinds of acts, which months it names."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from sarez.reading.bearing.acts import acts_in, encounters_in
from sarez.reading.bearing.texts import Month, Text, take
from sarez.reading.rarity import rarity
from sarez.reading.stems import stem_of
from sarez.region.region import Region

PLAIN = frozenset(
    stem_of(word)
    for word in (
        "president minister state country side both two three agree agreed government official said says would party next new "
        "talks year month day"
    ).split()
)
PLAINLY = 0.35
"""What such a word weighs against another as rare."""


@dataclass(frozen=True, slots=True)
class Promise:
    """A commitment with what is needed to know its follow-up. `words` weighs its stems, `beside` those of the nearest
    sentence of its source, `around` those of all its source; `pairs` are stems that stand side by side."""

    day: date
    words: dict[str, float]
    beside: dict[str, float]
    around: dict[str, float]
    pairs: frozenset[tuple[str, str]]
    parties: frozenset[str]
    states: frozenset[str]
    places: frozenset[str]
    months: frozenset[Month]
    acts: frozenset[str]
    is_encounter: bool
    is_extraordinary: bool


def promise_of(
    text: str, source: Text, region: Region, *, parties: Collection[str] = (), due: str = ""
) -> Promise:
    """The promise that a wording makes, told by a source; `parties` are those on record, else they are read.

    Where the wording names no state, those of the sentences of the source that it is nearest to count.
    """
    own = take(text, source.day, region)
    stems = tuple(stem for s in own.sentences for stem in s.stems)
    words = {s: _weight(s) for s in dict.fromkeys(stems) if s not in own.quiet | source.quiet}
    nearest = sorted(source.sentences, key=lambda s: -sum(words.get(stem, 0) for stem in set(s.stems)))[:2]
    near = source.around(nearest[0]) if nearest else source
    known = region.actors.states.keys()
    who = frozenset(parties) | own.parties
    if not who & known:
        who |= frozenset(p for s in nearest for p in s.parties)
    if not who & known:
        who |= near.parties
    around = {stem: _weight(stem) for stem in sorted(near.stems - near.quiet)}
    beside = {s: around[s] for s in (nearest[0].stems if nearest else ()) if s in around and s not in words}
    months = own.months | {(source.day.year, source.day.month)} | _month(due)
    is_encounter, is_extraordinary = encounters_in(stems)
    return Promise(
        source.day, words, beside, around, frozenset(pairwise(stems)), who, frozenset(who & known) or who,
        own.places | near.places, months | (nearest[0].months if nearest else frozenset()), acts_in(stems),
        is_encounter, is_extraordinary,
    )  # fmt: skip


def _weight(stem: str) -> float:
    return rarity(stem) * (PLAINLY if stem in PLAIN else 1.0)


def _month(due: str) -> frozenset[Month]:
    return frozenset({(int(due[:4]), int(due[5:7]))}) if len(due) >= len("2021-04") else frozenset()

"""A report as a follower of promises looks at it: sentence by sentence, who, where, when, and in which words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sarez.reading.stems import stem_of, words
from sarez.region.region import Region

MONTHS = "january february march april may june july august september october november december".split()
_END = re.compile(r"(?<=[.!?”\"])\s+(?=[A-ZА-ЯЁ“\"«])|\n+")
_MONTH = re.compile(
    rf"\b({'|'.join(m.capitalize() for m in MONTHS)})\b(?:\s+\d{{1,2}}\b)?,?(?:\s+((?:19|20)\d\d)\b)?"
)
_NAME = re.compile(r"\b[A-Z][\w’'-]{3,}")
_STEMS_OF_MONTHS = frozenset(stem_of(m) for m in MONTHS)

Month = tuple[int, int]
"""A year and a month."""
BYLINE = " | "
"""What stands in lines that only say who publishes, when, and under which heading."""
STRETCH = 10
"""Sentences of a short report."""
BROAD = frozenset({"area", "region", "country", "continent"})
"""Kinds of places in which too much lies for them to say anything; nor does a capital."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence from `start` to `end`: its stems in order, the parties it names (codes), the months it dates, its places.

    `quiet` are the stems that only name states.
    """

    start: int
    end: int
    stems: tuple[str, ...]
    parties: frozenset[str]
    months: frozenset[Month]
    places: frozenset[str]
    quiet: frozenset[str]


@dataclass(frozen=True, slots=True)
class Text:
    """A text of a day, or a stretch of it. `quiet` are the stems that only name states and months; `told` counts parties
    by sentence; `headline` is the first sentence of the whole."""

    raw: str
    day: date
    headline: Sentence | None
    sentences: tuple[Sentence, ...]
    stems: frozenset[str]
    quiet: frozenset[str]
    told: Counter[str]
    places: frozenset[str]
    months: frozenset[Month]

    @property
    def parties(self) -> frozenset[str]:
        """The codes of all whom the text names: states, bodies, and the states of those in office."""
        return frozenset(self.told)

    def stretches(self) -> Iterator[Text]:
        """The text in stretches as long as a short report, each with half of the one before: what is said far apart in a
        long page says nothing together."""
        last = max(0, len(self.sentences) - STRETCH)
        for start in [*range(0, last, STRETCH // 2), last]:
            yield self.part(start, start + STRETCH)

    def around(self, sentence: Sentence) -> Text:
        """The stretch in whose middle a sentence stands."""
        start = max(0, self.sentences.index(sentence) - STRETCH // 2)
        return self.part(start, start + STRETCH)

    def part(self, start: int, end: int) -> Text:
        """The text from one sentence up to another."""
        if start == 0 and end >= len(self.sentences):
            return self
        return _text(self.raw, self.day, self.sentences[start:end], self.headline)


def take(text: str, day: date, region: Region) -> Text:
    """Look at a text that was published on a day."""
    capitals = {region.actors.capital(state, day.isoformat()) for state in region.actors.states}
    sentences = []
    for start, end in _spans(text):
        raw = text[start:end]
        parties, quiet = _parties(raw, day, region)
        places = {
            match.values[0].name for match in region.places.find(raw) if match.values[0].kind not in BROAD
        }
        stems = tuple(word.stem for word in words(raw))
        told = frozenset(places - capitals)
        sentences.append(Sentence(start, end, stems, parties, months_of(raw, day), told, frozenset(quiet)))
    return _text(text, day, tuple(sentences), sentences[0] if sentences else None)


def _text(raw: str, day: date, sentences: tuple[Sentence, ...], headline: Sentence | None) -> Text:
    return Text(
        raw,
        day,
        headline,
        sentences,
        frozenset(stem for s in sentences for stem in s.stems),
        _STEMS_OF_MONTHS.union(*(s.quiet for s in sentences)),
        Counter(party for s in sentences for party in s.parties),
        frozenset(place for s in sentences for place in s.places),
        frozenset(month for s in sentences for month in s.months),
    )


def months_of(text: str, day: date) -> frozenset[Month]:
    """The months that a text names; one without a year is the latest that is not after the day."""
    found = set()
    for name, year in _MONTH.findall(text):
        number = MONTHS.index(name.lower()) + 1
        found.add((int(year) if year else day.year - (number > day.month), number))
    return frozenset(found)


def _spans(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in [*_END.finditer(text), None]:
        end = match.start() if match else len(text)
        if text[start:end].strip() and BYLINE not in text[start:end]:
            yield start, end
        start = match.end() if match else end


def _parties(raw: str, day: date, region: Region) -> tuple[frozenset[str], set[str]]:
    """The parties a sentence names, and the stems that name states in it."""
    found, quiet = set(), set()
    for match in region.actors.find(raw):
        actor = match.values[0]
        codes = {code for code in (actor.code, actor.state) if code}
        found |= codes
        if codes & region.actors.states.keys():
            quiet |= {word.stem for word in words(raw[match.start : match.end])}
    for name in _NAME.findall(raw):
        found |= {
            h.code for h in region.offices.persons(name, day.isoformat()) if h.code in region.actors.states
        }
    return frozenset(found), quiet

"""The real reader, model and region, loaded once a session."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from spacy.tokens import Doc, Token

from sarez.intake.report import Report
from sarez.reading.drafts import Draft, find_drafts
from sarez.reading.mentions import find_mentions
from sarez.reading.parsed import ParsedPassage
from sarez.reading.parties import Cast, Discourse
from sarez.reading.reader import ReportReader, load_reader
from sarez.reading.records import Event, Passage, Reading
from sarez.reading.triggers import load_lexicon


@dataclass(frozen=True)
class Bench:
    """The reader, and the steps inside it one by one."""

    reader: ReportReader

    def read(self, text: str, published: str = "2022-03-10") -> Reading:
        return self.reader.read(Report("report.txt", text, published=published))

    def events(self, text: str, published: str = "2022-03-10") -> list[Event]:
        return list(self.read(text, published).events)

    def event(self, text: str, type_: str) -> Event:
        (found,) = [e for e in self.events(text) if e.type == type_]
        return found

    def parse(self, text: str) -> Doc:
        return self.reader.model.nlp(text)

    def word(self, text: str, word: str) -> Token:
        return next(t for t in self.parse(text) if t.text == word)

    def cast(self, text: str, discourse: Discourse | None = None) -> Cast:
        doc = self.parse(text)
        owner = find_mentions(doc, 0, self.reader.region.actors)
        return Cast(doc, discourse or Discourse(watched=self.reader.region.watched), owner)

    def drafts(self, text: str, discourse: Discourse | None = None) -> list[Draft]:
        cast = self.cast(text, discourse)
        parsed = ParsedPassage(Passage(0, len(text), "en", "body"), cast.doc)
        return find_drafts(cast, parsed, load_lexicon())


@pytest.fixture(scope="session")
def bench() -> Bench:
    return Bench(load_reader())


@pytest.fixture(scope="session")
def read(bench: Bench) -> Callable[..., Reading]:
    return bench.read

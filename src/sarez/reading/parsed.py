"""A report cut into passages and parsed: what every part of the reader works on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

    from sarez.intake.report import Report
    from sarez.reading.dateline import Dateline
    from sarez.reading.dates import DateMention
    from sarez.reading.records import DateValue, Passage
    from sarez.region.names import Match
    from sarez.region.places import Place

PROSE = frozenset({"body", "list_item"})
READ = PROSE | {"headline", "kicker"}


def text_of(doc: Doc) -> str:
    """The text of a parsed passage, which spaCy would put together anew each time `doc.text` is asked."""
    known: str | None = doc.user_data.get("sarez text")
    if known is None:
        known = doc.user_data["sarez text"] = doc.text
    return known


def words_of(span: Span) -> str:
    """The text of a sentence, cut from its passage's: spaCy would put it together word by word."""
    return text_of(span.doc)[span.start_char : span.end_char]


def lemmas_of(doc: Doc) -> list[str]:
    """The lemma of each word of a parsed passage in lower case, made once: every part of the reader asks for them."""
    known: list[str] | None = doc.user_data.get("sarez lemmas")
    if known is None:
        known = doc.user_data["sarez lemmas"] = [t.lemma_.lower() for t in doc]
    return known


def lowers_of(doc: Doc) -> list[str]:
    """Each word of a parsed passage in lower case, made once."""
    known: list[str] | None = doc.user_data.get("sarez lowers")
    if known is None:
        known = doc.user_data["sarez lowers"] = [t.lower_ for t in doc]
    return known


@dataclass(slots=True)
class ParsedPassage:
    """One passage with its parse, and the dates and places found in it (offsets in the report's text)."""

    passage: Passage
    doc: Doc
    dates: list[DateMention] = field(default_factory=list)
    places: list[Match[Place]] = field(default_factory=list)

    @property
    def start(self) -> int:
        return self.passage.start

    @property
    def is_prose(self) -> bool:
        return self.passage.role in PROSE


@dataclass(slots=True)
class ParsedReport:
    """A report with all its passages, parsed where they are English prose or headlines."""

    report: Report
    passages: tuple[Passage, ...]
    parsed: list[ParsedPassage]
    published: DateValue | None

    @property
    def text(self) -> str:
        return self.report.text

    @property
    def day(self) -> str | None:
        """The publication date as ISO, or None."""
        return self.published.iso if self.published else None

    def prose(self) -> Iterator[ParsedPassage]:
        """The passages that tell what happened."""
        return (p for p in self.parsed if p.is_prose)

    @property
    def sentences(self) -> int:
        """How many sentences tell what happened."""
        return sum(1 for p in self.prose() for _ in p.doc.sents)

    def dates(self) -> list[DateMention]:
        return [d for p in self.parsed for d in p.dates]

    def places(self) -> list[Match[Place]]:
        return [m for p in self.parsed for m in p.places]


def readable(text: str, passages: Iterable[Passage]) -> list[Passage]:
    """The passages worth parsing: English prose and headlines with any word in them."""
    return [
        p
        for p in passages
        if p.role in READ and p.language == "en" and any(c.isalpha() for c in text[p.start : p.end])
    ]


_MARK = re.compile(
    r"\s*(?:>+\s*|[•*▪■–—-]\s+|\d{1,2}[:.]\d{2}\s*(?:\([^)\n]{1,20}\))?\s*[|–—:-]*\s*|\d{1,2}[.)]\s+|\(?[a-z]\)\s+|\|\s*)+"
)


def prose_of(text: str, passage: Passage, line: Dateline | None) -> str:
    """A passage as it is parsed: what stands before its first sentence (dateline, bullet, time) blanked, as long as it was.

    A parser takes "ASTANA (TCA) — The Centre said" for one noun phrase; blanks keep every offset where it is.
    """
    start = passage.start
    if line is not None and passage.start <= line.prose < passage.end:
        start = line.prose
    mark = _MARK.match(text, start, passage.end) if passage.role == "body" else None
    if mark is not None and mark.end() < passage.end:
        start = mark.end()
    return " " * (start - passage.start) + text[start : passage.end]

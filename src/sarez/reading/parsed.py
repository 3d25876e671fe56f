"""A report cut into passages and parsed: what every part of the reader works on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from sarez.intake.report import Report
    from sarez.reading.dates import DateMention
    from sarez.reading.records import DateValue, Passage
    from sarez.region.names import Match
    from sarez.region.places import Place

PROSE = frozenset({"body", "list_item"})
READ = PROSE | {"headline", "kicker"}


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

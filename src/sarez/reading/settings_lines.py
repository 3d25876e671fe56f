"""The sentences of a report by number, each with its passage and the places it names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sarez.reading.settings_spots import Spot, spots_of

if TYPE_CHECKING:
    from spacy.tokens import Span

    from sarez.reading.parsed import ParsedPassage, ParsedReport
    from sarez.reading.settings_states import StateWords


@dataclass(slots=True)
class Lines:
    """`all` are the sentences in their order; the places of each are looked for once, when they are asked for."""

    report: ParsedReport
    names: StateWords
    all: list[tuple[ParsedPassage, Span]] = field(init=False)
    _numbers: dict[int, tuple[int, int]] = field(init=False)
    _spots: dict[int, list[Spot]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        passages = [(n, p, s) for n, p in enumerate(self.report.parsed) for s in p.doc.sents]
        self.all = [(p, s) for _, p, s in passages]
        self._numbers = {p.start + s.start_char: (i, n) for i, (n, p, s) in enumerate(passages)}

    def __iter__(self) -> Iterator[tuple[int, ParsedPassage, Span]]:
        return ((number, parsed, sentence) for number, (parsed, sentence) in enumerate(self.all))

    def at(self, start: int) -> tuple[int, int]:
        """The number of the sentence that starts at a character of the report, and of its passage; (0, 0) if none does."""
        return self._numbers.get(start, (0, 0))

    def of(self, parsed: ParsedPassage, sentence: Span) -> tuple[int, int]:
        """The number of a sentence, and of its passage."""
        return self.at(parsed.start + sentence.start_char)

    def spots(self, number: int, parsed: ParsedPassage, sentence: Span) -> list[Spot]:
        """The places that a sentence names."""
        if number not in self._spots:
            self._spots[number] = spots_of(sentence, parsed, self.names)
        return self._spots[number]

"""How much is parsed at a time: passages of bounded length, reports in portions of bounded size."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from sarez.intake.report import Report
from sarez.reading.records import Passage

# A parser needs about 10 kB a character of its longest text. No paragraph of news comes near LONGEST; a book without
# line breaks does. A portion is enough for the parser to work in batches, and little enough to keep memory flat.
LONGEST = 6_000
PORTION_REPORTS = 24
PORTION_CHARACTERS = 100_000
_SENTENCE_END = re.compile(r"[.!?…。؟][\"'”’»)\]]*\s+")
_SPACE = re.compile(r"\s+")


def shorten(text: str, passages: Iterable[Passage], longest: int = LONGEST) -> tuple[Passage, ...]:
    """The passages, each longer than `longest` characters cut into several, at the end of a sentence where it can be."""
    return tuple(piece for passage in passages for piece in _pieces(text, passage, longest))


def _pieces(text: str, passage: Passage, longest: int) -> Iterator[Passage]:
    start, end = passage.start, passage.end
    while end - start > longest:
        cut = _cut(text, start, start + longest)
        stop = start + len(text[start:cut].rstrip())
        if stop > start:
            yield replace(passage, start=start, end=stop)
        start = cut + len(text[cut:end]) - len(text[cut:end].lstrip())
    if start < end:
        yield replace(passage, start=start, end=end)


def _cut(text: str, start: int, limit: int) -> int:
    """Where to cut before `limit`: after the last sentence of the second half, else at its last space, else there."""
    middle = (start + limit) // 2
    for pattern in (_SENTENCE_END, _SPACE):
        ends = [m.end() for m in pattern.finditer(text, middle, limit)]
        if ends:
            return ends[-1]
    return limit


def portions(
    reports: Iterable[Report], most: int = PORTION_REPORTS, characters: int = PORTION_CHARACTERS
) -> Iterator[list[Report]]:
    """The reports in order, in portions that end once they hold `most` reports or so many characters."""
    portion: list[Report] = []
    size = 0
    for report in reports:
        portion.append(report)
        size += len(report.text)
        if len(portion) >= most or size >= characters:
            yield portion
            portion, size = [], 0
    if portion:
        yield portion

"""A report's text in paragraphs, with the words that each claim rests on marked. Data in, data out.

Claims may rest on the same words: the text is cut wherever a mark begins or ends, and each piece names its claims.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

TOLD = frozenset({"body", "list_item", "headline", "foreign"})
"""Roles of a paragraph that belong to the story; the rest of a page (menus, captions, teasers) is dimmed."""
_LINE = re.compile(r"[^\n]+")


@dataclass(frozen=True, slots=True)
class Mark:
    """The words a claim rests on: characters `start` up to `end`, and how they are coloured (the lowest rank wins) and numbered."""

    start: int
    end: int
    claim: int
    tone: str = ""
    rank: int = 0
    number: int = 0


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text with the same claims all along; `begins` are those whose first words these are."""

    start: int
    text: str
    claims: tuple[int, ...] = ()
    tone: str = ""
    begins: tuple[Mark, ...] = ()

    @property
    def html(self) -> SafeString:
        """The text, escaped; a browser turns a bare carriage return into a line feed, so it is written as a reference."""
        return mark_safe(escape(self.text).replace("\r", "&#13;"))

    @property
    def names(self) -> str:
        """The claims as an attribute holds them."""
        return " ".join(map(str, self.claims))


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the text as received, with its role, its language and whether that is another than the report's."""

    start: int
    role: str
    language: str
    is_foreign: bool
    pieces: tuple[Piece, ...]

    @property
    def is_told(self) -> bool:
        """Whether it belongs to the story."""
        return self.role in TOLD


def paragraphs(
    text: str, passages: Sequence[Mapping[str, Any]], marks: Iterable[Mark], language: str = ""
) -> list[Paragraph]:
    """The text's paragraphs as the reader saw them; what lies between them, or all of an unread text, by blank lines."""
    known = [mark for mark in marks if 0 <= mark.start < mark.end <= len(text)]
    firsts = {m.claim: m.start for m in sorted(known, key=lambda m: -m.start)}
    return [
        Paragraph(
            start,
            role,
            tongue,
            bool(tongue and language and tongue != language) or role == "foreign",
            tuple(_pieces(text, start, end, known, firsts)),
        )
        for start, end, role, tongue in _whole(text, passages)
    ]


def _whole(text: str, passages: Sequence[Mapping[str, Any]]) -> Iterable[tuple[int, int, str, str]]:
    at = 0
    for passage in sorted(passages, key=lambda p: p["start"]):
        start, end = max(at, passage["start"]), min(len(text), passage["end"])
        if start >= end:
            continue
        yield from _blocks(text, at, start)
        yield start, end, passage.get("role") or "body", passage.get("language") or ""
        at = end
    yield from _blocks(text, at, len(text))


def _blocks(text: str, start: int, end: int) -> Iterable[tuple[int, int, str, str]]:
    first = last = start
    for line in _LINE.finditer(text, start, end):
        if not line[0].strip():
            continue
        if text[last : line.start()].strip("\n") or text.count("\n", last, line.start()) > 1:
            if last > first:
                yield first, last, "body", ""
            first = line.start()
        elif last == first:
            first = line.start()
        last = line.end()
    if last > first:
        yield first, last, "body", ""


def _pieces(
    text: str, start: int, end: int, marks: Sequence[Mark], firsts: Mapping[int, int]
) -> Iterable[Piece]:
    here = sorted((m for m in marks if m.start < end and m.end > start), key=lambda m: (m.rank, m.claim))
    cuts = {start, end} | {at for m in here for at in (m.start, m.end) if start < at < end}
    for a, b in pairwise(sorted(cuts)):
        over = [m for m in here if m.start < b and m.end > a]
        claims = tuple(dict.fromkeys(m.claim for m in over))
        yield Piece(
            a,
            text[a:b],
            claims,
            over[0].tone if over else "",
            tuple(m for m in over if m.start == a == firsts[m.claim]),
        )


def whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without blanks at its ends, widened to whole words: a hand that selects them rarely hits the edge."""
    part = text[start:end]
    start, end = start + len(part) - len(part.lstrip()), end - len(part) + len(part.rstrip())
    while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return start, end


def span_of_words(text: str, words: str) -> tuple[int, int] | None:
    """Where these words stand in a text, whatever blanks lie between them; None where they do not."""
    parts = [re.escape(word) for word in words.split()]
    found = re.search(r"\s+".join(parts), text) if parts else None
    return found.span() if found else None

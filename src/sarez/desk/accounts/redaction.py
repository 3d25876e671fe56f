"""Names taken out of a text, and where every other place of the text has gone to. Pure."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sarez.reading.likeness import fold

MARK = "[name erased]"
_ENDINGS = "(?:а|у|ым|ом|е|ой|ою|ов|ы)?"
"""What Russian adds to a surname; a name in Latin letters takes none but a possessive, which stays."""

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Redacted:
    """A text without the names, and the spans of the text before that were names, in order and apart."""

    text: str
    spans: tuple[Span, ...]

    def moved(self, at: int, *, is_end: bool = False) -> int:
        """Where a place of the text before is now; one inside a name is at the mark's start, or at its end."""
        number = bisect_right(self.spans, (at, -1)) - 1
        grown = sum(len(MARK) - (end - start) for start, end in self.spans[: number + 1])
        if number < 0:
            return at
        start, end = self.spans[number]
        if at >= end:
            return at + grown
        begin = start + grown - len(MARK) + (end - start)
        return begin + len(MARK) if is_end and at > start else begin


def redact(text: str, name: re.Pattern[str]) -> Redacted:
    """A text with every match of a pattern replaced by the mark."""
    spans = tuple((m.start(), m.end()) for m in name.finditer(text) if m.end() > m.start())
    parts, last = [], 0
    for start, end in spans:
        parts += [text[last:start], MARK]
        last = end
    return Redacted("".join([*parts, text[last:]]), spans)


def pattern_of(names: Iterable[str], *, is_of_file: bool = False) -> re.Pattern[str]:
    """A pattern of whole names, in any letter case, over any line break; the longest first.

    With `is_of_file`, also as files are named, with signs for the blanks: kamol_ergashev.pdf.
    """
    between, letter = (r"(?:\s|[_.+-]|%20)+", r"[^\W_]") if is_of_file else (r"\s+", r"\w")
    forms = sorted({" ".join(n.split()) for n in names if n.strip()}, key=len, reverse=True)
    each = (between.join(_word(w) for w in form.split(" ")) for form in forms)
    body = "|".join(each) or r"(?!)"
    return re.compile(rf"(?<!{letter})(?:{body})(?!{letter})", re.IGNORECASE)


def _word(word: str) -> str:
    is_cyrillic = len(word) > 3 and re.fullmatch(r"[а-яёӣӯқғҳҷўңөү-]+", word, re.IGNORECASE)
    return re.escape(word) + (_ENDINGS if is_cyrillic else "")


def without(value: Any, name: re.Pattern[str]) -> Any:
    """A value of a claim without the names: out of lists where they stand alone, replaced within other words."""
    if isinstance(value, str):
        return redact(value, name).text
    if isinstance(value, dict):
        return {key: without(part, name) for key, part in value.items()}
    if isinstance(value, list):
        return [without(part, name) for part in value if not (isinstance(part, str) and is_whole(part, name))]
    return value


def is_whole(text: str, name: re.Pattern[str]) -> bool:
    """Whether a text is one of the names and nothing else."""
    return name.fullmatch(text.strip()) is not None


def in_address(text: str, names: Sequence[str]) -> bool:
    """Whether an address or file name spells a name out of two words or more."""
    flat = fold(re.sub(r"[-_+/.%]", " ", text))
    return any(len(fold(n).split()) > 1 and fold(n) in flat for n in names)

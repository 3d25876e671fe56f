"""Ministries and state committees by the way they are named, since no list of them stays complete."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from sarez.region.names import Match, NameIndex

if TYPE_CHECKING:
    from sarez.region.actors import Actor

_CAP = r"[A-Z][\w'’-]+"
_FIELD = rf"(?:the\s+)?{_CAP}(?:(?:,\s+|,?\s+and\s+(?:the\s+)?|\s+){_CAP}){{0,7}}"
_OF = re.compile(
    rf"\b(?:Ministry|(?:State|National)\s+(?:{_CAP}\s+){{0,2}}"
    rf"(?:Committee|Agency|Service|Commission|Inspectorate|Inspection|Directorate|Department))"
    rf"\s+(?:of|for|on)\s+(?P<field>{_FIELD})"
)
_BEFORE = re.compile(rf"(?P<field>{_CAP}(?:\s+(?:and\s+)?{_CAP}){{0,4}})\s+Ministry\b")
_WORD = re.compile(r"[\w'’-]+")
_NOT_FIELDS = frozenset(
    {"The", "A", "This", "That", "Its", "Their", "His", "Our", "New", "And", "In", "At", "By", "Deputy"}
)


def find_ministries(
    text: str, names: NameIndex[Actor], fields: frozenset[str] = frozenset()
) -> Iterator[Match[Actor]]:
    """The ministries, state committees and agencies named in `text` by their field; none of them tells the state.

    `names` and `fields`, the words that fields are made of, tell where one ends: "Ministry of Finance and UNDP" and
    "Ministry of Finance Nadir Ashurov" are the Ministry of Finance.
    """
    if "Ministry" in text or "State" in text or "National" in text:
        found = _OF.search(text)
        while found is not None:
            end = _end_of_field(text, found.start("field"), found.end("field"), names, fields)
            if end is not None:
                yield _match(text, found.start(), end)
            found = _OF.search(text, end or found.end())
    if "Ministry" in text:
        for found in _BEFORE.finditer(text):
            start = _start_of_field(text, found.start("field"), found.end("field"), names)
            if start is not None:
                yield _match(text, start, found.end())


def _match(text: str, start: int, end: int) -> Match[Actor]:
    from sarez.region.actors import Actor

    return Match(start, end, (Actor(None, "agency", " ".join(text[start:end].split())),))


def _end_of_field(
    text: str, start: int, end: int, names: NameIndex[Actor], fields: frozenset[str]
) -> int | None:
    """Where the field ends: before the first known actor or person in it; a field that is one is none."""
    end = _before_person(text, start, end, fields)
    known = next(iter(names.find(text[start:end])), None)
    if known is None:
        return end
    if known.start == 0:
        return None
    head = text[start : start + known.start]
    return start + len(re.sub(r"[\s,]*(?:\band\b)?(?:\s+the)?[\s,]*\Z", "", head))


def _before_person(text: str, start: int, end: int, fields: frozenset[str]) -> int:
    """Where the field ends if a person's name follows: two words that are no field's, after one that is."""
    words = list(_WORD.finditer(text, start, end))
    for before, one, two in zip(words, words[1:], words[2:], strict=False):
        is_apart = text[before.end() : one.start()].isspace() and text[one.end() : two.start()].isspace()
        if is_apart and before.group().lower() in fields and _is_name(one, fields) and _is_name(two, fields):
            return before.end()
    return end


def _is_name(word: re.Match[str], fields: frozenset[str]) -> bool:
    return word.group()[0].isupper() and word.group().lower() not in fields


def _start_of_field(text: str, start: int, end: int, names: NameIndex[Actor]) -> int | None:
    """Where the field starts: after the last known actor in it, and after articles and the like."""
    start += max((m.end for m in names.find(text[start:end])), default=0)
    for word in _WORD.finditer(text, start, end):
        if word.group() not in _NOT_FIELDS and word.group()[0].isupper():
            return word.start()
    return None

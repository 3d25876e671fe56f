"""Paragraphs and their roles: what of a page is its story, and what is menu, caption, teaser or another language.

`split` is the door. Roles: headline, kicker (summary lines before a headline, subheads after it), body, list_item,
byline, metadata (date lines, sections, credits), menu, teaser, caption, foreign. Only body and list_item tell the
story; headline and kicker repeat it. The words that give a line away are in boilerplate.yaml.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from sarez.reading.boilerplate import boilerplate
from sarez.reading.dateline import Dateline, dateline, dateline_of
from sarez.reading.paragraphs_language import language_of, script
from sarez.reading.paragraphs_lines import (
    ends_sentence,
    is_caption_code,
    is_date_line,
    is_list_item,
    is_menu,
    is_prose,
    is_time_stamped,
    title_likeness,
)
from sarez.reading.records import Passage

__all__ = ["STORY", "Dateline", "dateline", "dateline_of", "language_of", "split"]

STORY = frozenset({"body", "list_item"})
_LINE = re.compile(r"[^\n\r\u2028\u2029]+")
_EDGE = " \t\u00a0\u200b\ufeff\u3000"
# Words that no headline and no sentence ends with.
_OPEN_END = re.compile(
    r"\b(?:a|an|and|as|at|by|for|from|in|its|of|on|or|that|the|their|to|was|were|which|with)\Z"
)
LEAST_WRAPPED = 50
LEAST_SHARE = 0.3
_COUNTED = frozenset({"body", "list_item", "foreign"})


@dataclass(frozen=True, slots=True)
class _Line:
    """A line (or wrapped lines) of the text while its role is sought."""

    start: int
    end: int
    text: str
    language: str
    role: str | None = None
    is_prose: bool = False


def split(text: str) -> tuple[Passage, ...]:
    """The non-blank paragraphs of a text in order, with exact offsets, each with its language and role."""
    lines = [_first_look(line) for line in _lines(text)]
    main = _main_language(lines)
    lines = [_foreign(line, main) for line in lines]
    lines = _find_body(lines)
    first = next((i for i, line in enumerate(lines) if line.role == "body"), None)
    if first is None:
        first = next((i for i, line in enumerate(lines) if line.role in STORY), len(lines))
    last = max((i for i, line in enumerate(lines) if line.role in STORY), default=first - 1)
    lines = [*_head(lines[:first]), *_middle(lines[first : last + 1]), *_foot(lines[last + 1 :])]
    return tuple(Passage(line.start, line.end, line.language, line.role or "body") for line in lines)


def _lines(text: str) -> Iterator[tuple[int, int, str]]:
    """The lines, those of hard-wrapped paragraphs joined, without the blanks at their edges."""
    spans: list[tuple[int, int]] = []
    for found in _LINE.finditer(text):
        line = found.group()
        start = found.start() + len(line) - len(line.lstrip(_EDGE))
        end = found.start() + len(line.rstrip(_EDGE))
        if start >= end:
            continue
        if spans and _continues(text, spans[-1], (start, end)):
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    for start, end in spans:
        yield start, end, text[start:end]


def _continues(text: str, above: tuple[int, int], line: tuple[int, int]) -> bool:
    """Whether a line goes on with the sentence of the line directly above it."""
    if text.count("\n", above[1], line[0]) > 1 or is_list_item(text[line[0] : line[1]]):
        return False
    last = text[max(above[0], text.rfind("\n", above[0], above[1]) + 1) : above[1]]
    following = text[line[0] : line[0] + 1]
    return (
        len(last) >= LEAST_WRAPPED
        and not ends_sentence(last)
        and (following.islower() or last.endswith(",") or bool(_OPEN_END.search(last)))
    )


def _first_look(found: tuple[int, int, str]) -> _Line:
    """A line with the role its own words give it, whatever stands around it."""
    start, end, line = found
    language, prose = language_of(line), is_prose(line)
    role: str | None = None
    if is_time_stamped(line):
        role = "body"
    elif is_date_line(line):
        role = "metadata"
    elif is_caption_code(line):
        role = "caption"
    elif (named := boilerplate().role_of(line, is_prose=True)) is not None:
        role = named
    elif is_list_item(line):
        role = "list_item"
    elif not prose and is_menu(line):
        role = "menu"
    elif ends_sentence(line) and dateline(line, whole(line)):
        role = "body"
    return _Line(start, end, line, language, role, prose)


def _main_language(lines: list[_Line]) -> str:
    """English where a fair share of the text is, else the language of most of it."""
    letters: Counter[str] = Counter()
    for line in lines:
        if line.role in {None, "list_item", "body"}:
            letters[line.language] += len(line.text)
    total = sum(letters.values())
    if not total or letters["en"] >= LEAST_SHARE * total:
        return "en"
    return letters.most_common(1)[0][0]


def _foreign(line: _Line, main: str) -> _Line:
    """Mark what is in another language; a short line in the script of the main one is taken to be in it."""
    if line.language == main:
        return line
    is_short = len(line.text.split()) < 6
    if is_short and (script(line.text) in {"latin", ""}) == (
        main in {"en", "de", "fr", "tr", "es", "it", "az"}
    ):
        return replace(line, language=main)
    return replace(line, role=line.role if line.role not in {None, "list_item", "body"} else "foreign")


def _find_body(lines: list[_Line]) -> list[_Line]:
    """Prose is body; where a text has none, its longest line is."""
    found = [replace(line, role="body") if line.role is None and line.is_prose else line for line in lines]
    titled = _short_first_sentence(found)
    if titled is not None:
        found[titled] = replace(found[titled], role=None)
    if not any(line.role in _COUNTED for line in found):
        rest = [i for i, line in enumerate(found) if line.role is None]
        longest = max(rest, key=lambda i: len(found[i].text), default=None)
        if longest is not None and len(found[longest].text.split()) > 3:
            found[longest] = replace(found[longest], role="body")
    return found


def _short_first_sentence(lines: list[_Line]) -> int | None:
    """A first line such as “Who shot first?” or “No deal yet.” is a headline where longer paragraphs follow."""
    first = next((i for i, line in enumerate(lines) if line.role in STORY), None)
    if first is None or lines[first].role != "body" or any(line.role is None for line in lines[:first]):
        return None
    line, after = lines[first], [x for x in lines[first + 1 :] if x.role == "body"]
    is_short = (
        len(line.text.split()) <= 14 and line.text[-1:] in "?!." and not dateline(line.text, whole(line.text))
    )
    if not is_short or not after or is_time_stamped(line.text):
        return None
    return first if len(after[0].text) > 2 * len(line.text) and "\n" not in line.text else None


def whole(text: str) -> Passage:
    """A passage of all of a text."""
    return Passage(0, len(text), "en", "body")


def _head(lines: list[_Line]) -> list[_Line]:
    """Before the first paragraph: the likeliest line is the headline, what else is left says what page this is."""
    found = [
        replace(x, role=boilerplate().role_of(x.text, is_prose=True)) if x.role is None else x for x in lines
    ]
    found = [replace(x, role="menu") if x.role is None and len(x.text.split()) < 2 else x for x in found]
    open_ = [i for i, line in enumerate(found) if line.role is None]
    if not open_:
        open_ = [
            i for i, x in enumerate(found) if x.role in {"metadata", "menu"} and title_likeness(x.text) > 0
        ]
    title = max(open_, key=lambda i: (title_likeness(found[i].text), -i), default=None)
    for i, line in enumerate(found):
        if i == title:
            found[i] = replace(line, role="headline")
        elif line.role is None:
            found[i] = replace(
                line, role="menu" if title_likeness(line.text) < 0 or i < (title or 0) else "kicker"
            )
        elif line.role == "list_item":
            found[i] = replace(line, role="kicker")
    return found


def _middle(lines: list[_Line]) -> list[_Line]:
    """Between paragraphs: short lines are subheads, unless their words say otherwise."""
    return [
        replace(x, role=boilerplate().role_of(x.text, is_prose=len(x.text.split()) > 6) or "kicker")
        if x.role is None
        else x
        for x in lines
    ]


def _foot(lines: list[_Line]) -> list[_Line]:
    """After the last paragraph: credits in brackets are metadata, the rest leads elsewhere."""
    return [
        replace(x, role=boilerplate().role_of(x.text, is_prose=False) or _left_over(x.text))
        if x.role is None
        else x
        for x in lines
    ]


def _left_over(line: str) -> str:
    return "metadata" if line[:1] in "(" or len(line.split()) <= 4 else "teaser"

"""Which way a date lies from publication, by the verbs of its sentence: a plan lies ahead, a deed behind."""

from __future__ import annotations

import re

_SENTENCE_END = re.compile(r"[.!?…]['\"”’)]*\s+(?=[\"“‘'(\[]?[A-ZÀ-Þ0-9])|\n")
_NO_END = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Lt|Col|Gen|St|No|[A-Z]|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec))\.\s\Z"
)
_FUTURE = re.compile(
    r"\b(?:will|shall|'ll|(?:is|are|was|were|be)\s(?:also\s)?(?:to\b(?!\sthe)|set\s(?:to|for)|due|scheduled|planned|expected|supposed|appointed|slated)"
    r"|going\sto|plans?\b|planning|(?:planned|scheduled|slated|expected|set|appointed)\sfor|expects?|due|intends?|aims?\sto|deadline"
    r"|upcoming|forthcoming|next|must|should|to\s(?:be|hold|open|sign|start|begin|launch|complete|finish|build|put|take|meet|visit|host|convene|come)\b)",
    re.IGNORECASE,
)
# What was promised lies ahead only of a date inside the promise: "met on Thursday and agreed to withdraw" was on Thursday.
_PROMISED = re.compile(
    r"\b(?:promis|pledg|undert|agree|decid)\w*\sto\b|\b(?:promis|pledg|agree|decid|announc|provid|vow)\w*\sthat\b[^.;]{0,200}?\bwould\b(?!\shave\b)",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:was|were|had|did|has|have|been|began|broke|came|held|met|said|told|took|went|gave|signed|opened|made|left|led|ran"
    r"|fell|rose|became|put|won|lost|shut|cut|sent|brought|fought|shot|(?<!\bbe\s)[a-z]{3,}ed)\b",
    re.IGNORECASE,
)
# Past tenses that cannot be taken for participles ("elections watched by …").
_SURELY_PAST = re.compile(
    r"\b(?:was|were|had|did|began|came|took|went|gave|fell|rose|became)\b", re.IGNORECASE
)
LONGEST_SENTENCE = 600
_AHEAD = {"by", "until", "till", "up to", "no later than", "not later than", "for", "through", "to"}


def tense_at(text: str, start: int, end: int, first: int, last: int, relation: str) -> str | None:
    """ "future", "past" or None for the date at `first` to `last`: its word (“by”), else the nearest verb's tense."""
    if relation.startswith("deadline") or relation in {"by", "no later than", "not later than"}:
        return "future"
    if relation in {"since", "from", "after"}:
        ahead = _distance(_FUTURE, text, *sentence_around(text, start, end, first, last), first, last)
        return "future" if relation != "since" and ahead is not None and ahead < 40 else "past"
    left, right = sentence_around(text, start, end, first, last)
    if relation in {"within", "inside", "in under", "in less than"}:
        behind = _distance(_SURELY_PAST, text, left, right, first, last)
        ahead = _distance(_FUTURE, text, left, right, first, last)
        return "past" if behind is not None and (ahead is None or behind < ahead) else "future"
    ahead = _nearer(
        _distance(_FUTURE, text, left, right, first, last),
        _distance(_PROMISED, text, left, first, first, last),
    )
    behind = _distance(_PAST, text, left, right, first, last)
    if ahead is not None and (behind is None or ahead <= behind):
        return "future"
    if behind is not None and not (relation in _AHEAD and behind > 30):
        return "past"
    return "future" if ahead is not None or relation in _AHEAD else None


def _nearer(a: int | None, b: int | None) -> int | None:
    return min((x for x in (a, b) if x is not None), default=None)


def sentence_around(text: str, start: int, end: int, first: int, last: int) -> tuple[int, int]:
    """The bounds of the sentence, or of the clause between semicolons, around a span."""
    left, right = start, end = max(start, first - LONGEST_SENTENCE), min(end, last + LONGEST_SENTENCE)
    for found in _SENTENCE_END.finditer(text, start, end):
        if found.end() <= first and not _NO_END.search(text[max(0, found.end() - 8) : found.end()]):
            left = found.end()
        elif found.start() >= last:
            right = found.start()
            break
    left = max(left, text.rfind(";", left, first) + 1)
    semicolon = text.find(";", last, right)
    return left, right if semicolon < 0 else semicolon


def _distance(
    pattern: re.Pattern[str], text: str, left: int, right: int, first: int, last: int
) -> int | None:
    """How far the nearest match of a pattern lies from a span; a match after it counts as half as near again."""
    gaps = [
        first - found.end() if found.end() <= first else (found.start() - last) * 3 // 2
        for found in pattern.finditer(text, left, right)
        if found.end() <= first or found.start() >= last
    ]
    return min(gaps, default=None)

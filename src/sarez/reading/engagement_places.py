"""Where an encounter is held, as far as its own sentence and the dateline tell."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from sarez.reading.engagement_cues import Cue
from sarez.reading.engagement_journeys import goal_of
from sarez.reading.parsed import words_of
from sarez.reading.settings import Where
from sarez.reading.status import OCCURRED, PLANNED
from sarez.reading.story import is_place_only

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from sarez.reading.parsed import ParsedPassage, ParsedReport
    from sarez.reading.parties import Cast
    from sarez.region.names import Match
    from sarez.region.places import Place

UNPLACED = frozenset({"training", "briefing", "call"})
_HELD_AT = r"in|at|near|outside|on|to|into|hosted by|there"


def place_tokens(sentence: Span, parsed: ParsedPassage) -> set[int]:
    """The tokens of a sentence that name places."""
    found: set[int] = set()
    for match in _within(sentence, parsed):
        span = parsed.doc.char_span(
            match.start - parsed.start, match.end - parsed.start, alignment_mode="expand"
        )
        if span is not None and sentence.start <= span.start < sentence.end:
            found.update(range(span.start, span.end))
    found.update(t.i for e in sentence.ents if e.label_ in ("GPE", "LOC", "FAC") for t in e)
    return found


def place_of(
    cue: Cue,
    status: str,
    where: Where,
    cast: Cast,
    sentence: Span,
    parsed: ParsedPassage,
    page: ParsedReport,
    *,
    is_first: bool,
) -> tuple[Where, bool]:
    """The place of one telling, and whether its own words give it; `where` is what the story would have it be.

    A journey lies where it leads. What lies ahead, a course, a briefing or a call has no place unless it is named.
    """
    if cue.kind == "visit":
        goal = goal_of(cue, cast, place_tokens(sentence, parsed))
        found = _goal(goal, cast, parsed, page) if goal is not None else None
        if found is not None:
            return found, bool(found.place)
    if where.place and _is_of_people(where.place, sentence, cast):
        where = _first_ground(sentence, parsed, page) or Where(None, where.country)
    is_placed = _is_said(where.place, words_of(sentence), status)
    if is_placed and cue.kind == "deployment" and status == PLANNED and len(_within(sentence, parsed)) > 2:
        return Where(None, None), False
    if not is_placed and (status != OCCURRED or (cue.kind in UNPLACED and not is_first)):
        return Where(None, _state_named(sentence, cast) or where.country), False
    return where, is_placed


def _is_of_people(place: str, sentence: Span, cast: Cast) -> bool:
    """Whether a supposed place is an adjective of states: "Kyrgyz-Uzbek"."""
    if "-" not in place:
        return False
    first = next((t for t in sentence if place.startswith(t.text) and t.text), None)
    mention = cast.owner.get(first.i) if first is not None else None
    return mention is not None and mention.kind in ("adjective", "demonym")


def _first_ground(sentence: Span, parsed: ParsedPassage, page: ParsedReport) -> Where | None:
    """The first place that stands after "in" or "at" in a sentence."""
    start = parsed.start + sentence.start_char
    for match in _within(sentence, parsed):
        if page.text[start : match.start].rstrip().endswith((" in", " at")):
            return Where(page.text[match.start : match.end], match.values[0].country)
    return None


def _within(sentence: Span, parsed: ParsedPassage) -> list[Match[Place]]:
    """The places found in a sentence; a passage may have very many sentences."""
    start, end = parsed.start + sentence.start_char, parsed.start + sentence.end_char
    first = bisect_left(parsed.places, start, key=lambda m: m.start)
    return parsed.places[first : bisect_left(parsed.places, end, lo=first, key=lambda m: m.start)]


def _goal(goal: Token, cast: Cast, parsed: ParsedPassage, page: ParsedReport) -> Where | None:
    at = parsed.start + goal.idx
    for match in _within(goal.sent, parsed):
        if match.start <= at < match.end and match.values[0].kind != "country":
            return Where(page.text[match.start : match.end], match.values[0].country)
    mention = cast.owner.get(goal.i)
    if mention is not None and mention.kind == "state" and len(mention.codes) == 1:
        return Where(None, mention.codes[0])
    return None


def _state_named(sentence: Span, cast: Cast) -> str | None:
    """The state a sentence names as the ground: "a next round in Tajikistan"."""
    for token in sentence:
        mention = cast.owner.get(token.i)
        if mention is not None and mention.kind == "state" and is_place_only(token, mention):
            return mention.codes[0] if len(mention.codes) == 1 else None
    return None


def _is_said(place: str | None, text: str, status: str) -> bool:
    """Whether a sentence says that something is held at this place."""
    if not place:
        return False
    plain = " ".join(text.split())
    before = _HELD_AT + ("|for" if status == PLANNED else "")
    said = rf"(?:\b(?:{before})\s+(?:[\w’'-]+\s+){{0,4}}|[(/]|\A\W*|\bvisit\w*\s+){re.escape(place)}"
    return bool(re.search(said, plain, re.IGNORECASE)) or ("capital" in plain and place not in plain)

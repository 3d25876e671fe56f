"""What happens again and again, or is only asked about, is no act: “each side accuses the other”, “did guards beat them?”."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_TIMES = (
    r"(?:spring|summer|autumn|fall|winter|year|month|week|day|night|morning|evening|season|time|now and then|so often"
    r"|few (?:days|weeks|months|years)|other (?:day|week|month|year))"
)
_HABIT = re.compile(
    rf"\b(?:every {_TIMES}|each (?:spring|summer|autumn|winter|year|season)|from time to time|as a rule|again and again|time and again"
    r"|(?:usually|often|sometimes|occasionally|typically|regularly|seldom|rarely|normally|invariably)\b"
    r"|there are (?:years|days|times|seasons|summers|springs|nights|weeks) (?:when|in which)|year (?:in|after) year|day after day)",
    re.IGNORECASE,
)
_ASKING = frozenset(
    "did does do is are was were has have had will would can could should may might must why".split()
)
_INCLINED = frozenset({"tend", "use", "like", "love"})


@lru_cache(maxsize=4)
def is_of_habits(text: str) -> bool:
    """Whether a passage tells how things usually go: “There are years when stones fly”."""
    return _HABIT.search(text) is not None


def is_question(sentence: Span) -> bool:
    """Whether a sentence only asks: “Did the guards open fire?”."""
    doc, end = sentence.doc, sentence.end
    if not any(doc[i].lower_ == "?" for i in range(max(sentence.start, end - 3), end)):
        return False
    first = next((t for t in sentence if not (t.is_punct or t.is_space)), sentence[0])
    return first.lower_ in _ASKING


def is_habit(anchor: Token, sentence: Span, passage: str) -> bool:
    """Whether a word tells of what is usual: in a plain present without a day, in a passage of habits."""
    verb = anchor
    while verb.pos_ not in ("VERB", "AUX") and verb.head.i != verb.i:
        verb = verb.head
    if verb.dep_ == "xcomp" and verb.head.lemma_.lower() in _INCLINED and _has_to(verb):
        return True
    if not _is_plain_present(verb) or not is_of_habits(passage):
        return False
    return not any(_is_of_a_day(t) for t in sentence)


def _is_of_a_day(token: Token) -> bool:
    """Whether a word is part of a day or a month with a name, so that something is told of then: “on Monday”."""
    is_named = token.text[:1].isupper() and token.i != token.sent.start
    return token.ent_type_ == "DATE" and (is_named or token.lower_ in ("today", "yesterday"))


def _has_to(verb: Token) -> bool:
    return any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children)


def _is_plain_present(verb: Token) -> bool:
    """“accuses”, “is closed”; not “has closed”, “is meeting”, “will sign”."""
    auxiliaries = [c for c in verb.children if c.dep_ in ("aux", "auxpass")]
    if verb.tag_ in ("VBZ", "VBP"):
        return True
    return verb.tag_ == "VBN" and bool(auxiliaries) and all(c.lower_ in ("is", "are") for c in auxiliaries)

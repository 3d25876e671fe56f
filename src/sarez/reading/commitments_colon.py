"""Undertakings set apart by punctuation: "came to terms: the post will go, …", "it will, she promised, send tents"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_SETTLED = re.compile(
    r"\b(?:agree(?:d|s|ment|ments)?|accord|terms|compromise|understanding|settlement|deal|arrangements?|decid(?:ed|es)|decisions?|resolved|pledge[sd]?"
    r"|promise[sd]?|undert(?:ake|akes|ook|aking|akings)|commit(?:ted|ment|ments)|word|obligations?|points)\b[^:.]{0,60}\Z",
    re.IGNORECASE,
)
_REFUSED = re.compile(r"\b(?:not|no|never|without|nor|neither|failed|refused|if|unless)\b", re.IGNORECASE)
_ASIDE = re.compile(
    r"(?P<aux>\b(?:will|would|shall))(?P<aside>, (?:[\w.’'-]+ ){1,6}?(?:promised|promises|pledged|assured|vowed|guaranteed|undertook)\b[^,;:.]{0,40}), (?P<deed>[a-z][^.;:]{8,160})"
)


@dataclass(frozen=True, slots=True)
class Aside:
    """A promise told in the middle of its own clause: the word that it hangs on, and the characters of the deed."""

    aux: Token
    start: int
    end: int
    text: str


def colon_of(sentence: Sequence[Token]) -> int | None:
    """Where a sentence begins to say what was agreed: the place of its colon in the document, or None."""
    for n, token in enumerate(sentence):
        if token.text != ":":
            continue
        before = " ".join(t.text for t in sentence[:n])
        return token.i if _SETTLED.search(before) and not _REFUSED.search(before[-80:]) else None
    return None


def aside_of(sentence: Span) -> Aside | None:
    """The deed in "it will, she promised the Uzbeks, send tents"."""
    if not any(t.tag_ == "MD" and t.i + 1 < sentence.end and t.nbor().text == "," for t in sentence):
        return None
    found = _ASIDE.search(sentence.text)
    if found is None or _REFUSED.search(found["aside"]):
        return None
    at = sentence.start_char
    aux = sentence.doc.char_span(at + found.start("aux"), at + found.end("aux"))
    if aux is None:
        return None
    words = found["deed"].rstrip(" ,”\"'")
    start = at + found.start("deed")
    return Aside(aux[0], start, start + len(words), " ".join(words.split()))

"""Words that point back to a place or to a time of the story: there, that town, the gate, it, afterwards."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sarez.reading.parsed import words_of

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from sarez.reading.drafts import Draft

_THERE = re.compile(
    r"\b(?:[Tt]here(?! (?:was|were|is|are|has|have|had|will|would|could|can|may|must|should|should|came|remain\w*|exist\w*)\b)|here|[Tt]hence|(?:in|at|to|from|into|around|outside) (?:the|this|that) (?:[a-z-]+ ){0,2}(?:town|city|village|place|settlement|spot|district|province|oblast|region|republic|enclave|exclave|square|base))\b"
)
_VAGUE = re.compile(
    r"\b(?:in|across|throughout) the (?:[Ww]hole (?:of the )?)?(?:far |deep )?(?:south|north|east|west|country)\b(?! of)"
)
_KINDS = {
    **dict.fromkeys(("district",), frozenset({2})),
    **dict.fromkeys(("province", "region", "oblast", "republic"), frozenset({1})),
    **dict.fromkeys(("town", "city", "village", "settlement", "square", "base"), frozenset({3})),
    **dict.fromkeys(("enclave", "exclave"), frozenset({2, 3})),
}
_THE_GATE = re.compile(
    r"\b[Tt]h(?:e|is|at) (?:same |closed |shut |disputed )?"
    r"(?:gate|crossing|border post|border crossing|checkpoint|frontier post|bridge)\b(?! (?:of|at|in|near|with|called|named)\b)"
)
_BARRED = frozenset({"SANCTION", "CONCEDE"})
_AT_THE_GATE = _BARRED | {"ASSAULT", "COERCE", "CONSULT", "AGREE", "MOBILIZE", "RETREAT"}
_SAME_OCCASION = re.compile(
    r"\b(?:[Bb]efore|[Aa]fter|[Dd]uring|[Aa]t|[Ff]ollowing|[Oo]pening|[Cc]losing|[Ii]n) (?:the|that|this|their|his|her) "
    r"(?:same |opening |closing |concluding |final |plenary |joint |first |last |ensuing )?"
    r"(?:meeting|talks|session|sitting|encounter|event|ceremony|conference|forum|summit|seminar|workshop|training|course"
    r"|discussions?|negotiations|conversation|reception|audience|round table|gathering|visit|dinner|banquet)\b"
    r"|\b(?:afterwards|on the sidelines|earlier in the day|later in the day|(?:earlier|later) (?:that|the same) day)\b"
)
_DAY_OF = re.compile(r"\bthe (?:very )?(?:day|evening|eve|morning) of (?:the|that|this) (\w+)")


def points_there(text: str) -> re.Match[str] | None:
    """The words of a sentence that mean a place named before: “there”, “in the autonomous republic”."""
    return _THERE.search(text)


def is_vague(text: str) -> bool:
    """Whether a sentence places its act in a part of a country only: “in the south”."""
    return _VAGUE.search(text) is not None


def ranks_of(pointer: re.Match[str]) -> frozenset[int] | None:
    """The ranks of place that a pointer can mean; None where it may be any."""
    return _KINDS.get(pointer.group().split()[-1].lower())


def is_of_the_gate(draft: Draft, anchor: Token, sentence: Span) -> bool:
    """Whether an act is done at a gate or a post that was named before: “the gate was shut”, “Pakistan locked it”."""
    if draft.type not in _AT_THE_GATE:
        return False
    if draft.type in _BARRED and any(
        c.lower_ in ("it", "both") and c.dep_ in ("dobj", "nsubjpass", "nsubj") for c in anchor.children
    ):
        return True
    return _THE_GATE.search(words_of(sentence)) is not None


def is_same_occasion(text: str) -> bool:
    """Whether a sentence tells of what was done at or around an encounter told before: “after the meeting”, “afterwards”."""
    return _SAME_OCCASION.search(text) is not None


def day_of(text: str) -> str | None:
    """The act whose day a sentence takes: “signing” of “on the day of the signing”."""
    found = _DAY_OF.search(text)
    return found.group(1).lower() if found else None

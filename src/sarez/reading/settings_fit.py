"""How well a place of a sentence suits an act: by its role, its clause and the word it hangs on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sarez.reading.settings_days import STATEMENTS
from sarez.reading.settings_spots import Spot, verb_of
from sarez.reading.settings_words import words
from sarez.reading.status import CALLED_FOR

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from sarez.reading.drafts import Draft

VIOLENCE = frozenset({"ASSAULT", "PROTEST", "COERCE", "MOBILIZE", "RETREAT", "CONCEDE"})
ROLES = {
    "at": 5.0,
    "to": 4.5,
    "into": 4.5,
    "host": 4.5,
    "on": 4.0,
    "event": 3.0,
    "subject": 1.0,
    "towards": 1.0,
    "from": 1.0,
    "of": 1.0,
}
ENOUGH = 2.5  # the least a place must score to be taken; found on gold/practice


def fit(spot: Spot, draft: Draft, anchor: Token, sentence: Span) -> float:
    """How well a spot suits an act: its role, its clause, and what it hangs on."""
    doc = sentence.doc
    verb = verb_of(anchor)
    score = ROLES.get(spot.role, 0.0)
    governor = doc[spot.governor]
    if spot.role == "from" and draft.type == "RETREAT":
        score = 4.5
    if spot.role == "from" and draft.type in STATEMENTS and spot.governor == verb.i:
        score = 2.5
    if spot.role == "on" and draft.type not in VIOLENCE:
        score = 2.0
    if spot.role == "on" and spot.is_seat and draft.type not in VIOLENCE:
        return 0.0  # “called on Tashkent” is a party
    if spot.role == "event" and spot.governor not in draft.trigger.tokens:
        score = 1.5
    if spot.role in ("to", "into") and (draft.type == "MOBILIZE" or draft.kind == "deployment"):
        score += 1.5
    if spot.role == "to" and draft.type == "SANCTION":
        score = 1.0
    if spot.role in ("subject", "towards"):
        is_host = (
            spot.is_known
            and not spot.is_seat
            and spot.rank > 0
            and draft.type in ("AID", "CONSULT", "COOPERATE", "PROTEST")
        )
        score = (
            3.0
            if is_host and doc[spot.verb].i == verb.i
            else 1.0
            if spot.role == "towards" and not spot.is_seat
            else 0.0
        )
    if (
        spot.role == "subject"
        and doc[spot.verb].lemma_ == "be"
        and spot.is_known
        and not spot.is_seat
        and spot.rank
    ):
        score = 3.0
    if any(a.i == spot.token for a in anchor.ancestors):
        return ENOUGH + 4.0
    if draft.status == CALLED_FOR and spot.role not in ("to", "into"):
        score -= 3.0
    if spot.governor in draft.trigger.tokens and score > 1.0:
        score += 1.0
    if (
        spot.role == "of"
        and governor.lemma_.lower() in words("residents")
        and governor.head.i == verb.i
        and governor.dep_ in ("nsubj", "nsubjpass")
    ):
        return 3.5
    score += _clause_fit(spot, verb, draft, doc[spot.verb]) - _topic(governor, verb, draft)
    is_embassy = governor.lemma_.lower() in ("embassy", "consulate") and draft.type in STATEMENTS
    is_court = governor.lemma_.lower() == "court" and draft.type == "COERCE"
    if spot.is_of_body and spot.governor not in draft.trigger.tokens and not is_embassy and not is_court:
        score -= 4.5
    if spot.rank == 0:
        score -= 2.5 if draft.type in STATEMENTS and spot.verb != verb.i else 1.0
    return score - min(abs(spot.start - draft.at), 400) / 400


def is_list(best: Spot, ranked: Sequence[tuple[float, int, Spot]]) -> bool:
    """Whether a place is one of three and more that stand for the same act."""
    same = [
        s
        for score, _, s in ranked
        if s.role == best.role and score >= ENOUGH and s.governor == best.governor and s.rank
    ]
    return len(same) > 2


def is_series(ranked: Sequence[tuple[float, int, Spot]], sentence: Span) -> bool:
    """Whether places of several states each only tell apart one noun of a list: “UNMISS in Sudan and UNISFA in Abyei”."""
    nouns = {s.governor: s.country for _, _, s in ranked if s.role == "at" and not s.is_of_body}
    doc = sentence.doc
    is_all = all(doc[i].pos_ in ("NOUN", "PROPN") for i in nouns)
    is_joined = any(doc[i].dep_ == "conj" and doc[i].head.i in nouns for i in nouns)
    return is_all and is_joined and len(set(nouns.values())) > 1


def _topic(governor: Token, verb: Token, draft: Draft) -> float:
    """What speaks against a place inside what an act is about: “agreed on the opening of a centre in Almaty”."""
    token = governor
    for _ in range(8):
        above = token.head
        if token.i == verb.i or token.i in draft.trigger.tokens or above.i == token.i:
            return 0.0
        if (
            token.lower_ in ("on", "about", "regarding", "concerning", "over")
            and token.dep_ == "prep"
            and not any(c.lemma_.lower() in words("occasions") for c in token.children)
        ):
            return 3.0
        token = above
    return 0.0


def _clause_fit(spot: Spot, verb: Token, draft: Draft, governed: Token) -> float:
    if governed.i == verb.i:
        return 1.0
    is_statement = draft.type in STATEMENTS or draft.type == "SANCTION"
    if any(a.i == governed.i for a in verb.ancestors):
        if governed.lemma_.lower() in words("speech"):
            return -4.0
        return 0.0 if not is_statement else -0.5
    if any(a.i == verb.i for a in governed.ancestors):
        return -4.0 if is_statement else -0.5
    return -3.0 if is_statement else -0.8

"""What in a sentence speaks for or against a trigger's being a real act: the features of the acceptance table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sarez.reading.arguments import is_passive

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

    from sarez.reading.triggers import Trigger

_SUBORDINATE = frozenset({"relcl", "acl", "advcl", "ccomp", "xcomp", "pcomp", "csubj"})
_QUOTES = frozenset('“”"«»')


def _tense(verb: Token) -> str:
    if verb.tag_ == "VBD":
        return "past"
    auxiliaries = {c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")}
    if auxiliaries & {"has", "have", "had", "was", "were", "been", "'ve", "did"}:
        return "past"
    if auxiliaries & {"is", "are", "am"} or verb.tag_ in ("VBP", "VBZ"):
        return "present"
    return {"VBG": "gerund", "VB": "infinitive"}.get(verb.tag_, "participle")


def _verb_above(token: Token) -> Token | None:
    while token.pos_ not in ("VERB", "AUX"):
        if token.head.i == token.i:
            return None
        token = token.head
    return token


def signs(trigger: Trigger, doc: Doc, sentence: Span, status: str) -> dict[str, float]:
    """Named features of one trigger in its sentence; all are 0 or 1 but the counts."""
    anchor = doc[trigger.anchor]
    verb = _verb_above(anchor)
    found = {
        "weak": float(trigger.is_weak),
        "tokens": float(len(trigger.tokens) - 1),
        "noun": float(anchor.pos_ != "VERB"),
        "passive": float(anchor.pos_ == "VERB" and is_passive(anchor)),
        "root": float(anchor.dep_ == "ROOT"),
        "subordinate": float(anchor.dep_ in _SUBORDINATE),
        "modifier": float(anchor.dep_ in ("amod", "compound", "nmod", "poss")),
        "of a preposition": float(anchor.dep_ == "pobj"),
        "object": float(anchor.dep_ == "dobj"),
        "subject": float(anchor.dep_ in ("nsubj", "nsubjpass")),
        "quoted": float(sum(t.text in _QUOTES for t in doc[sentence.start : anchor.i]) % 2),
        "dated": float(any(t.ent_type_ == "DATE" for t in sentence)),
        "definite": float(
            any(c.lower_ in ("the", "this", "these", "its", "his", "their") for c in anchor.children)
        ),
        "plural": float(anchor.tag_ == "NNS"),
        f"status {status}": 1.0,
        f"tense {_tense(verb) if verb is not None else 'none'}": 1.0,
    }
    return {name: value for name, value in found.items() if value}

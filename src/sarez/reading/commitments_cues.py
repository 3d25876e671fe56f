"""Undertakings that a word announces: "agreed to …", "gave his word that …", "the men, it promises, will …"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sarez.reading.arguments import is_passive
from sarez.reading.commitments_who import is_paper, verb_above
from sarez.reading.commitments_words import AGREED, IN_PRINCIPLE, OFFERED, load_words
from sarez.reading.status import CALLED_FOR, DENIED, HYPOTHETICAL, PLANNED, status_of

if TYPE_CHECKING:
    from spacy.tokens import Token

_UNREAL = frozenset({HYPOTHETICAL, DENIED, CALLED_FOR, PLANNED})
_NO = frozenset({"no", "neither", "without", "nor", "not", "never", "any"})
_ADDRESSED = frozenset({"promise", "assure", "pledge", "guarantee"})  # "it will, she promised the Uzbeks, …"
_VERBAL = ("VERB", "AUX")


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that announces an undertaking, with the modality of what it announces."""

    token: Token
    modality: str
    source: str


def find_cues(sentence: Iterable[Token]) -> Iterator[Cue]:
    """The words of undertaking in a sentence that are said to have been uttered."""
    words = load_words()
    for token in sentence:
        lemma = token.lemma_.lower()
        if token.pos_ == "VERB":
            modality = _of_verb(token, lemma)
            if modality and status_of(token) not in _UNREAL and not _is_denied(token):
                yield Cue(token, modality, lemma)
        elif (
            token.pos_ == "NOUN"
            and lemma in words.nouns
            and not _is_denied(token)
            and token.head.lower_ != "in"
        ):
            if words.nouns[lemma] == AGREED or _is_stated(token):
                yield Cue(token, words.nouns[lemma], lemma)
        elif (
            token.pos_ == "ADJ"
            and lemma in words.adjectives
            and token.dep_ in ("acomp", "oprd", "ROOT", "ccomp", "xcomp", "conj", "advcl")
            and not _is_denied(verb_above(token.head))
        ):
            yield Cue(token, words.adjectives[lemma], lemma)


def _of_verb(token: Token, lemma: str) -> str | None:
    words = load_words()
    if lemma in words.phrases:
        near = [c.lower_ for c in token.children if c.i > token.i]
        return AGREED if words.phrases[lemma] in near else None
    if words.has("document_verbs", lemma) and _said_by_paper(token):
        return AGREED
    if words.has("orders", lemma):
        return AGREED if _is_order(token) else None
    modality = words.verbs.get(lemma)
    if words.has("sums", lemma) and any(
        c.dep_ in ("dobj", "nsubjpass") and is_sum(c) for c in token.children
    ):
        modality = AGREED
    if modality and token.dep_ == "amod":
        return None
    if modality == AGREED and any(
        c.lower_ == "principle" for p in token.children if p.lower_ == "in" for c in p.children
    ):
        return IN_PRINCIPLE
    return modality


def _said_by_paper(verb: Token) -> bool:
    """Whether a document is the subject: "the protocol foresees", "a road map, which foresees"."""
    for child in verb.children:
        if child.dep_ == "nsubj":
            return is_paper(child) or (child.tag_ == "WDT" and verb.dep_ == "relcl" and is_paper(verb.head))
    return False


def _is_order(token: Token) -> bool:
    """An order that was given, not the standing task of a body ("is tasked with") nor a charge of guilt."""
    if any(c.dep_ == "auxpass" and c.lower_ in ("is", "are", "be") for c in token.children):
        return False
    if token.lemma_ == "charge":
        crimes = load_words().lists["crimes"]
        return is_passive(token) and not any(
            t.lemma_.lower() in crimes for t in token.subtree if t.i > token.i
        )
    return True


def _is_denied(token: Token) -> bool:
    near = {
        c.lower_
        for c in token.children
        if c.dep_ in ("det", "neg", "preconj", "advmod", "cc") and c.i < token.i
    }
    if near & _NO:
        return True
    verb = verb_above(token)
    if (
        token.pos_ == "NOUN"
        and verb.pos_ in _VERBAL
        and status_of(verb) in (HYPOTHETICAL, DENIED, CALLED_FOR)
    ):
        return True
    return token.head.lower_ == "without" or any(
        c.dep_ == "dobj" and any(g.lower_ == "no" for g in c.children) for c in token.children
    )


def _is_stated(token: Token) -> bool:
    verb = verb_above(token)
    return verb.pos_ in _VERBAL and (
        load_words().has("stating", verb.lemma_.lower()) or verb.lemma_ == "be" or token.dep_ == "nsubjpass"
    )


def is_sum(token: Token) -> bool:
    """Whether a noun phrase is an amount of money."""
    if not any(t.like_num for t in token.subtree):
        return False
    near = [*token.subtree, *token.doc[max(token.sent.start, token.i - 4) : token.i]]
    currencies = load_words().lists["currencies"]
    return any(
        t.ent_type_ == "MONEY" or t.text in "$€£" or t.lower_ in currencies
        for t in near
        if t.head.dep_ != "relcl"
    )


def governs_elsewhere(cue: Cue) -> bool:
    """Whether what a cue announces may stand beside it: ", the Staff promises,", "such is the order", "so it has promised"."""
    token = cue.token
    if cue.modality not in (AGREED, OFFERED):
        return False
    if token.pos_ == "NOUN":
        verb = token.head
        return (
            token.dep_ in ("attr", "nsubj")
            and verb.lemma_ == "be"
            and any(c.lower_ in ("such", "this", "that", "so") for c in verb.children)
        )
    if token.pos_ != "VERB":
        return False
    addresses = token.lemma_.lower() in _ADDRESSED
    told = ("dobj", "nsubjpass")
    return not any(
        c.dep_ in told
        and c.pos_ in ("NOUN", "PROPN", "NUM")
        and not (addresses and c.tag_ in ("NNP", "NNPS"))
        for c in token.children
    )

"""Undertakings named by a noun alone: a cease-fire agreed, a grant agreement signed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from sarez.reading.commitments_clauses import Deed, deed_of
from sarez.reading.commitments_cues import is_sum
from sarez.reading.commitments_who import Codes, Scene, who_undertakes
from sarez.reading.commitments_words import AGREED, load_words
from sarez.reading.triggers import hyphened

if TYPE_CHECKING:
    from spacy.tokens import Token


def nominal_deeds(sentence: Iterable[Token], scene: Scene) -> Iterator[tuple[Deed, str, Codes]]:
    """The truces and grants that a sentence says were agreed, with their kind and who is bound."""
    words = load_words()
    for token in sentence:
        if token.pos_ != "NOUN":
            continue
        lemma = hyphened(token) or token.lemma_.lower()
        if words.has("documents", lemma) or words.nouns.get(lemma) == AGREED:
            for clause in _under_which(token):
                yield deed_of(clause, finite=True), "which", scene.both
        if words.has("truces", lemma) and _is_settled(token):
            yield Deed(token), "truce", scene.both
        elif words.has("grants", lemma):
            paper = token.head if token.dep_ in ("compound", "amod") else token
            if _is_signed(paper):
                yield Deed(paper), "grant", who_undertakes(paper.head, scene)[:1]


def _under_which(paper: Token) -> list[Token]:
    """The clauses that say what a paper lays down: "a deal under which Bishkek will supply electricity"."""
    return [c for c in paper.children if c.dep_ == "relcl" and _has_which(c) and _is_in_force(c)]


def _has_which(clause: Token) -> bool:
    prepositions = [
        c for c in clause.children if c.dep_ == "prep" and c.lower_ in ("under", "by", "in", "to")
    ]
    return any(g.lower_ == "which" for p in prepositions for g in p.children)


def _is_in_force(clause: Token) -> bool:
    ahead = any(c.lower_ in ("will", "shall", "would") for c in clause.children)
    return ahead or clause.tag_ in ("VB", "VBP", "VBZ")


def _is_settled(token: Token) -> bool:
    """Whether a cease-fire is said to have been agreed, in the passive or the active."""
    by = [c for c in token.children if c.dep_ == "acl" and c.tag_ == "VBN"]
    preposition = token.head if token.dep_ == "pobj" else None
    if token.dep_ in ("dobj", "nsubjpass") or (
        preposition is not None and preposition.lower_ in ("on", "to", "upon")
    ):
        verb = preposition.head if preposition is not None else token.head
        if verb.pos_ == "VERB" and verb.tag_ in ("VBD", "VBN"):
            by.append(verb)
    settled = load_words().lists["settled"]
    return any(v.lemma_.lower() in settled and not any(c.dep_ == "neg" for c in v.children) for v in by)


def _is_signed(paper: Token) -> bool:
    words, verb = load_words(), paper.head
    if not words.has("documents", paper.lemma_.lower()) or paper.dep_ not in ("dobj", "nsubjpass"):
        return False
    return words.has("signing", verb.lemma_.lower()) and any(is_sum(t) for t in paper.subtree)

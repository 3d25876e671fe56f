"""Journeys: whether somebody in office travels, and where to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sarez.reading.arguments import verb_arguments
from sarez.reading.engagement_cues import Cue, listed
from sarez.reading.triggers import members

if TYPE_CHECKING:
    from spacy.tokens import Token

    from sarez.reading.parties import Cast

OFFICIAL_PRONOUNS = frozenset({"he", "she", "who", "they", "himself", "herself"})


def is_visitor(cue: Cue, cast: Cast) -> bool:
    """Whether who travels is a person in office or a delegation, and not a crowd or a troop."""
    anchor = cast.doc[cue.trigger.anchor]
    if cue.noun is not None and anchor.pos_ not in ("VERB", "AUX"):
        return True
    if anchor.pos_ not in ("VERB", "AUX"):
        return any(cast.owner[t.i].kind == "person" for t in anchor.sent if t.i in cast.owner)
    own = set(cue.trigger.tokens)
    if any(
        c.lower_ in listed("no_journey") and c.dep_ in ("prt", "advmod", "prep") and c.i not in own
        for c in anchor.children
    ):
        return False
    subjects = verb_arguments(anchor).subjects if anchor.pos_ in ("VERB", "AUX") else ()
    if any("pass" in c.dep_ for c in anchor.children):
        subjects = tuple(c for c in anchor.children if c.dep_ == "nsubjpass")
    for token in subjects:
        mention = cast.owner.get(token.i)
        if mention is not None and mention.kind == "person":
            return True
        if mention is None and token.ent_type_ == "PERSON":
            return True
        if token.lower_ in OFFICIAL_PRONOUNS and (token.lower_ != "they" or cast.discourse.group):
            return True
        if any(t.lemma_.lower() in listed("visitors") for t in (token, *members(token))):
            return True
        if mention is not None and mention.kind == "body":
            return cue.noun is not None
    return False


def has_destination(cue: Cue, cast: Cast, places: set[int]) -> bool:
    """Whether a journey leads somewhere: a place or a state it goes to, or a "there"."""
    doc = cast.doc
    heads = [doc[i] for i in cue.trigger.tokens]
    for head in heads:
        for child in head.children:
            leads = child.dep_ == "prep" and child.lower_ in (
                "to",
                "in",
                "at",
                "into",
                "for",
                "via",
                "around",
            )
            if leads and any(_is_goal(t, cast, places) for t in child.children if t.dep_ == "pobj"):
                return True
            if head.lemma_ in ("leave", "depart"):
                continue
            if child.dep_ in ("dobj", "dative", "advmod", "relcl", "pobj", "nsubjpass") and (
                child.lower_ in ("there", "where", "thither") or child.i in places or _is_state(child, cast)
            ):
                return True
            if child.dep_ in ("dobj", "compound", "poss", "amod") and any(
                t.i in places for t in child.subtree
            ):
                return True
        if head.lemma_ == "soil" and any(c.i in cast.owner for c in head.children):
            return True
        if head.dep_ == "relcl" and head.head.i in places:
            return True
        if head.dep_ in ("relcl", "advcl") and any(c.lower_ == "where" for c in head.children):
            return True
    if cue.noun is not None and doc[cue.noun].dep_ in ("pobj", "dobj"):
        return any(t.i in places or _is_state(t, cast) for t in doc[cue.noun].sent)
    return _is_state_visit(doc[cue.trigger.anchor])


def goal_of(cue: Cue, cast: Cast, places: set[int]) -> Token | None:
    """The word for where a journey leads, if the sentence says it by itself: "to Astana", "visited Osh"."""
    doc = cast.doc
    for head in (doc[i] for i in cue.trigger.tokens):
        for child in head.children:
            if child.dep_ == "prep" and child.lower_ in ("to", "in", "at", "into"):
                for token in (t for t in child.children if t.dep_ == "pobj"):
                    if token.i in places or _is_state(token, cast):
                        return token
            if child.dep_ in ("dobj", "dative", "nsubjpass") and (
                child.i in places or _is_state(child, cast)
            ):
                return child
    return None


def _is_goal(token: Token, cast: Cast, places: set[int]) -> bool:
    for each in (token, *token.conjuncts):
        if each.i in places or _is_state(each, cast):
            return True
        for child in each.children:
            if child.dep_ in ("compound", "appos", "nmod", "amod") and (
                child.i in places or _is_state(child, cast)
            ):
                return True
            if (
                child.dep_ == "prep"
                and each.lemma_.lower() in listed("kinds_of_place") | listed("parts")
                and child.lower_ in ("of", "in")
                and any(t.i in places for t in child.children)
            ):
                return True
    return False


def _is_state(token: Token, cast: Cast) -> bool:
    mention = cast.owner.get(token.i)
    return mention is not None and mention.kind in ("state", "capital", "body", "name")


def _is_state_visit(verb: Token) -> bool:
    """A visit to people: "visited the injured", "visited the refugees"."""
    return verb.lemma_ in ("visit", "tour") and any(
        c.dep_ == "dobj" and {c.lemma_.lower(), c.lower_} & listed("received_at_home") for c in verb.children
    )

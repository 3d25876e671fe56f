"""Who arranged an encounter and who took part, as one sentence tells it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sarez.reading.arguments import noun_arguments, verb_arguments
from sarez.reading.engagement_cues import Cue, governing_verb, listed
from sarez.reading.parties import Cast
from sarez.reading.roles import ARMED, CIVILIANS, CROWDS
from sarez.reading.status import CALL_VERBS, CALLED_FOR
from sarez.reading.story import is_place_only

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

    from sarez.reading.mentions import Mention

Codes = tuple[str, ...]
ARRANGED = frozenset({"conference", "training", "briefing", "launch", "accreditation"})


@dataclass(frozen=True, slots=True)
class Roles:
    """Parties of one telling: arrangers, those given by its own words, and the others its sentence names."""

    organizers: Codes
    given: Codes
    near: Codes


def roles_of(cue: Cue, cast: Cast, sentence: Span) -> Roles:
    """The parties of an encounter as its sentence gives them."""
    doc = cast.doc
    inside = set(cue.trigger.tokens)
    anchor = doc[cue.trigger.anchor]
    arrangers: dict[str, None] = {}
    given: dict[str, None] = {}
    for verb in _verbs(cue, doc):
        arguments = verb_arguments(verb)
        subject = _codes(cast, (t for t in arguments.subjects if t.i not in inside))
        if verb.lemma_.lower() in listed("arranging") or cue.kind in ("briefing", "launch", "accreditation"):
            arrangers.update(dict.fromkeys(subject))
        given.update(dict.fromkeys(subject))
        given.update(dict.fromkeys(_codes(cast, (t for t in arguments.objects if t.i not in inside))))
    for i in cue.trigger.tokens:
        if doc[i].pos_ in ("NOUN", "PROPN") and (i == cue.noun or cue.noun is None):
            own = _of_noun(doc[i], cast, inside)
            if cue.kind in ("conference", "training"):
                arrangers.update((c, None) for c in own if len(c) != 3 or not c.isupper())
            given.update(dict.fromkeys(own))
    caller = _caller(anchor, cast) if cue.status == CALLED_FOR else ()
    if caller:
        given = dict.fromkeys([*(c for c in given if c not in caller), *_asked(anchor, cast, caller)])
        arrangers = {}
    near = dict.fromkeys(c for m in _others(sentence, cast, anchor) for c in cast.lists.get(m.start, m.codes))
    return Roles(_real(arrangers, cue), _real(given, cue), _real((c for c in near if c not in caller), cue))


def _caller(anchor: Token, cast: Cast) -> Codes:
    """Who asks for the encounter: the subject of the verb of asking above it, unless it offers to come itself."""
    verb = next(
        (t for t in (anchor, *anchor.ancestors) if t.lemma_.lower() in CALL_VERBS and t.pos_ == "VERB"), None
    )
    if verb is None or verb.lemma_ == "invite":
        return ()
    return _codes(cast, verb_arguments(verb).subjects)


def _asked(anchor: Token, cast: Cast, caller: Codes) -> Codes:
    """Whom a call for an encounter addresses: "called on the three governments to sit down"."""
    for verb in (
        t for t in (anchor, *anchor.ancestors) if t.lemma_.lower() in CALL_VERBS and t.pos_ == "VERB"
    ):
        hung = [
            t
            for c in verb.children
            if c.dep_ in ("prt", "prep", "dative")
            for t in c.children
            if t.dep_ == "pobj"
        ]
        objects = [*verb_arguments(verb).objects, *hung]
        codes = tuple(c for c in _codes(cast, objects) if c not in caller)
        if codes:
            return codes
    return ()


def _real(codes: Iterable[str], cue: Cue) -> Codes:
    keep_people = cue.kind == "negotiation"
    return tuple(c for c in codes if c not in CROWDS or (keep_people and c in (ARMED, CIVILIANS)))


def _verbs(cue: Cue, doc: Doc) -> list[Token]:
    anchor = doc[cue.trigger.anchor]
    if anchor.pos_ in ("VERB", "AUX"):
        return [anchor]
    verb = governing_verb(anchor)
    if verb is None:
        return []
    if anchor.dep_ in ("dobj", "nsubjpass", "nsubj", "attr"):
        return [verb] if verb.lemma_.lower() not in listed("speech") else []
    if anchor.dep_ == "pobj" and anchor.head.head.i == verb.i and verb.lemma_.lower() not in listed("speech"):
        return [verb]
    return []


def _codes(cast: Cast, tokens: Iterable[Token]) -> Codes:
    codes: dict[str, None] = {}
    for token in tokens:
        mention = cast.owner.get(token.i)
        if mention is not None and is_place_only(token, mention):
            continue
        codes.update(dict.fromkeys(cast.parties(token)))
    return tuple(codes)


def _of_noun(noun: Token, cast: Cast, inside: set[int]) -> Codes:
    arguments = noun_arguments(noun)
    codes: dict[str, None] = {}
    for mention in cast.modifiers(noun):
        if mention.kind != "capital":
            codes.update(dict.fromkeys(cast.lists.get(mention.start, mention.codes)))
    tokens = [t for t in (*arguments.subjects, *arguments.objects) if t.i not in inside]
    codes.update(dict.fromkeys(_codes(cast, tokens)))
    return tuple(codes)


def _others(sentence: Span, cast: Cast, anchor: Token) -> list[Mention]:
    """The parties a sentence names besides those who only report it and the places where it happens."""
    verb = governing_verb(anchor)
    found: list[Mention] = []
    for token in sentence:
        mention = cast.owner.get(token.i)
        if mention is None or not mention.codes or mention in found[-1:]:
            continue
        if mention.kind in ("adjective", "demonym") or is_place_only(token, mention):
            continue
        if token.dep_ in ("nsubj", "pobj") and _only_reports(token, verb):
            continue
        found.append(mention)
    return found


def _only_reports(token: Token, verb: Token | None) -> bool:
    above = token.head
    if above.dep_ == "prep" and above.lower_ == "to" and above.head.lower_ == "according":
        return True
    return above.lemma_.lower() in listed("speech") and (verb is None or above.i != verb.i)

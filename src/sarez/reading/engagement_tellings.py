"""Whether words that sound like an encounter tell of one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sarez.reading.engagement_cues import Cue, Encounters, listed
from sarez.reading.engagement_journeys import has_destination, is_visitor
from sarez.reading.engagement_kinds import is_held
from sarez.reading.parsed import words_of

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from sarez.reading.parties import Cast

_PLAYERS = frozenset({"team", "squad", "club", "footballer", "player", "eleven"})
_MATCH = re.compile(
    r"\b(?:final|semi-?final|match|game|cup|championship|tournament|league|qualifier|\d:\d)\b", re.IGNORECASE
)
_COUNCIL = re.compile(r"\b(?:Council|Assembly|Committee|[Mm]embers of)\b")


def is_telling(cue: Cue, cast: Cast, sentence: Span, places: set[int], encounters: Encounters) -> bool:
    """Whether a cue tells of an encounter, and does not only sound like it. `places` are tokens that name places."""
    verb = cast.doc[cue.trigger.anchor]
    if is_named_body(cue, cast) or _is_about(verb, encounters):
        return False
    if cue.kind == "visit":
        return is_visitor(cue, cast) and has_destination(cue, cast, places)
    if cue.kind == "launch":
        return is_founding(cue, cast)
    if "person" in cue.trigger.pattern.options:
        return is_persons_object(cue, cast)
    if verb.pos_ == "VERB" and verb.lemma_ == "meet" and len(cue.trigger.tokens) == 1:
        return is_meeting_of_people(cue, cast)
    if cue.kind == "briefing" and verb.pos_ == "VERB" and verb.lemma_ in ("brief", "hear"):
        return is_hearing(cue, cast, sentence)
    return not any(t.lemma_ == "recall" for t in verb.ancestors if t.pos_ == "VERB")


def _is_about(verb: Token, encounters: Encounters) -> bool:
    """Whether an encounter is itself the subject: "the training has gathered …"."""
    gathers = verb.pos_ == "VERB" and verb.lemma_ in ("gather", "attend", "convene")
    return gathers and any(c.dep_ == "nsubj" and c.lemma_.lower() in encounters.nouns for c in verb.children)


def is_named_body(cue: Cue, cast: Cast) -> bool:
    """Whether the cue's noun is only part of a body's name: the General Assembly, the Conference on Interaction."""
    if cue.noun is None:
        return False
    mention = cast.owner.get(cue.noun)
    if mention is None or mention.kind == "person":
        return mention is not None
    return not cue.is_new and not is_held(cue, cast)


def is_persons_object(cue: Cue, cast: Cast) -> bool:
    """Whether the object of "see", "receive" or "summon" is somebody in office."""
    anchor = cast.doc[cue.trigger.anchor]
    if any(c.dep_ == "prt" for c in anchor.children):
        return False
    for token in (c for c in anchor.children if c.dep_ in ("dobj", "nsubjpass")):
        for each in (token, *token.conjuncts):
            mention = cast.owner.get(each.i)
            if mention is not None and mention.kind == "person":
                return True
            if each.lemma_.lower() in listed("visitors") or each.lower_ in ("him", "her", "them"):
                return True
            if any(
                c.dep_ == "appos" and (m := cast.owner.get(c.i)) is not None and m.kind == "person"
                for c in each.children
            ):
                return True
    return False


def is_founding(cue: Cue, cast: Cast) -> bool:
    """Whether what is opened or set up is an office, works or a body, and not a border, fire or a camp."""
    anchor = cast.doc[cue.trigger.anchor]
    if anchor.pos_ not in ("VERB", "AUX") or (
        len(cue.trigger.tokens) > 1 and "up" not in [cast.doc[i].lower_ for i in cue.trigger.tokens]
    ):
        return True
    if any(t.lower_ == "fire" for t in cast.doc[max(0, anchor.i - 3) : anchor.i + 3]):
        return False
    patients = [c for c in anchor.children if c.dep_ in ("dobj", "nsubjpass")]
    if anchor.dep_ in ("acl", "advcl") and anchor.tag_ == "VBN":
        patients += (
            [anchor.head] if anchor.dep_ == "acl" else [c for c in anchor.head.children if c.dep_ == "nsubj"]
        )
    for token in patients:
        lemma = token.lemma_.lower()
        if lemma in listed("no_patient"):
            continue
        mention = cast.owner.get(token.i)
        if (
            lemma in listed("works")
            or (mention is not None and mention.kind in ("body", "other_body", "agency"))
            or token.pos_ == "PROPN"
        ):
            return True
        if token.pos_ == "PRON" and token.lower_ in ("it", "which", "that"):
            return True
    return False


def is_meeting_of_people(cue: Cue, cast: Cast) -> bool:
    """Whether "meet" says that people met: not lines that meet, demands that are met, mines that met shepherds."""
    anchor = cast.doc[cue.trigger.anchor]
    if anchor.tag_ in ("VBZ", "VBP") and not any(c.dep_ == "aux" for c in anchor.children):
        return False
    if any(c.dep_ == "nsubj" and c.lemma_.lower() in _PLAYERS for c in anchor.children) and _MATCH.search(
        anchor.sent.text
    ):
        return False
    objects = [c for c in anchor.children if c.dep_ == "dobj"]
    if not objects:
        return True
    if any(t.lemma_.lower() in listed("unmet") for t in objects):
        return False
    return any(set(cast.parties(t)) - {"civilians", "armed group"} for t in objects)


def is_hearing(cue: Cue, cast: Cast, sentence: Span) -> bool:
    """Whether a report is made to a council, an assembly or the press, and not to one person or by hearsay."""
    anchor = cast.doc[cue.trigger.anchor]
    if anchor.lemma_ == "hear":
        return bool(_COUNCIL.search(words_of(sentence)))
    objects = [c for c in anchor.children if c.dep_ in ("dobj", "nsubjpass")]
    return any(t.lemma_.lower() in listed("hearers") for t in objects)

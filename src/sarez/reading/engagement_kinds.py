"""Which kind of encounter a telling is, and whether it is one at all, by the words around it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sarez.reading.arguments import verb_arguments
from sarez.reading.engagement_cues import Cue, governing_verb, listed

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from sarez.reading.parties import Cast

TALKS = frozenset({"meeting", "negotiation", "conference"})
OFFICIAL_PRONOUNS = frozenset({"he", "she", "who", "they", "himself", "herself"})
_DISPUTE = re.compile(
    r"\b(?:border|frontier|delimit\w+|demarcat\w+|cease-?fire|truce|peace|hostages?|dispute\w*|conflict|fighting|firing|shooting|stand-?off|line|dams?|rivers?)\b",
    re.IGNORECASE,
)
_SETTLING = re.compile(
    r"\b(?:delimit\w+|demarcat\w+|cease-?fire|truce|peace talks|normali[sz]\w+|hostages?|border officials|crossing of the border|surrender\w*)\b",
    re.IGNORECASE,
)
_MANY = re.compile(
    r"\b(?:heads of state|presidents|leaders|foreign ministers|heads of government|troika|donors?|consultative|ministerial|five states|delegations of|countries had come)\b",
    re.IGNORECASE,
)
_GATHERING = frozenset({"consultation", "dialogue", "talk", "discussion"})
TEACHING = frozenset({"teach", "train", "instruct", "coach", "tutor"})


def kind_of(cue: Cue, sentence: Span, parties: tuple[str, ...], is_hostile: bool) -> str:
    """The kind of a telling: talks that settle a dispute are a negotiation, talks of many a conference."""
    if cue.kind not in TALKS:
        return cue.kind
    doc = sentence.doc
    noun = doc[cue.noun].lemma_.lower() if cue.noun is not None else ""
    text = sentence.text
    few = len(parties) <= 3
    if noun == "meeting" and _names_many(doc[cue.noun or 0]):
        return "conference"
    if (
        cue.status == "called_for"
        and cue.kind in TALKS
        and noun not in ("meeting", "conference", "summit", "forum", "visit")
    ):
        return "negotiation"
    if (
        few
        and _SETTLING.search(text)
        and (noun in listed("bilateral") or cue.kind == "negotiation" or _by_commission(sentence))
    ):
        return "negotiation"
    if (
        few
        and is_hostile
        and (noun in listed("bilateral") or "sit" in text)
        and _DISPUTE.search(text)
        and noun != "meeting"
    ):
        return "negotiation"
    if len(parties) >= 4 and (noun in _GATHERING or cue.kind == "negotiation"):
        return "conference"
    if cue.kind == "meeting" and noun == "" and len(parties) >= 4:
        return "conference"
    if (
        cue.kind == "negotiation"
        and not _DISPUTE.search(text)
        and noun not in ("negotiation",)
        and not is_hostile
    ):
        return "meeting"
    if (
        cue.kind == "conference"
        and few
        and noun in ("dialogue", "")
        and len(parties) == 2
        and not _MANY.search(text)
    ):
        return "meeting" if noun == "" else "negotiation"
    return cue.kind


def _names_many(noun: Token) -> bool:
    around = noun.doc[max(noun.sent.start, noun.i - 4) : min(noun.sent.end, noun.i + 6)]
    words = {t.lower_ for t in around if t.i < noun.i}
    return (
        bool(
            words
            & {
                "consultative",
                "donors",
                "donor",
                "ministerial",
                "plenary",
                "annual",
                "extraordinary",
                "donors'",
            }
        )
        or "heads of state" in around.text
    )


def _by_commission(sentence: Span) -> bool:
    return (
        any(t.lemma_.lower() in ("commission", "negotiator", "topographer") for t in sentence)
        or "border officials" in sentence.text
    )


def is_visitor(cue: Cue, cast: Cast) -> bool:
    """Whether who travels is a person in office or a delegation, and not a crowd or a troop."""
    anchor = cast.doc[cue.trigger.anchor]
    if cue.noun is not None and anchor.pos_ not in ("VERB", "AUX"):
        return True
    if anchor.pos_ not in ("VERB", "AUX"):
        return any(cast.owner[t.i].kind == "person" for t in anchor.sent if t.i in cast.owner)
    if any(c.lower_ in listed("no_journey") and c.dep_ in ("prt", "advmod", "prep") for c in anchor.children):
        return False
    subjects = verb_arguments(anchor).subjects if anchor.pos_ in ("VERB", "AUX") else ()
    if any("pass" in c.dep_ for c in anchor.children):
        subjects = tuple(c for c in anchor.children if c.dep_ == "nsubjpass")
    for token in subjects:
        mention = cast.owner.get(token.i)
        if mention is not None and mention.kind == "person":
            return True
        if token.lower_ in OFFICIAL_PRONOUNS and (token.lower_ != "they" or cast.discourse.group):
            return True
        if token.lemma_.lower() in listed("visitors"):
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
            if child.dep_ == "prep" and child.lower_ in ("to", "in", "at", "into", "for", "via", "around"):
                if any(_is_goal(t, cast, places) for t in child.children if t.dep_ == "pobj"):
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
        if head.dep_ == "relcl" and head.head.i in places:
            return True
        if head.dep_ in ("relcl", "advcl") and any(c.lower_ == "where" for c in head.children):
            return True
    if cue.noun is not None and doc[cue.noun].dep_ in ("pobj", "dobj"):
        return any(t.i in places or _is_state(t, cast) for t in doc[cue.noun].sent)
    return _is_state_visit(doc[cue.trigger.anchor])


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


def _is_state_visit(verb: Token) -> bool:
    """A visit to people: "visited the injured", "visited the refugees"."""
    return verb.lemma_ == "visit" and any(
        c.dep_ == "dobj"
        and c.lemma_.lower()
        in ("injured", "wounded", "refugee", "family", "victim", "camp", "hospital", "troop")
        for c in verb.children
    )


def _is_state(token: Token, cast: Cast) -> bool:
    mention = cast.owner.get(token.i)
    return mention is not None and mention.kind in ("state", "capital", "body", "name")


def is_held(cue: Cue, cast: Cast) -> bool:
    """Whether a verb says of the encounter's noun that it is held, begins, goes on or ends."""
    if cue.noun is None:
        return False
    noun = cast.doc[cue.noun]
    verb = governing_verb(noun)
    if verb is None:
        return False
    goes_on = verb.lemma_ == "go" and any(c.lower_ in ("on", "ahead") for c in verb.children)
    return goes_on or verb.lemma_.lower() in listed("holding")


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


def is_reference(cue: Cue, cast: Cast) -> bool:
    """Whether a telling only says more of the last one: "it was their first encounter", "it was created with …"."""
    doc = cast.doc
    anchor = doc[cue.trigger.anchor]
    head = doc[cue.noun] if cue.noun is not None else anchor
    if head.dep_ == "attr" and any(
        c.dep_ == "nsubj" and c.lower_ in ("it", "this", "that") for c in head.head.children
    ):
        return True
    if anchor.pos_ in ("VERB", "AUX"):
        return any(
            c.dep_ in ("nsubjpass", "dobj") and c.lower_ in ("it", "this", "them") for c in anchor.children
        )
    return False


def is_founding(cue: Cue, cast: Cast) -> bool:
    """Whether what is opened or set up is an office, works or a body, and not a border, fire or a camp."""
    anchor = cast.doc[cue.trigger.anchor]
    if anchor.pos_ not in ("VERB", "AUX") or (
        len(cue.trigger.tokens) > 1 and "up" not in [cast.doc[i].lower_ for i in cue.trigger.tokens]
    ):
        return True
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
    objects = [c for c in anchor.children if c.dep_ == "dobj"]
    if not objects:
        return True
    return any(set(cast.parties(t)) - {"civilians", "armed group"} for t in objects)


def is_hearing(cue: Cue, cast: Cast, sentence: Span) -> bool:
    """Whether a report is made to a council, an assembly or the press, and not to one person or by hearsay."""
    anchor = cast.doc[cue.trigger.anchor]
    if anchor.lemma_ == "hear":
        return bool(re.search(r"\b(?:Council|Assembly|Committee|[Mm]embers of)\b", sentence.text))
    objects = [c for c in anchor.children if c.dep_ in ("dobj", "nsubjpass")]
    return any(
        t.lemma_.lower()
        in (
            "council",
            "committee",
            "member",
            "press",
            "journalist",
            "reporter",
            "assembly",
            "ambassador",
            "diplomat",
        )
        for t in objects
    )


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

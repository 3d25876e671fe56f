"""Which kind of encounter a telling is, by the words around it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sarez.reading.engagement_cues import Cue, governing_verb, listed
from sarez.reading.status import CALLED_FOR

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from sarez.reading.parties import Cast

TALKS = frozenset({"meeting", "negotiation", "conference"})
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
_LASTING = frozenset({"launch", "training", "conference", "accreditation"})
_WITH_NAMES = frozenset({"meeting", "conference", "summit", "forum", "visit"})
_NEGOTIATORS = re.compile(r"\b(?:commissions?|negotiat\w+|topographers|border officials|delegations)\b")
TEACHING = frozenset({"teach", "train", "instruct", "coach", "tutor"})


def kind_of(cue: Cue, sentence: Span, parties: tuple[str, ...], is_hostile: bool) -> str:
    """The kind of a telling: talks that settle a dispute are a negotiation, talks of many a conference.

    `is_hostile` says that the report tells of hostile acts between the parties, or of talks about them before.
    """
    if cue.kind not in TALKS:
        return cue.kind
    noun = sentence.doc[cue.noun].lemma_.lower() if cue.noun is not None else ""
    if noun == "meeting" and _names_many(sentence.doc[cue.noun or 0]):
        return "conference"
    if cue.status == CALLED_FOR and noun not in _WITH_NAMES:
        return "negotiation"
    if len(parties) <= 3 and _settles(cue, noun, sentence.text, is_hostile):
        return "negotiation"
    if len(parties) >= 4:
        gathers = noun in _GATHERING or cue.kind == "negotiation" or (cue.kind == "meeting" and not noun)
        return "conference" if gathers else cue.kind
    if cue.kind == "negotiation" and noun == "dialogue":
        return "conference"
    is_dispute = is_hostile or noun == "negotiation" or "egotiat" in sentence.text
    if cue.kind == "negotiation" and not is_dispute and not _DISPUTE.search(sentence.text):
        return "meeting"
    if cue.kind == "conference" and not noun and len(parties) == 2:
        two_states = all(len(p) == 3 and p.isupper() for p in parties)
        return "meeting" if two_states or not _MANY.search(sentence.text) else cue.kind
    return cue.kind


def _settles(cue: Cue, noun: str, text: str, is_hostile: bool) -> bool:
    """Whether talks are to settle a dispute: a border, a truce, prisoners, or by those sent to do so."""
    if _SETTLING.search(text):
        return noun in listed("bilateral") or cue.kind == "negotiation" or bool(_NEGOTIATORS.search(text))
    if not is_hostile or noun == "meeting":
        return False
    sits = noun in listed("bilateral") or "sit" in text
    return (sits and bool(_DISPUTE.search(text))) or bool(_NEGOTIATORS.search(text))


def _names_many(noun: Token) -> bool:
    around = noun.doc[max(noun.sent.start, noun.i - 4) : min(noun.sent.end, noun.i + 6)]
    return (
        bool({t.lower_ for t in around if t.i < noun.i} & listed("of_many"))
        or "heads of state" in around.text
    )


def is_held(cue: Cue, cast: Cast) -> bool:
    """Whether a verb says of the encounter's noun that it is held, begins, goes on or ends."""
    if cue.noun is None:
        return False
    noun = cast.doc[cue.noun]
    verb = governing_verb(noun)
    if verb is None:
        return noun.dep_ == "ROOT"
    goes_on = verb.lemma_ == "go" and any(c.lower_ in ("on", "ahead") for c in verb.children)
    return goes_on or verb.lemma_.lower() in listed("holding")


def is_reference(cue: Cue, cast: Cast) -> bool:
    """Whether a telling only says more of the last one: "it was their first encounter", "it was created with …"."""
    doc = cast.doc
    anchor = doc[cue.trigger.anchor]
    head = doc[cue.noun] if cue.noun is not None else anchor
    if head.dep_ == "attr" and any(
        c.dep_ == "nsubj" and c.lower_ in ("it", "this", "that") for c in head.head.children
    ):
        return True
    if anchor.pos_ in ("VERB", "AUX") and cue.kind in _LASTING:
        return any(
            c.dep_ in ("nsubjpass", "dobj") and c.lower_ in ("it", "this", "them") for c in anchor.children
        )
    return False

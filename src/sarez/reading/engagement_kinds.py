"""Which kind of encounter a telling is, by the words around it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sarez.reading.engagement_cues import Cue, governing_verb, listed
from sarez.reading.status import CALLED_FOR, OCCURRED

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

    from sarez.reading.parties import Cast

TALKS = frozenset({"meeting", "negotiation", "conference"})
_DISPUTE = re.compile(
    r"\b(?:border|frontier|delimit\w+|demarcat\w+|cease-?fire|truce|peace|hostages?|dispute\w*|conflict|fighting|firing|shooting|stand-?off|line|dams?|rivers?)\b",
    re.IGNORECASE,
)
_SETTLING = re.compile(
    r"\b(?:delimit\w+|demarcat\w+|cease-?fire|truce|peace talks|normali[sz]\w+|hostages?|border officials|crossing of the border|surrender\w*|prisoner (?:exchange|swap)s?"
    r"|exchange of (?:prisoners|captives|detainees)|kilomet\w+ of the (?:\w+ )?(?:border|line|frontier))\b",
    re.IGNORECASE,
)
_QUARREL = re.compile(
    r"\b(?:cease-?fire|truce|c[ao]me to terms|without (?:any )?results?|no (?:result|agreement)|way out|dispute\w*|stand-?off|hold(?:ing)? fire|incident|exchange of fire"
    r"|shoot-?out|shootings?|fighting|settle(?:d|ment)?|guns|hostilities|shelling|clash\w*|mutual concessions?)\b",
    re.IGNORECASE,
)
_MANY = re.compile(
    r"\b(?:heads of state|presidents|leaders|foreign ministers|heads of government|troika|donors?|consultative|ministerial|five states|delegations of|countries had come)\b",
    re.IGNORECASE,
)
_GATHERING = frozenset({"consultation", "dialogue", "talk", "discussion"})
_ORDINAL = frozenset({"st", "nd", "rd", "th"})
_BODIES = frozenset({"CIS", "SCO", "OTS", "ECO", "OIC"})
_ON_PHONE = re.compile(r"\b(?:by|on|over) (?:the )?(?:tele)?phone\b", re.IGNORECASE)
_ROUNDS = re.compile(r"\brounds? of (?:\w+ )?(?:talks|negotiations)\b", re.IGNORECASE)
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
    if cue.kind != "conference" and is_by_phone(cue, sentence):
        return "call"
    noun = sentence.doc[cue.noun].lemma_.lower() if cue.noun is not None else ""
    if noun == "meeting" and (
        _names_many(sentence.doc[cue.noun or 0]) or _is_of_council(sentence.doc[cue.noun or 0], parties)
    ):
        return "conference"
    if cue.status == CALLED_FOR and noun not in _WITH_NAMES:
        return "negotiation"
    if len(parties) <= 3 and _settles(cue, noun, sentence, is_hostile):
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


def is_by_phone(cue: Cue, sentence: Span) -> bool:
    """Whether a phrase at the telling says that it was on the telephone: "discussed by phone", "a conversation by telephone"."""
    doc = sentence.doc
    heads = {*cue.trigger.tokens, cue.trigger.anchor}
    noun = doc[cue.noun].lemma_.lower() if cue.noun is not None else ""
    if noun in ("conversation", "call") and _ON_PHONE.search(_around(cue, doc)):
        return True
    verb = governing_verb(doc[cue.trigger.anchor])
    if verb is not None and verb.pos_ == "VERB":
        heads.add(verb.i)
    return any(
        t.dep_ == "pobj"
        and t.lemma_.lower() in ("phone", "telephone")
        and t.head.lower_ in ("by", "on", "over", "via")
        and t.head.head.i in heads
        for t in sentence
    )


def _around(cue: Cue, doc: Doc) -> str:
    """The sentence of a telling with the ones before and after it, which may say what was talked about."""
    own = doc[cue.trigger.anchor].sent
    start = own.start if own.start == 0 else doc[own.start - 1].sent.start
    end = own.end if own.end == len(doc) else doc[own.end].sent.end
    return doc[start:end].text


def _settles(cue: Cue, noun: str, sentence: Span, is_hostile: bool) -> bool:
    """Whether talks are to settle a dispute: a border, a truce, prisoners, or by those sent to do so."""
    text, doc = sentence.text, sentence.doc
    if _ROUNDS.search(text) and cue.kind == "negotiation":
        return True
    if _SETTLING.search(text):
        return noun in listed("bilateral") or cue.kind == "negotiation" or bool(_NEGOTIATORS.search(text))
    if is_hostile and cue.status == OCCURRED and _QUARREL.search(_around(cue, doc)):
        return True
    if not is_hostile or noun == "meeting":
        return False
    sits = noun in listed("bilateral") or "sit" in text
    return (sits and bool(_DISPUTE.search(_around(cue, doc)))) or bool(_NEGOTIATORS.search(text))


def _is_of_council(noun: Token, parties: tuple[str, ...]) -> bool:
    """Whether a standing body meets by number: "the 12th meeting of the Council of Heads of Customs of the CIS"."""
    numbered = any(c.i < noun.i and c.text[:1].isdigit() and c.text[-2:] in _ORDINAL for c in noun.children)
    of = (t for c in noun.children if c.lower_ == "of" for t in c.children if t.dep_ == "pobj")
    is_two = len(parties) == 2 and all(len(p) == 3 and p.isupper() for p in parties)
    return (
        numbered
        and not (is_two and not set(parties) & _BODIES)
        and any(t.lemma_.lower() in ("council", "committee", "assembly", "board", "conference") for t in of)
    )


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

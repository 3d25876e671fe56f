"""What one act leaves behind for the sentences after it, and the small questions asked of a sentence's place and time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sarez.reading.settings_days import When
from sarez.reading.settings_spots import verb_of
from sarez.reading.settings_words import words
from sarez.reading.status import OCCURRED

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from sarez.reading.dates import DateMention
    from sarez.reading.drafts import Draft
    from sarez.reading.parsed import ParsedPassage
    from sarez.reading.settings_country import Where
    from sarez.reading.settings_spots import Spot


@dataclass(slots=True)
class Scene:
    """What one placed or dated act leaves behind for the sentences after it."""

    sentence: int
    passage: int
    draft: Draft
    when: When
    is_dated: bool
    where: Where
    is_placed: bool
    is_own: bool = True


def as_when(date: DateMention, draft: Draft) -> When:
    return at_end(When(date.iso, date.iso_end, date.reason), draft)


def at_end(when: When, draft: Draft) -> When:
    """An agreement reached at talks of several days is dated to the last (guide, decision 15)."""
    if draft.type == "AGREE" and when.end and draft.status == OCCURRED:
        return When(when.end, None, when.reason)
    return when if draft.kind else When(when.iso, None, when.reason)


def same_day(a: When, b: When) -> bool:
    return (
        a.iso is None or b.iso is None or a.iso.startswith(b.iso) or b.iso.startswith(a.iso) or a.iso == b.end
    )


def is_ground(spot: Spot) -> bool:
    return spot.role in ("at", "into", "on", "to", "host") and spot.rank > 0 and not spot.is_of_body


def is_stay(sentence: Span, spot: Spot) -> bool:
    """Whether the main clause of a sentence brings someone to a place: “is in Awaza”, “flew on to Osh”."""
    verb, doc = sentence.doc[spot.verb], sentence.doc
    if verb.dep_ != "ROOT" or spot.governor != verb.i:
        return False
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    if subject is None or subject.pos_ not in ("NOUN", "PROPN", "PRON") or subject.lower_ in ("it", "there"):
        return False
    is_bare = verb.lemma_ == "be" and not any(c.dep_ in ("attr", "acomp") for c in verb.children)
    return is_bare or (spot.role in ("to", "at") and doc[spot.verb].lemma_.lower() in words("arriving"))


def anchor_of(parsed: ParsedPassage, draft: Draft) -> Token:
    return parsed.doc[draft.trigger.anchor]


def is_present(verb: Token) -> bool:
    """Whether a verb is in the present or the perfect: “accuses”, “has closed”."""
    auxiliaries = {c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")}
    return verb.tag_ in ("VBZ", "VBP") or bool(auxiliaries & {"has", "have", "is", "are", "'s"})


def was_planned(anchor: Token) -> bool:
    """Whether a plan is told as of the past: “was to go”, “the programme foresaw”."""
    verb = verb_of(anchor)
    chain = [verb, *[a for a in verb.ancestors if a.pos_ in ("VERB", "AUX")][:1]]
    return any(
        t.tag_ == "VBD"
        or any(c.lower_ in ("was", "were") for c in t.children if c.dep_ in ("aux", "auxpass"))
        for t in chain
    )

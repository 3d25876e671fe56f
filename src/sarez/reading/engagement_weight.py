"""Whether what is told of an encounter is enough to record it, and how sure the record is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sarez.reading.engagement_cues import Cue, governing_verb, listed
from sarez.reading.engagement_kinds import TEACHING, is_held
from sarez.reading.status import CALLED_FOR, OCCURRED, PLANNED

if TYPE_CHECKING:
    from spacy.tokens import Token

    from sarez.reading.engagement_links import Encounter
    from sarez.reading.parties import Cast

CONTENTS = frozenset({"xcomp", "acl", "advcl", "pcomp", "relcl"})
NOUNS_AT_LARGE = frozenset({"meeting", "conference", "training"})
# Set by hand: more of a date, a place and parties makes a record surer; see scripts/train_acceptance.py for events.
BASE, DATED, PLACED, TWO_PARTIES, PLAIN, TOLD_AGAIN, SUREST = 0.45, 0.15, 0.1, 0.15, 0.05, 0.05, 0.95


def is_enough(found: Encounter, cue: Cue, given: int, cast: Cast) -> bool:
    """Whether one telling is enough; `given` counts the parties its own words give."""
    anchor = cast.doc[cue.trigger.anchor]
    if cue.likely is not None:
        return bool(found.parties)
    if cue.has("back") or _is_at_large(found, cue, given, cast) or _is_content(found, cue, anchor):
        return False
    is_set = found.is_dated or found.is_placed
    if found.status == CALLED_FOR:
        return not cue.is_definite and (
            given >= 1 or (cue.noun is not None and found.where.country is not None)
        )
    if found.status == PLANNED and not is_set:
        if cue.is_new:
            return found.where.country is not None
        if cue.noun is None and found.kind != "signing":
            return False
    if found.kind in _OF_THEIR_OWN:
        return _is_enough_of_its_kind(found, cue, anchor, is_set)
    if found.is_dated and found.is_placed and cue.noun is not None:
        return True
    return _is_enough_by_words(cue, given, is_set, cast)


_OF_THEIR_OWN = frozenset({"signing", "visit", "accreditation"})


def _is_enough_of_its_kind(found: Encounter, cue: Cue, anchor: Token, is_set: bool) -> bool:
    if found.kind == "visit":
        return is_set or cue.noun is not None or not cue.has("weak")
    if found.kind == "accreditation" and not cue.has("weak"):
        return bool(found.parties)
    if found.kind == "signing" and found.status == PLANNED:
        return bool(found.parties)
    return len(found.parties) >= 2 and is_set


def _is_enough_by_words(cue: Cue, given: int, is_set: bool, cast: Cast) -> bool:
    if cue.has("bare"):
        return given >= 2 and is_set
    if cue.kind == "training" and cast.doc[cue.trigger.anchor].lemma_.lower() in TEACHING:
        return is_set
    if cue.kind == "launch" and len(cue.trigger.tokens) > 1 and not cue.has("weak"):
        return is_set or given >= 1 or cue.status == OCCURRED
    if cue.has("weak"):
        return given >= 2 or (is_set and (given >= 1 or is_held(cue, cast)))
    if cue.is_definite:
        return is_set or given >= 2
    return is_set or given >= 1 or is_held(cue, cast)


def _is_at_large(found: Encounter, cue: Cue, given: int, cast: Cast) -> bool:
    """Whether encounters at large are spoken of ("meetings", "courses"), or one is only the occasion of another."""
    plural = False
    if cue.noun is not None and cue.kind in NOUNS_AT_LARGE:
        noun = cast.doc[cue.noun]
        plural = noun.tag_ == "NNS" and (
            noun.lemma_.lower() not in listed("many_as_one") or cue.kind == "training"
        )
    if cue.is_aside and (plural or not given or found.status != OCCURRED):
        return True
    if not plural:
        return False
    return (
        not found.is_dated if cue.kind == "training" else not (given and (found.is_dated or found.is_placed))
    )


def _is_content(found: Encounter, cue: Cue, anchor: Token) -> bool:
    """Whether an encounter is only spoken of: "experience in holding talks", "approval to train", "who often comes"."""
    if cue.kind == "training" and anchor.lemma_.lower() in TEACHING and anchor.dep_ in CONTENTS:
        return anchor.dep_ == "relcl" or (
            found.status == PLANNED and not found.is_dated and not (found.is_placed and _is_to(anchor))
        )
    if found.is_dated:
        return False
    if found.status != OCCURRED:
        return False
    if cue.kind == "visit" and anchor.tag_ in ("VBZ", "VBP") and anchor.lemma_ != "be" and cue.noun is None:
        return True
    verb = governing_verb(anchor)
    if verb is None or verb.tag_ != "VBG" or any(c.dep_ == "aux" for c in verb.children):
        return False
    return (verb.dep_ == "pcomp" and verb.head.lower_ in ("in", "of", "for", "to")) or (
        verb.dep_ == "conj" and verb.head.dep_ == "pcomp"
    )


def _is_to(anchor: Token) -> bool:
    """Whether a verb follows "is to": "the lecturers are to teach in Osh"."""
    return (
        anchor.dep_ == "xcomp"
        and anchor.head.lemma_ == "be"
        and anchor.head.dep_ in ("ROOT", "conj", "ccomp")
    )


def confidence_of(found: Encounter) -> float:
    """How sure a record is, between 0 and 1: more with a date, a place, both parties, and each telling."""
    score = BASE + DATED * found.is_dated + PLACED * found.is_placed + TWO_PARTIES * (len(found.parties) > 1)
    score += PLAIN * any(not c.has("weak") and not c.has("bare") for c in found.cues)
    return round(min(SUREST, score + TOLD_AGAIN * (len(found.spans) - 1)), 2)

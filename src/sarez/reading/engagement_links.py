"""One record for one encounter: tellings joined, and those that are only part of another left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sarez.reading.engagement_kinds import TALKS
from sarez.reading.merging import dates_agree
from sarez.reading.status import CALLED_FOR, OCCURRED, PLANNED

if TYPE_CHECKING:
    from sarez.reading.engagement_cues import Cue
    from sarez.reading.settings import When, Where

Codes = tuple[str, ...]
REACH = 3  # sentences over which an encounter is told on without a word that points back
TYPES = {
    "deployment": "MOBILIZE", "launch": "COOPERATE", "training": "COOPERATE", "signing": "AGREE", "accreditation": "SUPPORT",
}  # fmt: skip
AROUND = 20  # encounters on either side of one that it may be a part of
RANK = {"conference": 3, "negotiation": 2, "meeting": 1}


@dataclass(slots=True)
class Encounter:
    """An organized encounter; `spans` are the sentences that tell of it, the best first.

    `weight` says how much tells of it: 0 a bare word, 1 one of a date, a place or a party, more with each.
    """

    kind: str
    status: str
    organizers: Codes
    participants: Codes
    when: When
    where: Where
    is_dated: bool
    is_placed: bool
    title: str | None
    people: tuple[str, ...]
    spans: list[tuple[int, int]]
    sentence: int
    noun: str
    is_enough: bool = False
    score: float = 0.5
    last: int = 0
    is_subordinate: bool = False
    cues: list[Cue] = field(default_factory=list)

    @property
    def parties(self) -> Codes:
        return tuple(dict.fromkeys(self.organizers + self.participants))

    @property
    def type(self) -> str:
        """The PLOVER type of the act that such an encounter is."""
        return TYPES.get(self.kind, "CONSULT")


def is_same(told: Encounter, found: Encounter, cue: Cue, refers: bool) -> bool:
    """Whether a telling is of an encounter told before; `refers` says that it points back by its own words."""
    if not _kinds_agree(told, found, cue) or cue.is_aside or any(c.is_aside for c in told.cues[:1]):
        return False
    apart = found.sentence - told.last
    if (
        told.kind == found.kind == "accreditation"
        and set(told.parties) & set(found.parties)
        and apart <= 2 * REACH
    ):
        return not _conflict(told, found, cue) or not apart
    if _conflict(told, found, cue):
        return False
    if refers:
        return apart <= REACH + 3 or found.noun == told.noun
    if (cue.is_new and apart) or (apart and not told.is_enough and not told.title):
        return False
    if cue.is_indefinite and apart and not (told.is_dated and found.is_dated):
        return False
    if not apart and told.kind == found.kind and not (cue.is_new and told.kind in ("meeting", "visit")):
        return told.status == found.status or told.kind in ("visit", "training", "conference", "launch")
    if told.status != found.status:
        return (cue.is_definite and not found.is_dated) or (
            not apart and not found.is_dated and told.kind == found.kind
        )
    if cue.is_definite and not found.is_dated and not found.is_placed:
        return True
    a, b = set(told.parties), set(found.parties)
    if cue.is_definite:
        return not b or bool(a & b) or not a
    if not apart:
        return not b or not a or len(a & b) / min(len(a), len(b)) >= 0.5
    if apart > REACH and not (told.is_dated and found.is_dated):
        return False
    if not b:
        return apart <= 1
    if (
        set(found.people) - set(told.people)
        and set(told.people) - set(found.people)
        and told.kind in ("meeting", "call", "visit")
    ):
        return False
    return len(a & b) / len(a | b) >= 0.5 or b <= a


def _kinds_agree(told: Encounter, found: Encounter, cue: Cue) -> bool:
    if told.kind == found.kind:
        return True
    if {told.kind, found.kind} <= TALKS:
        if (
            told.last == found.sentence
            or not found.noun
            or {told.kind, found.kind} == {"meeting", "negotiation"}
        ):
            return not (
                told.kind == "conference"
                and found.kind == "meeting"
                and found.noun
                and not cue.is_definite
                and told.last < found.sentence
            )
        return cue.is_definite and not (found.title and not told.title and found.noun != told.noun)
    return (
        told.kind == "training"
        and found.kind == "conference"
        and found.noun in ("session", "seminar", "gathering")
    )


def _conflict(told: Encounter, found: Encounter, cue: Cue) -> bool:
    if told.is_dated and found.is_dated and not dates_agree(told.when.iso, found.when.iso):
        within = _within(found, told) and cue.is_definite
        same_journey = told.kind == "visit" and told.sentence == found.sentence
        if not within and not same_journey:
            return True
    if (
        told.title
        and found.title
        and told.title.lower() not in found.title.lower()
        and found.title.lower() not in told.title.lower()
    ):
        return True
    places = told.where.place, found.where.place
    return told.is_placed and found.is_placed and places[0] != places[1] and found.kind != "training"


def join(told: Encounter, found: Encounter) -> None:
    """Add what a telling says to the encounter told before."""
    told.spans += [s for s in found.spans if s not in told.spans]
    if found.is_dated and not told.is_dated:
        told.when, told.is_dated = found.when, True
    elif (
        found.is_dated
        and told.kind == "visit"
        and found.when.iso
        and told.when.iso
        and found.when.iso > told.when.iso
    ):
        told.when = type(told.when)(told.when.iso, found.when.iso, told.when.reason)
    if found.is_placed and not told.is_placed:
        told.where, told.is_placed = found.where, True
    if RANK.get(found.kind, 0) > RANK.get(told.kind, 9) and (found.noun or found.sentence == told.sentence):
        told.kind = found.kind
    if told.status == CALLED_FOR and found.status == PLANNED:
        told.status = PLANNED
    if (
        told.kind == "conference"
        and not told.noun
        and found.noun == "meeting"
        and found.kind != "conference"
        and found.sentence == told.sentence
    ):
        told.kind = "meeting"
    told.noun = told.noun or found.noun
    told.organizers = tuple(dict.fromkeys(told.organizers + found.organizers))
    told.participants = tuple(dict.fromkeys(told.participants + found.participants))
    told.people = tuple(dict.fromkeys(told.people + found.people))
    told.title = told.title or found.title
    told.is_enough = (
        told.is_enough or found.is_enough or ((found.is_dated or found.is_placed) and bool(told.noun))
    )
    told.last = max(told.last, found.sentence)
    told.cues += found.cues


def settle(told: Sequence[Encounter]) -> list[Encounter]:
    """The encounters that stand: those sure enough, without journeys to, and papers signed at, another one."""
    kept = [e for e in told if e.is_enough]
    return [
        e
        for i, e in enumerate(kept)
        if not any(_belongs(e, o) for o in kept[max(0, i - AROUND) : i + AROUND] if o is not e)
    ]


def _belongs(part: Encounter, whole: Encounter) -> bool:
    """Whether an encounter is but a side of another: the journey to talks, the paper signed at a summit."""
    if part.status != whole.status:
        return False
    if part.kind == "meeting" and whole.kind == "signing" and part.sentence == whole.sentence:
        return part.is_subordinate
    if part.kind == "launch" and whole.kind == "deployment" and part.sentence == whole.sentence:
        return True
    if part.kind == "signing" and whole.kind == "accreditation" and part.sentence == whole.sentence:
        return True
    near = abs(part.sentence - whole.sentence) <= 2
    if not near and not (
        part.kind == "visit"
        and part.where.place
        and part.where.place == whole.where.place
        and set(part.parties) & set(whole.parties)
    ):
        return False
    if not dates_agree(part.when.iso, whole.when.iso) and not _within(part, whole):
        return False
    same_place = part.where.place == whole.where.place or not part.where.place or not whole.where.place
    if part.kind == "visit" and whole.kind in ("conference", "negotiation", "training", "deployment"):
        told_apart = whole.kind == "negotiation" and part.noun and part.sentence != whole.sentence
        return same_place and not told_apart
    if part.kind == "signing" and whole.kind in ("conference", "negotiation"):
        return same_place and bool(set(part.parties) & set(whole.parties))
    return False


def _within(part: Encounter, whole: Encounter) -> bool:
    start, end, day = whole.when.iso, whole.when.end, part.when.iso
    return bool(start and end and day and start <= day <= end)


def is_ahead(status: str, when: When, is_dated: bool, published: str | None) -> bool:
    """Whether what is told as done is dated after the report, and so is planned."""
    if status != OCCURRED or not is_dated or not when.iso or not published:
        return status == PLANNED
    size = min(len(when.iso), len(published))
    return when.iso[:size] > published[:size]

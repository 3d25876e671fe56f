"""Engagements: every organized encounter a report tells of, once, however often it is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sarez.reading.drafts import Draft, follow
from sarez.reading.engagement_cues import Cue, Encounters, find_cues, load_encounters
from sarez.reading.engagement_parties import Roles, roles_of
from sarez.reading.merging import dates_agree
from sarez.reading.parties import CROWDS, Cast, Discourse
from sarez.reading.settings import Stage, When, Where
from sarez.reading.status import OCCURRED, PLANNED

if TYPE_CHECKING:
    from spacy.tokens import Span

    from sarez.reading.parsed import ParsedPassage, ParsedReport
    from sarez.reading.people import PeopleIndex

Codes = tuple[str, ...]
TYPES = {"deployment": "MOBILIZE", "launch": "COOPERATE", "training": "COOPERATE", "signing": "AGREE", "accreditation": "SUPPORT"}
TALKS = frozenset({"meeting", "negotiation", "conference"})
HOSTILE = frozenset({"ASSAULT", "ACCUSE", "THREATEN", "SANCTION", "COERCE"})
REACH = 4  # sentences over which an encounter is told on without a word that points back


@dataclass(slots=True)
class Encounter:
    """An organized encounter; `spans` are the sentences that tell of it, the best first."""

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
    given: int
    score: float = 0.5
    cues: list[Cue] = field(default_factory=list)

    @property
    def parties(self) -> Codes:
        return tuple(dict.fromkeys(self.organizers + self.participants))


@dataclass(slots=True)
class Teller:
    """Reads a report sentence by sentence and keeps the encounters told so far."""

    stage: Stage
    page: ParsedReport
    index: PeopleIndex
    encounters: Encounters
    hostile: frozenset[frozenset[str]]
    told: list[Encounter] = field(default_factory=list)
    number: int = 0

    def read(self, parsed: ParsedPassage, cast: Cast, drafts: Sequence[Draft]) -> None:
        """All sentences of one passage, in order."""
        cues = find_cues(cast.doc, self.encounters) if parsed.is_prose else []
        for sentence in cast.doc.sents:
            self.number += 1
            for cue in cues:
                if sentence.start <= cue.trigger.anchor < sentence.end:
                    self._tell(cue, sentence, parsed, cast)
            start = parsed.start + sentence.start_char
            for draft in drafts:
                if draft.start == start and draft.is_event and len(draft.parties) > 1 and not CROWDS & set(draft.parties):
                    cast.discourse.pair = draft.parties
            follow(sentence, cast)

    def _tell(self, cue: Cue, sentence: Span, parsed: ParsedPassage, cast: Cast) -> None:
        found = self._encounter(cue, roles_of(cue, cast, sentence), sentence, parsed)
        known = self._known(found, cue)
        if known is not None:
            _join(known, found, cue)
        elif self._is_enough(found, cue):
            self.told.append(found)

    def _encounter(self, cue: Cue, roles: Roles, sentence: Span, parsed: ParsedPassage) -> Encounter:
        start, end = parsed.start + sentence.start_char, parsed.start + sentence.end_char
        anchor = parsed.doc[cue.trigger.anchor]
        given = roles.given
        parties = given if len(given) > 1 else tuple(dict.fromkeys(given + roles.near))
        draft = Draft(
            TYPES.get(cue.kind, "CONSULT"), cue.kind, cue.status, parties[:1], parties[1:], start, end, parsed.start + anchor.idx, cue.trigger
        )
        when, where, is_dated = self.stage.set(parsed, draft)
        is_placed = bool(where.place) and (where.place or "") in " ".join(sentence.text.split())
        people = tuple(p.person.name for p in self.index.within(start, end))
        status = cue.status
        if status == OCCURRED and is_dated and when.iso and self.page.day and when.iso > self.page.day[: len(when.iso)]:
            status = PLANNED
        return Encounter(
            self._kind(cue, parties), status, roles.organizers, parties, when, where, is_dated, is_placed, None, people,
            [(start, end)], self.number, len(given), cues=[cue],
        )  # fmt: skip

    def _kind(self, cue: Cue, parties: Codes) -> str:
        return cue.kind

    def _known(self, found: Encounter, cue: Cue) -> Encounter | None:
        """The encounter told before that a cue tells on of."""
        return next((e for e in reversed(self.told) if is_same(e, found, cue)), None)

    def _is_enough(self, found: Encounter, cue: Cue) -> bool:
        set_ = found.is_dated or found.is_placed
        if cue.has("back"):
            return False
        if cue.has("bare"):
            return found.given >= 2 and set_
        if cue.has("weak"):
            return (found.given >= 2) or (found.given >= 1 and set_)
        if cue.is_definite:
            return set_ or found.given >= 2
        return set_ or found.given >= 1


def is_same(told: Encounter, found: Encounter, cue: Cue) -> bool:
    """Whether a telling is of an encounter told before."""
    if not _kinds_agree(told.kind, found.kind, cue) or cue.is_new or cue.is_aside:
        return False
    if told.status != found.status and not cue.is_definite:
        return False
    if told.is_dated and found.is_dated and not dates_agree(told.when.iso, found.when.iso):
        return False
    if told.is_placed and found.is_placed and told.where.place != found.where.place:
        return False
    apart = found.sentence - told.sentence
    if cue.is_definite:
        return True
    if apart > REACH and not (told.is_dated and found.is_dated):
        return False
    a, b = set(told.parties), set(found.parties)
    if not b:
        return apart <= 1
    if apart and set(found.people) - set(told.people) and set(told.people) - set(found.people):
        return False
    return len(a & b) / len(a | b) >= 0.5 or b <= a


def _kinds_agree(a: str, b: str, cue: Cue) -> bool:
    return a == b or {a, b} <= TALKS


def _join(told: Encounter, found: Encounter, cue: Cue) -> None:
    told.spans += [s for s in found.spans if s not in told.spans]
    if found.is_dated and not told.is_dated:
        told.when, told.is_dated = found.when, True
    if found.is_placed and not told.is_placed:
        told.where, told.is_placed = found.where, True
    told.organizers = tuple(dict.fromkeys(told.organizers + found.organizers))
    told.participants = tuple(dict.fromkeys(told.participants + found.participants))
    told.people = tuple(dict.fromkeys(told.people + found.people))
    told.cues.append(cue)


def find_engagements(
    page: ParsedReport,
    casts: Sequence[Cast],
    opening: Discourse,
    drafts: Sequence[tuple[ParsedPassage, Draft]],
    stage: Stage,
    index: PeopleIndex,
) -> list[Encounter]:
    """The encounters of a report, in the order in which they are told.

    `casts` are those of the report's parsed passages, `opening` what was known before the first of them was read,
    `drafts` the report's acts as already read, `stage` an unused one.
    """
    hostile = frozenset(frozenset(d.parties) for _, d in drafts if d.type in HOSTILE and len(d.parties) == 2)
    teller = Teller(stage, page, index, load_encounters(), hostile)
    for parsed, cast in zip(page.parsed, casts, strict=True):
        own = [d for p, d in drafts if p is parsed]
        teller.read(parsed, Cast(cast.doc, opening, cast.owner), own)
    return teller.told

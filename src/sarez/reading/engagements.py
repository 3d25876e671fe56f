"""Engagements: every organized encounter a report tells of, once, however often it is told."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sarez.reading.dateline import dateline_of
from sarez.reading.drafts import Draft
from sarez.reading.engagement_cues import (
    ENDS,
    Cue,
    Encounters,
    find_cues,
    governing_verb,
    learned_cues,
    load_encounters,
)
from sarez.reading.engagement_kinds import is_reference, kind_of
from sarez.reading.engagement_links import TYPES, Encounter, is_ahead, is_same, join, settle
from sarez.reading.engagement_parties import Roles, roles_of
from sarez.reading.engagement_places import place_of, place_tokens
from sarez.reading.engagement_tellings import is_telling
from sarez.reading.engagement_titles import title_of
from sarez.reading.engagement_weight import confidence_of, is_enough
from sarez.reading.parsed import words_of
from sarez.reading.parties import Cast, Discourse
from sarez.reading.roles import CROWDS
from sarez.reading.settings import Stage, When
from sarez.reading.settings_states import StateWords
from sarez.reading.status import OCCURRED, PLANNED
from sarez.reading.story import follow, sentence_parties

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

    from sarez.reading.parsed import ParsedPassage, ParsedReport
    from sarez.reading.people import PeopleIndex
    from sarez.region.actors import Actors
    from sarez.region.names import Match
    from sarez.region.places import Place

Codes = tuple[str, ...]
HOSTILE = frozenset({"ASSAULT", "ACCUSE", "THREATEN", "SANCTION", "COERCE"})
MUTUAL = frozenset({"AGREE", "CONSULT", "COOPERATE"})
ATTENDED = frozenset({"conference", "training", "launch"})
BILATERAL = ("meeting", "negotiation", "signing", "call")
_ATTENDING = re.compile(
    r"\b(?:(?:took|taking|take) part|participa\w+|attend\w*|present|had come|came|com(?:e|ing) from|represented|joined|accompanied"
    r"|in the chair|chaired|presided|spoke|spoken|speakers|addressed|delegat\w+|looked on|were sent|had sent|experts from|officers from|taught|teaching"
    r"|lecturers|instructors|organi[sz]ed|hosted|arranged|belonging to|invited)\b"
)
MEMORY = 40  # encounters looked back to; more would make very long reports slow
ATTENDANCE = 3  # sentences after an encounter in which those who came are told


@dataclass(slots=True)
class Teller:
    """Reads a report sentence by sentence and keeps the encounters told so far."""

    stage: Stage
    page: ParsedReport
    index: PeopleIndex
    encounters: Encounters
    hostile: frozenset[frozenset[str]]
    prose: int = 0
    told: list[Encounter] = field(default_factory=list)
    number: int = 0

    def read(self, parsed: ParsedPassage, cast: Cast, drafts: Sequence[Draft]) -> None:
        """All sentences of one passage, in order."""
        cues = _by_sentence(find_cues(cast.doc, self.encounters), cast.doc) if parsed.is_prose else {}
        acts: dict[int, list[Draft]] = {}
        for draft in drafts:
            acts.setdefault(draft.start, []).append(draft)
        for sentence in cast.doc.sents:
            self.number += 1
            own = acts.get(parsed.start + sentence.start_char, [])
            here = cues.get(sentence.start, [])
            places = place_tokens(sentence, parsed) if here else set()
            telling = [c for c in here if is_telling(c, cast, sentence, places, self.encounters)]
            if parsed.is_prose:
                telling += learned_cues(sentence, cast.encounters, here, telling, self.encounters)
            for cue in telling:
                self._tell(cue, sentence, parsed, cast, own)
            if parsed.is_prose:
                self._attend(sentence, cast)
            for draft in own:
                if draft.is_event and len(draft.parties) > 1 and not CROWDS & set(draft.parties):
                    cast.discourse.pair = draft.parties
            follow(sentence, cast)

    def _tell(
        self, cue: Cue, sentence: Span, parsed: ParsedPassage, cast: Cast, drafts: Sequence[Draft]
    ) -> None:
        found = self._encounter(cue, roles_of(cue, cast, sentence), sentence, parsed, cast, drafts)
        refers = is_reference(cue, cast) or (cue.has("back") and not cue.is_new)
        known = next((e for e in reversed(self.told[-MEMORY:]) if is_same(e, found, cue, refers)), None)
        if known is not None:
            join(known, found)
        elif not refers:
            self.told.append(found)

    def _attend(self, sentence: Span, cast: Cast) -> None:
        """Add those whom a sentence names as having come to the encounter told just before."""
        last = self.told[-1] if self.told else None
        if last is None or last.kind not in ATTENDED or last.status != OCCURRED:
            return
        if 0 < self.number - last.sentence <= ATTENDANCE and _ATTENDING.search(words_of(sentence)):
            near = (c for m in sentence_parties(sentence, cast) for c in cast.lists.get(m.start, m.codes))
            last.participants = tuple(
                dict.fromkeys([*last.participants, *(c for c in near if c not in CROWDS)])
            )

    def _encounter(
        self,
        cue: Cue,
        roles: Roles,
        sentence: Span,
        parsed: ParsedPassage,
        cast: Cast,
        drafts: Sequence[Draft],
    ) -> Encounter:
        start, end = parsed.start + sentence.start_char, parsed.start + sentence.end_char
        parties = self._parties(cue, roles, cast, drafts)
        draft = self._draft(cue, parties, start, end, parsed)
        when, story, is_dated = self.stage.set(parsed, draft)
        status = self._status(cue, cast, when, is_dated)
        verb = governing_verb(cast.doc[cue.trigger.anchor])
        if (
            status == PLANNED
            and when.iso is None
            and self.page.day
            and verb is not None
            and verb.tag_ == "VBD"
        ):
            when = When(
                self.page.day[:7],
                None,
                f"a plan told as of the past: the month of publication ({self.page.day})",
            )
        where, is_placed = place_of(
            cue, status, story, cast, sentence, parsed, self.page, is_first=not self.told
        )
        if cue.kind == "visit":
            parties = self._of_journey(parties, where.country)
        noun = cast.doc[cue.noun] if cue.noun is not None else None
        found = Encounter(
            kind=kind_of(cue, sentence, parties, self._is_disputed(parties)),
            status=status,
            organizers=roles.organizers,
            participants=parties,
            when=when,
            where=where,
            is_dated=is_dated,
            is_placed=is_placed,
            title=title_of(noun) if noun is not None else None,
            people=tuple(p.person.name for p in self.index.within(start, end)),
            spans=[(start, end)],
            sentence=self.number,
            noun=noun.lemma_.lower() if noun is not None else "",
            last=self.number,
            is_subordinate=cast.doc[cue.trigger.anchor].dep_ == "relcl",
            cues=[cue],
        )
        found.is_enough = is_enough(found, cue, len(roles.given), cast)
        return found

    def _draft(self, cue: Cue, parties: Codes, start: int, end: int, parsed: ParsedPassage) -> Draft:
        """The act that the encounter is, for its date and place; a dateline is no part of what its sentence tells."""
        anchor = parsed.doc[cue.trigger.anchor]
        told_from = max(start, self.prose) if self.prose < end else start
        type_ = TYPES.get(cue.kind, "CONSULT")
        return Draft(
            type_,
            cue.kind,
            cue.status,
            parties[:1],
            parties[1:],
            told_from,
            end,
            parsed.start + anchor.idx,
            cue.trigger,
        )

    def _status(self, cue: Cue, cast: Cast, when: When, is_dated: bool) -> str:
        verb = governing_verb(cast.doc[cue.trigger.anchor])
        ends = verb is not None and verb.tag_ == "VBZ" and verb.lemma_ in ENDS
        if ends and cue.status in (OCCURRED, PLANNED):
            return OCCURRED
        return PLANNED if is_ahead(cue.status, when, is_dated, self.page.day) else cue.status

    def _is_disputed(self, parties: Codes) -> bool:
        sides = set(parties)
        return frozenset(sides) in self.hostile or any(
            e.kind == "negotiation" and set(e.parties) == sides for e in self.told[-MEMORY:]
        )

    def _parties(self, cue: Cue, roles: Roles, cast: Cast, drafts: Sequence[Draft]) -> Codes:
        """The parties given, or else of the same act as an event, or else named near, or else in the story before."""
        parties = roles.given
        if len(parties) < 2:
            of_act = _of_drafts(drafts, TYPES.get(cue.kind, "CONSULT"), cue, parties)
            parties = tuple(dict.fromkeys(parties + of_act + roles.near))
        if len(parties) > 1 or cue.kind not in BILATERAL:
            return parties
        before = next(
            (e.parties for e in reversed(self.told[-MEMORY:]) if e.kind in (*BILATERAL, "visit")), ()
        )
        for known in (cast.discourse.pair, before):
            if 1 < len(known) <= 3 and set(parties) <= set(known):
                return known
        return parties

    def _of_journey(self, parties: Codes, country: str | None) -> Codes:
        """Visitor and host: the state the journey leads to, and, where only that is known, the last guest there."""
        if country and len(parties) < 2:
            parties = tuple(dict.fromkeys((*parties, country)))
        if parties == (country,):
            guests = (
                e.parties
                for e in reversed(self.told[-MEMORY:])
                if e.kind == "visit" and e.where.country == country
            )
            return next(guests, parties)
        return parties


def _by_sentence(cues: Sequence[Cue], doc: Doc) -> dict[int, list[Cue]]:
    """The cues by the first token of their sentence."""
    found: dict[int, list[Cue]] = {}
    for cue in cues:
        found.setdefault(doc[cue.trigger.anchor].sent.start, []).append(cue)
    return found


def _of_drafts(drafts: Sequence[Draft], type_: str, cue: Cue, given: Codes) -> Codes:
    """The parties of the act that the same words tell of."""
    inside = set(cue.trigger.tokens)
    for draft in drafts:
        shared = inside & {*draft.trigger.tokens, draft.trigger.anchor}
        if draft.type == type_ and shared and set(given) <= set(draft.parties):
            return draft.parties
    pairs = (
        d.parties for d in drafts if d.type in MUTUAL and len(d.parties) > 1 and set(given) <= set(d.parties)
    )
    return next(pairs, ()) if given else ()


def engagements_of(
    page: ParsedReport,
    casts: Sequence[Cast],
    opening: Discourse,
    drafts: Sequence[tuple[ParsedPassage, Draft]],
    dateline: Match[Place] | None,
    actors: Actors,
    index: PeopleIndex,
) -> list[Encounter]:
    """The encounters of a report, in the order in which they are told.

    `casts` are those of the report's parsed passages, `opening` what was known before the first of them was read,
    `drafts` the report's acts as already read, `dateline` the place it is written from,
    `actors` those of the region.
    """
    hostile = frozenset(frozenset(d.parties) for _, d in drafts if d.type in HOSTILE and len(d.parties) == 2)
    stage = Stage(page, dateline, frozenset(actors.states), StateWords(actors, page.day))
    line = dateline_of(page.text, page.passages)
    teller = Teller(stage, page, index, load_encounters(), hostile, line.prose if line else 0)
    own: dict[int, list[Draft]] = {}
    for parsed, draft in drafts:
        own.setdefault(parsed.start, []).append(draft)
    for parsed, cast in zip(page.parsed, casts, strict=True):
        again = Cast(cast.doc, opening, cast.owner, cast.towns, encounters=cast.encounters)
        teller.read(parsed, again, own.get(parsed.start, []))
    found = settle(teller.told)
    for encounter in found:
        encounter.score = confidence_of(encounter)
    return found

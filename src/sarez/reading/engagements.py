"""Engagements: every organized encounter a report tells of, once, however often it is told."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sarez.reading.dateline import dateline_of
from sarez.reading.drafts import Draft, follow
from sarez.reading.engagement_cues import (
    listed,
    ENDS,
    Cue,
    Encounters,
    find_cues,
    governing_verb,
    load_encounters,
)
from sarez.reading.engagement_kinds import (
    TEACHING,
    goal_of,
    has_destination,
    is_founding,
    is_hearing,
    is_held,
    is_meeting_of_people,
    is_named_body,
    is_persons_object,
    is_reference,
    is_visitor,
    kind_of,
)
from sarez.reading.engagement_links import TYPES, Encounter, is_ahead, is_same, join, settle
from sarez.reading.engagement_parties import Roles, roles_of
from sarez.reading.engagement_titles import title_of
from sarez.reading.parties import CROWDS, Cast, Discourse
from sarez.reading.settings import Stage, Where
from sarez.reading.settings_states import StateWords, default_actors
from sarez.reading.status import CALLED_FOR, OCCURRED, PLANNED

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from sarez.reading.parsed import ParsedPassage, ParsedReport
    from sarez.reading.people import PeopleIndex
    from sarez.region.names import Match
    from sarez.region.places import Place

Codes = tuple[str, ...]
HOSTILE = frozenset({"ASSAULT", "ACCUSE", "THREATEN", "SANCTION", "COERCE"})
HOSTED = frozenset({"visit"})
UNPLACED = frozenset({"training", "briefing", "call"})


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
        cues = find_cues(cast.doc, self.encounters) if parsed.is_prose else []
        for sentence in cast.doc.sents:
            self.number += 1
            start = parsed.start + sentence.start_char
            own = [d for d in drafts if d.start == start]
            for cue in cues:
                if sentence.start <= cue.trigger.anchor < sentence.end:
                    self._tell(cue, sentence, parsed, cast, own)
            for draft in own:
                if draft.is_event and len(draft.parties) > 1 and not CROWDS & set(draft.parties):
                    cast.discourse.pair = draft.parties
            follow(sentence, cast)

    def _tell(
        self, cue: Cue, sentence: Span, parsed: ParsedPassage, cast: Cast, drafts: Sequence[Draft]
    ) -> None:
        if not self._is_telling(cue, sentence, parsed, cast):
            return
        roles = roles_of(cue, cast, sentence)
        found = self._encounter(cue, roles, sentence, parsed, cast, drafts)
        refers = is_reference(cue, cast) or (cue.has("back") and not cue.is_new)
        known = next((e for e in reversed(self.told) if is_same(e, found, cue, refers)), None)
        if known is not None:
            join(known, found)
        elif not refers:
            self.told.append(found)

    def _is_telling(self, cue: Cue, sentence: Span, parsed: ParsedPassage, cast: Cast) -> bool:
        """Whether a cue tells of an encounter at all, and does not only sound like it."""
        if is_named_body(cue, cast):
            return False
        verb = cast.doc[cue.trigger.anchor]
        if (
            verb.pos_ == "VERB"
            and verb.lemma_ in ("gather", "attend", "convene")
            and _is_about(verb, self.encounters)
        ):
            return False
        if cue.kind == "visit":
            return is_visitor(cue, cast) and has_destination(cue, cast, _places(sentence, parsed))
        if cue.kind == "launch" and not is_founding(cue, cast):
            return False
        if (
            cue.kind == "meeting"
            and cue.trigger.pattern.source == "meet/V"
            and not is_meeting_of_people(cue, cast)
        ):
            return False
        if (
            cue.kind == "briefing"
            and verb.lemma_ in ("brief", "hear")
            and verb.pos_ == "VERB"
            and not is_hearing(cue, cast, sentence)
        ):
            return False
        if "person" in cue.trigger.pattern.options:
            return is_persons_object(cue, cast)
        return not any(t.lemma_.lower() == "recall" for t in verb.ancestors if t.pos_ == "VERB")

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
        anchor = parsed.doc[cue.trigger.anchor]
        type_ = TYPES.get(cue.kind, "CONSULT")
        parties = roles.given
        if len(parties) < 2:
            parties = tuple(dict.fromkeys(parties + _of_drafts(drafts, type_, cue, parties) + roles.near))
        told_from = max(start, self.prose) if self.prose < end else start
        draft = Draft(
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
        when, where, is_dated = self.stage.set(parsed, draft)
        is_placed = _is_placed(where.place, sentence.text, cue)
        parties = self._filled(parties, cue, cast)
        if cue.kind in HOSTED and where.country and len(parties) < 2:
            parties = tuple(dict.fromkeys((*parties, where.country)))
        kind = kind_of(cue, sentence, parties, frozenset(parties) in self.hostile)
        status = PLANNED if is_ahead(cue.status, when, is_dated, self.page.day) else cue.status
        verb = governing_verb(anchor)
        if status == PLANNED and verb is not None and verb.tag_ == "VBZ" and verb.lemma_ in ENDS:
            status = OCCURRED
        people = tuple(p.person.name for p in self.index.within(start, end))
        noun = cast.doc[cue.noun] if cue.noun is not None else None
        found = Encounter(
            kind, status, roles.organizers, parties, when, where, is_dated, is_placed,
            title_of(noun) if noun is not None else None, people, [(start, end)], self.number,
            noun.lemma_.lower() if noun is not None else "", False, last=self.number, cues=[cue],
        )  # fmt: skip
        found.is_subordinate = anchor.dep_ == "relcl"
        self._place(found, cue, cast, sentence, parsed)
        found.is_enough = self._is_enough(found, cue, roles, cast)
        return found

    def _place(self, found: Encounter, cue: Cue, cast: Cast, sentence: Span, parsed: ParsedPassage) -> None:
        """Mend the place: a journey lies where it leads; what names no place of its own is given none by guess."""
        if cue.kind == "visit":
            goal = goal_of(cue, cast, _places(sentence, parsed))
            where = self._goal(goal, cast, parsed) if goal is not None else None
            if where is not None:
                found.where, found.is_placed = where, bool(where.place)
        elif not found.is_placed and (found.status != OCCURRED or (cue.kind in UNPLACED and self.told)):
            found.where = Where(None, found.where.country)
        if (
            cue.kind == "deployment"
            and sum(1 for p in parsed.places if found.spans[0][0] <= p.start < found.spans[0][1]) > 2
            and found.status == PLANNED
        ):
            found.where, found.is_placed = Where(None, None), False

    def _goal(self, goal: Token, cast: Cast, parsed: ParsedPassage) -> Where | None:
        at = parsed.start + goal.idx
        for match in parsed.places:
            if match.start <= at < match.end and match.values[0].kind != "country":
                return Where(self.page.text[match.start : match.end], match.values[0].country)
        mention = cast.owner.get(goal.i)
        if mention is not None and mention.kind == "state" and len(mention.codes) == 1:
            return Where(None, mention.codes[0])
        return None

    def _filled(self, parties: Codes, cue: Cue, cast: Cast) -> Codes:
        """The parties with those whom only the story before names: "the two sides", the next round of the same talks."""
        if len(parties) > 1 or cue.kind not in ("meeting", "negotiation", "signing", "call"):
            return parties
        before = next(
            (
                e.parties
                for e in reversed(self.told)
                if e.kind in ("meeting", "negotiation", "visit", "signing")
            ),
            (),
        )
        for known in (cast.discourse.pair, before):
            if 1 < len(known) <= 3 and (not parties or set(parties) <= set(known)):
                return known
        return parties

    def _is_enough(self, found: Encounter, cue: Cue, roles: Roles, cast: Cast) -> bool:
        """Whether one telling is enough to be recorded."""
        is_set = found.is_dated or found.is_placed
        given = len(roles.given)
        anchor = cast.doc[cue.trigger.anchor]
        plural = _is_plural(cue, cast)
        if cue.has("back") or (
            plural
            and not (given and is_set and cue.kind != "training")
            and not (found.is_dated and cue.kind == "training")
        ):
            return False
        if cue.is_aside and not (given and not plural and found.status == OCCURRED):
            return False
        if (
            cue.kind == "training"
            and anchor.lemma_.lower() in TEACHING
            and found.status == PLANNED
            and anchor.dep_ in ("xcomp", "acl")
        ):
            return found.is_dated
        if (
            cue.kind == "launch"
            and len(cue.trigger.tokens) > 1
            and found.status == OCCURRED
            and not cue.has("weak")
        ):
            return bool(found.parties)
        if (
            cue.kind == "visit"
            and anchor.tag_ in ("VBZ", "VBP")
            and found.status == OCCURRED
            and cue.noun is None
            and not found.is_dated
        ):
            return False
        if found.status == PLANNED and cue.noun is None and not is_set:
            return False
        if _is_manner(anchor) and not found.is_dated and found.status == OCCURRED:
            return False
        if cue.is_new and found.status == PLANNED and found.where.country:
            return True
        if found.is_dated and found.is_placed and cue.noun is not None:
            return True
        if found.kind == "signing":
            return len(found.parties) >= 2 and (is_set or found.status == PLANNED)
        if found.status == CALLED_FOR:
            if cue.noun is not None and found.where.country and not cue.is_definite:
                return True
            return given >= 1 and not cue.is_definite
        if cue.has("bare"):
            return given >= 2 and is_set
        if cue.kind == "training" and cast.doc[cue.trigger.anchor].lemma_.lower() in TEACHING:
            return is_set
        if cue.has("weak"):
            return given >= 2 or (is_set and (given >= 1 or is_held(cue, cast)))
        if cue.is_definite:
            return is_set or given >= 2
        return is_set or given >= 1 or is_held(cue, cast)


def _is_plural(cue: Cue, cast: Cast) -> bool:
    """Whether encounters at large are spoken of: “meetings”, “courses”; “talks” are one."""
    if cue.noun is None or cue.kind not in ("meeting", "conference", "training"):
        return False
    noun = cast.doc[cue.noun]
    return noun.tag_ == "NNS" and (noun.lemma_.lower() not in listed("many_as_one") or cue.kind == "training")


def _is_manner(anchor: Token) -> bool:
    """“Experience in holding talks”, “ready to train”: what is spoken of, not done."""
    verb = governing_verb(anchor)
    if verb is None or verb.tag_ != "VBG" or any(c.dep_ == "aux" for c in verb.children):
        return False
    return (verb.dep_ == "pcomp" and verb.head.lower_ in ("in", "of", "for", "to")) or (
        verb.dep_ == "conj" and verb.head.dep_ == "pcomp"
    )


def _is_about(verb: Token, encounters: Encounters) -> bool:
    """Whether an encounter is itself the subject: “the training has gathered …”."""
    return any(c.dep_ == "nsubj" and c.lemma_.lower() in encounters.nouns for c in verb.children)


def _is_placed(place: str | None, text: str, cue: Cue) -> bool:
    """Whether the sentence itself says that the encounter is held at this place."""
    if not place:
        return False
    words = "in|at|near|outside|on|to|into|hosted by|there" + ("|for" if cue.status == PLANNED else "")
    if re.search(
        rf"(?:\b(?:{words})\s+(?:[\w’'-]+\s+){{0,4}}|[(/]|\A\W*|\bvisit\w*\s+){re.escape(place)}",
        " ".join(text.split()),
        re.IGNORECASE,
    ):
        return True
    return "capital" in text and place not in text


def _of_drafts(drafts: Sequence[Draft], type_: str, cue: Cue, given: Codes) -> Codes:
    """The parties of the act that the same words tell of."""
    inside = set(cue.trigger.tokens)
    for draft in drafts:
        if (
            draft.type == type_
            and inside & {*draft.trigger.tokens, draft.trigger.anchor}
            and set(given) <= set(draft.parties)
        ):
            return draft.parties
    return ()


def _places(sentence: Span, parsed: ParsedPassage) -> set[int]:
    """The tokens of a sentence that name places."""
    found: set[int] = set()
    for match in parsed.places:
        span = parsed.doc.char_span(
            match.start - parsed.start, match.end - parsed.start, alignment_mode="expand"
        )
        if span is not None and sentence.start <= span.start < sentence.end:
            found.update(range(span.start, span.end))
    found.update(t.i for e in sentence.ents if e.label_ in ("GPE", "LOC", "FAC") for t in e)
    return found


def engagements_of(
    page: ParsedReport,
    casts: Sequence[Cast],
    opening: Discourse,
    drafts: Sequence[tuple[ParsedPassage, Draft]],
    dateline: Match[Place] | None,
    states: frozenset[str],
    index: PeopleIndex,
) -> list[Encounter]:
    """The encounters of a report, in the order in which they are told.

    `casts` are those of the report's parsed passages, `opening` what was known before the first of them was read,
    `drafts` the report's acts as already read, `dateline` the place it is written from.
    """
    hostile = frozenset(frozenset(d.parties) for _, d in drafts if d.type in HOSTILE and len(d.parties) == 2)
    stage = Stage(page, dateline, states, StateWords(default_actors(), page.day))
    line = dateline_of(page.text, page.passages)
    teller = Teller(stage, page, index, load_encounters(), hostile, line.prose if line else 0)
    for parsed, cast in zip(page.parsed, casts, strict=True):
        own = [d for p, d in drafts if p is parsed]
        teller.read(parsed, Cast(cast.doc, opening, cast.owner), own)
    return settle(teller.told)

"""When and where: which date and which place of the report belong to an act."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sarez.reading.settings_country import country_of
from sarez.reading.settings_days import STATEMENTS, When, is_bound, own_date
from sarez.reading.settings_spots import Spot, spots_of, verb_of
from sarez.reading.status import CALLED_FOR, OCCURRED

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from sarez.reading.drafts import Draft
    from sarez.reading.parsed import ParsedPassage, ParsedReport
    from sarez.reading.settings_states import StateWords
    from sarez.region.names import Match
    from sarez.region.places import Place

ENCOUNTERS = frozenset({"meeting", "negotiation", "conference", "training", "visit", "signing", "accreditation"})
HELD = ENCOUNTERS | {"launch", "briefing"}
TALKS = frozenset({"CONSULT", "AGREE", "SUPPORT", "COOPERATE", "REQUEST", "ACCUSE", "THREATEN"})
VIOLENCE = frozenset({"ASSAULT", "PROTEST", "COERCE", "MOBILIZE", "RETREAT", "CONCEDE"})
ROLES = {"at": 5.0, "to": 4.5, "into": 4.5, "host": 4.5, "on": 4.0, "event": 3.0, "towards": 1.0, "from": 1.0, "of": 1.0}
ENOUGH = 2.5  # the least a place must score to be taken; found on gold/practice
NEAR = 2  # sentences over which a story keeps its place and day without naming them
_THERE = re.compile(
    r"\b(?:there|here|[Tt]hence|(?:in|at|to|from|into|around|outside) (?:the|this|that)(?: same)? (?:town|city|village|place|settlement|spot|district|province|region|square|base))\b"
)
_REMOTE = re.compile(r"\b(?:video|online|telephone|phone|virtual|by letter|remotely)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Where:
    """A place as the text spells it, and the state it lies in."""

    place: str | None
    country: str | None


NOWHERE = Where(None, None)


@dataclass(slots=True)
class _Scene:
    """What one placed or dated act leaves behind for the sentences after it."""

    sentence: int
    passage: int
    draft: Draft
    when: When
    is_dated: bool
    where: Where


@dataclass(slots=True)
class Stage:
    """The settings of a report's acts, filled in as the story is told."""

    report: ParsedReport
    dateline: Match[Place] | None
    states: frozenset[str]
    names: StateWords
    scenes: list[_Scene] = field(default_factory=list)
    _order: dict[int, tuple[int, int]] = field(default_factory=dict)
    _spots: dict[int, list[Spot]] = field(default_factory=dict)

    def set(self, parsed: ParsedPassage, draft: Draft) -> tuple[When, Where, bool]:
        """The date and place of the next act of the report, and whether its own sentence dates it."""
        sentence = self._sentence(parsed, draft)
        here = self._place_in(sentence)
        anchor = _anchor(parsed, draft)
        when, is_dated = self._when(parsed, draft, anchor, here)
        where, is_placed = self._where(parsed, draft, sentence, anchor, here, when if is_dated else None)
        if is_placed or is_dated:
            self.scenes.append(_Scene(here[0], here[1], draft, when, is_dated, where))
        return when, where, is_dated

    def _sentence(self, parsed: ParsedPassage, draft: Draft) -> Span:
        token = _anchor(parsed, draft)
        return token.sent

    def _place_in(self, sentence: Span) -> tuple[int, int]:
        """The number of a sentence in the report, and of its passage."""
        if not self._order:
            count = 0
            for number, passage in enumerate(self.report.parsed):
                for each in passage.doc.sents:
                    self._order[id(passage.doc) ^ each.start] = (count, number)
                    count += 1
        return self._order.get(id(sentence.doc) ^ sentence.start, (0, 0))

    # -- when

    def _when(self, parsed: ParsedPassage, draft: Draft, anchor: Token, here: tuple[int, int]) -> tuple[When, bool]:
        day = self.report.day
        date = own_date(draft, parsed, day)
        if date is not None:
            iso, end = date.iso, date.iso_end
            if draft.type == "AGREE" and end and draft.status == OCCURRED:
                iso, end = end, None
            return When(iso, end, date.reason), date.iso is not None
        if draft.status == CALLED_FOR or (draft.status != OCCURRED and not _was_planned(anchor)):
            return When(None, None, None), False
        running = self._running(draft, anchor, here)
        if running is not None:
            return running, False
        if day:
            return When(day[:7], None, f"undated and recent: the month of publication ({day})"), False
        return When(None, None, None), False

    def _running(self, draft: Draft, anchor: Token, here: tuple[int, int]) -> When | None:
        """The date of the act told just before, while the same story goes on."""
        last = next((s for s in reversed(self.scenes) if s.is_dated), None)
        if last is None or not last.when.iso or last.draft.status != OCCURRED:
            return None
        if here[0] - last.sentence > (NEAR if here[1] == last.passage else 1) or _is_present(verb_of(anchor)):
            return None
        same = set(draft.parties) & set(last.draft.parties)
        if not same:
            return None
        iso = last.when.end if draft.type == "AGREE" and last.when.end else last.when.iso
        return When(iso, None, last.when.reason)

    # -- where

    def _where(
        self, parsed: ParsedPassage, draft: Draft, sentence: Span, anchor: Token, here: tuple[int, int], when: When | None
    ) -> tuple[Where, bool]:
        if here[0] not in self._spots:
            self._spots[here[0]] = spots_of(sentence, parsed, self.names)
        spots = self._spots[here[0]]
        ranked = [(_fit(s, draft, anchor, sentence), -i, s) for i, s in enumerate(spots)]
        score, _, best = max(ranked, key=lambda r: r[:2], default=(0.0, 0, None))
        if best is not None and score >= ENOUGH:
            found = self._named(best, spots, draft)
            if found.place or found.country:
                return found, True
        if _REMOTE.search(sentence.text):
            return NOWHERE, False
        kept = self._kept(draft, sentence, here, when)
        if kept is not None:
            return kept, False
        return Where(None, country_of(draft, self.states, self._local())), False

    def _local(self) -> str | None:
        last = next((s.where.country for s in reversed(self.scenes) if s.where.country), None)
        return last or (self.dateline.values[0].country if self.dateline else None)

    def _named(self, spot: Spot, spots: Sequence[Spot], draft: Draft) -> Where:
        country = spot.country
        if spot.rank == 0:
            return Where(None, country)
        if spot.name is not None:
            return self._capital(spot)
        text = " ".join(self.report.text[spot.start : spot.end].split())
        if not spot.is_known and country is None and not text.lower().endswith(("crossing", "checkpoint", "border post")):
            country = next((s.country for s in spots if s.country), None) or self._guess(draft)
        return Where(text, country)

    def _guess(self, draft: Draft) -> str | None:
        codes = [c for c in draft.recipient + draft.actor if c in self.states]
        local = self._local()
        return local if local in codes or not codes else codes[0]

    def _capital(self, spot: Spot) -> Where:
        name, country = spot.name, spot.country
        if not name:
            country = self._local()
            name = self.names.actors.capital(country, self.report.day) if country else None
        if not name:
            return Where(None, country)
        if self.dateline is not None:
            printed = self.report.text[self.dateline.start : self.dateline.end]
            if printed.lower() == name.lower():
                name = printed
        return Where(name, country)

    def _kept(self, draft: Draft, sentence: Span, here: tuple[int, int], when: When | None) -> Where | None:
        """The place of the act told before, where this one goes on there; else, for an encounter, the dateline's city."""
        last = next((s for s in reversed(self.scenes) if s.where.place or s.where.country), None)
        if last is not None:
            gap = here[0] - last.sentence
            if gap <= NEAR and _THERE.search(sentence.text):
                return last.where
            if gap <= (NEAR + 1 if here[1] == last.passage else 1) and self._goes_on(draft, last, when):
                return last.where
        is_held = draft.kind in HELD or draft.type in ("CONSULT", "COOPERATE")
        if is_held and draft.kind != "call" and draft.status == OCCURRED and self.dateline is not None and when is None:
            return self._at_dateline()
        return None

    def _at_dateline(self) -> Where | None:
        if self.dateline is None:
            return None
        text = self.report.text[self.dateline.start : self.dateline.end]
        return Where(text, self.dateline.values[0].country)

    def _goes_on(self, draft: Draft, last: _Scene, when: When | None) -> bool:
        if draft.status != OCCURRED or last.draft.status != OCCURRED or draft.kind == "call":
            return False
        if when is not None and last.is_dated and when.iso != last.when.iso:
            return False
        parties, before = set(draft.parties), set(last.draft.parties)
        if draft.type in TALKS and last.draft.type in ("CONSULT", "AGREE", "COOPERATE", "SUPPORT"):
            return parties <= before if draft.type in STATEMENTS else bool(parties & before)
        if draft.type in VIOLENCE and last.draft.type in VIOLENCE:
            return bool(parties & before)
        return False


def _anchor(parsed: ParsedPassage, draft: Draft) -> Token:
    return parsed.doc[draft.trigger.anchor]


def _is_present(verb: Token) -> bool:
    """Whether a verb is in the present or the perfect: “accuses”, “has closed”."""
    auxiliaries = {c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")}
    return verb.tag_ in ("VBZ", "VBP") or bool(auxiliaries & {"has", "have", "is", "are", "'s"})


def _was_planned(anchor: Token) -> bool:
    """Whether a plan is told as of the past: “was to go”, “the programme foresaw”."""
    verb = verb_of(anchor)
    chain = [verb, *[a for a in verb.ancestors if a.pos_ in ("VERB", "AUX")][:1]]
    return any(t.tag_ == "VBD" or any(c.lower_ in ("was", "were") for c in t.children if c.dep_ in ("aux", "auxpass")) for t in chain)


def _fit(spot: Spot, draft: Draft, anchor: Token, sentence: Span) -> float:
    """How well a spot suits an act: its role, its clause, and what it hangs on."""
    doc = sentence.doc
    verb = verb_of(anchor)
    score = ROLES.get(spot.role, 0.0)
    if spot.role == "from" and draft.type == "RETREAT":
        score = 4.5
    if spot.role == "on" and draft.type not in VIOLENCE:
        score = 2.0
    if spot.role == "event" and spot.governor != anchor.i:
        score = 1.5
    if spot.governor in draft.trigger.tokens:
        score += 1.0
    score += _clause_fit(spot, verb, draft, doc[spot.verb])
    if spot.is_of_body and spot.governor != anchor.i:
        score -= 3.0
    if spot.rank == 0:
        score -= 1.0
    return score - min(abs(spot.start - draft.at), 400) / 400


def _clause_fit(spot: Spot, verb: Token, draft: Draft, governed: Token) -> float:
    if governed.i == verb.i:
        return 1.0
    is_statement = draft.type in STATEMENTS or draft.type == "SANCTION"
    if any(a.i == governed.i for a in verb.ancestors):
        return 0.0 if not is_statement else -0.5
    if any(a.i == verb.i for a in governed.ancestors):
        return -4.0 if is_statement else -0.5
    return -3.0 if is_statement else -0.8


def due_of(sentence: tuple[int, int], page: ParsedReport) -> tuple[str | None, str | None]:
    """By when something in this sentence is to be done, and why; None where no date is stated."""
    start, end = sentence
    inside = [d for d in page.dates() if start <= d.start < end and d.iso]
    bounds = [d for d in inside if d.kind == "deadline" or is_bound(d)]
    later = [d for d in inside if page.day and d.iso and d.iso[: len(page.day)] > page.day[: len(d.iso)]]
    best = next(iter(bounds or later), None)
    return (best.iso, best.reason) if best else (None, None)

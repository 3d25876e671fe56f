"""The story as a stage: each act's date and place, from its own sentence or from what was told before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sarez.reading.dateline import dateline as dateline_at
from sarez.reading.parsed import words_of
from sarez.reading.settings_country import RULERS, Where, country_of
from sarez.reading.settings_days import STATEMENTS, When, is_bound, own_date
from sarez.reading.settings_fit import ENOUGH, VIOLENCE, fit, is_list, is_series
from sarez.reading.settings_lines import Lines
from sarez.reading.settings_pointers import (
    day_of,
    is_of_the_gate,
    is_same_occasion,
    is_vague,
    points_there,
    ranks_of,
)
from sarez.reading.settings_scene import (
    Scene,
    anchor_of,
    as_when,
    at_end,
    is_ground,
    is_present,
    is_stay,
    same_day,
    was_planned,
)
from sarez.reading.settings_spots import Spot, verb_of
from sarez.reading.settings_words import seats, words
from sarez.reading.status import CALLED_FOR, OCCURRED

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from sarez.reading.drafts import Draft
    from sarez.reading.parsed import ParsedPassage, ParsedReport
    from sarez.reading.settings_states import StateWords
    from sarez.region.names import Match
    from sarez.region.places import Place

ENCOUNTERS = frozenset(
    {"meeting", "negotiation", "conference", "training", "visit", "signing", "accreditation"}
)
HELD = ENCOUNTERS | {"launch", "briefing"}
TALKS = frozenset({"CONSULT", "AGREE", "SUPPORT", "COOPERATE", "REQUEST"})
LONG = 10  # sentences back to which “there” may point
LOOSE = frozenset({"COERCE", "MOBILIZE", "CONCEDE"})  # seldom done where the story last was
OPENING = 12  # characters before a place that opens its sentence: “In Dostuk, people have worries”
NEAR = 2  # sentences over which a story keeps its place and day without naming them
WIDE = frozenset({"country", "region", "province", "river", "lake", "sea", "valley"})
_DAYS_OF = {"AGREE": "signing", "ASSAULT": "attack", "PROTEST": "protest", "CONSULT": "meeting"}
_ON_THE_LINE = ("crossing", "checkpoint", "border post")
_REMOTE = re.compile(r"\b(?:video|online|telephone|phone|virtual|by letter|remotely)", re.IGNORECASE)

NOWHERE = Where(None, None)


@dataclass(slots=True)
class Stage:
    """The settings of a report's acts, filled in as the story is told."""

    report: ParsedReport
    dateline: Match[Place] | None
    states: frozenset[str]
    names: StateWords
    scenes: list[Scene] = field(default_factory=list)
    lines: Lines = field(init=False)

    def __post_init__(self) -> None:
        self.lines = Lines(self.report, self.names)

    def set(self, parsed: ParsedPassage, draft: Draft) -> tuple[When, Where, bool]:
        """The date and place of the next act of the report, and whether its own sentence dates it."""
        anchor = anchor_of(parsed, draft)
        sentence = anchor.sent
        here = self.lines.of(parsed, sentence)
        own = own_date(draft, parsed, self.report.day)
        when = as_when(own, draft) if own is not None else None
        where, is_placed, scene = self._where(parsed, draft, sentence, anchor, here, when)
        is_dated = when is not None and when.iso is not None
        if when is None:
            when = self._undated(draft, anchor, here, scene)
        if is_placed or is_dated or where.place:
            is_kept = where.place is not None or (where.country is not None and draft.type == "CONSULT")
            self.scenes.append(
                Scene(here[0], here[1], draft, when, is_dated, where, is_placed or is_kept, is_placed)
            )
        return when, where, is_dated

    def _undated(self, draft: Draft, anchor: Token, here: tuple[int, int], scene: Scene | None) -> When:
        """The date of an act whose sentence gives none (guide, decision 1): that of its meeting, else the month."""
        day = self.report.day
        if draft.status == CALLED_FOR or (draft.status != OCCURRED and not was_planned(anchor)):
            return When(None, None, None)
        if scene is not None and scene.when.iso and len(scene.when.iso) > 4:
            return at_end(scene.when, draft)
        running = self._running(draft, anchor, here)
        if running is not None:
            return running
        told = self._day_before(draft, here)
        if told is not None:
            return told
        if day:
            return When(day[:7], None, f"undated and recent: the month of publication ({day})")
        return When(None, None, None)

    def _running(self, draft: Draft, anchor: Token, here: tuple[int, int]) -> When | None:
        """The date of the act told just before, while the same story goes on."""
        last = next((s for s in reversed(self.scenes) if s.is_dated), None)
        if last is None or not last.when.iso or len(last.when.iso) < 7 or last.draft.status != OCCURRED:
            return None
        if here[0] - last.sentence > (NEAR if here[1] == last.passage else 1) or is_present(verb_of(anchor)):
            return None
        same = set(draft.parties) & set(last.draft.parties)
        if not same:
            return None
        return at_end(last.when, draft)

    def _day_before(self, draft: Draft, here: tuple[int, int]) -> When | None:
        """The day that a sentence without an act has set for the violence told after it in its paragraph."""
        if draft.type not in VIOLENCE or draft.status != OCCURRED:
            return None
        for number in range(here[0] - 1, max(-1, here[0] - 1 - NEAR), -1):
            parsed, sentence = self.lines.all[number]
            if self.lines.of(parsed, sentence)[1] != here[1]:
                return None
            start, end = parsed.start + sentence.start_char, parsed.start + sentence.end_char
            days = [
                d for d in parsed.dates if start <= d.start < end and d.kind == "point" and not is_bound(d)
            ]
            if days:
                day = days[-1]
                is_past = day.iso is not None and len(day.iso) == 10 and day.iso <= (self.report.day or "")
                return When(day.iso, None, day.reason) if is_past else None
        return None

    def _where(
        self,
        parsed: ParsedPassage,
        draft: Draft,
        sentence: Span,
        anchor: Token,
        here: tuple[int, int],
        when: When | None,
    ) -> tuple[Where, bool, Scene | None]:
        if draft.kind == "call":
            return NOWHERE, False, None
        spots = self.lines.spots(here[0], parsed, sentence)
        ranked = [
            (fit(s, draft, anchor, sentence) - self._strangeness(s, draft, anchor), -i, s)
            for i, s in enumerate(spots)
        ]
        score, _, best = max(ranked, key=lambda r: r[:2], default=(0.0, 0, None))
        if best is not None and score >= ENOUGH:
            if is_list(best, ranked):
                return Where(None, best.country), True, None
            if is_series(ranked, sentence):
                return NOWHERE, True, None
            found = self.named(best, spots, draft)
            if found.place or found.country:
                return found, True, None
        if _REMOTE.search(words_of(sentence)):
            return NOWHERE, False, None
        moved = self._moved(draft, here)
        if moved is not None and draft.status == OCCURRED and (when is None or same_day(when, moved.when)):
            return moved.where, False, moved
        before = [*reversed(self.scenes)]
        before.sort(key=lambda s: (not self.is_recent(s.when), s.where.place is None))
        scene = next((s for s in before if self._goes_on(draft, s, when, here, anchor)), None)
        if is_vague(words_of(sentence)) and draft.type in VIOLENCE:
            where = scene.where if scene else self._kept(draft, here, when)
            return Where(None, where.country if where else None), False, scene
        there = self._there(sentence, here) or self._at_the_gate(draft, anchor, sentence, here)
        occasion = self._occasion(draft, sentence, here, when)
        scene = occasion or (scene if not self._is_labelled(draft, parsed, scene, here, when) else None)
        kept = there or (scene.where if scene else None) or self._label(draft, parsed, when)
        kept = kept or self._kept(draft, here, when)
        if kept and not there and draft.type in LOOSE and not (scene and scene.sentence == here[0]):
            kept = Where(None, kept.country)
        return (
            kept or Where(None, country_of(draft, self.states, self._local(), self.names.actors)),
            False,
            scene,
        )

    def _moved(self, draft: Draft, here: tuple[int, int]) -> Scene | None:
        """The scene that a sentence without an act of its own has set since the last one: “Today the guest is in Awaza.”"""
        last = max((s.sentence for s in self.scenes if s.is_placed and s.sentence < here[0]), default=-1)
        if not (draft.type in TALKS | VIOLENCE or draft.kind in HELD):
            return None
        for number in range(here[0] - 1, max(last, here[0] - 1 - LONG), -1):
            parsed, sentence = self.lines.all[number]
            if not parsed.is_prose or (last < 0 and self.lines.of(parsed, sentence)[1] != here[1]):
                continue
            for spot in self.lines.spots(number, parsed, sentence):
                is_opening = (
                    spot.role == "at"
                    and here[0] - number <= NEAR
                    and spot.start - parsed.start - sentence.start_char < OPENING
                )
                if is_ground(spot) and (is_stay(sentence, spot) or is_opening):
                    return self._set_by(spot, draft, number, parsed, sentence)
        return None

    def _set_by(self, spot: Spot, draft: Draft, number: int, parsed: ParsedPassage, sentence: Span) -> Scene:
        start, end = parsed.start + sentence.start_char, parsed.start + sentence.end_char
        day = next((d for d in parsed.dates if start <= d.start < end and d.kind == "point" and d.iso), None)
        when = When(day.iso, day.iso_end, day.reason) if day else When(None, None, None)
        passage = self.lines.of(parsed, sentence)[1]
        return Scene(number, passage, draft, when, day is not None, self.named(spot, [spot], None), True)

    def _strangeness(self, spot: Spot, draft: Draft, anchor: Token) -> float:
        """What speaks against a place of violence in a state that has no part in it, named in another clause."""
        if (
            draft.type not in VIOLENCE
            or spot.verb == verb_of(anchor).i
            or self._may_lie(draft, Where(None, spot.country))
        ):
            return 0.0
        return 3.0

    def _local(self) -> str | None:
        last = next((s.where.country for s in reversed(self.scenes) if s.where.country), None)
        return last or (self.dateline.values[0].country if self.dateline else None)

    def named(self, spot: Spot, spots: Sequence[Spot], draft: Draft | None) -> Where:
        country = spot.country
        if spot.rank == 0:
            text = self.report.text[spot.start : spot.end]
            return Where(text if spot.is_landing else None, country)
        if spot.name is not None:
            return self._capital(spot, draft)
        text = " ".join(self.report.text[spot.start : spot.end].split())
        if text.lower().endswith(_ON_THE_LINE) and (
            draft is None or len(set(draft.parties) & self.states) > 1
        ):
            return Where(text, None)
        if spot.is_post:
            return Where(text, None)
        if not spot.is_known and country is None and not text.lower().endswith(_ON_THE_LINE):
            country = next((s.country for s in spots if s.country), None) or self._guess(draft)
        return Where(text, country)

    def _guess(self, draft: Draft | None) -> str | None:
        codes = [c for c in draft.recipient + draft.actor if c in self.states] if draft else []
        local = self._local()
        return local if local in codes or not codes else codes[0]

    def _capital(self, spot: Spot, draft: Draft | None) -> Where:
        name, country = spot.name, spot.country
        if not name:
            codes = {RULERS.get(c, c) for c in draft.parties} & self.states if draft else set()
            country = self._local() or (codes.pop() if len(codes) == 1 else None)
            name = self.names.actors.capital(country, self.report.day) if country else None
        if not name:
            return Where(None, country)
        if self.dateline is not None:
            printed = self.report.text[self.dateline.start : self.dateline.end]
            if printed.lower() == name.lower():
                name = printed
        return Where(name, country)

    def _there(self, sentence: Span, here: tuple[int, int]) -> Where | None:
        """The place that “there” or “the autonomous republic” points back to; None where its own sentence names it."""
        found = points_there(words_of(sentence))
        if found is None:
            return None
        parsed = self.lines.all[here[0]][0]
        at = parsed.start + sentence.start_char + found.start()
        if any(s.start < at for s in self.lines.spots(here[0], parsed, sentence)) and "here" in found.group():
            return None
        return self._told(here[0], LONG, ranks=ranks_of(found))

    def _label(self, draft: Draft, parsed: ParsedPassage, when: When | None) -> Where | None:
        """The town that heads a paragraph, “DUSHANBE. The Ministry …”, for what is said and done there of late."""
        match = next((m for m in parsed.places if m.start == parsed.start), None)
        if match is None or draft.status != OCCURRED or not self.is_recent(when):
            return None
        name, after = self.report.text[match.start : match.end], self.report.text[match.end : match.end + 2]
        if not name.isupper() or after not in (". ", ": ", " —", " –", " -"):
            return None
        country = match.values[0].country
        codes = {RULERS.get(c, c) for c in draft.parties} & self.states
        return Where(name, country) if country in codes and match.values[0].kind not in WIDE else None

    def _is_labelled(
        self,
        draft: Draft,
        parsed: ParsedPassage,
        scene: Scene | None,
        here: tuple[int, int],
        when: When | None,
    ) -> bool:
        """Whether a paragraph is headed by its own town, so that what was told in another does not place its acts."""
        return scene is not None and scene.passage != here[1] and self._label(draft, parsed, when) is not None

    def _occasion(
        self, draft: Draft, sentence: Span, here: tuple[int, int], when: When | None
    ) -> Scene | None:
        """The encounter told before, at or around which a sentence says that its act was done."""
        if draft.status != OCCURRED or draft.kind == "call":
            return None
        act = day_of(words_of(sentence))
        if act is None and not is_same_occasion(words_of(sentence)):
            return None
        for scene in reversed(self.scenes):
            if here[0] - scene.sentence > LONG or scene.sentence == here[0]:
                continue
            if when is not None and not same_day(when, scene.when):
                continue
            kinds = {scene.draft.kind or "", _DAYS_OF.get(scene.draft.type, "")}
            if scene.draft.status == OCCURRED and scene.is_dated:
                if act is not None and act in kinds:
                    return scene
                if act is None and scene.draft.kind in HELD and scene.is_placed:
                    return scene
        return None

    def _at_the_gate(
        self, draft: Draft, anchor: Token, sentence: Span, here: tuple[int, int]
    ) -> Where | None:
        """The crossing that “the gate” or “it” means: the one named last."""
        if not is_of_the_gate(draft, anchor, sentence):
            return None
        for number in range(here[0] - 1, max(-1, here[0] - 1 - LONG), -1):
            parsed, before = self.lines.all[number]
            if not parsed.is_prose:
                break
            spots = [s for s in self.lines.spots(number, parsed, before) if self._is_gate(s, parsed)]
            if spots:
                found = self.named(spots[-1], spots, draft)
                after = self.report.text[spots[-1].end : spots[-1].end + 14].lower().lstrip()
                is_line = after.startswith(_ON_THE_LINE) and len(set(draft.parties) & self.states) > 1
                return Where(found.place, None) if is_line else found
        return None

    def _is_gate(self, spot: Spot, parsed: ParsedPassage) -> bool:
        """Whether a place is a crossing, or tells which crossing: “Torkham crossing”, “the gate at Chaman”."""
        text = self.report.text
        near = f"{text[spot.start : spot.end + 15]} {parsed.doc[spot.governor].text}".lower()
        return spot.rank > 0 and any(word in near for word in words("barriers"))

    def _kept(self, draft: Draft, here: tuple[int, int], when: When | None) -> Where | None:
        """Where an act of violence goes on, told just before; for an encounter the dateline's city (guide, decision 2)."""
        if draft.type in VIOLENCE and draft.status == OCCURRED:
            before = self._told(here[0], NEAR + 1, VIOLENCE)
            if before is not None and self._may_lie(draft, before):
                return before
        if (
            draft.type in STATEMENTS
            and draft.status == OCCURRED
            and self.is_recent(when)
            and self._is_at_seat(draft)
        ):
            return self._at_dateline(draft)
        is_held = (
            (draft.kind in HELD and draft.type != "REQUEST")
            or draft.type == "CONSULT"
            or (draft.type == "AGREE" and here[1] <= self._lead())
        )
        if is_held and draft.kind != "call" and draft.status == OCCURRED and self.is_recent(when):
            return self._at_dateline(draft)
        return None

    def _is_at_seat(self, draft: Draft) -> bool:
        """Whether the report is written from the seat of the body that speaks: the Security Council's from New York."""
        if self.dateline is None:
            return False
        city = self.dateline.values[0].name.lower().replace(" ", "-")
        return bool(draft.actor) and set(draft.actor) <= seats(city)

    def _lead(self) -> int:
        return next((i for i, p in enumerate(self.report.parsed) if p.is_prose), 0)

    def _told(
        self,
        here: int,
        reach: int,
        types: frozenset[str] | None = None,
        ranks: frozenset[int] | None = None,
    ) -> Where | None:
        """The place of the sentences before: of an act told there, or just named there."""
        for number in range(here - 1, max(-1, here - 1 - reach), -1):
            parsed, sentence = self.lines.all[number]
            if not parsed.is_prose:
                break
            spots = self.lines.spots(number, parsed, sentence)
            if ranks is not None:
                of_kind = [s for s in spots if s.rank in ranks]
                if of_kind:
                    return self.named(of_kind[-1], of_kind, None)
                continue
            scene = next(
                (
                    s
                    for s in reversed(self.scenes)
                    if s.sentence == number and s.where.place and (types is None or s.draft.type in types)
                ),
                None,
            )
            if scene is not None:
                return scene.where
            if types is not None and any(s.sentence == number and s.where.place for s in self.scenes):
                continue
            named = [
                s for s in spots if is_ground(s) or (types is None and s.rank > 1 and s.role == "subject")
            ]
            if named:
                return self.named(named[-1], named, None)
        return None

    def _may_lie(self, draft: Draft, where: Where) -> bool:
        codes = {RULERS.get(c, c) for c in draft.parties if c in self.states or c in RULERS}
        return not codes or where.country is None or where.country in codes

    def is_recent(self, when: When | None) -> bool:
        day = self.report.day
        return (
            when is None
            or when.iso is None
            or day is None
            or day[:7] in (when.iso[:7], (when.end or when.iso)[:7])
        )

    def _at_dateline(self, draft: Draft) -> Where | None:
        """The dateline's city, where one of its state or a body takes part."""
        if self.dateline is None:
            return None
        country = self.dateline.values[0].country
        codes = {RULERS.get(c, c) for c in draft.parties}
        if codes <= self.states and country not in codes:
            return None
        return Where(self.report.text[self.dateline.start : self.dateline.end], country)

    def _goes_on(
        self, draft: Draft, last: Scene, when: When | None, here: tuple[int, int], anchor: Token
    ) -> bool:
        """Whether an act is part of what an earlier one was: said at the same meeting, done in the same clash."""
        if (
            draft.status != OCCURRED
            or last.draft.status != OCCURRED
            or draft.kind == "call"
            or not last.is_placed
        ):
            return False
        if when is not None and not same_day(when, last.when):
            return False
        kinds = {draft.kind, last.draft.kind}
        if None not in kinds and len(kinds) > 1 and "training" in kinds:
            return False
        gap = here[0] - last.sentence
        if gap > 1 and when is None and last.is_dated and not self.is_recent(last.when):
            return False
        parties, before = set(draft.parties), set(last.draft.parties)
        if draft.type in TALKS and last.draft.type in ("CONSULT", "AGREE", "COOPERATE", "SUPPORT"):
            if draft.type in STATEMENTS and is_present(verb_of(anchor)):
                return False
            if draft.type in STATEMENTS and not gap and not last.is_own:
                return False  # “welcomed the agreement” is not said where that was signed
            if draft.type == "REQUEST":
                is_only = len({s.where.place for s in self.scenes}) == 1
                return parties <= before and (gap <= NEAR or is_only)
            return set(draft.actor) <= before if draft.type in STATEMENTS else bool(parties & before)
        if draft.type in STATEMENTS and last.draft.type in STATEMENTS and gap <= NEAR and last.is_placed:
            return set(draft.actor) == set(last.draft.actor) and not is_present(verb_of(anchor))
        if draft.type == "REQUEST" and last.draft.type == "PROTEST" and gap <= NEAR:
            return bool(set(draft.actor) & before)
        if draft.type in VIOLENCE and last.draft.type in VIOLENCE and gap <= NEAR + 1:
            return bool(parties & before) and self._may_lie(draft, last.where)
        return False


def printed_city(report: ParsedReport) -> Match[Place] | None:
    """The city that the first paragraph opens with, where a line above it has only given the date."""
    first = next((p for p in report.parsed if p.passage.role == "body"), None)
    line = dateline_at(report.text, first.passage) if first is not None else None
    if first is None or line is None or line.place is None:
        return None
    return next((m for m in first.places if m.start == line.place.start), None)

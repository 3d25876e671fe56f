"""Acts and undertakings as the records of a reading, each with the evidence it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sarez.reading.records import Commitment, Engagement, Event, Evidence, Place
from sarez.reading.settings import due_of

if TYPE_CHECKING:
    from sarez.reading.commitments import Undertaking
    from sarez.reading.issues import IssueReader
    from sarez.reading.merging import Act
    from sarez.reading.parsed import ParsedReport
    from sarez.reading.people import PeopleIndex

SENTENCE_WORDS = 8


def _opening(text: str, start: int, end: int) -> str:
    """The first words of a sentence, exactly as in the text, within one line."""
    line = text[start:end].lstrip().split("\n")[0]
    return " ".join(line.split(" ")[:SENTENCE_WORDS])


def _evidence(act: Act) -> tuple[Evidence, ...]:
    return tuple(Evidence(start, end) for start, end in act.spans)


def event(act: Act, page: ParsedReport, issues: IssueReader) -> Event:
    """An act as an event."""
    draft = act.draft
    spans = _evidence(act)
    return Event(
        type=draft.type,
        actor=draft.actor,
        recipient=draft.recipient,
        date=act.when.iso,
        date_reason=act.when.reason,
        place=act.where.place,
        country=act.where.country,
        issues=issues.attach(spans, draft.type, draft.kind, draft.parties),
        status=draft.status,
        killed=act.killed,
        injured=act.injured,
        sentence=_opening(page.text, draft.start, draft.end),
        evidence=spans,
        confidence=act.score,
    )


def engagement(act: Act, page: ParsedReport, issues: IssueReader, people: PeopleIndex) -> Engagement:
    """An act as an engagement, with those who took part."""
    draft = act.draft
    spans = _evidence(act)
    present = {p.person.name: None for s in spans for p in people.within(s.start, s.end)}
    return Engagement(
        kind=draft.kind or "meeting",
        title=None,
        date=act.when.iso,
        date_end=act.when.end,
        date_reason=act.when.reason,
        place=act.where.place,
        country=act.where.country,
        organizers=draft.actor[:1] if draft.kind in ("training", "conference", "briefing", "launch") else (),
        participants=draft.parties,
        people=tuple(present),
        issues=issues.attach(spans, draft.type, draft.kind, draft.parties),
        status=draft.status,
        sentence=_opening(page.text, draft.start, draft.end),
        evidence=spans,
        confidence=act.score,
    )


def commitment(found: Undertaking, page: ParsedReport) -> Commitment:
    """An undertaking as a commitment, with its due date if it has one."""
    due, reason = due_of(found.sentence, page)
    return Commitment(
        parties=found.parties,
        text=found.text,
        due=due,
        date_reason=reason,
        modality=found.modality,
        sentence=_opening(page.text, *found.sentence),
        evidence=(Evidence(*found.sentence),),
        confidence=found.confidence,
    )


def place_records(page: ParsedReport) -> tuple[Place, ...]:
    """The places that a report names, each once, with all the spots where it does."""
    spots: dict[str, list[Evidence]] = {}
    known = {}
    for match in page.places():
        place = match.values[0]
        known[place.name] = place
        spots.setdefault(place.name, []).append(Evidence(match.start, match.end))
    return tuple(
        Place(p.name, p.lat, p.lon, p.country, p.admin1, p.kind, tuple(spots[name]))
        for name, p in known.items()
        if p.lat is not None and p.lon is not None
    )

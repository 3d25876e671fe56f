"""Acts and undertakings as the records of a reading, each with the evidence it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sarez.reading.commitments_due import due_of
from sarez.reading.records import Commitment, Engagement, Event, Evidence, Place

if TYPE_CHECKING:
    from sarez.reading.commitments import Undertaking
    from sarez.reading.engagement_links import Encounter
    from sarez.reading.issues import IssueReader
    from sarez.reading.merging import Act
    from sarez.reading.parsed import ParsedReport

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


def engagement(found: Encounter, page: ParsedReport, issues: IssueReader) -> Engagement:
    """An encounter as an engagement, with those who took part."""
    spans = tuple(Evidence(start, end) for start, end in found.spans)
    return Engagement(
        kind=found.kind,
        title=found.title,
        date=found.when.iso,
        date_end=found.when.end,
        date_reason=found.when.reason,
        place=found.where.place,
        country=found.where.country,
        organizers=found.organizers,
        participants=found.participants,
        people=found.people,
        issues=issues.attach(spans, found.type, found.kind, found.parties),
        status=found.status,
        sentence=_opening(page.text, *found.spans[0]),
        evidence=spans,
        confidence=found.score,
    )


def commitment(found: Undertaking, page: ParsedReport) -> Commitment:
    """An undertaking as a commitment, with its due date if it has one."""
    due, reason = due_of(found, page)
    return Commitment(
        parties=found.parties,
        text=found.text,
        due=due,
        date_reason=reason,
        modality=found.modality,
        sentence=_opening(page.text, *found.sentence),
        evidence=(Evidence(*found.sentence), Evidence(found.start, found.end)),
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

"""What the page shows of one report: its text in stretches, and its records as lines of words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sarez.cli import wording
from sarez.cli.page.cards import Card, cards_of
from sarez.cli.page.marks import Span, stretches
from sarez.reading.records import Passage

if TYPE_CHECKING:
    from sarez.intake.report import Report
    from sarez.reading.records import Commitment, Engagement, Event, Evidence, Person, Reading

STORY = frozenset({"body", "list_item"})
HEADS = frozenset({"headline", "kicker"})


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text with the records it speaks for; `id` where it speaks for any."""

    text: str
    id: str
    records: tuple[str, ...]
    tone: str
    is_name: bool


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One passage: `dim` says why it is not read (boilerplate, another language), "" where it is."""

    role: str
    language: str
    dim: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A report as the page shows it."""

    id: str
    title: str
    file: str
    published: str
    iso: str
    publisher: str | None
    url: str | None
    language: str
    note: str | None
    paragraphs: tuple[Paragraph, ...]
    sections: tuple[tuple[str, tuple[Card, ...]], ...]
    countries: tuple[str, ...]
    types: tuple[str, ...]
    issues: tuple[str, ...]
    quads: tuple[tuple[str, int], ...]
    search: str


def sheet(number: int, report: Report, reading: Reading, states: Mapping[str, str]) -> Sheet:
    """Lay out one report; `states` gives the names of states by code."""
    name = f"r{number}"
    cards = cards_of(name, reading, states)
    text, spans = report.text, _spans(cards, reading)
    paragraphs = tuple(_paragraphs(name, text, reading.passages or _plain(text), spans, cards))
    rests_on = _evidence(paragraphs)
    placed = {card.id: replace(card, evidence=rests_on.get(card.id, ())) for card in cards}
    quads = [wording.quad(event.type) for event in reading.events]
    return Sheet(
        id=name,
        title=reading.title or report.title or _headline(text, reading) or report.file,
        file=report.file,
        published=wording.day(reading.published),
        iso=reading.published or "",
        publisher=reading.publisher or report.publisher,
        url=_safe(reading.url or report.url),
        language=reading.language,
        note=reading.note,
        paragraphs=paragraphs,
        sections=tuple(
            (title, tuple(placed[card.id] for card in cards if card.kind == kind))
            for kind, title in _SECTIONS
        ),
        countries=_countries(reading, states),
        types=tuple(
            dict.fromkeys([*(e.type for e in reading.events), *(held.kind for held in reading.engagements)])
        ),
        issues=tuple(sorted({issue for record in _acts(reading) for issue in record.issues})),
        quads=tuple((quad, quads.count(quad)) for quad in dict.fromkeys(quads)),
        search=_search(report, reading),
    )


_SECTIONS = (
    ("event", "Events"),
    ("engagement", "Engagements"),
    ("commitment", "Commitments"),
    ("person", "People"),
)


def _spans(cards: Iterable[Card], reading: Reading) -> list[Span]:
    records: list[Event | Engagement | Commitment | Person] = [
        *reading.events,
        *reading.engagements,
        *reading.commitments,
        *reading.people,
    ]
    spans = []
    for card, record in zip(cards, records, strict=True):
        evidence: tuple[Evidence, ...] = record.evidence
        spans += [Span(item.start, item.end, card.id) for item in evidence]
    return spans


def _plain(text: str) -> tuple[Passage, ...]:
    """A text that was not cut into passages, cut at its line ends."""
    passages, at = [], 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            passages.append(Passage(at, at + len(line.rstrip()), "", "body"))
        at += len(line)
    return tuple(passages)


def _paragraphs(
    name: str, text: str, passages: Iterable[Passage], spans: list[Span], cards: list[Card]
) -> Iterator[Paragraph]:
    tones = {card.id: card.tone for card in cards}
    number = 0
    for passage in passages:
        pieces = []
        for stretch in stretches(passage.start, passage.end, spans):
            number += bool(stretch.records)
            under = [tones[record] for record in stretch.records]
            pieces.append(
                Piece(
                    text[stretch.start : stretch.end],
                    f"{name}t{number}" if under else "",
                    stretch.records,
                    next((tone for tone in under if tone != "person"), ""),
                    "person" in under,
                )
            )
        yield Paragraph(passage.role, passage.language, _dim(passage), tuple(pieces))


def _dim(passage: Passage) -> str:
    if passage.role == "foreign":
        return f"not read: {passage.language or 'another language'}"
    return "" if passage.role in STORY | HEADS else passage.role


def _evidence(paragraphs: Iterable[Paragraph]) -> dict[str, tuple[str, ...]]:
    """For each record the stretches where a piece of its evidence begins."""
    found: dict[str, list[str]] = {}
    for paragraph in paragraphs:
        before: tuple[str, ...] = ()
        for piece in paragraph.pieces:
            for record in piece.records:
                if record not in before:
                    found.setdefault(record, []).append(piece.id)
            before = piece.records
    return {record: tuple(ids) for record, ids in found.items()}


def _headline(text: str, reading: Reading) -> str | None:
    head = next((p for p in reading.passages if p.role in HEADS), None)
    return " ".join(text[head.start : head.end].split()) if head else None


def _countries(reading: Reading, states: Mapping[str, str]) -> tuple[str, ...]:
    """The states that act, suffer, meet or are the scene."""
    codes: set[str | None] = set()
    for event in reading.events:
        codes |= {*event.actor, *event.recipient, event.country}
    for held in reading.engagements:
        codes |= {*held.organizers, *held.participants, held.country}
    for made in reading.commitments:
        codes |= {*made.parties}
    return tuple(sorted(code for code in codes if code and code in states))


def _acts(reading: Reading) -> list[Event | Engagement]:
    return [*reading.events, *reading.engagements]


def _search(report: Report, reading: Reading) -> str:
    names = [person.name for person in reading.people]
    places = [record.place or "" for record in _acts(reading)]
    return " ".join(dict.fromkeys(" ".join([report.file, *names, *places]).lower().split()))


def _safe(url: str | None) -> str | None:
    """The address if it is one of the web: a report may claim any, also one that runs a script."""
    return url if url and url.lower().startswith(("https://", "http://")) else None

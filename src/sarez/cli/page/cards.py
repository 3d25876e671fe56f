"""What is written on the card of a record: words for people instead of codes and numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sarez.cli import wording

if TYPE_CHECKING:
    from sarez.reading.records import Commitment, Engagement, Event, Person, Reading


@dataclass(frozen=True, slots=True)
class Card:
    """One record: `id` within its report, `tone` for its colour, and what is written on it."""

    id: str
    kind: str
    tone: str
    label: str
    title: str
    status: str
    when: str | None
    why: str | None
    where: str
    notes: tuple[str, ...]
    issues: tuple[str, ...]
    confidence: float
    likelihood: str
    evidence: tuple[str, ...] = ()


def cards_of(name: str, reading: Reading, states: Mapping[str, str]) -> list[Card]:
    """A card for each event, engagement, commitment and person, in that order; `name` is the report's."""
    return [
        *(_event(f"{name}e{i}", event, states) for i, event in enumerate(reading.events, 1)),
        *(_engagement(f"{name}g{i}", held, states) for i, held in enumerate(reading.engagements, 1)),
        *(_commitment(f"{name}c{i}", made) for i, made in enumerate(reading.commitments, 1)),
        *(_person(f"{name}p{i}", person, states) for i, person in enumerate(reading.people, 1)),
    ]


def _event(name: str, event: Event, states: Mapping[str, str]) -> Card:
    losses = wording.losses(event)
    return Card(
        id=name,
        kind="event",
        tone=wording.quad(event.type).replace(" ", "-"),
        label=event.type,
        title=wording.dyad(event),
        status=wording.status(event.status),
        when=wording.day(event.date),
        why=event.date_reason,
        where=wording.place(event, states),
        notes=(losses,) if losses else (),
        issues=event.issues,
        confidence=event.confidence,
        likelihood=wording.likelihood(event.confidence),
    )


def _engagement(name: str, held: Engagement, states: Mapping[str, str]) -> Card:
    when = wording.day(held.date)
    if held.date_end and held.date_end != held.date:
        when += f" – {wording.day(held.date_end)}"
    return Card(
        id=name,
        kind="engagement",
        tone="engagement",
        label=held.kind,
        title=wording.encounter(held),
        status=wording.status(held.status),
        when=when,
        why=held.date_reason,
        where=wording.place(held, states),
        notes=tuple(note for note in (held.title, ", ".join(held.people)) if note),
        issues=held.issues,
        confidence=held.confidence,
        likelihood=wording.likelihood(held.confidence),
    )


def _commitment(name: str, made: Commitment) -> Card:
    return Card(
        id=name,
        kind="commitment",
        tone="commitment",
        label=wording.modality(made.modality),
        title=wording.parties(made.parties),
        status="",
        when=wording.due(made),
        why=made.date_reason,
        where="",
        notes=(made.text,),
        issues=(),
        confidence=made.confidence,
        likelihood=wording.likelihood(made.confidence),
    )


def _person(name: str, person: Person, states: Mapping[str, str]) -> Card:
    state = states.get(person.country or "", person.country or "")
    office = ", ".join(part for part in (person.position, person.organization) if part)
    aliases = [alias for alias in person.aliases if alias != person.name]
    also = f"also as {', '.join(aliases)}" if aliases else ""
    return Card(
        id=name,
        kind="person",
        tone="person",
        label="",
        title=person.name,
        status="",
        when=None,
        why=None,
        where=state,
        notes=tuple(note for note in (office, also) if note),
        issues=(),
        confidence=person.confidence,
        likelihood=wording.likelihood(person.confidence),
    )

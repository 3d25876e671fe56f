"""What a reading is made of. The keys are those of gold/GUIDE.md and the contract in docs/reading.md."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """Where in the report's text something stands: characters `start` up to `end`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class DateValue:
    """A date as ISO (`2021-04-30`, `2021-04`, `2021`), and why it was read so."""

    iso: str
    reason: str


@dataclass(frozen=True, slots=True)
class Person:
    """A natural person whom the text names; `aliases` are the other forms the text uses."""

    name: str
    position: str | None
    organization: str | None
    country: str | None
    evidence: tuple[Evidence, ...]
    confidence: float
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """A specific act by an identifiable party, coded with PLOVER."""

    type: str
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    date: str | None
    date_reason: str | None
    place: str | None
    country: str | None
    issues: tuple[str, ...]
    status: str
    killed: int | None
    injured: int | None
    sentence: str
    evidence: tuple[Evidence, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Engagement:
    """An organized encounter."""

    kind: str
    title: str | None
    date: str | None
    date_end: str | None
    date_reason: str | None
    place: str | None
    country: str | None
    organizers: tuple[str, ...]
    participants: tuple[str, ...]
    people: tuple[str, ...]
    issues: tuple[str, ...]
    status: str
    sentence: str
    evidence: tuple[Evidence, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Commitment:
    """What a party has undertaken to do, with its modality."""

    parties: tuple[str, ...]
    text: str
    due: str | None
    date_reason: str | None
    modality: str
    sentence: str
    evidence: tuple[Evidence, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Place:
    """A place the text names, with its coordinates from the gazetteer."""

    name: str
    lat: float
    lon: float
    country: str | None
    admin1: str | None
    kind: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph: its language, and the role it plays (see reading/paragraphs.py)."""

    start: int
    end: int
    language: str
    role: str


@dataclass(frozen=True, slots=True)
class Reader:
    """What made a reading."""

    name: str
    version: str
    model: str
    model_sha256: str | None


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was understood of one report; `note` says why, where it could not be read in full."""

    file: str
    url: str | None
    publisher: str | None
    title: str | None
    language: str
    published: str | None
    reader: Reader
    people: tuple[Person, ...] = ()
    events: tuple[Event, ...] = ()
    engagements: tuple[Engagement, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    places: tuple[Place, ...] = ()
    passages: tuple[Passage, ...] = field(default=())
    note: str | None = None

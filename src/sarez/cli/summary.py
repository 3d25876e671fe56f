"""Many readings in a few numbers: for the overview of the page and for the demo."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sarez.cli.wording import quad
from sarez.reading.likeness import QUAD_OF

if TYPE_CHECKING:
    from sarez.reading.records import Commitment, Event, Reading

QUADS = tuple(dict.fromkeys(QUAD_OF.values()))
UNDATED = "undated"


@dataclass(frozen=True, slots=True)
class Dyad:
    """Two parties and how many acts of cooperation and of conflict lie between them, either way."""

    parties: tuple[str, str]
    cooperation: int
    conflict: int

    @property
    def events(self) -> int:
        """All acts between the two."""
        return self.cooperation + self.conflict


@dataclass(slots=True)
class Summary:
    """Counts over readings; add readings one by one."""

    reports: int = 0
    silent: int = 0
    people: set[str] = field(default_factory=set)
    events: int = 0
    engagements: int = 0
    commitments: int = 0
    by_year: dict[str, Counter[str]] = field(default_factory=dict)
    kinds: Counter[str] = field(default_factory=Counter)
    modalities: Counter[str] = field(default_factory=Counter)
    statuses: Counter[str] = field(default_factory=Counter)
    _pairs: dict[tuple[str, str], Counter[bool]] = field(default_factory=dict)

    def add(self, reading: Reading) -> None:
        """Count one reading."""
        self.reports += 1
        self.silent += not reading.events
        self.people |= {person.name for person in reading.people}
        self.events += len(reading.events)
        self.engagements += len(reading.engagements)
        self.commitments += len(reading.commitments)
        self.kinds.update(held.kind for held in reading.engagements)
        self.modalities.update(made.modality for made in reading.commitments)
        for event in reading.events:
            self._add_event(event)

    def years(self) -> list[tuple[str, dict[str, int]]]:
        """Events by year and quad class, the undated last."""
        ordered = sorted(self.by_year, key=lambda year: (year == UNDATED, year))
        return [(year, {q: self.by_year[year][q] for q in QUADS}) for year in ordered]

    def quads(self) -> dict[str, int]:
        """Events by quad class."""
        return {q: sum(counts[q] for counts in self.by_year.values()) for q in QUADS}

    def dyads(self, most: int) -> list[Dyad]:
        """The pairs of parties with most acts between them that occurred."""
        found = [Dyad(pair, counts[False], counts[True]) for pair, counts in self._pairs.items()]
        return sorted(found, key=lambda dyad: (-dyad.events, dyad.parties))[:most]

    def _add_event(self, event: Event) -> None:
        self.statuses[event.status] += 1
        year = (event.date or UNDATED)[:4] if event.date else UNDATED
        self.by_year.setdefault(year, Counter())[quad(event.type)] += 1
        if event.status != "occurred":
            return
        for pair in {_pair(a, b) for a in event.actor for b in event.recipient if a != b}:
            self._pairs.setdefault(pair, Counter())[quad(event.type).endswith("conflict")] += 1


def summarize(readings: Iterable[Reading]) -> Summary:
    """Count readings."""
    summary = Summary()
    for reading in readings:
        summary.add(reading)
    return summary


def agreed(readings: Iterable[Reading]) -> list[tuple[int, int, Commitment]]:
    """The firm commitments, each with the numbers (from 1) of its report and of itself therein; the dated first."""
    found = [
        (i, j, made)
        for i, reading in enumerate(readings, 1)
        for j, made in enumerate(reading.commitments, 1)
        if made.modality == "agreed"
    ]
    return sorted(found, key=lambda row: (row[2].due is None, row[2].due or "", row[0], row[1]))


def _pair(a: str, b: str) -> tuple[str, str]:
    return (a, b) if a < b else (b, a)

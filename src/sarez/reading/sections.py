"""Very long reports: read a section at a time, so that time and memory grow with the length and no faster."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from sarez.reading.records import Evidence, Passage, Person, Place, Reading

# Who is who, and what is one event told twice, is asked of everything before: that is quick in what is published as one
# report (most are under 10,000 characters, a study of 60 pages has 200,000), and without end in a year's archive.
SECTION = 60_000
_R = TypeVar("_R", Person, Place)


def sections(passages: Sequence[Passage], most: int = SECTION) -> list[tuple[Passage, ...]]:
    """The passages in order, in groups that reach over `most` characters or a little more; one group if they are few."""
    groups: list[list[Passage]] = [[]]
    for passage in passages:
        if groups[-1] and passage.end - groups[-1][0].start > most:
            groups.append([])
        groups[-1].append(passage)
    return [tuple(group) for group in groups]


def join(readings: Sequence[Reading], passages: tuple[Passage, ...]) -> Reading:
    """The readings of a report's sections as one; a person or place of the same name is one."""
    first = readings[0]
    if len(readings) == 1:
        return first
    return replace(
        first,
        people=_as_one((p for r in readings for p in r.people), ("name",)),
        events=tuple(e for r in readings for e in r.events),
        engagements=tuple(e for r in readings for e in r.engagements),
        commitments=tuple(c for r in readings for c in r.commitments),
        places=_as_one((p for r in readings for p in r.places), ("name", "lat", "lon")),
        passages=passages,
    )


def _as_one(records: Iterable[_R], keys: tuple[str, ...]) -> tuple[_R, ...]:
    known: dict[tuple[object, ...], _R] = {}
    more: dict[tuple[object, ...], dict[Evidence, None]] = {}
    for record in records:
        key = tuple(getattr(record, k) for k in keys)
        known.setdefault(key, record)
        more.setdefault(key, {}).update(dict.fromkeys(record.evidence))
    return tuple(replace(record, evidence=tuple(more[key])) for key, record in known.items())

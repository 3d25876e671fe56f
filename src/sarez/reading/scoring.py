"""How well a reader reads: readings against the annotations of the same reports.

The rules are those by which the project's figures are defined (gold/GUIDE.md says what to record). Every figure is
a share between 0 and 1. F1 counts a record once; an attribute is the share right among the records found.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import nan
from typing import Any

from sarez.reading.likeness import (
    SYMMETRICAL,
    Likeness,
    Record,
    act_likeness,
    encounter_likeness,
    is_same_date,
    is_same_place,
    overlap,
    pair,
    parties_of,
    person_likeness,
    quad_likeness,
    undertaking_likeness,
    word_f1,
)

MATCHING: dict[str, tuple[Likeness, float]] = {
    "people": (person_likeness, 0.8),
    "events": (act_likeness, 0.5),
    "engagements": (encounter_likeness, 0.55),
    "commitments": (undertaking_likeness, 0.5),
}
"""For each kind of record, how likeness is told and how much of it makes a pair."""

_F1 = " F1"
_Test = Callable[[Record, Record], bool]


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure; the counts behind it where it is counted and not derived from another."""

    name: str
    value: float
    counts: tuple[float, float, float] | None = None

    def __str__(self) -> str:
        line = f"{self.name:34s} {self.value:6.3f}"
        if self.counts is None:
            return line
        right, expected, given = self.counts
        return f"{line}   ({right:.0f} right of {expected:.0f}, {given:.0f} given)"


@dataclass(frozen=True, slots=True)
class Miss:
    """A record that the reader did not find (`missed`) or that the annotation does not hold (`extra`)."""

    file: str
    what: str
    record: Mapping[str, Any]

    def __str__(self) -> str:
        text = json.dumps(self.record, ensure_ascii=False)
        return f"{self.file}\t{self.what}\t{text if self.what == 'missed' else text[:400]}"


@dataclass(slots=True)
class Tally:
    """Right, expected and given for each figure, added up over reports."""

    counts: dict[str, tuple[float, float, float]] = field(default_factory=dict)

    def add(self, name: str, right: float, expected: float, given: float) -> None:
        """Add to a figure."""
        before = self.counts.get(name, (0.0, 0.0, 0.0))
        self.counts[name] = (before[0] + right, before[1] + expected, before[2] + given)

    def share(self, name: str, is_right: bool) -> None:
        """Add one case to a figure that is a plain share."""
        self.add(name, float(is_right), 1, 1)

    def figures(self) -> list[Figure]:
        """All figures, in the order in which they were first counted."""
        return [figure for name, counts in self.counts.items() for figure in _figures(name, counts)]


def score_report(gold: Record, found: Record, tally: Tally) -> None:
    """Add what one reading got right, both as plain data of the contract, to the tally."""
    _score_people(gold, found, tally)
    _score_events(gold, found, tally)
    _score_engagements(gold, found, tally)
    _score_commitments(gold, found, tally)
    here, there = _issues(gold), _issues(found)
    tally.add("issue F1", len(here & there), len(here), len(there))


def score(golds: Mapping[str, Record], found: Mapping[str, Record]) -> list[Figure]:
    """The figures over annotations by name; a report that has no reading counts as read empty."""
    tally = Tally()
    for name, gold in golds.items():
        score_report(gold, found.get(name, {}), tally)
    return tally.figures()


def misses(golds: Mapping[str, Record], found: Mapping[str, Record], kind: str) -> Iterator[Miss]:
    """What was missed and what was extra of one kind of record (`people`, `events` …), report by report."""
    likeness, least = MATCHING[kind]
    for name, gold in golds.items():
        reading = found.get(name, {"file": name})
        given = reading.get(kind) or []
        pairs = pair(gold[kind], given, likeness, least)
        yield from _unpaired(str(reading["file"]), "missed", gold[kind], {i for i, _ in pairs})
        yield from _unpaired(str(reading["file"]), "extra", given, {j for _, j in pairs})


def _unpaired(file: str, what: str, records: Sequence[Record], paired: set[int]) -> Iterator[Miss]:
    return (Miss(file, what, record) for i, record in enumerate(records) if i not in paired)


def _score_people(gold: Record, found: Record, tally: Tally) -> None:
    for g, f in _count("people", "people", gold, found, tally):
        tally.share("people position", word_f1(g.get("position"), f.get("position")) >= 0.5)
        tally.share("people country", _equal(g, f, "country"))


def _score_events(gold: Record, found: Record, tally: Tally) -> None:
    pairs = _count("event type+parties", "events", gold, found, tally)
    events, given = gold["events"], found.get("events") or []
    in_quad = pair(events, given, quad_likeness, 0.5)
    tally.add("event quad+parties F1", len(in_quad), len(events), len(given))
    for g, f in pairs:
        if g["type"] not in SYMMETRICAL and g["actor"] and g["recipient"]:
            same = overlap(parties_of(g, "actor"), parties_of(f, "actor"))
            tally.share("event direction", same >= 0.5)
        _share_all("event", _EVENT_TESTS, g, f, tally)
        if g.get("killed") is not None or f.get("killed") is not None:
            tally.share("event killed", g.get("killed") == f.get("killed"))
    if not events:
        tally.share("silence on reports with no event", not given)


def _score_engagements(gold: Record, found: Record, tally: Tally) -> None:
    for g, f in _count("engagement", "engagements", gold, found, tally):
        _share_all("engagement", _ENGAGEMENT_TESTS, g, f, tally)


def _score_commitments(gold: Record, found: Record, tally: Tally) -> None:
    agreed = [c for c in found.get("commitments") or [] if c.get("modality", "agreed") == "agreed"]
    for g, f in _count("commitment", "commitments", gold, {"commitments": agreed}, tally):
        same = overlap(parties_of(g, "parties"), parties_of(f, "parties"))
        tally.share("commitment parties", same >= 0.5)


def _count(name: str, key: str, gold: Record, found: Record, tally: Tally) -> list[tuple[Record, Record]]:
    """Count an F1 and return the records that were paired."""
    expected, given = gold[key], found.get(key) or []
    likeness, least = MATCHING[key]
    pairs = pair(expected, given, likeness, least)
    tally.add(name + _F1, len(pairs), len(expected), len(given))
    return [(expected[i], given[j]) for i, j in pairs]


def _share_all(name: str, tests: Mapping[str, _Test], gold: Record, found: Record, tally: Tally) -> None:
    for attribute, is_right in tests.items():
        tally.share(f"{name} {attribute}", is_right(gold, found))


def _equal(gold: Record, found: Record, key: str) -> bool:
    return (gold.get(key) or None) == (found.get(key) or None)


def _date(gold: Record, found: Record) -> bool:
    return is_same_date(gold.get("date"), found.get("date"))


def _place(gold: Record, found: Record) -> bool:
    return is_same_place(gold.get("place"), found.get("place"))


def _status(gold: Record, found: Record) -> bool:
    return bool(gold.get("status") == found.get("status"))


_EVENT_TESTS: dict[str, _Test] = {
    "date": _date,
    "place": _place,
    "country": lambda g, f: _equal(g, f, "country"),
    "status": _status,
}
_ENGAGEMENT_TESTS: dict[str, _Test] = {
    "kind": lambda g, f: bool(g["kind"] == f.get("kind")),
    "date": _date,
    "place": _place,
    "status": _status,
}


def _issues(reading: Record) -> set[str]:
    records = [record for key in ("events", "engagements") for record in reading.get(key) or []]
    return {issue for record in records for issue in record.get("issues") or []}


def _figures(name: str, counts: tuple[float, float, float]) -> Iterator[Figure]:
    right, expected, given = counts
    if not name.endswith(_F1):
        yield Figure(name, right / expected if expected else nan, counts)
        return
    what = name.removesuffix(_F1)
    yield Figure(f"{what} precision", right / given if given else float(not expected))
    yield Figure(f"{what} recall", right / expected if expected else float(not given))
    yield Figure(name, 2 * right / (expected + given) if expected + given else 1.0, counts)

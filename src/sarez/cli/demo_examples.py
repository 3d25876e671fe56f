"""A few records for the demo to show, each with the words it came from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, TypeVar

from sarez.cli import wording
from sarez.reading.records import Commitment, Engagement, Event

if TYPE_CHECKING:
    from sarez.intake.report import Report
    from sarez.reading.records import Reading

_Record = TypeVar("_Record", Event, Engagement, Commitment)
Example = tuple[str, str]
"""A record in a line, and its words in the report."""


def examples(results: Sequence[tuple[Report, Reading]], most: int) -> list[tuple[str, list[Example]]]:
    """Some records of each kind under a heading: the surest, from different reports, spread over the years."""
    return [
        ("Events", _chosen(((report, reading.events) for report, reading in results), describe_event, most)),
        (
            "Engagements",
            _chosen(
                ((report, reading.engagements) for report, reading in results), describe_engagement, most
            ),
        ),
        (
            "Commitments",
            _chosen(
                ((report, reading.commitments) for report, reading in results), describe_commitment, most
            ),
        ),
    ]


def describe_event(event: Event) -> str:
    """An event in a line."""
    state = "" if event.status == "occurred" else f" ({wording.status(event.status)})"
    facts = (wording.day(event.date), wording.place(event), wording.losses(event))
    return _line(f"{event.type}  {wording.dyad(event)}{state}", *facts)


def describe_engagement(held: Engagement) -> str:
    """An engagement in a line."""
    state = "" if held.status == "occurred" else f" ({wording.status(held.status)})"
    return _line(
        f"{held.kind}  {wording.encounter(held)}{state}", wording.day(held.date), wording.place(held)
    )


def describe_commitment(made: Commitment) -> str:
    """A commitment in a line."""
    return _line(
        f"{wording.modality(made.modality)}  {wording.parties(made.parties)}: {wording.first_words(made.text, 70)}",
        wording.due(made),
    )


def _line(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _is_telling(record: Event | Engagement | Commitment) -> bool:
    """Whether a record says who, has words to show and a date: the demo shows what a reading looks like."""
    if isinstance(record, Event):
        who = bool(record.actor and record.recipient and record.date)
    elif isinstance(record, Engagement):
        who = bool(len(record.participants) > 1 and record.date)
    else:
        who = bool(record.parties and record.modality == "agreed")
    return who and bool(record.evidence)


def _chosen(
    rows: Iterable[tuple[Report, tuple[_Record, ...]]], describe: Callable[[_Record], str], most: int
) -> list[Example]:
    """The surest record of each report, then every n-th of these in the order of the reports."""
    found: list[Example] = []
    for report, records in rows:
        told = [record for record in records if _is_telling(record)]
        if told:
            record = max(told, key=lambda r: r.confidence)
            first = record.evidence[0]
            found.append((describe(record), report.text[first.start : first.end]))
    step = max(1, len(found) // most)
    return found[step // 2 :: step][:most]

"""Claims read from the record as the pure parts see them, without what they do not weigh (texts, evidence)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sarez.desk.events.models import ACCEPTED, REJECTED, REPLACED, Claim, Spell
from sarez.desk.events.telling import Telling
from sarez.desk.reports.grades import Graded, past_grades

Past = dict[int, list[tuple[datetime, datetime, str, int]]]
"""How claims stood before, by claim, the earliest first: from when, to when, decision and credibility."""
_ROW = (
    "entry", "pk", "values", "marking", "known_at", "ended_at", "credibility", "confidence", "decision", "changed_at",
    "report", "report__story", "report__published",
    "report__source", "report__source__reliability", "report__source__graded_at",
)  # fmt: skip
_CHANGED, _SOURCE, _GRADED = (
    _ROW.index(n) for n in ("changed_at", "report__source", "report__source__graded_at")
)


def tellings(entries: Sequence[int]) -> dict[int, list[Telling]]:
    """What the claims of these entries tell, by entry, in the order they were put on record; of one claim, in time."""
    told: dict[int, list[Telling]] = {entry: [] for entry in entries}
    rows = list(Claim.objects.filter(entry__in=entries).order_by("id").values_list(*_ROW))
    past = _past(entries) if any(row[_CHANGED] for row in rows) else {}
    graded = past_grades({row[_SOURCE] for row in rows if row[_GRADED]})
    for row in rows:
        told[row[0]] += _of(row, past, graded.get(row[_SOURCE], ()))
    return told


def _past(entries: Sequence[int]) -> Past:
    past: Past = {}
    found = Spell.objects.filter(claim__entry__in=entries).order_by("claim_id", "known_to")
    for claim, *spell in found.values_list("claim", "known_from", "known_to", "decision", "credibility"):
        past.setdefault(claim, []).append((spell[0], spell[1], spell[2], spell[3]))
    return past


def _of(row: Sequence[Any], past: Past, grades: Sequence[Graded]) -> Iterator[Telling]:
    """One claim as it stood, time after time: each with the decision and the grades of that time."""
    _, claim, values, marking, known_at, ended_at, credibility, confidence, decision, changed_at = row[:10]
    report, story, published, _, reliability, _ = row[10:]
    now = Telling(
        claim=claim,
        values=values,
        marking=marking,
        known_from=changed_at or known_at,
        known_to=ended_at,
        report=report,
        story=story or report,
        published=published,
        reliability=reliability,
        credibility=credibility,
        confidence=confidence,
        is_accepted=decision == ACCEPTED,
    )
    for start, end, then, grade in past.get(claim, ()):
        if then not in (REJECTED, REPLACED):
            before = replace(
                now, known_from=start, known_to=end, credibility=grade, is_accepted=then == ACCEPTED
            )
            yield from graded_in_turn(before, grades)
    yield from graded_in_turn(now, grades)


def graded_in_turn(telling: Telling, grades: Sequence[Graded]) -> Iterator[Telling]:
    """A telling cut where its source was given another grade; nothing, if it did not stand for any time."""
    start = telling.known_from
    for until, reliability in grades:
        if start < until < telling.known_to:
            yield replace(telling, known_from=start, known_to=until, reliability=reliability)
            start = until
        elif until >= telling.known_to:
            telling = replace(telling, reliability=reliability)
            break
    if start < telling.known_to:
        yield replace(telling, known_from=start) if start != telling.known_from else telling

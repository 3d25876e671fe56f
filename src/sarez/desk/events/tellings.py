"""Claims read from the record as the pure parts see them, without what they do not weigh (texts, evidence)."""

from __future__ import annotations

from collections.abc import Sequence

from sarez.desk.events.models import ACCEPTED, PROPOSED, Claim
from sarez.desk.events.telling import Telling


def tellings(entries: Sequence[int]) -> dict[int, list[Telling]]:
    """What the claims of these entries tell, by entry, in the order they were put on record."""
    told: dict[int, list[Telling]] = {entry: [] for entry in entries}
    found = Claim.objects.filter(entry__in=entries).order_by("id")
    for row in found.values_list(
        "entry", "pk", "values", "marking", "known_at", "ended_at", "credibility", "confidence",
        "author", "decision", "decided_at",
        "report", "report__story", "report__published", "report__source__reliability",
    ):  # fmt: skip
        entry, claim, values, marking, known_at, ended_at, credibility, confidence = row[:8]
        author, decision, decided_at, report, story, published, reliability = row[8:]
        told[entry].append(
            Telling(
                claim=claim,
                values=values,
                marking=marking,
                known_from=known_at,
                known_to=ended_at,
                report=report,
                story=story or report,
                published=published,
                reliability=reliability,
                credibility=credibility,
                confidence=confidence,
                is_person=bool(author) and decision != PROPOSED,
                accepted_at=decided_at if decision == ACCEPTED else None,
            )
        )
    return told

"""The numbered sources of a brief, and the highest marking of what it holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from sarez.briefs.brief import Note
from sarez.desk.accounts import markings
from sarez.desk.events.models import ACCEPTED, Claim, Version
from sarez.desk.events.telling import Telling
from sarez.desk.reports.models import Report

MOST_NOTED = 3
LONGEST_TITLE = 160


class Sources:
    """Numbers reports in the order in which they are first named, for someone cleared to `clearance`."""

    def __init__(self, clearance: int) -> None:
        self.clearance = clearance
        self.marking = markings.CLEAR
        self._notes: dict[int, Note] = {}

    @property
    def notes(self) -> tuple[Note, ...]:
        """All that were named, in order."""
        return tuple(self._notes.values())

    def holds(self, marking: int) -> None:
        """Know that the brief holds something so marked."""
        self.marking = max(self.marking, marking)

    def of(self, reports: Iterable[Report]) -> tuple[int, ...]:
        """The numbers of reports; of one that may not be let in, none."""
        return tuple(dict.fromkeys(self._number(r) for r in reports if r.marking <= self.clearance))

    def of_claims(self, claims: Sequence[Claim], version: Version | None = None) -> tuple[int, ...]:
        """The numbers of the best of the reports that make these claims, each text once; first those whose values are shown."""
        shown = {choice["claim"] for choice in version.values.values()} if version else set()
        ordered = sorted(claims, key=lambda c: (c.pk not in shown, *grade_order(c), c.pk))
        texts: dict[int, Report] = {}
        for claim in ordered:
            texts.setdefault(claim.report.story_id or claim.report_id, claim.report)
        return self.of(list(texts.values())[:MOST_NOTED])

    def _number(self, report: Report) -> int:
        known = self._notes.get(report.pk)
        if known is not None:
            return known.number
        source = report.source
        is_named = source.marking <= self.clearance
        self._notes[report.pk] = note = Note(
            number=len(self._notes) + 1,
            report=report.pk,
            title=_short(report.title),
            source=source.name if is_named else _("source not named"),
            published=report.published,
            grade=f"{source.reliability}{report.credibility}",
            marking=report.marking,
            address="" if source.is_sealed or not is_named else report.url,
        )
        self.holds(report.marking)
        return note.number


def grade_of(claims: Iterable[Claim]) -> str:
    """The best grade that any of these claims has: its source's reliability and its own credibility."""
    best = min(claims, key=grade_order, default=None)
    return f"{best.report.source.reliability}{best.credibility}" if best else ""


def grade_order(claim: Claim) -> tuple[int, int, int]:
    """Where a claim stands among others: accepted ones first, then the better graded."""
    told = Telling(
        0, {}, 0, claim.known_at, claim.known_at, 0, 0,
        reliability=claim.report.source.reliability, credibility=claim.credibility,
    )  # fmt: skip
    return (claim.decision != ACCEPTED, *told.grade)


def _short(title: str) -> str:
    title = " ".join(title.split())
    return title if len(title) <= LONGEST_TITLE else f"{title[: LONGEST_TITLE - 1].rstrip()}…"

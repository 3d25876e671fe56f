"""A report opened for a viewer: its text with the evidence marked, and what was found in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from sarez.desk.accounts import markings
from sarez.desk.accounts.viewers import Viewer
from sarez.desk.events.models import PROPOSED, Claim
from sarez.desk.reports.marked import Paragraph, paragraphs
from sarez.desk.reports.models import Reading, Report
from sarez.desk.reports.proposals import Card, cards, claims_of, dropped, marks
from sarez.desk.reports.states import as_stood
from sarez.vocabulary.gradings import Grade, load_credibility, load_reliability

MOST_COPIES = 20
MOST_CARDS = 200
"""Cards of one page; of a book of a report with more, those to decide come first."""


@dataclass(frozen=True, slots=True)
class Opened:
    """All that a report's page shows."""

    report: Report
    reading: Reading | None
    paragraphs: Sequence[Paragraph]
    cards: Sequence[Card]
    dropped: Sequence[Card]
    copies: Sequence[Report]
    beyond: int = 0

    @property
    def by_kind(self) -> list[tuple[object, list[Card]]]:
        """The cards under the names of their kinds."""
        groups = groupby(self.cards, key=lambda c: c.kind)
        return [(found[0].kind_label, found) for _, group in groups if (found := list(group))]

    @property
    def open(self) -> list[Card]:
        """The cards that wait for a decision."""
        return [c for c in self.cards if c.is_open]

    @property
    def open_numbers(self) -> str:
        """Their claims, as a form sends them back."""
        return " ".join(str(c.claim.pk) for c in self.open)

    @property
    def reliability(self) -> Grade:
        """What the grade of its source means."""
        return load_reliability()[self.report.source.reliability]

    def card_of(self, claim: int) -> Card | None:
        """The card of a claim, also of a rejected one."""
        return next((c for c in (*self.cards, *self.dropped) if c.claim.pk == claim), None)

    def after(self, claim: int) -> int | None:
        """The claim to look at after this one: the next that waits, else the first that does."""
        at = next((c.number for c in self.cards if c.claim.pk == claim), 0)
        waiting = [c for c in self.open if c.number > at] or self.open
        return waiting[0].claim.pk if waiting else None


def find(number: int, viewer: Viewer) -> Report | None:
    """A report by its number, if the viewer may see it."""
    found = Report.objects.seen_by(viewer).select_related("source").filter(pk=number)
    return next(iter(as_stood(found, viewer)), None)


def opened(report: Report, viewer: Viewer) -> Opened:
    """A report with all that the viewer may see of it."""
    reading = _reading(report, viewer)
    every_claim = claims_of(report, viewer)
    found = _first(every_claim)
    gone = [] if viewer.as_of else dropped(report, viewer)[:MOST_CARDS]
    every = cards([*found, *gone], viewer)
    shown, struck = every[: len(found)], every[len(found) :]
    text = paragraphs(report.text, reading.passages if reading else (), marks(shown), report.language)
    beyond = len(every_claim) - len(found)
    return Opened(report, reading, text, shown, struck, copies(report, viewer), beyond)


def _reading(report: Report, viewer: Viewer) -> Reading | None:
    """The reading of the moment asked about: what a report filed as known earlier was read as first, before that."""
    if viewer.as_of is None:
        return report.readings.filter(is_current=True).first()
    then = report.readings.filter(at__lte=viewer.moment).first()
    return then or report.readings.order_by("pk").first()


def _first(claims: list[Claim]) -> list[Claim]:
    if len(claims) <= MOST_CARDS:
        return claims
    by_need = sorted(claims, key=lambda c: c.decision != PROPOSED)
    kept = {c.pk for c in by_need[:MOST_CARDS]}
    return [c for c in claims if c.pk in kept]


def copies(report: Report, viewer: Viewer) -> list[Report]:
    """The other reports that tell the same story in the same words."""
    story = report.story_id or report.pk
    same = [story, *Report.objects.filter(story=story).order_by("pk").values_list("pk", flat=True)]
    seen = Report.objects.seen_by(viewer).filter(pk__in=[pk for pk in same if pk != report.pk])
    return list(seen.select_related("source").defer("text").order_by("pk")[:MOST_COPIES])


def credibilities() -> list[Grade]:
    """The grades of credibility, for a choice."""
    return list(load_credibility().values())


def markings_for(viewer: Viewer) -> list[tuple[int, str]]:
    """The markings a viewer may give: those they are cleared for."""
    return [(order, markings.name_of(order)) for order, _ in markings.choices() if order <= viewer.clearance]

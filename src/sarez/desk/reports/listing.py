"""The list of reports: the filter in the address, and the reports a viewer may see that pass it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from sarez.desk.accounts.viewers import Viewer
from sarez.desk.events.models import Claim, is_proposed
from sarez.desk.reports.models import Report, Source
from sarez.desk.reports.sources import seen_by
from sarez.desk.reports.states import as_stood, in_state

PER_PAGE = 50
LANGUAGES = "en ru kk ky tg tk uz fa ps tr zh".split()
STATES = (Report.WAITING, Report.READ, Report.FAILED, Report.SEEN)


@dataclass(frozen=True, slots=True)
class ReportFilter:
    """What the list shows, as the address says; an empty field asks nothing."""

    text: str = ""
    source: str = ""
    state: str = ""
    marking: str = ""
    language: str = ""
    since: str = ""
    until: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> ReportFilter:
        """The filter of an address; what cannot be asks nothing."""
        given = cls(**{f.name: query.get(f.name, "").replace("\x00", "").strip()[:120] for f in fields(cls)})
        return replace(
            given,
            source=_number(given.source),
            marking=_number(given.marking),
            state=given.state if given.state in STATES else "",
            since=_day(given.since),
            until=_day(given.until),
        )

    @property
    def query(self) -> str:
        """The filter as it stands in an address."""
        return urlencode({f.name: value for f in fields(self) if (value := getattr(self, f.name))})

    def __bool__(self) -> bool:
        return any(getattr(self, f.name) for f in fields(self))


def reports(viewer: Viewer, asked: ReportFilter) -> QuerySet[Report]:
    """The reports that a filter lets pass, the latest first; a copy stands with the first that tells its story."""
    found = Report.objects.seen_by(viewer)
    for name in ("source", "marking", "language"):
        if value := getattr(asked, name):
            found = found.filter(**{name: value})
    if asked.state:
        found = in_state(found, asked.state, viewer)
    if asked.text:
        found = found.filter(title__icontains=asked.text)
    if asked.since:
        found = found.filter(day__gte=asked.since)
    if asked.until:
        found = found.filter(day__lte=asked.until)
    is_shown_by_its_first = Exists(found.filter(pk=OuterRef("story")))
    return (
        found.filter(Q(story=None) | ~is_shown_by_its_first)
        .prefetch_related("source")  # a join may lead the database to begin from the sources
        .defer("text", "notes")
        .order_by("-known_at", "-pk")
    )


@dataclass(slots=True)
class Line:
    """A report in a list, with its copies, whether it is one, and what was found in it."""

    report: Report
    copies: int = 0
    is_copy: bool = False
    found: int = 0
    open: int = 0


def lines(page: Iterable[Report], viewer: Viewer) -> list[Line]:
    """The reports of a page with their counts, each from what the viewer may see."""
    made = {report.pk: Line(report) for report in as_stood(page, viewer)}
    for row in counts(made, viewer):
        made[row["report"]].found, made[row["report"]].open = row["found"], row["open"]
    copies = Report.objects.seen_by(viewer).filter(story__in=list(made)).order_by()
    for row in copies.values("story").annotate(n=Count("pk")):
        made[row["story"]].copies = row["n"]
    _tell_copies(made.values(), viewer)
    return list(made.values())


def _tell_copies(lines: Iterable[Line], viewer: Viewer) -> None:
    """Note which are copies of a report that the viewer may see; a copy of another is told of as if there were none."""
    copies = [line for line in lines if line.report.story_id]
    if copies:
        firsts = Report.objects.seen_by(viewer).filter(pk__in={line.report.story_id for line in copies})
        seen = set(firsts.order_by().values_list("pk", flat=True))
        for line in copies:
            line.is_copy = line.report.story_id in seen


def counts(numbers: Iterable[int], viewer: Viewer) -> Iterable[dict[str, Any]]:
    """Of each of these reports: how many claims stand, and how many of them wait for a decision."""
    claims = Claim.objects.seen_by(viewer).filter(report__in=list(numbers)).order_by()
    return claims.values("report").annotate(
        found=Count("pk"), open=Count("pk", filter=is_proposed(viewer)),
    )  # fmt: skip


def sources(viewer: Viewer) -> QuerySet[Source]:
    """The sources a viewer may know of."""
    return seen_by(viewer).order_by("name")


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return ""


def _number(text: str) -> str:
    return text if text.isascii() and text.isdigit() and len(text) < 10 else ""

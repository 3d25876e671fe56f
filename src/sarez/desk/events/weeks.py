"""Seven days in the region held against the four weeks before them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Count, F, Q, Sum

from sarez.desk.accounts.viewers import Viewer
from sarez.desk.events.models import EVENT, Dyad, Version
from sarez.desk.events.quads import LABELS, css_of, is_conflict
from sarez.desk.events.spans import Span
from sarez.desk.reports.models import Report

WEEK = timedelta(days=7)
MONTH = timedelta(days=31)
BEFORE = 4  # weeks
MOST_PAIRS = 5


@dataclass(frozen=True, slots=True)
class Change:
    """Events of one quad class in the week, beside the mean week of the four before; None where nothing was reported."""

    quad: str
    now: int
    before: float | None
    most: float

    @property
    def label(self) -> str:
        """What pages call the class."""
        return str(LABELS[self.quad])

    @property
    def css(self) -> str:
        """The class that colours it."""
        return css_of(self.quad)

    @property
    def width(self) -> float:
        """The week as a part of the greatest number shown, of 100."""
        return round(100 * self.now / self.most, 1) if self.most else 0.0

    @property
    def width_before(self) -> float:
        """The mean before as a part of the greatest number shown, of 100."""
        return round(100 * (self.before or 0) / self.most, 1) if self.most else 0.0


@dataclass(frozen=True, slots=True)
class Pair:
    """Two parties, their events of conflict in the week and in the four weeks before."""

    one: str
    two: str
    now: int
    before: int


@dataclass(slots=True)
class Week:
    """What happened in seven days as far as reported."""

    span: Span
    changes: list[Change] = field(default_factory=list)
    pairs: list[Pair] = field(default_factory=list)
    killed: int | None = None
    reports: int = 0
    reports_before: int = 0
    undated: int = 0

    @property
    def events(self) -> int:
        """All events in it."""
        return sum(change.now for change in self.changes)


def week_of(viewer: Viewer, last: date) -> Week:
    """The seven days up to a day and the four weeks before. Only events dated to the day are counted."""
    week = Week(Span(last - WEEK + timedelta(days=1), last))
    start = week.span.first - BEFORE * WEEK
    is_now = Q(day__gte=week.span.first)
    told = Report.objects.seen_by(viewer).filter(day__gte=start, day__lte=last)
    week.reports, every = told.aggregate(n=Count("pk", filter=is_now), every=Count("pk")).values()
    week.reports_before = every - week.reports
    is_now = Q(first__gte=week.span.first)
    happened = Version.objects.seen_by(viewer).filter(kind=EVENT, status="occurred", first__lte=last)
    events = happened.filter(first__gte=start, last=F("first"))
    month = happened.filter(
        first__gte=week.span.first - MONTH, last__gte=week.span.first, last__gt=F("first")
    )
    week.undated = month.count()
    rows = (
        events.order_by()
        .values("quad")
        .annotate(now=Count("pk", filter=is_now), every=Count("pk"), killed=Sum("killed", filter=is_now))
    )
    found = {row["quad"]: row for row in rows}
    tolls = [row["killed"] for row in found.values() if row["killed"] is not None]
    week.killed = sum(tolls) if tolls else None
    week.changes = _changes(found, is_told=week.reports_before > 0)
    conflict = Dyad.objects.filter(version__in=events.filter(quad__in=[q for q in LABELS if is_conflict(q)]))
    pairs = (
        conflict.order_by()
        .values_list("one", "two")
        .annotate(now=Count("pk", filter=is_now), every=Count("pk"))
        .order_by("-now", "-every", "one", "two")
    )
    week.pairs = [Pair(one, two, now, every - now) for one, two, now, every in pairs[:MOST_PAIRS] if now]
    return week


def _changes(found: dict[str, dict[str, int]], *, is_told: bool) -> list[Change]:
    numbers = []
    for quad in LABELS:
        row = found.get(quad, {"now": 0, "every": 0})
        numbers.append((quad, row["now"], (row["every"] - row["now"]) / BEFORE if is_told else None))
    most = max((max(now, before or 0) for _q, now, before in numbers), default=0)
    return [Change(quad, now, before, most) for quad, now, before in numbers]

"""The first page: what came in, what waits, what changed in the region, what comes up."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import Count, Max, Q
from django.utils import timezone

from sarez.desk.accounts.viewers import Viewer
from sarez.desk.events.indexes import LATEST
from sarez.desk.events.models import ENGAGEMENT, EVENT, PROPOSED, Claim, Spell, Version
from sarez.desk.events.models import VersionQuery as Versions
from sarez.desk.events.weeks import Week, week_of
from sarez.desk.reports.models import Feed, Report

MOST = 6
LONG_AGO = timedelta(days=10)
MOST_WAITING = 1000
AHEAD = timedelta(days=30)


@dataclass(slots=True)
class Today:
    """All that the first page shows. `is_past` where the last report lies long before the day asked about."""

    day: date
    latest: date | None = None
    is_past: bool = False
    since: datetime | None = None
    came: list[tuple[str, int]] = field(default_factory=list)
    came_in: int = 0
    waiting: int = 0
    week: Week | None = None
    worst: list[Version] = field(default_factory=list)
    coming: list[Version] = field(default_factory=list)
    feeds: int = 0
    troubled: int = 0

    @property
    def is_new(self) -> bool:
        """Whether there is nothing yet that this viewer may see."""
        return self.latest is None and not self.came_in and not self.waiting


def today_of(viewer: Viewer, *, now: datetime | None = None, last_visit: datetime | None = None) -> Today:
    """What the desk tells this viewer now, or as known on the day asked about."""
    moment = viewer.as_of or now or timezone.now()
    reports = Report.objects.seen_by(viewer)
    found = Today(moment.date(), reports.filter(day__lte=moment.date()).aggregate(Max("day"))["day__max"])
    found.feeds, found.troubled = _feeds(viewer)
    found.since = min(moment - timedelta(days=1), last_visit or moment)
    _what_came(found, viewer, moment)
    found.waiting = waiting(viewer)
    if found.latest is None:
        return found
    found.is_past = found.day - found.latest > LONG_AGO
    end = found.latest if found.is_past else found.day
    found.week = week_of(viewer, end)
    found.worst = list(_newest_conflict(viewer, end))
    _what_comes(found, viewer)
    return found


def waiting(viewer: Viewer) -> int:
    """How many claims that the viewer may see wait for a person’s decision, counted no further than MOST_WAITING."""
    seen = Claim.objects.seen_by(viewer).order_by()
    if viewer.as_of is None:
        return seen.filter(decision=PROPOSED).values("pk")[:MOST_WAITING].count()
    still = seen.filter(Q(changed_at=None) | Q(changed_at__lte=viewer.moment), decision=PROPOSED)
    since = Spell.objects.of(viewer.moment).filter(decision=PROPOSED, claim__marking__lte=viewer.clearance)
    parts = (still.values("pk"), since.order_by().values("pk"))  # apart, each is led to by an index
    return min(MOST_WAITING, sum(part[:MOST_WAITING].count() for part in parts))


def _what_came(found: Today, viewer: Viewer, moment: datetime) -> None:
    came = Report.objects.seen_by(viewer).filter(known_at__gt=found.since, known_at__lte=moment)
    by_source = (
        came.order_by().values_list("source__name").annotate(n=Count("pk")).order_by("-n", "source__name")
    )
    rows = list(by_source)
    found.came, found.came_in = rows[:MOST], sum(n for _name, n in rows)


def _newest_conflict(viewer: Viewer, end: date) -> Versions:
    conflict = Version.objects.seen_by(viewer).filter(
        kind=EVENT, quad="material conflict", status="occurred", first__lte=end
    )
    return conflict.order_by(LATEST, "-entry")[:MOST]


def _what_comes(found: Today, viewer: Viewer) -> None:
    seen = Version.objects.seen_by(viewer)
    ahead = Q(first__gte=found.day) | Q(last__gte=found.day)
    found.coming = list(
        seen.filter(ahead, kind=ENGAGEMENT, first__gte=found.day - AHEAD)
        .exclude(status="denied")
        .order_by("first", "entry")[:MOST]
    )


def _feeds(viewer: Viewer) -> tuple[int, int]:
    told = Feed.objects.filter(is_on=True, source__marking__lte=viewer.clearance).aggregate(
        every=Count("pk"), bad=Count("pk", filter=Q(failures__gt=0))
    )
    return told["every"], told["bad"]

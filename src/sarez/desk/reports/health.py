"""How each feed fares: when it last came, when it is asked next, what it brought, and what is wrong in plain words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery

from sarez.desk.accounts.viewers import Viewer
from sarez.desk.reports.models import Feed, FeedItem, Fetch, Report

WEEK = timedelta(days=7)
OFF, NEW, DUE, FAILING, GOOD = "off", "new", "due", "failing", "good"


@dataclass(frozen=True, slots=True)
class Health:
    """A feed and how it fares. `new` and `known` count the items of the last week; what the viewer may not see
    counts as known, as if it had come from elsewhere."""

    feed: Feed
    state: str
    problem: str
    new: int
    known: int
    waiting: int


@dataclass(frozen=True, slots=True)
class Attempt:
    """One fetch with what it brought, for a viewer."""

    fetch: Fetch
    new: int
    known: int


def health(feeds: QuerySet[Feed], viewer: Viewer, now: datetime) -> list[Health]:
    """How these feeds fare, those that need a person first."""
    last = Fetch.objects.filter(feed=OuterRef("pk"), at__lte=viewer.moment).order_by("-id")
    every = list(feeds.annotate(problem=Subquery(last.values("problem")[:1])))
    items = FeedItem.objects.filter(feed__in=every).order_by()
    lately = items.filter(at__gt=now - WEEK, at__lte=viewer.moment)
    noted, waiting = _by_feed(lately.filter(next_try=None)), _by_feed(items.filter(next_try__isnull=False))
    new = _seen(viewer, "feeditem__feed", every, since=now - WEEK)
    rows = [
        Health(
            feed,
            _state(feed, now),
            feed.problem or "",
            new.get(feed.pk, 0),
            max(0, noted.get(feed.pk, 0) - new.get(feed.pk, 0)),
            waiting.get(feed.pk, 0),
        )
        for feed in every
    ]
    return sorted(rows, key=lambda row: row.state != FAILING)


def attempts(fetches: Sequence[Fetch], viewer: Viewer) -> list[Attempt]:
    """These fetches with what each brought."""
    new = _seen(viewer, "feeditem__fetch", fetches)
    return [Attempt(f, new.get(f.pk, 0), max(0, f.new + f.known - new.get(f.pk, 0))) for f in fetches]


def latest(feed: Feed, viewer: Viewer, most: int = 10) -> list[Report]:
    """The last reports that a feed brought, as far as the viewer may see them."""
    found = Report.objects.seen_by(viewer).filter(feeditem__feed=feed, feeditem__is_new=True)
    return list(found.defer("text").order_by("-pk")[:most])


def _state(feed: Feed, now: datetime) -> str:
    if not feed.is_on:
        return OFF
    if (feed.busy_until and feed.busy_until > now) or (feed.next_fetch is None or feed.next_fetch <= now):
        return DUE
    return FAILING if feed.failures else GOOD if feed.last_success else NEW


def _by_feed(items: QuerySet[FeedItem]) -> dict[int, int]:
    return dict(items.values_list("feed").annotate(n=Count("pk")))


def _seen(viewer: Viewer, by: str, of: Iterable[Any], *, since: datetime | None = None) -> dict[int, int]:
    """How many new reports each feed or fetch brought that the viewer may see."""
    found = Report.objects.seen_by(viewer).filter(**{f"{by}__in": list(of), "feeditem__is_new": True})
    if since is not None:
        found = found.filter(feeditem__at__gt=since)
    return dict(found.order_by().values_list(by).annotate(n=Count("pk", distinct=True)))

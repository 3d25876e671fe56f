"""Feeds: kept by people, fetched when due. Nothing is fetched but feeds that someone added and turned on."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from datetime import datetime
from threading import Event
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import DatabaseError, close_old_connections, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from sarez.desk.accounts.audit import log
from sarez.desk.accounts.models import User
from sarez.desk.accounts.viewers import Viewer
from sarez.desk.reports import fetching, sources
from sarez.desk.reports.models import Feed, FeedItem, Source
from sarez.errors import SarezError

if TYPE_CHECKING:
    from sarez.intake.fetch import Fetcher
    from sarez.intake.opml import Subscription

SHORTEST, LONGEST = 5, 7 * 24 * 60
"""Minutes between two fetches of a feed: no site likes to be asked more often, and a weekly digest comes weekly."""
_logger = logging.getLogger(__name__)


class FeedError(SarezError):
    """A feed that cannot be kept so; the message says why."""


def run_due(
    now: datetime | None = None,
    *,
    progress: Callable[[str], object] | None = None,
    fetcher: Fetcher | None = None,
    stop: Event | None = None,
) -> int:
    """Fetch the feeds that are due and file their items; how many reports are new. Stopped at any moment, it goes on next time."""
    clock = (lambda: now) if now is not None else timezone.now
    due = list(_due(clock()))
    if not due:
        return 0
    own = None if fetcher is not None else _fetcher()
    new = 0
    try:
        for feed in due:
            if stop is not None and stop.is_set():
                break
            try:
                done = fetching.run(feed, fetcher or own, clock, stop)  # type: ignore[arg-type]
            except DatabaseError:  # the feed was removed just now, or the database is busy: the others go on
                _logger.exception("%s could not be fetched this time.", feed.name)
                continue
            new += done.new
            if progress is not None and done.said:
                progress(f"{feed.source}: {done.said}")
    finally:
        if own is not None:
            own.close()
    return new


def watch(seconds: float = 30, stop: Event | None = None) -> None:
    """Fetch what is due, again and again, until told to stop."""
    stop = stop or Event()
    fetcher = None
    try:
        while not stop.is_set():
            close_old_connections()
            try:
                if _due(timezone.now()).exists():
                    fetcher = fetcher or _fetcher()
                    run_due(fetcher=fetcher, stop=stop)
            except DatabaseError:
                _logger.exception("The feeds could not be fetched this time; they are tried again.")
            stop.wait(seconds)
    finally:
        if fetcher is not None:
            fetcher.close()
        close_old_connections()


def seen_by(viewer: Viewer) -> Any:
    """The feeds of sources that this viewer may know of."""
    return Feed.objects.filter(source__marking__lte=viewer.clearance).select_related("source")


@transaction.atomic
def add(url: str, source: Source, by: User, *, minutes: int = 60, is_on: bool = True) -> Feed:
    """Keep a new feed of a source; turned on, it is fetched at the next round."""
    url = _checked(url, source)
    if seen_by(Viewer(by.clearance)).filter(url=url).exists():
        raise FeedError(_("This feed is there already."))
    made = Feed.objects.create(source=source, url=url, minutes=_minutes(minutes), is_on=is_on)
    log(by, "added feed", made.name, source=source.pk, is_on=is_on)
    return made


@transaction.atomic
def change(feed: Feed, by: User, *, url: str, minutes: int) -> Feed:
    """Change where a feed lies and how often it is fetched."""
    url = _checked(url, feed.source)
    if seen_by(Viewer(by.clearance)).filter(url=url).exclude(pk=feed.pk).exists():
        raise FeedError(_("This feed is there already."))
    if url != feed.url:
        feed.url, feed.etag, feed.modified, feed.failures, feed.next_fetch = url, "", "", 0, None
    feed.minutes = _minutes(minutes)
    feed.save(update_fields=["url", "minutes", "etag", "modified", "failures", "next_fetch"])
    log(by, "changed feed", feed.name)
    return feed


@transaction.atomic
def turn(feed: Feed, by: User, *, is_on: bool) -> None:
    """Turn a feed on (it is fetched at the next round) or off."""
    feed.is_on = is_on
    if is_on:
        feed.next_fetch, feed.failures = None, 0
    feed.save(update_fields=["is_on", "next_fetch", "failures"])
    log(by, "turned feed on" if is_on else "turned feed off", feed.name)


@transaction.atomic
def ask_now(feed: Feed, by: User) -> None:
    """Let a feed be fetched at the next round, whatever its schedule."""
    if not feed.is_on:
        raise FeedError(_("Turn the feed on first."))
    Feed.objects.filter(pk=feed.pk).update(next_fetch=None)
    FeedItem.objects.filter(feed=feed, next_try__isnull=False).update(next_try=timezone.now())
    log(by, "asked for feed", feed.name)


@transaction.atomic
def remove(feed: Feed, by: User) -> None:
    """Forget a feed and its history; the reports it brought stay."""
    log(by, "removed feed", feed.name, source=feed.source_id)
    feed.delete()


@transaction.atomic
def add_with_source(values: dict[str, Any], by: User, viewer: Viewer) -> Feed:
    """Keep a new feed; its source is found by name, or made with the language, grade, marking and licence given."""
    name = " ".join(values["source"].split())
    given = {key: values[key] for key in ("language", "reliability", "marking", "licence") if key in values}
    source = _source(name, by, viewer, given)
    return add(values["url"], source, by, minutes=values["minutes"])


def take_over(
    found: Sequence[Subscription], by: User, viewer: Viewer, *, is_on: bool
) -> tuple[int, int, list[str]]:
    """Add the feeds of a list: how many are new, how many were there, and what could not be taken."""
    there = set(seen_by(viewer).filter(url__in=[told.url for told in found]).values_list("url", flat=True))
    new, refused = 0, []
    for told in found:
        if told.url in there:
            continue
        try:
            with transaction.atomic():
                name = told.title or urlsplit(told.url).netloc or told.url[:200]
                source = _source(name, by, viewer, {"language": told.language})
                add(told.url, source, by, is_on=is_on)
            new += 1
        except (FeedError, ValueError) as error:
            refused.append(f"{told.url[:200]}: {error}")
    return new, len(there), refused


def _source(name: str, by: User, viewer: Viewer, given: dict[str, Any]) -> Source:
    """The source of this name, made if it is new."""
    return sources.named(viewer, name) or sources.add({"name": name, **given}, by)


def _due(now: datetime) -> Any:
    waiting = FeedItem.objects.filter(feed=OuterRef("pk"), next_try__lte=now)
    due = Q(next_fetch=None) | Q(next_fetch__lte=now) | Exists(waiting)
    free = Q(busy_until=None) | Q(busy_until__lte=now)
    return Feed.objects.filter(due, free, is_on=True).select_related("source").order_by("next_fetch", "pk")


def _fetcher() -> Fetcher:
    from sarez.intake.fetch import Fetcher
    from sarez.intake.wire import Limits

    return Fetcher(Limits(allowed=settings.PRIVATE_FEEDS))


def _checked(url: str, source: Source) -> str:
    from sarez.intake.answers import Failure
    from sarez.intake.wire import target_of

    if source.is_sealed:
        raise FeedError(_("A sealed source has no feed: its address would give away who it is."))
    if isinstance(target_of(url.strip()), Failure) or len(url) > 500:
        raise FeedError(_("This is no http or https address (without a password in it)."))
    return url.strip()


def _minutes(minutes: int) -> int:
    if not SHORTEST <= minutes <= LONGEST:
        raise FeedError(_("Choose between %(least)s minutes and a week.") % {"least": SHORTEST})
    return minutes

"""One feed fetched: its new items noted first, then each filed. What is noted is never lost, what is filed never twice.

An item is noted with all that the feed says of it in one transaction with the feed's new ETag; it is filed in one
transaction with its report. So a fetch killed at any moment goes on where it was, even if the feed drops the item.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from threading import Event
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import F, Q

from sarez.desk.accounts.audit import log
from sarez.desk.reports.filing import Filing, file
from sarez.desk.reports.models import Feed, FeedItem, Fetch
from sarez.errors import Problem
from sarez.intake.report import Report as Received

if TYPE_CHECKING:
    from sarez.intake.answers import Answer, Failure
    from sarez.intake.feeds import FeedEntry
    from sarez.intake.fetch import Fetcher

Clock = Callable[[], datetime]
LEASE = timedelta(minutes=5)
"""How long a feed is held by who fetches it, from the last sign of life; longer than any one request may take."""
MOST_A_ROUND = 25
"""Items of one feed filed in a round, so that a new feed does not keep the others waiting."""
MOST_TRIES = 10
"""Three days of trying; then what the feed says of it is filed, with a note."""
MOST_IN_VAIN = 3
"""Pages that fail one after the other before the rest of the round is left for later."""
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=10), timedelta(days=1)
KEPT = timedelta(days=90)
"""How long the history of fetches is kept."""


@dataclass(slots=True)
class Done:
    """What a round with one feed brought."""

    new: int = 0
    said: str = ""


def run(feed: Feed, fetcher: Fetcher, clock: Clock, stop: Event | None = None) -> Done:
    """Fetch a feed if it is due, and file the items that wait. Does nothing where another desk is at it."""
    if not _hold(feed, clock()):
        return Done()
    try:
        done = Done()
        now = clock()
        if feed.next_fetch is None or feed.next_fetch <= now:
            fetch = _ask(feed, fetcher, clock)
            done.said = fetch.problem
        done.new = _file_waiting(feed, fetcher, clock, stop)
        done.said = done.said or f"{done.new} new"
        return done
    finally:
        Feed.objects.filter(pk=feed.pk).update(busy_until=None)


def wait_after(failures: int, minutes: int) -> timedelta:
    """How long to leave a failing feed alone: twice as long each time, a day at most."""
    usual = timedelta(minutes=minutes)
    return max(usual, min(usual * 2 ** min(failures, 12), LONGEST_WAIT))


def _hold(feed: Feed, now: datetime) -> bool:
    """Take a feed for this process; False where another has it."""
    free = Q(busy_until=None) | Q(busy_until__lte=now)
    taken = Feed.objects.filter(free, pk=feed.pk, is_on=True).update(busy_until=now + LEASE)
    if taken:
        feed.refresh_from_db()
    return bool(taken)


def _ask(feed: Feed, fetcher: Fetcher, clock: Clock) -> Fetch:
    """Ask the site for the feed; note what is new, or what went wrong."""
    from sarez.intake.answers import Failure
    from sarez.intake.feeds import parse_feed

    asked = {"If-None-Match": feed.etag, "If-Modified-Since": feed.modified}
    answer = fetcher.get(feed.url, {name: value for name, value in asked.items() if value})
    if isinstance(answer, Failure):
        return _failed(feed, answer, clock())
    entries = parse_feed(answer) if answer.status != 304 else []
    if isinstance(entries, Problem):
        return _failed(feed, Failure(entries, status=answer.status), clock())
    return _note(feed, answer, entries, clock())


@transaction.atomic
def _failed(feed: Feed, failure: Failure, now: datetime) -> Fetch:
    """Note a fetch that brought nothing, and leave the feed alone the longer the more often that happens."""
    feed.failures += 1
    wait = max(wait_after(feed.failures, feed.minutes), timedelta(seconds=failure.wait or 0))
    feed.next_fetch = now + wait
    if failure.status == 410:
        Feed.objects.filter(pk=feed.pk).update(is_on=False)
        log(feed.name, "turned feed off", feed.name, why="gone (HTTP 410)")
    feed.save(update_fields=["failures", "next_fetch"])
    return Fetch.objects.create(feed=feed, at=now, status=failure.status, problem=said(failure.problem))


@transaction.atomic
def _note(feed: Feed, answer: Answer, entries: Sequence[FeedEntry], now: datetime) -> Fetch:
    """Note every item that is new, with what is needed to file it, and when the feed is asked again."""
    keys = [entry.key for entry in entries]
    met = set(feed.items.filter(key__in=keys).values_list("key", flat=True))
    elsewhere = dict(
        FeedItem.objects.filter(feed__source=feed.source_id, key__in=keys, report__isnull=False)
        .exclude(feed=feed)
        .values_list("key", "report")
    )
    fetch = Fetch.objects.create(
        feed=feed, at=now, status=answer.status, known=len(met | (elsewhere.keys() & set(keys)))
    )
    FeedItem.objects.bulk_create(
        [
            FeedItem(feed=feed, key=entry.key, fetch=fetch, at=now, report_id=elsewhere[entry.key])
            if entry.key in elsewhere
            else FeedItem(feed=feed, key=entry.key, fetch=fetch, at=now, next_try=now, told=_told(entry))
            for entry in entries
            if entry.key not in met
        ]
    )
    feed.failures, feed.last_success = 0, now
    feed.next_fetch = now + timedelta(minutes=feed.minutes)
    if answer.status != 304:
        feed.etag = answer.headers.get("etag", "")[:300]
        feed.modified = answer.headers.get("last-modified", "")[:100]
    feed.save(update_fields=["failures", "last_success", "next_fetch", "etag", "modified"])
    feed.fetches.filter(at__lt=now - KEPT).delete()
    return fetch


def _told(entry: FeedEntry) -> dict[str, object]:
    return {name: value for name, value in asdict(entry).items() if name != "key"}


def _file_waiting(feed: Feed, fetcher: Fetcher, clock: Clock, stop: Event | None) -> int:
    """File the items that wait, the oldest first; how many reports are new."""
    new = in_vain = 0
    for item in list(feed.items.filter(next_try__lte=clock()).order_by("pk")[:MOST_A_ROUND]):
        if in_vain >= MOST_IN_VAIN or (stop is not None and stop.is_set()):
            break
        Feed.objects.filter(pk=feed.pk).update(busy_until=clock() + LEASE)
        item.feed = feed
        found = _report(item, fetcher)
        if found is None:
            in_vain += 1
            _later(item, clock())
        else:
            in_vain = 0
            new += _settle(item, found)
    return new


def _report(item: FeedItem, fetcher: Fetcher) -> Received | Problem | None:
    """The report of an item: the feed's text if it is whole, else its page; None where the page may come later."""
    from sarez.intake.answers import Failure
    from sarez.intake.feeds import FeedEntry, report_of_entry, report_of_page

    entry = FeedEntry(key=item.key, **item.told)
    if entry.is_whole or entry.url is None:
        return report_of_entry(entry)
    answer = fetcher.get(entry.url)
    if isinstance(answer, Failure):
        if not answer.is_lasting and item.tries + 1 < MOST_TRIES:
            return None
        problem = answer.problem
    else:
        page = report_of_page(answer, entry)
        if isinstance(page, Received):
            return page
        problem = page
    return report_of_entry(entry, f"only what the feed says; the page {problem.message}"[:300])


def _later(item: FeedItem, now: datetime) -> None:
    wait = min(FIRST_WAIT * 2**item.tries, LONGEST_WAIT)
    FeedItem.objects.filter(pk=item.pk, next_try__isnull=False).update(
        tries=F("tries") + 1, next_try=now + wait
    )


def _settle(item: FeedItem, found: Received | Problem) -> int:
    """File an item's report and note that it is done, both or neither; 1 if the report is new."""
    try:
        with transaction.atomic():
            mine = FeedItem.objects.select_for_update().filter(pk=item.pk, next_try__isnull=False).first()
            if mine is None:
                return 0
            if isinstance(found, Received):
                source = item.feed.source
                how = Filing(item.feed.name, source, clearance=source.marking)
                mine.report, mine.is_new = file(found, how)
            mine.next_try, mine.told = None, {}
            mine.save(update_fields=["report", "is_new", "next_try", "told"])
            count = "new" if mine.is_new else "known"
            Fetch.objects.filter(pk=mine.fetch_id).update(**{count: F(count) + 1})
            return int(mine.is_new)
    except IntegrityError:  # the same text was filed by another at this very moment: next time it is known
        return 0


def said(problem: Problem) -> str:
    """A problem as a sentence about the feed."""
    return f"It {problem.message} {problem.remedy}".strip()[:500]

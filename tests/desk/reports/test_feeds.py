"""Feeds fetched from a server on loopback: what is new is filed once, whatever happens in between."""

import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from threading import Event, Timer

import pytest
from tests.intake.serving import Server, item, page, rss, words

from sarez.desk.accounts.models import AuditEntry
from sarez.desk.reports import feeds, fetching
from sarez.desk.reports.models import Feed, FeedItem, Fetch, Report
from sarez.intake.fetch import Fetcher
from sarez.intake.wire import Limits

pytestmark = pytest.mark.django_db
NOW = datetime(2024, 6, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def server():
    made = Server()
    yield made
    made.close()


@pytest.fixture
def fetch():
    with Fetcher(Limits(2, 1, 3, 200_000, ("127.0.0.1",)), pause=0) as fetcher:
        yield lambda now=NOW: feeds.run_due(now, fetcher=fetcher)


@pytest.fixture
def feed(desk, server):
    url = server.put("/feed", rss(*(item(n, text=words(n)) for n in (2, 1))), ETag='"1"')
    return feeds.add(url, desk.source(marking=1, reliability="B", name="Chronicle"), desk.user())


def test_a_feed_with_full_texts_is_filed(feed, fetch):
    assert fetch() == 2
    assert list(Report.objects.order_by("pk").values_list("title", "marking", "published", "filed_by")) == [
        ("Report 1", 1, "2021-04-28", feed.name),
        ("Report 2", 1, "2021-04-28", feed.name),
    ]
    done = Fetch.objects.get()
    assert (done.status, done.new, done.known, done.problem) == (200, 2, 0, "")


def test_it_is_not_asked_again_before_its_time_and_then_conditionally(feed, fetch, server):
    fetch()
    assert fetch(NOW + HOUR / 2) == 0
    assert server.paths() == ["/feed"]
    server.pages["/feed"] = (304, {}, b"")
    assert fetch(NOW + HOUR) == 0
    assert server.asked[-1][1]["if-none-match"] == '"1"'
    feed.refresh_from_db()
    assert (feed.failures, feed.last_success, feed.etag) == (0, NOW + HOUR, '"1"')


def test_only_what_is_new_is_filed_next_time(feed, fetch, server):
    fetch()
    server.put("/feed", rss(item(3, text=words(3)), item(2, text=words(2))))
    assert fetch(NOW + HOUR) == 1
    assert Fetch.objects.values_list("new", "known").first() == (1, 1)
    assert Report.objects.count() == 3


def test_the_page_is_fetched_where_the_feed_has_but_a_teaser(feed, fetch, server):
    link = server.put("/page/1", page(1), Content_Type="text/html; charset=utf-8")
    server.put("/feed", rss(item(1, link, summary="Shots were heard.")))
    assert fetch() == 1
    report = Report.objects.get()
    assert words(1) in report.text
    assert (report.url, report.media_type) == (link, "text/html")


def test_one_text_in_two_feeds_is_one_report(feed, fetch, server, desk):
    feeds.add(server.put("/other", rss(item(2, text=words(2)))), desk.source(marking=1), desk.user())
    fetch()
    assert Report.objects.count() == 2
    assert FeedItem.objects.filter(is_new=False, report__isnull=False).count() == 1
    assert Fetch.objects.get(feed__url__endswith="/other").known == 1


def test_what_only_a_stricter_feed_brought_is_filed_for_the_open_one_too_and_counts_once(
    feed, fetch, server, desk
):
    open_ = feeds.add(server.put("/other", rss(item(2, text=words(2)))), desk.source(), desk.user())
    fetch()
    told = Report.objects.filter(sha256=Report.objects.get(source=open_.source).sha256)
    assert sorted(told.values_list("marking", flat=True)) == [0, 1]
    assert len({report.story_id or report.pk for report in told}) == 1
    assert Fetch.objects.get(feed=open_).known == 0


def test_an_item_in_two_feeds_of_one_source_is_fetched_once(feed, fetch, server, desk):
    link = server.put("/page/1", page(1))
    server.put("/feed", rss(item(1, link)))
    fetch()
    feeds.add(server.put("/topic", rss(item(1, link))), feed.source, desk.user())
    assert fetch() == 0
    assert server.paths().count("/page/1") == 1


def test_a_page_that_fails_is_tried_later_and_not_lost(feed, fetch, server):
    link = server.put("/page/1", "", status=503)
    server.put("/feed", rss(item(1, link, summary="Shots were heard.")), ETag='"2"')
    assert fetch() == 0
    server.pages["/feed"] = (304, {}, b"")
    server.put("/page/1", page(1))
    assert fetch(NOW + timedelta(minutes=5)) == 0
    assert fetch(NOW + timedelta(minutes=11)) == 1
    assert words(1) in Report.objects.get().text
    assert server.paths().count("/feed") == 1


def test_a_page_that_is_gone_leaves_what_the_feed_says_with_a_note(feed, fetch, server):
    server.put("/feed", rss(item(1, server.root + "/gone", summary="Shots were heard.")))
    assert fetch() == 1
    report = Report.objects.get()
    assert report.text == "Report 1\n\nShots were heard."
    assert "only what the feed says" in report.notes[0]


def test_a_page_that_never_comes_is_given_up_in_the_end(feed, fetch, server):
    server.put("/feed", rss(item(1, server.put("/page/1", "", status=500), summary="Shots were heard.")))
    fetch()
    FeedItem.objects.update(tries=fetching.MOST_TRIES - 1)
    assert fetch(NOW + HOUR) == 1
    assert FeedItem.objects.get().told == {}


def test_a_failing_feed_is_left_alone_longer_each_time_and_says_why(feed, fetch, server):
    server.put("/feed", "", status=500)
    fetch()
    feed.refresh_from_db()
    assert (feed.failures, feed.next_fetch) == (1, NOW + 2 * HOUR)
    fetch(NOW + 2 * HOUR)
    feed.refresh_from_db()
    assert (feed.failures, feed.next_fetch) == (2, NOW + 6 * HOUR)
    assert "trouble of its own" in Fetch.objects.first().problem
    assert fetching.wait_after(40, 60) == timedelta(days=1)
    server.put("/feed", rss(item(1, text=words(1))))
    assert fetch(NOW + 6 * HOUR) == 1
    feed.refresh_from_db()
    assert feed.failures == 0


def test_a_site_that_asks_for_time_gets_it(feed, fetch, server):
    server.put("/feed", "", status=429, Retry_After="18000")
    fetch()
    feed.refresh_from_db()
    assert feed.next_fetch == NOW + 5 * HOUR


def test_a_feed_that_is_gone_for_good_is_turned_off(feed, fetch, server):
    server.put("/feed", "", status=410)
    fetch()
    feed.refresh_from_db()
    assert not feed.is_on
    assert AuditEntry.objects.filter(action="turned feed off", who=feed.name).exists()


def test_what_is_no_feed_is_said(feed, fetch, server):
    server.put("/feed", page(1))
    fetch()
    assert Fetch.objects.get().problem.startswith("It is no RSS or Atom feed.")


def test_robots_txt_holds_for_pages_too(feed, fetch, server):
    server.put("/robots.txt", "User-agent: *\nDisallow: /page\n")
    server.put("/feed", rss(item(1, server.put("/page/1", page(1)), summary="Shots were heard.")))
    assert fetch() == 1
    assert "/page/1" not in server.paths()


def test_nothing_is_fetched_that_is_off(feed, fetch, server, desk):
    feeds.turn(feed, desk.user(), is_on=False)
    assert fetch() == 0
    assert server.asked == []
    with pytest.raises(feeds.FeedError):
        feeds.ask_now(feed, desk.user())


def test_a_feed_held_by_another_desk_is_left_to_it(feed, fetch, server):
    Feed.objects.update(busy_until=NOW + timedelta(minutes=1))
    assert fetch() == 0
    assert fetch(NOW + timedelta(minutes=2)) == 2


def test_asked_for_by_hand_it_is_fetched_before_its_time(feed, fetch, server, desk):
    fetch()
    feeds.ask_now(feed, desk.user())
    fetch()
    assert server.paths() == ["/feed", "/feed"]


def test_a_great_many_items_are_filed_over_several_rounds(feed, fetch, server, monkeypatch):
    monkeypatch.setattr(fetching, "MOST_A_ROUND", 2)
    server.put("/feed", rss(*(item(n, text=words(n)) for n in (3, 2, 1))))
    assert [fetch(), fetch(), fetch()] == [2, 1, 0]


def test_an_erased_report_is_not_brought_back(feed, fetch):
    fetch()
    Report.objects.all().delete()
    feed.etag = ""
    feed.save()
    assert fetch(NOW + HOUR) == 0
    assert Report.objects.count() == 0


@pytest.mark.parametrize(
    "url", ["ftp://a.example/x", "javascript:alert(1)", "", "https://me:secret@a.example/"]
)
def test_an_address_that_is_none_is_refused(url, desk):
    with pytest.raises(feeds.FeedError):
        feeds.add(url, desk.source(), desk.user())


def test_a_sealed_source_has_no_feed(desk):
    with pytest.raises(feeds.FeedError):
        feeds.add("https://a.example/f", desk.source(is_sealed=True), desk.user())


def test_without_feeds_watching_asks_nothing(db, monkeypatch):
    monkeypatch.setattr(feeds, "close_old_connections", lambda: None)
    stop = Event()
    stop.set()
    feeds.watch(0.01, stop)


def test_watching_fetches_what_is_due_until_told_to_stop(feed, server, settings, monkeypatch):
    monkeypatch.setattr(feeds, "close_old_connections", lambda: None)  # the test lives in one transaction
    settings.PRIVATE_FEEDS = ("127.0.0.1",)
    stop, body = Event(), rss(item(1, text=words(1))).encode()

    def last(handler):
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
        Timer(0.5, stop.set).start()

    server.pages["/feed"] = last
    guard = Timer(10, stop.set)
    guard.start()
    feeds.watch(0.05, stop)
    guard.cancel()
    assert Report.objects.count() == 1
    assert server.paths() == ["/feed"]


def test_our_own_network_is_not_reached_unless_an_administrator_named_it(feed, server):
    feeds.run_due(NOW)
    assert "private network" in Fetch.objects.get().problem
    assert server.asked == []


RUN = """
import sys
from sarez.desk import start
start()
from django.core.management import call_command
from sarez.desk.reports.models import Feed, FeedItem, Report, Fetch, Source
from sarez.desk.reports import feeds
from sarez.intake.fetch import Fetcher
from sarez.intake.wire import Limits
verb, root = sys.argv[1:]
if verb == "make":
    call_command("migrate", verbosity=0)
    Feed.objects.create(source=Source.objects.create(name="Chronicle"), url=root + "/feed")
elif verb == "tell":
    print(Report.objects.count(), FeedItem.objects.count(), FeedItem.objects.filter(next_try__isnull=False).count(),
          sum(Fetch.objects.values_list("new", flat=True)), len(set(Report.objects.values_list("sha256", flat=True))))
else:
    Feed.objects.update(busy_until=None)  # the hold of one killed ends by itself, in minutes
    print("ready", flush=True)
    feeds.run_due(fetcher=Fetcher(Limits(allowed=("127.0.0.1",)), pause=0))
"""


@pytest.mark.alike
def test_killed_at_any_moment_it_goes_on_and_loses_nothing(server, tmp_path):
    def slow(number):
        def answer(handler):
            time.sleep(0.05)
            body = page(number).encode()
            handler.wfile.write(
                b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n" % len(body)
            )
            handler.wfile.write(body)

        return answer

    for number in range(20):
        server.pages[f"/page/{number}"] = slow(number)
    server.put("/feed", rss(*(item(n, f"{server.root}/page/{n}") for n in range(20))), ETag='"1"')
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    environment = {**kept, "SAREZ_HOME": str(tmp_path), "SAREZ_SECRET_KEY": "x"}

    def run(verb, **more):
        command = [sys.executable, "-c", RUN, verb, server.root]
        return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True, **more)

    run("make").communicate()
    for delay in (0.05, 0.3, 0.5):
        process = run("fetch")
        process.stdout.readline()
        time.sleep(delay)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        server.pages["/feed"] = (
            server.pages["/feed"] if server.paths().count("/page/0") == 0 else (304, {}, b"")
        )
    process = run("fetch")
    process.communicate()
    assert process.returncode == 0
    told, _ = run("tell").communicate()
    assert told.split() == ["20", "20", "0", "20", "20"]

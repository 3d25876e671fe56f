"""The feeds page: health at a glance, adding and changing, lists in and out, and nothing shown that may not be seen."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from sarez.desk.accounts.models import AuditEntry
from sarez.desk.reports import feeds
from sarez.desk.reports.models import Feed, FeedItem, Fetch, Source

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def signed_in(client, desk):
    def sign(role="analyst", clearance=2):
        client.force_login(desk.user(role, clearance))
        return client

    return sign


def kept(desk, url="https://news.example/feed", **source):
    return feeds.add(url, desk.source(**source), desk.user())


def page(client, name="feeds", *args):
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200
    return answer.content.decode()


def brought(desk, feed, marking=0, fetch=None):
    report = desk.report(marking=marking, source=feed.source, known_at=timezone.now())
    FeedItem.objects.create(
        feed=feed, key=str(report.pk), report=report, fetch=fetch, at=timezone.now(), is_new=True
    )
    return report


def test_without_feeds_the_page_says_that_nothing_is_fetched(signed_in):
    assert "nothing is fetched" in page(signed_in())


def test_a_failing_feed_comes_first_with_the_plain_reason(signed_in, desk):
    good, bad = kept(desk, name="Aaa"), kept(desk, "https://b.example/f", name="Zzz")
    later = timezone.now() + HOUR
    Feed.objects.filter(pk=good.pk).update(last_success=timezone.now(), next_fetch=later)
    Feed.objects.filter(pk=bad.pk).update(failures=2, next_fetch=later)
    Fetch.objects.create(feed=bad, at=timezone.now(), problem="It does not answer. It is tried again later.")
    text = page(signed_in())
    assert "It does not answer." in text
    assert text.index("Zzz") < text.index("Aaa")
    assert "in order" in text


def test_what_came_in_a_week_counts_only_what_may_be_seen(signed_in, desk):
    feed = kept(desk)
    fetch = Fetch.objects.create(feed=feed, at=timezone.now(), status=200, new=3, known=5)
    for marking in (0, 0, 4):
        brought(desk, feed, marking, fetch)
    assert "<span>2 new,</span> <span>1 known</span>" in page(signed_in(clearance=2))
    assert "<span>3 new,</span> <span>0 known</span>" in page(signed_in("head", 4))
    text = page(signed_in(clearance=2), "feed", feed.pk)
    assert '<td class="num">2</td><td class="num">6</td>' in text


def test_a_feed_of_a_source_above_ones_clearance_is_not_there(signed_in, desk):
    feed = kept(desk, marking=4, name="Secret Herald")
    client = signed_in(clearance=2)
    assert "Secret Herald" not in page(client)
    for name in ("feed", "feed-turn", "feed-now", "feed-remove"):
        answer = client.post(reverse(name, args=[feed.pk]))
        assert answer.status_code == 404
    assert "news.example" not in page(client, "feeds-export")
    told = {"url": feed.url, "source": "Secret Herald", "minutes": 60, "reliability": "F", "marking": 0}
    assert client.post(reverse("feed-add"), told).status_code == 302
    own = Feed.objects.exclude(pk=feed.pk).get()
    assert (own.source.marking, own.url) == (0, feed.url) and own.source_id != feed.source_id
    assert client.post(reverse("feed-add"), told).status_code == 422


def test_the_address_of_a_source_sealed_later_is_hidden(signed_in, desk):
    feed = kept(desk)
    Source.objects.update(is_sealed=True)
    client = signed_in("head", 4)
    for text in (page(client), page(client, "feed", feed.pk), page(client, "feeds-export")):
        assert "news.example" not in text
    assert '"left_out": 1' in AuditEntry.objects.filter(action="exported").latest("id").details


def test_a_feed_is_added_with_its_new_source(signed_in):
    client = signed_in()
    told = {
        "url": "https://news.example/feed", "source": "Chronicle", "minutes": 30, "language": "ru", "reliability": "B",
        "marking": 1, "licence": "CC BY 4.0",
    }  # fmt: skip
    assert client.post(reverse("feed-add"), told).status_code == 302
    feed = Feed.objects.get()
    source = feed.source
    assert (feed.minutes, feed.is_on, feed.next_fetch) == (30, True, None)
    assert (source.name, source.language, source.reliability, source.marking, source.licence) == (
        "Chronicle", "ru", "B", 1, "CC BY 4.0",
    )  # fmt: skip
    assert AuditEntry.objects.filter(action="added feed", target=feed.name).exists()
    assert "being fetched" in page(client)
    assert client.post(reverse("feed-add"), told).status_code == 422


def test_a_known_source_is_left_as_it_is(signed_in, desk):
    desk.source(name="Chronicle", reliability="A")
    told = {
        "url": "https://news.example/feed",
        "source": "Chronicle",
        "minutes": 30,
        "reliability": "E",
        "marking": 0,
    }
    signed_in().post(reverse("feed-add"), told)
    assert Feed.objects.get().source.reliability == "A"


def test_no_marking_is_given_above_ones_own(signed_in):
    told = {
        "url": "https://news.example/feed",
        "source": "New",
        "minutes": 30,
        "reliability": "B",
        "marking": 4,
    }
    assert signed_in(clearance=2).post(reverse("feed-add"), told).status_code == 422
    assert not Source.objects.exists()


@pytest.mark.parametrize("url", ["javascript:alert(1)", "ftp://a.example", "news", "https://a:b@c.example/"])
def test_an_address_that_is_none_is_refused_on_the_page(url, signed_in):
    told = {"url": url, "source": "New", "minutes": 30, "reliability": "B", "marking": 0}
    assert signed_in().post(reverse("feed-add"), told).status_code == 422
    assert not Feed.objects.exists()
    assert not Source.objects.exists()


def test_a_feed_is_changed_turned_off_and_removed(signed_in, desk):
    feed = kept(desk)
    brought(desk, feed)
    client = signed_in()
    client.post(reverse("feed", args=[feed.pk]), {"url": "https://new.example/f", "minutes": 1440})
    client.post(reverse("feed-turn", args=[feed.pk]), {"to": "off"})
    feed.refresh_from_db()
    assert (feed.url, feed.minutes, feed.is_on) == ("https://new.example/f", 1440, False)
    client.post(reverse("feed-remove", args=[feed.pk]))
    assert (Feed.objects.count(), feed.source.reports.count()) == (0, 1)


def test_fetch_now_makes_it_due(signed_in, desk):
    feed = kept(desk)
    Feed.objects.update(next_fetch=timezone.now() + HOUR)
    signed_in().post(reverse("feed-now", args=[feed.pk]))
    feed.refresh_from_db()
    assert feed.next_fetch is None


def test_a_reader_sees_but_changes_nothing(signed_in, desk):
    feed = kept(desk)
    client = signed_in("reader", 1)
    assert "Turn off" not in page(client)
    assert "Remove" not in page(client, "feed", feed.pk)
    client.post(reverse("feed", args=[feed.pk]), {"url": "https://new.example/f", "minutes": 60})
    for name in ("feed-turn", "feed-now", "feed-remove"):
        assert client.post(reverse(name, args=[feed.pk])).status_code == 403
    feed.refresh_from_db()
    assert feed.url == "https://news.example/feed"


def test_a_list_comes_in_turned_off_and_goes_out_again(signed_in):
    client = signed_in()
    opml = b"""<opml version="2.0"><body><outline text="A" xmlUrl="https://a.example/f"/><outline text="B" xmlUrl="ftp://b"/>
    </body></opml>"""
    answer = client.post(reverse("feeds-import"), {"file": SimpleUploadedFile("f.opml", opml)}, follow=True)
    assert "1 feed is new" in answer.content.decode()
    assert "ftp://b" in answer.content.decode()
    assert not Feed.objects.get().is_on
    assert "https://a.example/f" in page(client, "feeds-export")
    wrong = client.post(reverse("feeds-import"), {"file": SimpleUploadedFile("f.opml", b"hello")})
    assert wrong.status_code == 422


def test_the_page_stays_at_few_queries(signed_in, desk, django_assert_max_num_queries):
    for number in range(12):
        brought(desk, kept(desk, f"https://n{number}.example/f"))
    client = signed_in()
    with django_assert_max_num_queries(20):
        page(client)
    with django_assert_max_num_queries(20):
        page(client, "feed", Feed.objects.first().pk)


def test_htmx_gets_the_list_alone(signed_in, desk):
    kept(desk)
    text = signed_in().get(reverse("feeds"), headers={"HX-Request": "true"}).content.decode()
    assert text.startswith('<div id="feeds" hx-get=')

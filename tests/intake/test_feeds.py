"""Feeds to items, pages to reports, lists of feeds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.intake.serving import item, page, rss, words

from sarez.errors import Problem
from sarez.intake.answers import Answer
from sarez.intake.feeds import FeedEntry, parse_feed, report_of_entry, report_of_page, text_of_html
from sarez.intake.opml import Subscription, read_opml, write_opml
from sarez.intake.report import Report

URL = "https://news.example/feed"


def parsed(text, **headers):
    return parse_feed(Answer(200, URL, headers, text if isinstance(text, bytes) else text.encode()))


def test_the_oldest_item_comes_first():
    found = parsed(rss(item(2, "https://news.example/2"), item(1, "https://news.example/1")))
    assert [(e.title, e.url, e.published) for e in found] == [
        ("Report 1", "https://news.example/1", "2021-04-28"),
        ("Report 2", "https://news.example/2", "2021-04-28"),
    ]


def test_content_is_the_whole_text_and_a_teaser_is_not():
    whole, teaser, cut = parsed(
        rss(
            item(3, text=f"<p>{words(3)} Continue reading</p>"),
            item(2, summary="Shots were heard."),
            item(1, text=f"<p>{words(1)}</p><p>{words(2)}</p>"),
        )
    )
    assert whole.is_whole
    assert whole.text == f"{words(1)}\n\n{words(2)}"
    assert not teaser.is_whole
    assert not cut.is_whole


def test_an_item_is_known_again_by_its_id_whatever_else_changes():
    one, two = (
        parsed(rss(item(1, "https://a.example/1"))),
        parsed(rss(item(1, "https://b.example/1", summary="new"))),
    )
    assert one[0].key == two[0].key


def test_items_that_share_an_id_are_told_apart_by_what_they_say():
    same = [item(n, f"https://a.example/{n}").replace(f"item-{n}", "site") for n in (1, 2, 3)]
    assert len({entry.key for entry in parsed(rss(*same))}) == 3
    assert len({e.key for e in [*parsed(rss(*same)), *parsed(rss(*same[:2]))]}) == 3


def test_the_same_item_twice_is_one():
    assert len(parsed(rss(item(1, "https://a.example/1"), item(1, "https://a.example/1")))) == 1


def test_what_no_database_can_hold_is_shown_as_such():
    (entry,) = parsed(rss(item(1, summary="a &amp;#0; b &amp;#55296; c")))
    assert "\0" not in entry.text
    entry.text.encode()


def test_atom_is_read_with_addresses_made_whole():
    atom = """<feed xmlns="http://www.w3.org/2005/Atom"><title>x</title><entry><id>tag:1</id><title type="html">A &amp;amp; B</title>
    <link href="/reports/1"/><updated>2024-05-30T10:00:00Z</updated><summary>Said.</summary></entry></feed>"""
    (entry,) = parsed(atom)
    assert (entry.url, entry.title, entry.published) == (
        "https://news.example/reports/1",
        "A & B",
        "2024-05-30",
    )


def test_a_feed_in_another_encoding_is_read():
    text = rss(item(1, summary="Встреча в Баткене")).replace("utf-8", "windows-1251").encode("cp1251")
    assert parsed(text)[0].text == "Встреча в Баткене"


@pytest.mark.parametrize(
    "data", [b"", b"<html><body>hello</body></html>", b"/etc/passwd", b"\0\1\2" * 99, b"{}"]
)
def test_what_is_no_feed_is_said(data):
    assert "no RSS or Atom" in str(parsed(data))


def test_a_feed_that_declares_entities_is_not_expanded():
    bomb = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "lol"><!ENTITY b "&a;&a;">]>' + rss(item(1))[38:]
    assert isinstance(parsed(bomb), Problem)


def test_dangerous_links_are_no_address():
    (entry,) = parsed(rss(item(1, "javascript:alert(1)", summary="x")))
    assert entry.url is None


def test_the_page_of_an_item_is_its_report():
    entry = FeedEntry("k", "https://news.example/1", "Report 1", "2021-04-28")
    report = report_of_page(Answer(200, entry.url, {"content-type": "text/html"}, page(1).encode()), entry)
    assert words(1) in report.text
    assert (report.published, report.url) == ("2021-04-28", "https://news.example/1")


def test_without_its_page_an_item_is_what_the_feed_says_and_a_note():
    report = report_of_entry(FeedEntry("k", None, "Shots", "2021-04", "Near Vorukh."), "the page is gone")
    assert (report.text, report.published, report.notes) == (
        "Shots\n\nNear Vorukh.",
        "2021-04",
        ("the page is gone",),
    )
    assert isinstance(report_of_entry(FeedEntry("k", text="Only this.")), Report)


def test_words_of_html_keep_their_blocks():
    html = "<p>One <b>two</b>&nbsp;three.</p><script>x()</script><ul><li>a</li><li>b</li></ul>tail<br>end &amp; done"
    assert text_of_html(html) == "One two three.\n\na\n\nb\n\ntail\n\nend & done"
    assert len(text_of_html("<div>" * 5000 + "deep")) <= 4


@given(st.text(max_size=300))
def test_any_words_pass_through_html(text):
    assert isinstance(text_of_html(text), str)


@given(st.binary(max_size=300))
def test_no_bytes_break_the_reading_of_a_feed(data):
    parsed(b'<rss version="2.0"><channel><item>' + data)
    parsed(data)


def test_a_list_of_feeds_goes_out_and_comes_back():
    feeds = [
        Subscription("https://a.example/f?x=1&y=2", 'A "quoted" & <b>', "ru"),
        Subscription("https://b.example", "B"),
    ]
    assert read_opml(write_opml(feeds, "My <desk>").encode()) == feeds


def test_folders_in_a_list_are_opened_and_doubles_left_out():
    opml = b"""<opml version="1.0"><body><outline text="Asia"><outline text="A" xmlUrl="https://a.example"/>
    <outline text="A again" xmlUrl="https://a.example"/></outline></body></opml>"""
    assert read_opml(opml) == [Subscription("https://a.example", "A")]


@pytest.mark.parametrize(
    "data", [b"", b"hello", b"<rss/>", b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>']
)
def test_what_is_no_list_of_feeds_is_said(data):
    assert isinstance(read_opml(data), Problem)

"""Files come in by the browser: each is filed at once for itself, what is bad is told, the rest goes on."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from sarez.desk.inbox import read_waiting
from sarez.desk.reports.models import Report
from sarez.reading.records import Event, Evidence, Reader, Reading

pytestmark = pytest.mark.django_db
ADDRESS = "/reports/file"


class OneClash:
    """A reader that finds one clash in every text."""

    def read(self, report):
        clash = Event(
            "ASSAULT", ("KGZ",), ("TJK",), "2024-05-30", None, None, None, (), "occurred", None, None,
            report.text[:10], (Evidence(0, 10),), 0.9,
        )  # fmt: skip
        by = Reader("one clash", "1", "none", None)
        return Reading(report.file, None, None, None, "en", report.published, by, events=(clash,))


@pytest.fixture
def bek(client, desk):
    client.force_login(desk.user("registrar", 1, "bek"))
    return client


def upload(name, content):
    return SimpleUploadedFile(name, content if isinstance(content, bytes) else content.encode())


def test_a_broken_pdf_is_told_of_and_the_rest_is_filed(bek):
    files = [
        upload("talks.txt", "The two sides met in Batken on 30 May and agreed to meet again."),
        upload("broken.pdf", b"%PDF-1.4\nthis is no PDF"),
        upload("empty.txt", b""),
    ]
    page = bek.post(ADDRESS, {"files": files, "new_source": "Batken radio", "marking": "1"})
    talks, broken, empty = page.context["filed"]
    assert (len(talks.reports), len(broken.problems), len(empty.problems)) == (1, 1, 1)
    report = Report.objects.get()
    assert (report.source.name, report.marking, report.state, report.filed_by) == (
        "Batken radio", 1, "waiting", "bek",
    )  # fmt: skip
    assert "broken.pdf" in page.content.decode()


def test_the_page_follows_the_reading_until_all_is_read(bek):
    page = bek.post(ADDRESS, {"files": [upload("a.txt", "Border guards exchanged fire near Vorukh.")]})
    html = page.content.decode()
    assert "1 of 1 waits to be read" in html
    assert 'hx-trigger="load delay:2s"' in html
    list(read_waiting(lambda items: ((item, OneClash().read(item)) for item in items)))
    number = Report.objects.get().pk
    now = bek.get(reverse("filing-progress"), {"n": number}).content.decode()
    assert "All read." in now
    assert "hx-get" not in now
    assert '<td class="num">1</td>' in now


def test_progress_tells_nothing_of_reports_one_may_not_see(bek, desk):
    hidden = desk.report(title="Sealed talks", marking=4)
    answer = bek.get(reverse("filing-progress"), {"n": hidden.pk})
    assert b"Sealed talks" not in answer.content
    assert answer.context["progress"].total == 0


def test_a_text_is_pasted_with_its_date_and_filed_once(bek):
    data = {"text": "The ministers met in Osh.\r\nThey agreed.", "title": "Osh", "published": "2024-05"}
    bek.post(ADDRESS, data)
    bek.post(ADDRESS, data)
    report = Report.objects.get()
    assert (report.title, report.published, report.source.name) == ("Osh", "2024-05", "Unknown source")
    assert report.text == "The ministers met in Osh.\nThey agreed."


def test_a_file_of_many_reports_gives_them_all_with_their_publishers(bek):
    lines = "\n".join(
        json.dumps({"text": f"Report {n}: the sides met in Osh.", "publisher": f"Agency {n}"})
        for n in range(3)
    )
    (filed,) = bek.post(ADDRESS, {"files": [upload("three.jsonl", lines)]}).context["filed"]
    assert len(filed.reports) == 3
    assert {r.source.name for r in filed.reports} == {"Agency 0", "Agency 1", "Agency 2"}


def test_a_file_over_the_limit_is_refused_by_name_and_the_rest_is_filed(bek, settings):
    settings.MOST_UPLOADED = 1000
    files = [upload("long.txt", "word " * 400), upload("short.txt", "The sides met in Osh.")]
    page = bek.post(ADDRESS, {"files": files})
    short, long = page.context["filed"]
    assert (short.name, len(short.reports)) == ("short.txt", 1)
    assert "the most the browser may send" in long.problems[0].message
    assert long.name == "long.txt"


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ({}, "Choose a file"),
        ({"text": "Some text.", "marking": "4"}, "a marking you are cleared for"),
        ({"text": "Some text.", "published": "yesterday"}, "A date is"),
        ({"text": "Some text.", "source": "12345"}, "Choose a source of the list"),
    ],
)
def test_what_cannot_be_filed_so_is_said_and_nothing_is_lost(bek, data, told):
    page = bek.post(ADDRESS, data)
    assert page.status_code == 422
    assert told in page.content.decode()
    assert data.get("text", "") in page.content.decode()
    assert not Report.objects.exists()


def test_a_source_one_may_not_know_of_is_not_offered(bek, desk):
    desk.source("Hidden source", marking=4)
    open_ = desk.source("Open source", marking=1)
    html = bek.get(ADDRESS).content.decode()
    assert "Open source" in html
    assert "Hidden source" not in html
    bek.post(ADDRESS, {"text": "The sides met.", "source": open_.pk})
    assert Report.objects.get().marking == 1


def test_to_name_a_source_one_may_not_know_of_is_to_name_a_new_one(bek, desk):
    hidden = desk.source("Hidden source", marking=4)
    for text in ("The sides met.", "They met again."):
        bek.post(ADDRESS, {"text": text, "new_source": "Hidden source"})
    first, second = Report.objects.order_by("pk")
    assert (first.marking, first.source.name, first.source_id) == (0, "Hidden source", second.source_id)
    assert first.source_id != hidden.pk and first.source.copy == hidden.copy + 1


def test_a_text_on_file_that_one_may_not_see_is_not_told_of(bek, desk):
    bek.post(ADDRESS, {"text": "The sides met."})
    Report.objects.update(marking=4, title="Sealed")
    page = bek.post(ADDRESS, {"text": "The sides met."})
    assert b"Sealed" not in page.content
    assert b"1 text received" in page.content

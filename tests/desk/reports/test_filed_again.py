"""A text that is on file where its filer may not see it is filed as if nobody had: nothing tells that it is there."""

import hashlib
import re

import pytest
from django.db import transaction
from django.test import Client
from tests.desk import making
from tests.desk.accounts.walking import addresses

from sarez.desk.accounts.erasure import erase
from sarez.desk.accounts.viewers import Viewer
from sarez.desk.events.models import Claim, Version
from sarez.desk.inbox import read_waiting
from sarez.desk.reports.filing import Filing, file, mark
from sarez.desk.reports.models import Report
from sarez.intake.report import Report as Received
from sarez.reading.records import Event, Evidence, Reader, Reading

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"
TEXT = "Kyrgyz and Tajik border guards exchanged fire near Vorukh on 30 May 2024, and two of them were killed, officials said."
OTHER = "Uzbek and Turkmen ministers spoke at length of a canal, of its water and of those who pay for it, in Urgench last week."
UNCHANGING = {"sign-out", "api", "api:openapi-json"}
SEARCHES = (
    "/search?q=guards",
    "/reports?q=guards",
    "/events?party=KGZ",
    "/relations/KGZ/TJK",
    "/actor/KGZ",
    "/place?name=Vorukh",
)


def one_clash(items):
    """A reader that finds one clash in every text."""
    for item in items:
        clash = Event(
            "ASSAULT", ("KGZ",), ("TJK",), "2024-05-30", None, "Vorukh", "TJK", (), "occurred", 2, None, item.text[:10],
            (Evidence(0, 10),), 0.9,
        )  # fmt: skip
        by = Reader("one clash", "1", "none", None)
        yield item, Reading(item.file, None, None, None, "en", item.published, by, events=(clash,))


def read_all():
    return list(read_waiting(one_clash))


def put(text, marking, title=None):
    """Filed by the desk itself, and read."""
    report, _ = file(
        Received("secret.txt", text, title=title),
        Filing("head", making.source(f"S {marking} {text[:5]}", marking=marking)),
    )
    read_all()
    return report


def signed_in(clearance=2, role="analyst"):
    client = Client()
    client.force_login(making.user(role, clearance, f"{role}-{clearance}"), BACKEND)
    return client


class Undo(Exception):
    """Put the desk back."""


def told_to_the_filer(on_file, clearance=2):
    """All that a filer is told who files TEXT on a desk that holds another text above their clearance, numbers aside."""
    found = {}
    try:
        with transaction.atomic():
            put(on_file, 4, "A sealed title")
            client = signed_in(clearance)
            client.get("/")
            form = {
                "text": TEXT,
                "title": "Clash",
                "new_source": "Batken radio",
                "marking": "1",
                "published": "2024-05-31",
            }
            found["answer"] = plain(client.post("/reports/file", form))
            token = {"title": "Clash", "text": TEXT, "source_name": "Batken radio"}
            found["again"] = plain(client.post("/reports/file", {**form}))
            found["api"] = plain(client.post("/api/reports", token, content_type="application/json"))
            found |= {f"waiting {path}": plain(client.get(path)) for path in ("/reports", "/review", "/")}
            read_all()
            mine = Report.objects.filter(filed_by=f"analyst-{clearance}").get()
            paths = [a.at({}) for a in addresses() if not a.arguments and a.name not in UNCHANGING]
            for path in (*paths, *SEARCHES):
                found[path] = plain(client.get(path))
            found["report"] = plain(client.get(f"/report/{mine.pk}"))
            found["entry"] = plain(client.get(f"/entry/{mine.claims.get().entry_id}"))
            found["alike"] = plain(client.get(f"/entry/{mine.claims.get().entry_id}/alike"))
            raise Undo
    except Undo:
        return found


def plain(answer):
    body = answer.getvalue() if hasattr(answer, "getvalue") else answer.content
    if (
        "zip" in answer["Content-Type"]
        or "spreadsheet" in answer["Content-Type"]
        or answer["Content-Type"].startswith("image/")
    ):
        return answer.status_code
    text = body.decode(errors="replace")
    text = re.sub(r'name="csrfmiddlewaretoken" value="\w+"|"X-CSRFToken": "\w+"', "", text)
    text = re.sub(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d[\d:.]*(\+00:00|Z)?|\b\d\d:\d\d\b", "then", text)
    numbers = r"""(/report/|after=|/entry/|/sources/|source[ _-]|/claim/|claim-|title-|form-|words-|other=|n=|entry |report[_-]|data-claims?=["'c]+|value="|"(?:number|id|entry|report|claim)": ?"?)\d+"""
    return answer.status_code, re.sub(numbers, r"\1N", text)


@pytest.mark.alike
@pytest.mark.parametrize("clearance", [1, 3])
def test_filing_a_text_that_is_on_file_unseen_is_told_as_filing_a_new_one(clearance):
    new, again = told_to_the_filer(OTHER, clearance), told_to_the_filer(TEXT, clearance)
    differing = {path: first_difference(new[path], again[path]) for path in new if new[path] != again[path]}
    assert differing == {}
    assert new["answer"][0] == 200
    assert "Clash" in again["/reports"][1]
    assert not [path for path, told in again.items() if "sealed title" in str(told).lower()]


def first_difference(one, two):
    """Where two answers part, for the message."""
    at = next((n for n, (a, b) in enumerate(zip(str(one), str(two), strict=False)) if a != b), 60)
    return str(one)[at - 60 : at + 60], str(two)[at - 60 : at + 60]


def test_the_report_is_seen_at_the_marking_it_was_filed_with_and_the_sealed_one_stays_sealed():
    sealed = put(TEXT, 4)
    signed_in(2).post("/reports/file", {"text": TEXT, "marking": "1"})
    low, high = Viewer(1, None), Viewer(4, None)
    [mine] = Report.objects.seen_by(low)
    assert (mine.marking, mine.text, mine.sha256, mine.copy) == (1, TEXT, sealed.sha256, 1)
    sealed.refresh_from_db()
    assert (sealed.marking, sealed.copy) == (4, 0)
    assert Report.objects.seen_by(high).count() == 2
    assert not Report.objects.seen_by(Viewer(0, None)).exists()


def test_two_reports_of_one_text_are_one_story_and_count_once():
    put(TEXT, 4)
    signed_in(2).post("/reports/file", {"text": TEXT, "marking": "1"})
    read_all()
    [above] = Version.objects.seen_by(Viewer(4, None)).filter(kind="event")
    [below] = Version.objects.seen_by(Viewer(1, None)).filter(kind="event")
    assert (above.stories, above.reports) == (1, 2)
    assert (below.stories, below.reports) == (1, 1)
    assert Claim.objects.count() == 2


def test_a_text_that_the_filer_may_see_is_filed_once():
    put(TEXT, 2)
    client = signed_in(2)
    for marking in ("0", "1", "2"):
        client.post("/reports/file", {"text": TEXT, "marking": marking})
    assert Report.objects.get().marking == 2


def test_who_sees_both_files_neither_again_and_a_second_filer_finds_the_first_ones():
    put(TEXT, 4)
    signed_in(3, "officer").post("/reports/file", {"text": TEXT, "marking": "3"})
    signed_in(2).post("/reports/file", {"text": TEXT, "marking": "2"})
    signed_in(4, "head").post("/reports/file", {"text": TEXT})
    signed_in(2, "reader")
    assert list(Report.objects.order_by("copy").values_list("copy", "marking")) == [(0, 4), (1, 3), (2, 2)]


def test_a_feed_brings_no_text_back_that_a_person_has_marked_up():
    open_ = put(TEXT, 0)
    mark(open_, 4, making.user("head", 4), "it names a source")
    again, is_new = file(Received("feed.xml", TEXT), Filing("feed 1", making.source("Wire")))
    assert (again.pk, is_new, Report.objects.count()) == (open_.pk, False, 1)


def test_when_the_first_is_deleted_a_third_still_finds_its_place():
    put(TEXT, 4)
    signed_in(2).post("/reports/file", {"text": TEXT, "marking": "2"})
    Report.objects.get(copy=0).delete()
    signed_in(1).post("/reports/file", {"text": TEXT, "marking": "1"})
    assert list(Report.objects.order_by("copy").values_list("copy", "marking")) == [(1, 2), (2, 1)]


def test_what_was_erased_from_the_sealed_one_is_not_filed_again():
    text = "Kamol Ergashev met the guards of Vorukh. Ergashev, officials said, had asked for it himself."
    report, _ = file(Received("a.txt", text), Filing("ana", making.source("Wire", marking=4)))
    values = {"name": "Kamol Ergashev", "position": "", "organization": None, "country": "TJK", "aliases": []}
    person = making.claim(report, "person", values)
    erase(person.entry, making.user("head", 4), "asked for")
    form = {"text": text, "title": "Kamol Ergashev meets the guards", "marking": "1"}
    signed_in(2).post("/reports/file", form)
    mine = Report.objects.get(copy=1)
    assert "Ergashev" not in mine.text + mine.title + " ".join(mine.notes) + mine.file
    assert mine.sha256 == hashlib.sha256(text.encode()).hexdigest()
    assert "had asked for it himself" in mine.text


def test_two_who_file_at_the_same_moment_have_one_report(monkeypatch):
    """The other files between the look and the filing: the second look finds it."""
    from sarez.desk.reports import filing

    source, real = making.source("Wire"), filing._filed

    def late(received, how, hidden):
        monkeypatch.setattr(filing, "_filed", real)
        file(received, Filing("other", source))
        return real(received, how, hidden)

    monkeypatch.setattr(filing, "_filed", late)
    report, is_new = file(Received("a.txt", TEXT), Filing("ana", source))
    assert (report.filed_by, is_new, Report.objects.count()) == ("other", False, 1)

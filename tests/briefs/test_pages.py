"""The page of a brief and its Word file: for whom, at which marking, said in the audit."""

import io
import json
from urllib.parse import quote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from docx import Document
from tests.briefs.conftest import commitment, event, person
from tests.briefs.test_making import SECRET, secret  # noqa: F401

from sarez.desk.accounts.models import AuditEntry
from sarez.desk.drawn import forget

pytestmark = [pytest.mark.django_db, pytest.mark.alike]


@pytest.fixture
def as_(client, desk):
    """A client signed in with a role and a clearance."""

    def signed_in(role="analyst", clearance=2):
        client.force_login(desk.user(role, clearance), backend="django.contrib.auth.backends.ModelBackend")
        return client

    return signed_in


@pytest.fixture(autouse=True)
def no_line_remembered():
    from django.core.cache import cache

    cache.clear()


def text_of(answer):
    return answer.content.decode()


def word_of(answer):
    return Document(io.BytesIO(b"".join(answer.streaming_content)))


def test_a_brief_is_one_click_from_an_actor_a_pair_and_a_person(told, as_, desk):
    client = as_()
    someone = desk.claim(desk.report(), "person", person())
    for page, brief in (
        ("/actor/KGZ", "/brief/actor/KGZ"),
        ("/relations/KGZ/TJK", "/brief/pair/KGZ?with=TJK"),
        (f"/entry/{someone.entry_id}", f"/brief/person/{someone.entry_id}"),
    ):
        assert f'href="{brief}"' in text_of(client.get(page)), page
        assert client.get(brief).status_code == 200, brief


def test_the_day_asked_about_is_carried_on(told, as_):
    client = as_()
    assert 'href="/brief/actor/KGZ?as_of=2024-06-03"' in text_of(client.get("/actor/KGZ?as_of=2024-06-03"))
    page = text_of(client.get("/brief/actor/KGZ?as_of=2024-06-03"))
    assert f'/entry/{told.pledge.entry_id}?as_of=2024-06-03"' in page
    assert 'name="as_of" value="2024-06-03"' in page
    assert "/brief/actor/KGZ.docx?language=en&amp;as_of=2024-06-03" in page
    assert "2024-06-03" in page


def test_a_pair_may_stand_in_the_path(told, as_):
    assert "Kyrgyzstan – Tajikistan" in text_of(as_().get("/brief/pair/KGZ/TJK"))


def test_a_reader_reads_but_takes_no_word_file(told, as_):
    client = as_("reader", 1)
    page = client.get("/brief/actor/KGZ")
    assert page.status_code == 200
    assert ".docx" not in text_of(page)
    assert client.get("/brief/actor/KGZ.docx").status_code == 403


def test_the_word_file_is_what_the_page_tells(told, as_):
    answer = as_().get("/brief/actor/KGZ.docx?with=TJK&since=2024-01-01")
    assert answer["Content-Type"].endswith("wordprocessingml.document")
    assert 'filename="brief-KGZ-TJK-' in answer["Content-Disposition"]
    assert "-TLP-CLEAR.docx" in answer["Content-Disposition"]
    text = "\n".join(c.text for t in word_of(answer).tables for r in t.rows for c in r.cells)
    assert "withdraw the posts from Vorukh" in text


def test_each_brief_is_in_the_audit(told, as_):
    client = as_("officer", 3)
    client.get("/brief/actor/KGZ?with=TJK")
    client.get("/brief/actor/KGZ?with=TJK")
    client.get("/brief/actor/KGZ.docx?with=TJK&marking=1")
    lines = [
        (e.target, json.loads(e.details)["kind"]) for e in AuditEntry.objects.filter(action="made brief")
    ]
    assert lines == [("brief actor KGZ TJK", "page"), ("brief actor KGZ TJK", "docx")]
    details = json.loads(AuditEntry.objects.filter(action="made brief").last().details)
    assert details["marking"] == "TLP:CLEAR"


def test_what_was_left_out_is_told_to_who_may_see_it_and_not_in_the_file(told, secret, as_):  # noqa: F811
    client = as_("head", 4)
    page = text_of(client.get("/brief/actor/KGZ?marking=1&since=2023-01-01"))
    assert "3 entries that you may see are left out" in page
    assert SECRET not in page
    document = word_of(client.get("/brief/actor/KGZ.docx?marking=1"))
    words = "\n".join(p.text for p in document.paragraphs)
    assert "left out" not in words
    assert SECRET not in words
    assert "left out" not in text_of(as_("reader", 1).get("/brief/actor/KGZ"))


def test_a_marking_above_ones_own_is_refused_beside_its_field(told, secret, as_):  # noqa: F811
    client = as_("analyst", 2)
    answer = client.get("/brief/actor/KGZ?marking=4&since=2024-01-01&with=TJK")
    assert "Select a valid choice" in text_of(answer)
    assert 'value="2024-01-01"' in text_of(answer)
    assert SECRET not in text_of(answer)
    back = client.get("/brief/actor/KGZ.docx?marking=4&since=2024-01-01")
    assert (back.status_code, back["Location"]) == (302, "/brief/actor/KGZ?marking=4&since=2024-01-01")


@pytest.mark.parametrize("query", ["since=yesterday", "with=Atlantis", "language=xx", "since=2024-13-01"])
def test_what_cannot_be_is_said_beside_its_field_and_stays_as_typed(told, as_, query):
    answer = as_().get(f"/brief/actor/KGZ?{query}")
    assert answer.status_code == 200
    assert "errorlist" in text_of(answer)
    assert query.startswith("language") or f'value="{query.partition("=")[2]}"' in text_of(answer)


def test_a_counterpart_may_be_given_by_name(told, as_):
    assert "with Tajikistan as counterpart" in text_of(as_().get("/brief/actor/KGZ?with=Tajikistan"))


def test_whom_one_may_not_know_of_is_not_found(told, desk, as_):
    report = desk.report(marking=4)
    desk.claim(report, values=event(actor=["Border Cell"], date="2024-05-05", place="Osh"))
    hidden = desk.claim(report, "person", person("Ivan Quorvexov"))
    client = as_("officer", 3)
    for path in (
        "/brief/actor/Border%20Cell",
        f"/brief/person/{hidden.entry_id}",
        "/brief/person/x",
        "/brief/body/KGZ",
    ):
        for end in ("", ".docx"):
            assert client.get(path + end).status_code == 404, path
    answer = client.get("/brief/actor/KGZ?with=Border+Cell")
    assert "No party on record" in text_of(answer)
    assert "Border Cell" not in text_of(answer).replace('value="Border Cell"', "").replace(
        "“Border Cell”", ""
    )


def test_whom_the_chosen_marking_hides_is_said_to_who_may_know_of_them(told, desk, as_):
    desk.claim(desk.report(marking=4), values=event(actor=["Border Cell"], date="2024-05-05", place="Osh"))
    answer = as_("head", 4).get("/brief/actor/Border%20Cell?marking=1")
    assert answer.status_code == 404
    assert "Nothing that this marking lets in" in text_of(answer)


def test_a_party_with_a_slash_in_its_name_has_a_brief(told, desk, as_):
    desk.claim(
        desk.report(),
        values=event(actor=["Land/Water Office"], recipient=["KGZ"], date="2024-05-05", place="Osh"),
    )
    client = as_()
    assert "Land/Water Office" in text_of(client.get(f"/brief/actor/{quote('Land/Water Office')}"))
    assert client.get("/brief/pair/KGZ?with=Land/Water+Office").status_code == 200


def test_anyone_is_found_by_code_name_or_number(told, desk, as_):
    someone = desk.claim(desk.report(), "person", person())
    client = as_()
    for text, leads in (
        ("kgz", "/brief/actor/KGZ"), ("Tajikistan", "/brief/actor/TJK"), ("Aziz Rahimov", f"/brief/person/{someone.entry_id}"),
        (str(someone.entry_id), f"/brief/person/{someone.entry_id}"),
    ):  # fmt: skip
        assert client.get("/brief", {"subject": text})["Location"] == leads
    assert "Nobody on record is called “Atlantis”" in text_of(client.get("/brief?subject=Atlantis"))


def test_the_page_asks_the_database_little_and_no_more_for_more_rows(told, desk, as_):
    client = as_("head", 4)
    path = "/brief/actor/KGZ?with=TJK&marking=1"

    def asked():
        client.get(path)
        forget()  # what was made before, else nothing would be asked
        with CaptureQueriesContext(connection) as captured:
            client.get(path)
        return len(captured)

    few = asked()
    for number in range(12):
        report = desk.report()
        desk.claim(
            report, "commitment", commitment(f"build post number {number} {'abcdefghijkl'[number] * 9}")
        )
        desk.claim(report, values=event(date=f"2024-04-{number + 1:02}", place=f"Place {number}"))
    assert asked() == few
    assert few <= 20


def test_in_russian_the_page_is_russian_whatever_the_reader_speaks(told, as_):
    page = text_of(as_().get("/brief/actor/KGZ?language=ru"))
    assert '<html lang="ru">' in page
    assert "Кыргызстан" in page
    assert "Источники" in page

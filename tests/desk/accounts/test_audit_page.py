"""The page of the log: filters, proof, export; and who saw RED."""

import ast
import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection
from django.utils import translation

import sarez
from sarez.desk.accounts import audit
from sarez.desk.accounts.deeds import DEEDS, DETAILS, THINGS, deed, details, target_of, thing
from sarez.desk.accounts.models import AuditEntry
from sarez.desk.dialogue.models.kept import Kept

pytestmark = pytest.mark.django_db


@pytest.fixture
def head(desk, client):
    user = desk.user("head", 4, "head")
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return user


def told(page):
    return [line.target for line, *_ in page.context["told"]]


def test_lines_are_found_by_who_what_which_and_day(client, head):
    audit.log("ana", "filed", "report 1")
    audit.log("ben", "filed", "report 2")
    audit.log("ben", "marked", "report 2", before=0, after=4)
    assert told(client.get("/audit?who=ana")) == ["report 1"]
    assert told(client.get("/audit?action=filed")) == ["report 2", "report 1"]
    assert told(client.get("/audit?target=report 2&action=marked")) == ["report 2"]
    today = datetime.now(UTC).date().isoformat()
    assert len(told(client.get(f"/audit?day={today}"))) == 3
    assert told(client.get("/audit?day=2001-01-01")) == []
    assert client.get("/audit?day=yesterday&page=no").status_code == 200


def test_verify_shows_the_proof(client, head):
    audit.log("ana", "filed", "report 1")
    page = client.post("/audit/verify")
    assert page.context["proof"].is_whole and b"unbroken" in page.content
    last = AuditEntry.objects.order_by("-id").first()
    AuditEntry.objects.create(at=last.at, who="eve", action="x", previous=last.digest, digest="0" * 64)
    page = client.post("/audit/verify")
    assert b"changed from outside" in page.content


def test_the_export_is_a_line_each_and_is_in_the_log(client, head):
    audit.log("ana", "filed", "report 1")
    answer = client.post("/audit/export?who=ana")
    lines = [json.loads(line) for line in b"".join(answer.streaming_content).splitlines()]
    assert [(line["who"], line["action"], line["target"]) for line in lines] == [("ana", "filed", "report 1")]
    assert AuditEntry.objects.filter(action="exported", target="audit", who="head").exists()


def test_who_is_not_cleared_for_all_does_not_see_the_log(client, desk):
    client.force_login(desk.user("head", 3), "django.contrib.auth.backends.ModelBackend")
    for address in ("/audit", "/retention"):
        assert client.get(address).status_code == 403


def test_seeing_red_is_one_line_a_person_record_and_day(desk, rf):
    request = rf.get("/")
    for name in ("ana", "ben"):
        request.user = desk.user(name=name)
        for _ in range(3):
            audit.saw(request, "report 7", 4)
            audit.saw(request, "report 8", 3)
    lines = list(AuditEntry.objects.values_list("who", "action", "target"))
    assert lines == [("ana", "saw RED", "report 7"), ("ben", "saw RED", "report 7")]


def test_a_long_log_is_looked_through_in_few_queries(client, head, django_assert_max_num_queries):
    for number in range(150):
        audit.log("ana", "filed", f"report {number}")
    with django_assert_max_num_queries(12, connection=connection):
        page = client.get("/audit?page=2")
    assert len(told(page)) == 50


def test_opening_a_red_report_or_entry_is_in_the_log_once_a_day(client, head, desk):
    red = desk.claim(desk.report(marking=4))
    clear = desk.claim(desk.report(), values=desk.event(type="PROTEST", place="Khorog"))
    for claim in (red, clear, red):
        assert client.get(f"/report/{claim.report_id}").status_code == 200
        assert client.get(f"/entry/{claim.entry_id}").status_code == 200
    lines = AuditEntry.objects.filter(action="saw RED").values_list("who", "target")
    assert sorted(lines) == [("head", f"event {red.entry_id}"), ("head", f"report {red.report_id}")]


def logged():
    """The calls in the package that add a line to the log."""
    for path in Path(sarez.__file__).parent.rglob("*.py"):
        for call in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(call, ast.Call) and len(call.args) > 1:
                name = getattr(call.func, "id", getattr(call.func, "attr", ""))
                if name == "log":
                    yield call


def test_every_deed_and_heading_that_the_desk_logs_has_its_words():
    written = {c.args[1].value for c in logged() if isinstance(c.args[1], ast.Constant)}
    written = {deed for deed in written if isinstance(deed, str)}
    headings = {k.arg for c in logged() for k in c.keywords if k.arg}
    assert len(written) > 40 and written <= set(DEEDS)
    assert len(headings) > 20 and headings <= set(DETAILS)


def test_what_is_kept_has_its_words_and_what_is_told_of_it_beginning():
    kept = {m._meta.model_name for m in apps.get_models() if issubclass(m, Kept)}
    assert len(kept) > 20 and kept <= set(THINGS)
    told = {
        keyword.arg
        for path in Path(sarez.__file__).parent.rglob("*.py")
        for call in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "begin"
        for keyword in call.keywords
        if keyword.arg and keyword.arg != "at"
    }
    assert {"outcome", "how"} <= told <= set(DETAILS)


@pytest.mark.parametrize("language", ["en", "ru"])
def test_a_record_is_found_by_the_words_that_the_log_tells_it_in(language):
    with translation.override(language):
        assert len({str(words) for words in THINGS.values()}) == len(THINGS)
        for name in THINGS:
            assert target_of(thing(f"{name} 12")) == f"{name} 12"
    with translation.override("ru"):
        assert thing("minute 5") == "строка протокола 5"
        assert thing("communiqué of engagement 5") == "коммюнике мероприятия 5"
        assert not [name for name in THINGS if re.search("[A-Za-z]", thing(name))]


def test_the_log_is_told_in_russian_and_kept_as_it_was_written(client, head):
    audit.log("ana", "filed", "report 1", why="x")
    with translation.override("ru"):
        assert (deed("filed"), thing("report 1")) == ("подшито", "сообщение 1")
        assert target_of("сообщение 1") == "report 1"
        assert not set(details(dict.fromkeys(DETAILS, 1))) & {str(k) for k in DETAILS}
        assert all(deed(action) != action for action in DEEDS)
    assert deed("an act of another version") == "an act of another version"
    assert AuditEntry.objects.get(action="filed").target == "report 1"


def test_the_log_as_known_on_a_day_has_no_later_line(client, head):
    line = audit.log(head, "filed", "report 7")
    yesterday = (line.at - timedelta(days=1)).date().isoformat()
    assert told(client.get("/audit", {"as_of": line.at.date().isoformat()})) == ["report 7"]
    assert told(client.get("/audit", {"as_of": yesterday})) == []


def test_a_page_that_keeps_no_past_says_so(client, head):
    page = client.get("/account", {"as_of": "2024-05-31"}).content.decode()
    assert "This page keeps no past" in page and "As known on" not in page
    assert "As known on 2024-05-31" in client.get("/audit", {"as_of": "2024-05-31"}).content.decode()

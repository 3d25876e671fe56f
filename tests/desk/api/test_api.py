"""The record for programs: who may ask, what they see, what they may propose."""

import json
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone
from tests.desk.making import NOW

from sarez.desk.accounts.models import ApiToken
from sarez.desk.accounts.tokens import make_token
from sarez.desk.api import service
from sarez.desk.events.models import Claim, Version
from sarez.desk.search.index import index_reports

pytestmark = pytest.mark.django_db
RED_WORD = "zarathustrian"


@pytest.fixture(autouse=True)
def fresh_pace():
    cache.clear()


@pytest.fixture
def ask(client, desk):
    """Ask with a token of an analyst; `token_clearance` cuts it down."""

    def asked(path, body=None, *, clearance=2, role="analyst", token_clearance=None, owner=None):
        owner = owner or desk.user(role, clearance)
        secret = make_token(owner, "t", role, owner.clearance, 5)
        ApiToken.objects.filter(owner=owner).update(
            clearance=clearance if token_clearance is None else token_clearance
        )
        head = {"HTTP_AUTHORIZATION": f"Bearer {secret}"}
        if body is None:
            return client.get(f"/api/{path}", **head)
        return client.post(f"/api/{path}", json.dumps(body), content_type="application/json", **head)

    return asked


def test_nobody_reads_without_a_token(client):
    for path in ("me", "reports", "entries?kind=event", "actors", "search?q=x", "entries/1", "reports/1"):
        answer = client.get(f"/api/{path}")
        assert (answer.status_code, answer["Content-Type"]) == (401, "application/problem+json")
        assert answer.json()["remedy"]


def test_every_address_names_its_permission():
    assert all(hasattr(p.callback, "needs") for p in service.addresses())


def test_the_description_is_there_for_programs_and_the_reference_for_people(client, desk):
    paths = client.get("/api/openapi.json").json()["paths"]
    assert "/api/entries/{number}/claims" in paths
    client.force_login(desk.user(), backend="django.contrib.auth.backends.ModelBackend")
    page = client.get("/api").content.decode()
    assert all(path in page for path in paths)
    assert "https://" not in page


def test_lists_have_totals_and_go_on(ask, desk):
    for number in range(5):
        desk.claim(values=desk.event(place=f"Place {number}", date=f"2024-0{number + 1}-01"))
    first = ask("entries?kind=event&limit=2").json()
    assert (first["total"], first["next"], len(first["items"])) == (5, 2, 2)
    last = ask("entries?kind=event&limit=2&offset=4").json()
    assert (last["next"], len(last["items"])) == (None, 1)
    assert ask("entries?kind=event&since=2024-04-01").json()["total"] == 2


def test_an_entry_comes_with_its_claims_side_by_side(ask, desk):
    one = desk.claim(values=desk.event(killed=3))
    desk.claim(values=desk.event(killed=5))
    assert ask(f"entries/{one.entry_id}").json()["values"]["killed"]["rivals"] == 1
    told = ask(f"entries/{one.entry_id}/claims").json()["items"]
    assert sorted(c["values"]["killed"] for c in told) == [3, 5]


def test_red_is_nowhere_for_those_not_cleared(ask, desk):
    report = desk.report(f"The {RED_WORD} envoy.", title=RED_WORD, marking=4)
    index_reports([report])
    hidden = desk.claim(report, values=desk.event(place=RED_WORD))
    desk.claim(report, "person", {"name": RED_WORD})
    for path in (
        "reports", f"reports?text={RED_WORD}", "entries?kind=event", "entries?kind=person", "actors",
        f"actors?q={RED_WORD}", "search?q=zarathustrien", f"entries/{hidden.entry_id}",
        f"entries/{hidden.entry_id}/claims", f"reports/{report.pk}",
    ):  # fmt: skip
        answer = ask(path, clearance=1)
        assert RED_WORD not in answer.content.decode().replace(f"text={RED_WORD}", "")
        assert answer.status_code == 404 or answer.json().get("total", 0) == 0
        assert ask(path, clearance=4, token_clearance=1).content == answer.content
    assert ask(f"reports/{report.pk}", clearance=4).json()["title"] == RED_WORD
    assert ask("search?q=zarathustrien", clearance=4).json()["total"] == 3


def test_a_token_sees_no_more_than_its_owner_does_now(ask, desk):
    report = desk.report(marking=3)
    assert ask(f"reports/{report.pk}", clearance=2, token_clearance=4).status_code == 404


def test_as_of_asks_for_the_record_of_that_day(ask, desk):
    claim = desk.claim()
    assert ask(f"entries/{claim.entry_id}").status_code == 200
    assert ask(f"entries/{claim.entry_id}?as_of={(NOW - timedelta(days=2)).date()}").status_code == 404
    assert ask("reports?as_of=yesterday").status_code == 422


def test_a_sealed_source_is_told_by_its_label(ask, desk):
    source = desk.source("Contact 7", is_sealed=True)
    report = desk.report(source=source, url="https://who.example/named")
    told = ask(f"reports/{report.pk}").json()
    assert (told["source"]["name"], told["url"]) == ("Contact 7", None)


def test_a_claim_is_proposed_and_does_not_decide_anything(ask, desk):
    report = desk.report("Nine were killed.")
    values = {"type": "ASSAULT", "actor": ["KGZ"], "recipient": ["TJK"], "date": "2024-05-30", "status": "occurred", "killed": 9}  # fmt: skip
    made = ask(f"reports/{report.pk}/claims", {"kind": "event", "values": values, "start": 0, "end": 17})
    assert made.status_code == 201
    assert (made.json()["decision"], made.json()["sentence"]) == ("proposed", "Nine were killed.")
    assert Version.objects.get(entry=made.json()["entry"]).decision == "proposed"


def test_a_correction_stands_beside_what_it_corrects(ask, desk):
    claim = desk.claim(values=desk.event(killed=3))
    made = ask(f"claims/{claim.pk}/corrections", {"values": {"killed": 4}})
    assert made.status_code == 201
    assert (made.json()["entry"], made.json()["replaces"]) == (claim.entry_id, claim.pk)
    claim.refresh_from_db()
    assert claim.decision == "proposed"
    assert Claim.objects.filter(entry=claim.entry_id).count() == 2
    assert Version.objects.seen_by(desk.viewer()).get().decision == "proposed"


def test_values_that_cannot_stand_are_told_field_by_field(ask, desk):
    answer = ask(
        f"reports/{desk.report().pk}/claims", {"kind": "event", "values": {"type": "DANCE", "date": "soon"}}
    )
    assert answer.status_code == 422
    assert {"type", "date"} <= answer.json()["fields"].keys()


def test_what_may_not_be_seen_cannot_be_proposed_upon(ask, desk):
    claim = desk.claim(desk.report(marking=4))
    assert ask(f"claims/{claim.pk}/corrections", {"values": {"killed": 4}}).status_code == 404
    assert ask(f"reports/{claim.report_id}/claims", {"kind": "event", "values": {}}).status_code == 404


def test_a_reader_proposes_nothing(ask, desk):
    answer = ask(f"reports/{desk.report().pk}/claims", {"kind": "event", "values": {}}, role="reader")
    assert answer.status_code == 403


def test_a_report_is_filed_and_its_marking_not_lowered(ask, desk):
    source = desk.source(marking=2)
    body = {"text": "Shots near Vorukh on Friday.", "source": source.pk, "marking": "CLEAR"}
    made = ask("reports", body)
    assert (made.status_code, made.json()["marking"]) == (201, "TLP:AMBER")
    assert ask("search?q=vorukh").json()["counts"] == {"report": 1}
    assert ask("reports", {"text": "x", "marking": "PINK"}).status_code == 422


def test_a_session_reads_but_writes_only_with_csrf(desk):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(desk.user(), backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/api/reports").status_code == 200
    answer = client.post("/api/reports", '{"text": "x y z"}', content_type="application/json")
    assert (answer.status_code, answer["Content-Type"]) == (403, "application/problem+json")


def test_an_expired_token_is_refused(client, desk):
    secret = make_token(desk.user(), "t", "analyst", 1, 5)
    ApiToken.objects.update(expires=timezone.now() - timedelta(minutes=1))
    assert client.get("/api/me", HTTP_AUTHORIZATION=f"Bearer {secret}").status_code == 401


def test_too_many_calls_are_slowed_down(client, desk, monkeypatch):
    monkeypatch.setattr(service.throttle, "num_requests", 2)
    head = {"HTTP_AUTHORIZATION": f"Bearer {make_token(desk.user(), 't', 'analyst', 1, 5)}"}
    answers = [client.get("/api/me", **head) for _ in range(3)]
    assert [a.status_code for a in answers] == [200, 200, 429]
    assert int(answers[-1]["Retry-After"]) > 0

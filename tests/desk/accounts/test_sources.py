"""Sources: graded, marked, and sealed where need be."""

import pytest
from tests.desk.making import NOW

from sarez.desk.accounts.models import AuditEntry
from sarez.desk.accounts.sealing import SealError, seal, unseal
from sarez.desk.events.models import Version
from sarez.desk.reports import sources
from sarez.desk.reports.models import SealedIdentity, Source

pytestmark = pytest.mark.django_db
WHO = "Rustam of the district office, +996 555"
FORM = {
    "name": "Asia Bulletin",
    "reliability": "C",
    "marking": 0,
    "language": "en",
    "url": "",
    "licence": "",
    "country": "",
}


def as_role(desk, client, role, clearance):
    user = desk.user(role, clearance)
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return user


def test_a_source_is_added_and_changed_with_before_and_after_in_the_log(desk, client):
    as_role(desk, client, "analyst", 2)
    client.post("/sources/add", FORM)
    source = Source.objects.get(name="Asia Bulletin")
    client.post(f"/sources/{source.pk}", FORM | {"reliability": "B", "licence": "CC BY"})
    details = AuditEntry.objects.get(action="changed source").details
    assert '"reliability": ["C", "B"]' in details and '"licence": ["", "CC BY"]' in details


def test_the_list_counts_only_what_the_viewer_may_see(desk, client):
    source = desk.source("Asia Bulletin")
    desk.report(source=source)
    desk.report(source=source, marking=4)
    desk.source("A ministry's back door", marking=4)
    as_role(desk, client, "reader", 1)
    page = client.get("/sources")
    assert [(s.name, n) for s, _, n in page.context["rows"]] == [("Asia Bulletin", 1)]
    assert b"back door" not in client.get("/sources?q=back").content.replace(b'value="back"', b"")
    as_role(desk, client, "head", 4)
    assert [n for _, _, n in client.get("/sources").context["rows"]] == [0, 2]


def test_counts_are_as_known_then(desk, client):
    source = desk.source()
    desk.report(source=source, known_at=NOW)
    assert sources.report_counts(desk.viewer(4, NOW.replace(year=2020)), [source]) == {}


def test_another_reliability_weighs_the_claims_anew(desk, client):
    one, two = desk.source(reliability="C"), desk.source(reliability="D")
    told = desk.claim(desk.report(source=one), values=desk.event(killed=3))
    desk.claim(desk.report(source=two), values=desk.event(killed=30))
    shown = Version.objects.seen_by(desk.viewer()).filter(entry=told.entry_id)
    assert shown.get().killed == 3
    sources.change(two, {"reliability": "A"}, "ana")
    assert shown.get().killed == 30


def test_nobody_gives_a_marking_above_their_own_clearance(desk, client):
    as_role(desk, client, "analyst", 2)
    assert client.post("/sources/add", FORM | {"marking": 4}).status_code == 422


def test_a_name_is_taken_by_what_one_may_know_of_alone(desk, client):
    desk.source("Hidden wire", marking=4)
    as_role(desk, client, "analyst", 2)
    assert client.post("/sources/add", FORM | {"name": "Hidden wire"}).status_code == 302
    page = client.post("/sources/add", FORM | {"name": "Hidden wire"})
    assert page.status_code == 422 and "is there already" in page.content.decode()
    own = Source.objects.get(name="Hidden wire", marking=0)
    assert (
        client.post(f"/sources/{own.pk}", FORM | {"name": "Hidden wire", "licence": "CC BY"}).status_code
        == 302
    )
    client.post("/sources/add", FORM)
    taken = client.post(f"/sources/{own.pk}", FORM)
    assert taken.status_code == 422
    assert Source.objects.filter(name="Hidden wire").count() == 2


def test_an_address_that_is_no_web_address_is_refused(desk, client):
    as_role(desk, client, "analyst", 2)
    assert client.post("/sources/add", FORM | {"url": "javascript:alert(1)"}).status_code == 422
    assert client.post("/sources/add", FORM | {"url": "ftp://example.org/x"}).status_code == 422


@pytest.fixture
def sealed(desk, client):
    as_role(desk, client, "officer", 3)
    client.post(
        "/sources/add", FORM | {"name": "Contact 7", "is_sealed": "on", "identity": WHO, "marking": 2}
    )
    return Source.objects.get(name="Contact 7")


def test_who_a_sealed_source_is_is_encrypted_and_in_no_page_or_log(client, sealed):
    assert WHO.encode() not in bytes(SealedIdentity.objects.get().ciphertext)
    assert unseal(SealedIdentity.objects.get().ciphertext) == WHO
    for page in ("/sources", f"/sources/{sealed.pk}"):
        assert b"Rustam" not in client.get(page).content
    assert "Rustam" not in "".join(AuditEntry.objects.values_list("details", flat=True))


def test_changing_a_sealed_source_keeps_who_it_is(client, sealed):
    client.post(f"/sources/{sealed.pk}", FORM | {"name": "Contact 8", "is_sealed": "on", "marking": 2})
    assert unseal(SealedIdentity.objects.get().ciphertext) == WHO


def test_a_reveal_asks_a_reason_shows_once_and_is_in_the_log(client, sealed):
    assert b"Rustam" not in client.post(f"/sources/{sealed.pk}/reveal", {"why": " "}, follow=True).content
    assert not AuditEntry.objects.filter(action="revealed source").exists()
    page = client.post(f"/sources/{sealed.pk}/reveal", {"why": "to ask again"})
    assert b"Rustam" in page.content and page["Cache-Control"] == "no-store"
    line = AuditEntry.objects.get(action="revealed source")
    assert "to ask again" in line.details and "Rustam" not in line.details
    assert client.get(f"/sources/{sealed.pk}/reveal").status_code == 405


def test_who_may_not_reveal_or_may_not_see_the_source_is_told_nothing(desk, client, sealed):
    address = f"/sources/{sealed.pk}/reveal"
    as_role(desk, client, "analyst", 4)
    assert client.post(address, {"why": "curious"}).status_code == 403
    as_role(desk, client, "officer", 1)
    assert client.post(address, {"why": "curious"}).status_code == 404
    assert client.get(f"/sources/{sealed.pk}").status_code == 404


def test_another_key_opens_nothing_and_says_what_to_do(monkeypatch):
    kept = seal(WHO)
    monkeypatch.setenv("SAREZ_SECRET_KEY", "another")
    with pytest.raises(SealError, match=r"secrets\.key"):
        unseal(kept)


def test_what_goes_wrong_prints_nothing_of_who_it_is(desk, client, monkeypatch, caplog):
    as_role(desk, client, "officer", 3)
    client.raise_request_exception = False

    def break_down(*_, **__):
        raise RuntimeError

    monkeypatch.setattr("sarez.desk.reports.sources.seal", break_down)
    answer = client.post("/sources/add", FORM | {"is_sealed": "on", "identity": WHO})
    assert answer.status_code == 500 and b"Rustam" not in answer.content
    assert "RuntimeError" in caplog.text and "Rustam" not in caplog.text
    assert not Source.objects.exists()

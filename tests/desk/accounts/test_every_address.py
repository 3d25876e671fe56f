"""Every address as every role: nobody opens what the view does not let them, and nothing breaks."""

import pytest
from django.db import transaction
from tests.desk.accounts.walking import OPEN, addresses
from tests.examples import ALL

from sarez.desk.accounts.roles import roles

pytestmark = [pytest.mark.django_db, pytest.mark.alike]
WHOLE = ("administrator",)
"""The role for which make test opens what it may open too; what a role may not, it opens for every one of them."""
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def numbers(desk):
    """A small record, and the numbers by which addresses name its parts."""
    claim = desk.claim(desk.report("The guards met at Vorukh."))
    other = desk.user("reader", 0, "someone")
    told = {"parties": ["KGZ", "TJK"], "text": "open the crossing", "due": None, "modality": "agreed"}
    commitment = desk.claim(kind="commitment", values=told).entry_id
    source = claim.report.source
    report, entry = claim.report_id, claim.entry_id
    met, series = engagement_in(desk)
    return {
        "report": report, "reports": report, "entry": entry, "entries": entry, "claim": claim.pk, "claims": claim.pk,
        "users": other.pk, "sources": source.pk, "retention": entry, "review": report, "commitment": commitment,
        "engagement": met, "series": series,
    }  # fmt: skip


def engagement_in(desk):
    """The numbers of an engagement and of a series that it is an edition of."""
    from sarez.desk.dialogue.engagements.plans import plan
    from sarez.desk.dialogue.keeping import begin
    from sarez.desk.dialogue.models import Series

    values = {
        "kind": "meeting", "title": "Expert Forum", "date": "2024-05-29", "date_end": None, "place": "Osh", "country": "KGZ",
        "organizers": [], "participants": ["KGZ", "TJK"], "people": [], "issues": [], "status": "occurred",
    }  # fmt: skip
    met, by = desk.claim(kind="engagement", values=values).entry_id, desk.user("head", 0)
    series = begin(Series(title="Expert Forum", marking=0), by)
    plan(met, by, series=series.number, edition=1)
    return met, series.number


def test_every_view_declares_what_it_needs():
    silent = [f"{a.route} ({a.name})" for a in addresses() if not a.declares]
    assert not silent, f"give these @needs(…) or @open_to_all: {silent}"


def test_every_room_of_the_menu_has_an_address():
    from sarez.desk.rooms import HOUSE, ROOMS

    named = {a.name: a.needs for a in addresses()}
    for name, _, permission in (*ROOMS, *HOUSE):
        if name in named:
            assert named[name] == permission, f"{name}: the menu asks {permission}, the page {named[name]}"


class Undo(Exception):
    """Put the record back after each request."""


def ask(client, method, path):
    """A request whose changes are undone, a sign-out too; the answer's status and where it leads."""
    kept = client.cookies.copy()
    try:
        with transaction.atomic():
            answer = client.get(path) if method == "GET" else client.post(path)
            if hasattr(answer, "streaming_content") and not answer.is_async:
                b"".join(answer.streaming_content)
            raise Undo
    except Undo:
        client.cookies = kept
        return answer.status_code, answer.headers.get("Location", "")


@pytest.mark.parametrize("role", ["", *roles()])
def test_every_address_as(role, client, desk, numbers):
    user = desk.user(role, roles()[role].clearance) if role else None
    if user:
        client.force_login(user, BACKEND)
    client.raise_request_exception = True
    for address in addresses():
        path = address.at(numbers)
        if not (ALL or role in WHOLE) and user and not address.is_api and _lets_in(address, user):
            continue
        for method in ("GET", "POST"):
            status, leads = ask(client, method, path)
            where = f"{method} {path} as {role or 'nobody'}: {status} {leads}"
            assert status < 500, where
            if address.is_api:
                assert user or status in (401, 405) or address.name in OPEN, where
            elif address.needs and not user:
                assert status == 302 and leads.startswith("/sign-in?next="), where
            elif not _lets_in(address, user):
                assert status == 403, where
            else:
                assert status != 403, where


def _lets_in(address, user):
    if not address.needs:
        return True
    return user.may(address.needs) and not (address.whole_record and user.clearance < 4)


def test_the_api_lets_nobody_write_who_may_not(client, desk, numbers):
    """A reader's session and a reader's token change nothing through the API."""
    from sarez.desk.accounts.tokens import make_token

    reader = desk.user("reader", 1)
    token = make_token(reader, "x", "reader", 1, 30)
    for address in (a for a in addresses() if a.is_api and a.name not in OPEN):
        path = address.at(numbers)
        answer = client.post(path, b"{}", "application/json", headers={"Authorization": f"Bearer {token}"})
        assert answer.status_code in (401, 403, 405), f"{path}: {answer.status_code}"

"""Nothing shows or hints at what a viewer may not see: pages over a desk with and without secret records are the same."""

import re
from datetime import timedelta
from unittest.mock import patch

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests.desk import making
from tests.desk.accounts.walking import addresses
from tests.desk.making import NOW
from tests.examples import some

from sarez.desk import drawn
from sarez.desk.actors import counting
from sarez.desk.reports.copies import group
from sarez.desk.reports.models import Feed
from sarez.desk.search.index import index_reports

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"
SECRET = "zqxvarnak"
"""A word that stands in every secret record and nowhere else."""
SEARCHES = (
    f"/search?q={SECRET}", "/search?q=guards", f"/events?place={SECRET}", "/events?party=KGZ", f"/actors?q={SECRET}",
    f"/place?name={SECRET}", "/place?name=Vorukh", f"/reports?q={SECRET}", f"/sources?q={SECRET}", "/relations/KGZ/TJK",
    "/issue/border", "/actor/KGZ", "/actor/TJK", "/events?as_of=2024-06-03", "/reports?as_of=2024-06-03",
    "/watch/unit/KGZ-TJK?step=month", "/watch/unit/KGZ", "/watch/unit/border", "/watch?as_of=2024-06-03",
    "/watch/behind?unit=KGZ-TJK&indicator=acts_of_conflict&step=month&period=2024-05-01",
    "/watch/behind?unit=water&indicator=acts_of_conflict&step=month&period=2024-05-01", "/watch/replay?unit=KGZ-TJK&from=2024-05-30&to=2024-06-04&step=day", "/search?q=zqxvarnac", "/actor/UZB", "/issue/water", "/relations/KGZ/UZB",
    "/promises?by=party", "/promises?by=issue&since=2020-01-01", "/commitments/table?state=stale", "/commitments/table?issue=water",
    "/brief/actor/KGZ?since=2000-01-01", "/brief/pair/KGZ/UZB?since=2000-01-01&marking=0", "/brief/actor/TJK?as_of=2024-06-03",
)  # fmt: skip

UNCHANGING = {"sign-out", "api", "api:openapi-json"}
"""Pages that say nothing of the record."""

RECORDS = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(["event", "engagement", "commitment", "person"]),
        "marking": st.integers(0, 4),
        "days": st.integers(0, 3),
        "party": st.sampled_from(["TJK", "UZB"]),
        "issue": st.sampled_from(["border", "water"]),
        "date": st.sampled_from(["2024-05-30", "2024-05-31", "2024-04"]),
        "killed": st.sampled_from([None, 3, 7741]),
    }
)


def values_of(told, word):
    """A record of this kind; `word` is empty, or the secret word."""
    name = f"Vorukh {word}".strip()
    return {
        "event": {
            "type": "ASSAULT", "actor": ["KGZ"], "recipient": [told["party"]], "date": told["date"], "place": name,
            "country": "TJK", "issues": [told["issue"]], "status": "occurred", "killed": told["killed"], "injured": None,
        },
        "engagement": {
            "kind": "meeting", "title": f"Talks {word}".strip(), "date": told["date"], "date_end": None, "place": "Batken",
            "country": "KGZ", "organizers": [], "participants": ["KGZ", told["party"]],
            "people": [f"Aziz {word or 'Rahimov'}"], "issues": [told["issue"]], "status": "occurred",
        },
        "commitment": {
            "parties": ["KGZ", told["party"]], "text": f"to open the crossing {word}".strip(), "due": None,
            "modality": "agreed",
        },
        "person": {
            "name": f"Aziz {word or 'Rahimov'}", "position": f"head {word}".strip(), "organization": None,
            "country": "KGZ", "aliases": [],
        },
    }[told["kind"]]  # fmt: skip


def put(told, word=""):
    """A report with one claim, filed as the desk files it."""
    number = next(making._numbers)
    text = f"The guards met at Vorukh {word}. Number {number} tells of {told['kind']} and {told['party']}."
    marking = told["marking"]
    source = making.source(f"Source {word}{number}", marking=marking)
    Feed.objects.create(source=source, url=f"https://example.org/{word}{number}")
    report = making.report(
        text, known_at=NOW + timedelta(days=told["days"]), marking=marking, source=source, title=f"{word} {number}",
        state="read",
    )  # fmt: skip
    group(report)
    index_reports([report])
    return making.claim(report, told["kind"], values_of(told, word))


class Undo(Exception):
    """Put the desk back after each example."""


def rendered(client, claims):
    """What every page says, without what differs from one asking to the next."""
    found = {}
    for path in paths(claims):
        answer = client.get(path)
        body = answer.getvalue() if hasattr(answer, "getvalue") else answer.content
        found[path] = answer.status_code, plain(body, answer["Content-Type"])
    return found


def plain(body, media):
    if "zip" in media or "spreadsheet" in media or media.startswith("image/"):
        return b""
    body = re.sub(rb'name="csrfmiddlewaretoken" value="\w+"', b"", body)
    return re.sub(rb'"X-CSRFToken": "\w+"', b"", body)


def paths(claims):
    fixed = [a for a in addresses() if not a.arguments and a.name not in UNCHANGING]
    yield from (a.at({}) for a in fixed)
    yield from SEARCHES
    for claim in claims:
        yield from (f"/report/{claim.report_id}", f"/entry/{claim.entry_id}")
        yield from (f"/api/reports/{claim.report_id}", f"/api/entries/{claim.entry_id}")
        yield f"/entry/{claim.entry_id}/alike"
        yield f"/commitment/{claim.entry_id}"
        if claim.kind == "engagement":
            yield from (
                f"/engagement/{claim.entry_id}{part}" for part in ("", "/history", "/communique", "/plan")
            )


@settings(
    max_examples=some(2, 1),
    deadline=None,
    derandomize=True,
    phases=(Phase.explicit, Phase.generate),  # a smaller example is not worth the minutes
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    open_=st.lists(RECORDS, min_size=1, max_size=4),
    secret=st.lists(RECORDS, min_size=1, max_size=4),
    clearance=st.integers(0, 3),
    role=st.sampled_from(["reader", "analyst", "officer", "head", "administrator"]),
)
def test_pages_are_the_same_with_and_without_what_may_not_be_seen(db, open_, secret, clearance, role):
    try:
        with transaction.atomic():
            compare(open_, secret, clearance, role)
            raise Undo
    except Undo:
        pass


def compare(open_, secret, clearance, role):
    now = timezone.now()
    with patch("django.utils.timezone.now", lambda: now):  # pages tell the minute
        compare_at_one_moment(open_, secret, clearance, role)


@pytest.fixture(autouse=True)
def whatever_can_be_is_found_once(monkeypatch):
    """Each count is kept until somebody writes, as on a large desk."""
    monkeypatch.setattr(counting, "QUICK", -1.0)


def nothing_kept():
    """Another example is another desk, whose rows have the same numbers."""
    cache.clear()
    drawn.forget()


def compare_at_one_moment(open_, secret, clearance, role):
    nothing_kept()
    client = Client()
    client.force_login(making.user(role, clearance), BACKEND)
    claims = [put(told | {"marking": told["marking"] % (clearance + 1)}) for told in open_]
    client.get("/")  # a first visit leaves a trace of itself: when one last came
    before = rendered(client, claims)
    above = 4 - clearance
    hidden = [put(told | {"marking": clearance + 1 + told["marking"] % above}, SECRET) for told in secret]
    after = rendered(client, claims)
    differing = [difference(path, before[path], told) for path, told in after.items() if told != before[path]]
    assert not differing, "\n".join(differing)
    saying = [p for p, (_, body) in after.items() if SECRET not in p and SECRET.encode() in body.lower()]
    assert not saying, saying
    seen = {c.entry_id for c in claims}
    for claim in hidden:
        gone = [f"/report/{claim.report_id}", f"/api/reports/{claim.report_id}"]
        gone += (
            [] if claim.entry_id in seen else [f"/entry/{claim.entry_id}", f"/entry/{claim.entry_id}/alike"]
        )
        for path in gone:
            assert client.get(path).status_code in (403, 404), path


def difference(path, one, two):
    """The first lines that differ, for the message."""
    a, b = one[1].decode(errors="replace").splitlines(), two[1].decode(errors="replace").splitlines()
    lines = [f"- {x[:300]}\n+ {y[:300]}" for x, y in zip(a, b, strict=False) if x != y][:3]
    return f"{path}: {one[0]} → {two[0]}\n" + "\n".join(lines)


@settings(
    max_examples=1,
    deadline=None,
    derandomize=True,
    phases=(Phase.explicit, Phase.generate),  # a smaller example is not worth the minutes
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(records=st.lists(RECORDS, min_size=3, max_size=7), clearance=st.integers(0, 3))
def test_no_page_says_the_secret_word_whatever_came_first(db, records, clearance):
    try:
        with transaction.atomic():
            nothing_kept()
            client = Client()
            client.force_login(making.user("head", clearance), BACKEND)
            claims = [put(t, SECRET if t["marking"] > clearance else "") for t in records]
            open_ = [c for c in claims if c.marking <= clearance]
            for path, (status, body) in rendered(client, open_).items():
                if SECRET not in path:
                    assert SECRET.encode() not in body.lower(), f"{path} ({status})"
            raise Undo
    except Undo:
        pass

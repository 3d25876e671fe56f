"""A count that took long is kept for a while, but not past what hides or renames something."""

import pytest
from django.test import Client

from sarez.desk.actors import canonical, counting
from sarez.desk.actors.merging import merge
from sarez.desk.actors.models import Actor
from sarez.desk.events.decisions import reject
from sarez.desk.events.listing import Filter, shelf, versions
from sarez.desk.reports.filing import mark

pytestmark = pytest.mark.django_db


@pytest.fixture
def slow(monkeypatch):
    """Every count takes long."""
    from django.core.cache import cache

    cache.clear()
    monkeypatch.setattr(counting, "LONG", -1.0)
    yield
    cache.clear()


def seen(desk, clearance=1):
    return counting.counts_by_party(desk.viewer(clearance)).get("KGZ", {}).get("event", 0)


def test_a_kept_count_is_apart_for_each_clearance_and_ends_with_a_marking(desk, slow):
    told = desk.claim()
    desk.claim(desk.report(marking=4), values=desk.event(place="Osh", country="KGZ"))
    assert (seen(desk, 1), seen(desk, 4)) == (1, 2)
    desk.claim(values=desk.event(place="Isfara"))
    assert seen(desk, 1) == 1, "kept for a minute"
    mark(told.report, 4, desk.user("head", 4), "a source at risk")
    assert (seen(desk, 1), seen(desk, 4)) == (1, 3)
    assert counting.told_months(desk.viewer(1))


@pytest.fixture
def quick(monkeypatch):
    """Every count is kept, none takes long."""
    from django.core.cache import cache

    cache.clear()
    monkeypatch.setattr(counting, "QUICK", -1.0)
    yield
    cache.clear()


def test_a_quick_count_is_found_once_until_somebody_writes(desk, quick):
    told = desk.claim()
    assert seen(desk) == 1
    found = iter((5, 6))
    ask = lambda: counting.kept(desk.viewer(), "any", lambda: next(found))  # noqa: E731
    assert (ask(), ask()) == (5, 5)
    desk.claim(values=desk.event(place="Isfara"))
    assert (seen(desk), ask()) == (2, 6)
    reject(told, desk.user(), "it is not so")
    assert seen(desk) == 1


def test_what_a_pair_shares_is_listed_anew_once_more_is_told(desk, quick):
    asked = Filter.of({"party": "KGZ", "other": "TJK"})
    listed = lambda: shelf("event", desk.viewer(), asked).get_page(1)  # noqa: E731
    desk.claim()
    assert (len(listed()), listed().paginator.count) == (1, 1)
    desk.claim(values=desk.event(place="Isfara"))
    assert (len(listed()), listed().paginator.count) == (2, 2)


def test_a_quick_count_is_looked_at_again_after_a_while(desk, quick, monkeypatch):
    found = iter("ab")
    ask = lambda: counting.kept(desk.viewer(), "letters", lambda: next(found))  # noqa: E731
    assert (ask(), ask()) == ("a", "a")
    monkeypatch.setattr(counting, "CHECKED", -1)
    assert ask() == "b"


def test_a_merging_made_elsewhere_is_noticed_within_seconds(desk, monkeypatch):
    for code, place in (("OSCE", "Osh"), ("The Organization", "Khujand")):
        desk.claim(values=desk.event(type="CONSULT", actor=[code], place=place))
    merge(Actor.objects.get(code="OSCE"), Actor.objects.get(code="The Organization"), desk.user(), "")
    canonical._joined.clear()  # as in a process that has not read it yet
    monkeypatch.setattr(canonical, "_read_at", -1e9)
    canonical.refresh_at_times()
    asked = Filter.of({"party": "The Organization"})
    assert versions("event", desk.viewer(), asked).count() == 2


def test_what_is_drawn_of_a_pair_is_drawn_anew_once_somebody_writes(desk):
    client, path = Client(), "/relations/KGZ/TJK"
    client.force_login(desk.user(), "django.contrib.auth.backends.ModelBackend")
    told = desk.claim()
    first = client.get(path).content
    assert b"Isfara" not in first
    assert client.get(path).content.count(b"<rect") == first.count(b"<rect")
    desk.claim(values=desk.event(place="Isfara"))
    assert b"Isfara" in client.get(path).content
    reject(told, desk.user(), "it is not so")
    assert b"Vorukh" in first and b"Vorukh" not in client.get(path).content

"""A count that took long is kept for a while, but not past what hides or renames something."""

import pytest

from sarez.desk.actors import canonical, counting
from sarez.desk.actors.merging import merge
from sarez.desk.actors.models import Actor
from sarez.desk.events.listing import Filter, versions
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


def test_a_quick_count_is_never_kept(desk):
    desk.claim()
    assert seen(desk) == 1
    desk.claim(values=desk.event(place="Isfara"))
    assert seen(desk) == 2


def test_a_merging_made_elsewhere_is_noticed_within_seconds(desk, monkeypatch):
    for code, place in (("OSCE", "Osh"), ("The Organization", "Khujand")):
        desk.claim(values=desk.event(type="CONSULT", actor=[code], place=place))
    merge(Actor.objects.get(code="OSCE"), Actor.objects.get(code="The Organization"), desk.user(), "")
    canonical._joined.clear()  # as in a process that has not read it yet
    monkeypatch.setattr(canonical, "_read_at", -1e9)
    canonical.refresh_at_times()
    asked = Filter.of({"party": "The Organization"})
    assert versions("event", desk.viewer(), asked).count() == 2

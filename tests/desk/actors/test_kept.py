"""Counts that take long are kept, and never outlive what hides something."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from tests.desk.making import NOW

from sarez.desk.accounts.audit import log
from sarez.desk.actors import counting

pytestmark = pytest.mark.django_db


@pytest.fixture
def beside(monkeypatch):
    """Whatever is counted is kept; what would be counted in a thread beside is listed instead."""
    started = []

    class Listed:
        def __init__(self, target, args, daemon):
            started.append(args)

        def start(self):
            pass

    cache.clear()
    monkeypatch.setattr(counting, "LONG", -1)
    monkeypatch.setattr(counting, "Thread", Listed)
    yield started
    cache.clear()


def test_a_count_is_shown_again_until_it_is_made_anew_beside(desk, beside, monkeypatch):
    found = iter("abc")
    ask = lambda: counting.kept(desk.viewer(), "letters", lambda: next(found))  # noqa: E731
    assert (ask(), ask(), beside) == ("a", "a", [])
    monkeypatch.setattr(counting, "KEPT", -1)
    monkeypatch.setattr(counting, "CHECKED", -1)
    assert ask() == "a"
    key, count = beside[0]
    counting._counted(key, counting._stand_now(), count)
    assert ask() == "b"


def test_nothing_counted_before_a_marking_is_shown_after_it(desk, beside):
    found = iter("ab")
    ask = lambda: counting.kept(desk.viewer(), "letters", lambda: next(found))  # noqa: E731
    assert ask() == "a"
    log(desk.user(), "marked", "report 1")
    assert ask() == "b"


def test_each_clearance_has_its_own_count(desk, beside):
    assert counting.kept(desk.viewer(4), "letters", lambda: "all") == "all"
    assert counting.kept(desk.viewer(1), "letters", lambda: "some") == "some"


def test_the_latest_as_of_a_day_are_found_once_and_shown_as_they_stand(
    desk, beside, django_assert_num_queries
):
    viewer = desk.viewer(2, NOW + timedelta(days=9))
    claim = desk.claim(desk.report())

    def told():
        return [v.reports for v in counting.latest(counting.of_pair(viewer, "KGZ", "TJK"), "event")]

    assert told() == [1]
    desk.claim(desk.report(), entry=claim.entry)
    assert told() == [2]
    desk.claim(desk.report(marking=4), entry=claim.entry)
    with django_assert_num_queries(1):
        assert told() == [2]

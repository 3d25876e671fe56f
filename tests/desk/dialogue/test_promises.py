"""Promises kept: numbers by outcome, the unknown beside, shares with their interval and never of persons."""

from datetime import date

import pytest
from django.core.cache import cache
from tests.desk.dialogue.pledges import followed, found, pledge

from sarez.desk.actors import counting
from sarez.desk.dialogue.commitments.kept_counts import Question, rows
from sarez.desk.dialogue.commitments.promises import share

DAY = date(2024, 6, 1)


def test_the_interval_is_that_of_wilson():
    told = share(8, 10)
    assert (told.value, told.low, told.high, told.n) == (80, 49, 94, 10)  # statsmodels: 0.4902, 0.9433
    assert (share(0, 5).low, share(0, 5).high) == (0, 43)
    assert (share(5, 5).low, share(5, 5).high) == (57, 100)


def counted(desk, by, clearance=4, **more):
    found_ = rows(desk.viewer(clearance), Question(by, DAY, **more))
    return {r.key: (r.n, dict(r.outcomes), r.unknown, r.pending) for r in found_}


@pytest.mark.django_db
def test_what_nobody_found_on_is_unknown_and_what_is_not_due_is_neither(desk):
    by = desk.user("head", 4)
    one = pledge(desk, "open the road", due="2024-01-01")
    pledge(desk, "clear the canal", due="2024-02-01")
    pledge(desk, "share the gauge data", due="2024-09-01")
    pledge(desk, "think about it", modality="noted")
    found(one, by, "kept")
    assert counted(desk, "pair") == {("KGZ", "TJK"): (3, {"kept": 1}, 1, 1)}
    assert counted(desk, "party") == {("KGZ",): (3, {"kept": 1}, 1, 1), ("TJK",): (3, {"kept": 1}, 1, 1)}


@pytest.mark.django_db
def test_each_party_has_its_own_outcome_and_the_pair_only_what_both_share(desk):
    by = desk.user("head", 4)
    made = pledge(desk, "withdraw the posts", due="2024-01-01")
    found(made, by, "kept", party="KGZ")
    assert counted(desk, "party")[("TJK",)] == (1, {}, 1, 0)
    found(made, by, "broken", party="TJK")
    assert counted(desk, "party") == {("KGZ",): (1, {"kept": 1}, 0, 0), ("TJK",): (1, {"broken": 1}, 0, 0)}
    assert counted(desk, "pair") == {("KGZ", "TJK"): (1, {"unclear": 1}, 0, 0)}


@pytest.mark.django_db
def test_each_period_of_a_recurring_one_is_a_promise(desk):
    by = desk.user("head", 4)
    made = pledge(desk, "meet every year", published="2022-04-15")
    followed(made, by, recurrence="yearly", since=date(2022, 4, 15))
    found(made, by, "kept", period="2022")
    assert counted(desk, "pair") == {("KGZ", "TJK"): (3, {"kept": 1}, 1, 1)}
    assert counted(desk, "pair", since=date(2023, 1, 1)) == {("KGZ", "TJK"): (2, {}, 1, 1)}


@pytest.mark.django_db
def test_counts_hint_at_nothing_above_a_clearance(desk):
    by = desk.user("head", 4)
    made = pledge(desk, "open the road", due="2024-01-01")
    pledge(desk, "move the guns", due="2024-01-01", marking=4)
    found(made, by, "broken", marking=4)
    assert counted(desk, "pair", 1) == {("KGZ", "TJK"): (1, {}, 1, 0)}
    assert counted(desk, "pair", 4) == {("KGZ", "TJK"): (2, {"broken": 1}, 1, 0)}


@pytest.mark.django_db
def test_names_that_may_be_of_persons_are_left_out(desk):
    pledge(desk, "resign", parties=("KGZ", "Aziz Rahimov"), due="2024-01-01")
    assert set(counted(desk, "party")) == {("KGZ",)}
    assert counted(desk, "pair") == {}


@pytest.mark.django_db
def test_an_issue_is_that_of_what_the_same_report_tells(desk):
    by = desk.user("head", 4)
    made = pledge(desk, "share the water", due="2024-01-01")
    pledge(desk, "open the road", due="2024-01-01")
    report = made.entry.claims.get().report
    desk.claim(report, values=desk.event(type="AGREE", issues=["water"]))
    assert counted(desk, "issue") == {("water",): (1, {}, 1, 0)}
    found(made, by, "lapsed")
    assert counted(desk, "issue") == {("water",): (1, {"lapsed": 1}, 0, 0)}


@pytest.mark.django_db
def test_what_was_counted_before_someone_wrote_is_not_shown_after(desk, monkeypatch):
    cache.clear()
    monkeypatch.setattr(counting, "LONG", -1.0)
    by = desk.user("head", 4)
    one = pledge(desk, "open the road", due="2024-01-01")
    assert counted(desk, "pair") == {("KGZ", "TJK"): (1, {}, 1, 0)}
    found(one, by, "kept")
    assert counted(desk, "pair") == {("KGZ", "TJK"): (1, {"kept": 1}, 0, 0)}
    assert counted(desk, "pair", party="UZB") == {}
    cache.clear()

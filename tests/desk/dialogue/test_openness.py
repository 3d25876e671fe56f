"""Which commitments are followed up, and which of them are open."""

from datetime import timedelta

import pytest
from tests.desk.making import NOW

from sarez.desk.dialogue.commitments.openness import followed_up, still_open
from sarez.desk.dialogue.keeping import change, drop
from sarez.desk.events.joining import join

pytestmark = pytest.mark.django_db


def entries(found):
    return set(found.values_list("entry", flat=True))


@pytest.mark.parametrize(
    ("modality", "is_followed"),
    [("agreed", True), ("in_principle", True), ("offered", False), ("proposed", False), ("noted", False)],
)
def test_what_is_agreed_is_followed_up_and_the_rest_when_raised(desk, kept, modality, is_followed):
    entry = kept.commitment(modality=modality)
    assert (entry.pk in entries(followed_up(desk.viewer()))) is is_followed
    kept.following(entry, is_raised=True)
    assert entry.pk in entries(followed_up(desk.viewer()))


def test_what_was_dropped_is_not_followed_up_and_is_as_of_before(desk, kept):
    entry = kept.commitment()
    row = kept.following(entry)
    change(row, kept.by, is_dropped=True, at=NOW + timedelta(days=2))
    assert entries(followed_up(desk.viewer())) == set()
    assert entries(followed_up(desk.viewer(as_of=NOW + timedelta(days=1)))) == {entry.pk}


@pytest.mark.parametrize(
    ("outcome", "is_open"),
    [("kept", False), ("broken", False), ("lapsed", False), ("partly", True), ("unclear", True)],
)
def test_a_finding_on_the_whole_closes_or_leaves_open(desk, kept, outcome, is_open):
    entry = kept.commitment()
    finding = kept.finding(entry, outcome)
    assert (entry.pk in entries(still_open(desk.viewer()))) is is_open
    drop(finding, kept.by)
    assert entries(still_open(desk.viewer())) == {entry.pk}


def test_a_finding_for_one_party_or_one_period_closes_nothing(desk, kept):
    entry = kept.commitment(parties=("KGZ", "TJK"))
    kept.finding(entry, "kept", party="KGZ")
    kept.finding(entry, "kept", period="2024")
    assert entries(still_open(desk.viewer())) == {entry.pk}


def test_a_finding_that_one_may_not_see_closes_nothing_for_them(desk, kept):
    entry = kept.commitment()
    kept.finding(entry, "broken", marking=4)
    assert entries(still_open(desk.viewer(3))) == {entry.pk}
    assert entries(still_open(desk.viewer(4))) == set()


def test_what_was_kept_on_an_entry_holds_for_what_it_was_joined_into(desk, kept):
    first, second, third = (
        kept.commitment("a bridge"),
        kept.commitment("a road", "2031"),
        kept.commitment("x", "2040"),
    )
    kept.finding(first, "kept")
    join([second, first], kept.by, "the same")
    second.refresh_from_db()
    join([third, second], kept.by, "the same")
    assert entries(followed_up(desk.viewer())) == {third.pk}
    assert entries(still_open(desk.viewer())) == set()

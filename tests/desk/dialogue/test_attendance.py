"""Attendance is counted as told: rough numbers stay rough, what is unknown stays unknown."""

import pytest

from sarez.desk.dialogue.engagements.attendance import by_gender, by_party, by_state, tally
from sarez.desk.dialogue.models import Attendance


def some(**values):
    return Attendance(**{"state": "present", **values})


def test_persons_are_one_each_and_rough_numbers_are_never_added_up():
    rows = [some(person="A"), some(person="B"), some(count="12"), some(count="some 100"), some(party="KGZ")]
    found = tally(rows)
    assert (found.sure, found.told, found.unknown) == (14, ("some 100",), 1)
    assert str(found) == "14 + some 100 + 1 delegation of unknown size"


def test_a_lone_delegation_reads_shorter_in_a_column():
    assert tally([some(party="KGZ")]).brief == "size not stated"
    assert tally([some(party="KGZ"), some(person="A")]).brief == "1 + 1 delegation of unknown size"


def test_nobody_is_nothing():
    assert not tally([])
    assert str(tally([])) == "0"


def test_states_stand_in_the_order_of_an_invitation():
    rows = [some(person="A"), some(person="B", state="invited"), some(person="C", state="replaced")]
    assert [(name, str(count)) for name, _, count in by_state(rows)] == [
        ("invited", "1"), ("present", "1"), ("replaced", "1"),
    ]  # fmt: skip


def test_by_party_tells_who_was_expected_and_who_came():
    rows = [
        some(party="KGZ", person="A"),
        some(party="KGZ", person="B", state="declined"),
        some(party="TJK", state="invited"),
    ]
    assert [(p, str(e), str(c)) for p, e, c in by_party(rows)] == [
        ("KGZ", "1", "1"), ("TJK", "1 delegation of unknown size", "0"),
    ]  # fmt: skip


@pytest.mark.parametrize("genders", [["", ""], []])
def test_where_nobody_states_it_women_and_men_are_not_counted(genders):
    assert by_gender([some(person="Gulnara", gender=g) for g in genders]) == []


def test_women_and_men_only_as_stated_and_the_rest_as_not_stated():
    rows = [some(person="Gulnara"), some(person="X", gender="woman"), some(person="Y", gender="man", state="absent"),
            some(party="KGZ", count="5")]  # fmt: skip
    assert [(name, str(count)) for name, _, count in by_gender(rows)] == [("woman", "1"), ("", "6")]

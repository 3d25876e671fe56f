"""Whether two claims tell of one thing: it takes two that agree, and no guess where little is told."""

import pytest
from tests.desk.making import event

from sarez.desk.events.matching import ENOUGH, match

BASE = event(killed=None)


def is_one(kind, a, b):
    return match(kind, a, b).score >= ENOUGH[kind]


@pytest.mark.parametrize(
    "other",
    [
        event(),
        event(place=None),
        event(date="2024-05"),
        event(date="2024-05-31"),
        event(actor=["TJK"], recipient=["KGZ"]),
        event(actor=[], recipient=["TJK"]),
        event(place="Chorku, near Vorukh"),
    ],
    ids=["same", "no place", "month", "next day", "turned round", "no actor", "longer place"],
)
def test_the_same_clash(other):
    assert is_one("event", BASE, other)


@pytest.mark.parametrize(
    "other",
    [
        event(date="2024-06-15"),
        event(place="Khorog"),
        event(date=None),
        event(date="2024-05", place=None),
        event(recipient=["UZB"], actor=["KAZ"]),
        event(type="ACCUSE"),
        event(status="denied"),
    ],
    ids=["another day", "elsewhere", "undated", "only the month", "others", "another act", "denied"],
)
def test_another_thing_or_too_little_told(other):
    assert not is_one("event", BASE, other)


def test_a_crowd_in_common_needs_day_and_place():
    a = event(actor=[], recipient=["civilians"])
    assert is_one("event", a, dict(a))
    assert not is_one("event", a, {**a, "place": None})


def test_an_equal_toll_speaks_for_one_thing():
    a, b = event(killed=17, place=None), event(killed=17, place=None, date="2024-05")
    assert match("event", a, b).score > match("event", a, {**b, "killed": None}).score
    assert "the same toll" in match("event", a, b).reasons


def test_the_score_is_the_same_both_ways():
    a, b = event(date="2024-05"), event(place=None)
    assert match("event", a, b).score == match("event", b, a).score


def test_commitments_of_other_parties_are_others():
    a = {"parties": ["KGZ", "TJK"], "text": "open the Batken–Isfana road", "due": None}
    assert is_one("commitment", a, {**a, "text": "open the road Batken–Isfana"})
    assert not is_one("commitment", a, {**a, "parties": ["UZB"]})

"""Who acts for a state or a body, and who for nobody but himself."""

from __future__ import annotations

import pytest

from sarez.reading.roles import is_private, role_nouns


@pytest.mark.parametrize(
    ("position", "has_body", "expected"),
    [
        ("journalist", False, True),
        ("airline mechanic", False, True),
        ("former prime minister", False, True),
        ("former head", True, True),
        ("ex-deputy", False, True),
        ("researcher", True, False),
        ("Minister of Foreign Affairs", False, False),
        ("director", True, False),
        ("", False, False),
    ],
)
def test_who_holds_no_office_acts_for_himself(position, has_body, expected):
    assert is_private(position, has_body=has_body) is expected


def test_a_private_person_who_is_arrested_is_one_of_the_people(bench):
    text = "Taliban agents arrested John Miller, an American tourist, in Kabul on 5 March 2022."
    event = bench.event(text, "COERCE")
    assert (event.actor, event.recipient) == (("Taliban",), ("civilians",))


def test_a_chairman_speaks_for_his_party(bench):
    text = (
        "Tajikistan accused the Islamic Renaissance Party of Tajikistan (IRPT) of a plot on 5 March 2022. "
        "Muhiddin Kabiri, chairman of the Islamic Renaissance Party of Tajikistan (IRPT), rejected the accusation."
    )
    assert bench.event(text, "REJECT").actor == ("IRPT",)


def test_the_classes_of_nouns_are_four():
    assert set(role_nouns().values()) == {"official", "force", "civilians", "armed group"}

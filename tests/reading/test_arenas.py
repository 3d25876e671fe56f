"""Fights that hurt nobody are no attacks."""

from __future__ import annotations

import pytest

from sarez.reading.arenas import load_arenas
from sarez.vocabulary.events import load_events


@pytest.mark.parametrize(
    "text",
    [
        "Kyrgyz wrestlers won two gold medals in Tashkent after a fierce battle with Uzbekistan.",
        "Kazakhstan's striker fired two shots at Uzbekistan in the second half.",
        "The Uzbek goalkeeper was beaten by a Tajik footballer in Dushanbe.",
        "The som attacked the dollar in Tashkent on Thursday.",
        "Uzbekistan fights inflation together with Kazakhstan.",
    ],
)
def test_sport_and_markets_attack_nobody(bench, text):
    assert [e for e in bench.events(text) if e.type in ("ASSAULT", "RETREAT")] == []


def test_violence_at_a_match_is_violence(bench):
    text = "Kyrgyz police attacked Uzbek football fans with batons in Osh on 5 March 2022, injuring six."
    assert bench.event(text, "ASSAULT").actor == ("KGZ",)


def test_the_types_are_those_of_the_vocabulary():
    assert load_arenas().types <= set(load_events())


@pytest.mark.parametrize(
    "text",
    [
        "Tajik border guards fired only into the air near Vorukh on 5 March, Dushanbe says.",
        "For the victims of the floods in Baghlan Uzbekistan delivered flour and tents on 5 March.",
        "A commission of Kyrgyzstan and Tajikistan will investigate the incident within a week.",
    ],
)
def test_warning_shots_natural_ills_and_what_is_yet_to_be_looked_into_are_no_attacks(bench, text):
    assert [e for e in bench.events(text) if e.type == "ASSAULT"] == []


def test_shots_in_the_air_after_which_people_died_are_an_attack(bench):
    text = (
        "Kyrgyz soldiers fired in the air and then at the crowd of Tajik villagers on 5 March, killing two."
    )
    assert [e for e in bench.events(text) if e.type == "ASSAULT"]


def test_what_somebody_is_suspected_of_preparing_is_no_event(bench):
    text = "Five activists were arrested in Bishkek on 5 March on suspicion of preparing riots."
    assert [e for e in bench.events(text) if e.type == "PROTEST"] == []

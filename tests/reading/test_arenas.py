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


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        (
            "The earthquake in Herat killed 2,000 people on 7 October 2023 and destroyed whole villages.",
            "ASSAULT",
        ),
        ("The Tajik minister wound up his visit to Bishkek on 5 March 2022.", "ASSAULT"),
        ("The Kyrgyz minister shot back at noon that Tajikistan had nothing to say.", "ASSAULT"),
        ("Who fired first near Vorukh is a matter of dispute between Kyrgyzstan and Tajikistan.", "ASSAULT"),
        ("In Zhanaozen Kazakhstan promised work to the oilmen who had been fired.", "ASSAULT"),
        ("Air strikes by Pakistan hit Khost in Afghanistan on 5 March 2022.", "PROTEST"),
    ],
)
def test_an_idiom_or_a_disaster_is_no_act(bench, text, type_):
    assert [e for e in bench.events(text) if e.type == type_] == []


def test_nobody_is_asked_who_asks_not_to_be_named(bench):
    text = "A Kyrgyz officer, who asked us not to give his name, blamed Tajikistan for the shooting of 5 March 2022."
    assert "REQUEST" not in [e.type for e in bench.events(text)]

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

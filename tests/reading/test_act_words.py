"""Words that tell an act or an encounter, known from annotated reports and no lexicon."""

from __future__ import annotations

import pytest

from sarez.reading.act_words import ACTS, ENCOUNTERS, load_table
from sarez.reading.engagement_cues import KINDS
from sarez.reading.word_classes import load_classes
from sarez.vocabulary.events import load_events


def test_the_tables_know_the_types_and_kinds_of_the_vocabulary() -> None:
    assert set(load_table(ACTS).types) == set(load_events())
    assert set(load_table(ENCOUNTERS).types) <= set(KINDS)


@pytest.mark.parametrize("name", [ACTS, ENCOUNTERS])
def test_every_sign_has_a_weight_for_each_type_and_for_none(name: str) -> None:
    table = load_table(name)
    assert table.weights.shape == (len(table.rows), len(table.types) + 1)
    assert table.bias.shape == (len(table.types) + 1,)


def test_what_no_lexicon_has_is_told_by_its_surroundings(bench) -> None:
    event = bench.event(
        "Tajik policemen picked up four Kyrgyz villagers near Vorukh on 5 March 2022.", "COERCE"
    )
    assert event.actor == ("TJK",)


def test_a_word_that_only_looks_like_an_act_tells_none(bench) -> None:
    assert bench.events("The street Sovietskaya runs past the Tajik theatre and meets the river below.") == []


def test_words_of_like_meaning_share_a_class() -> None:
    classes = load_classes()
    assert classes["accuse"][2] == classes["blame"][2] != classes["wheat"][2]

"""Which parties a noun phrase stands for: lists, officials, pronouns, sides."""

from __future__ import annotations

import pytest

from sarez.reading.parties import Discourse
from sarez.reading.roles import role_nouns


def parties(bench, text: str, word: str, discourse: Discourse | None = None) -> tuple[str, ...]:
    cast = bench.cast(text, discourse)
    return cast.parties(next(t for t in cast.doc if t.text == word))


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Kyrgyz border guards fired.", "guards", ("KGZ",)),
        ("The Foreign Ministry of Turkmenistan answered.", "Ministry", ("TKM",)),
        ("The presidents of Kazakhstan and Uzbekistan met.", "presidents", ("KAZ", "UZB")),
        ("Kazakhstan, Kyrgyzstan and Tajikistan agreed.", "Kazakhstan", ("KAZ", "KGZ", "TJK")),
        ("Uzbekistan, Tajikistan and the OSCE met.", "Uzbekistan", ("UZB", "TJK", "OSCE")),
        ("Armed men attacked a post.", "men", ("armed group",)),
        ("Villagers blocked the road.", "Villagers", ("civilians",)),
        ("Five Uzbeks were detained.", "Uzbeks", ("civilians",)),
        ("The weather turned.", "weather", ()),
    ],
)
def test_a_noun_phrase_stands_for_its_parties(bench, text, word, expected):
    assert parties(bench, text, word) == expected


@pytest.mark.parametrize(
    ("text", "word", "known", "expected"),
    [
        ("The two sides met.", "sides", Discourse(pair=("KGZ", "TJK")), ("KGZ", "TJK")),
        ("The sides met.", "sides", Discourse(pair=("KGZ", "TJK")), ("KGZ", "TJK")),
        ("Both presidents spoke.", "presidents", Discourse(states=["KAZ", "UZB"]), ("KAZ", "UZB")),
        (
            "The three governments signed.",
            "governments",
            Discourse(states=["RUS", "KAZ", "KGZ", "UZB"]),
            ("KAZ", "KGZ", "UZB"),
        ),
        (
            "The five countries signed.",
            "countries",
            Discourse(core=("KAZ", "KGZ", "TJK", "TKM", "UZB")),
            ("KAZ", "KGZ", "TJK", "TKM", "UZB"),
        ),
        ("He thanked them.", "He", Discourse(person=("UZB",)), ("UZB",)),
        ("They left.", "They", Discourse(group=("TJK",)), ("TJK",)),
        ("It complained.", "It", Discourse(thing=("TJK",)), ("TJK",)),
        ("The government complained.", "government", Discourse(home="KAZ"), ("KAZ",)),
        ("The government complained.", "government", Discourse(home="KAZ", local="UZB"), ("UZB",)),
        (
            "The Centre complained.",
            "Centre",
            Discourse(home="KAZ", bodies=[(frozenset({"regional", "centre"}), ("UNRCCA",))]),
            ("UNRCCA",),
        ),
        (
            "The Ambassador complained.",
            "Ambassador",
            Discourse(home="UZB", bodies=[(frozenset({"ambassador"}), ("KGZ",))]),
            ("KGZ",),
        ),
        ("The gunmen fled.", "gunmen", Discourse(band=("IMU",)), ("IMU",)),
    ],
)
def test_what_names_nobody_points_back_to_who_was_named(bench, text, word, known, expected):
    assert parties(bench, text, word, known) == expected


def test_it_is_the_state_named_before_it_in_the_sentence(bench):
    known = Discourse(thing=("UZB",))
    assert parties(bench, "Tajikistan said that it had closed the road.", "it", known) == ("TJK",)


def test_two_states_are_not_three():
    assert Discourse(states=["KGZ", "TJK"]).several(3) == ()


def test_a_state_named_again_is_the_latest():
    known = Discourse()
    for code in ("KGZ", "TJK", "KGZ"):
        known.name_state(code)
    assert known.states == ["TJK", "KGZ"]


def test_a_crowd_does_not_make_a_pair():
    known = Discourse()
    known.note("COERCE", ("KAZ",), ("civilians",))
    assert known.pair == ()
    known.note("ACCUSE", ("KGZ",), ("TJK",))
    assert known.pair == ("KGZ", "TJK")


def test_every_role_noun_is_of_a_known_class():
    assert set(role_nouns().values()) == {"official", "force", "civilians", "armed group"}


@pytest.mark.parametrize(
    ("text", "word", "known", "expected"),
    [
        ("He invited the movement to the table.", "movement", Discourse(), ()),
        (
            "The participants praised the host.",
            "participants",
            Discourse(gathered=("KAZ", "UN")),
            ("KAZ", "UN"),
        ),
        (
            "The three signed a paper.",
            "three",
            Discourse(states=["CHN", "KGZ", "UZB"]),
            ("CHN", "KGZ", "UZB"),
        ),
        ("A man with a rifle came in.", "man", Discourse(), ("armed group",)),
        ("A bomb tore a police van apart.", "van", Discourse(home="KGZ"), ("KGZ",)),
        (
            "Both presidents spoke.",
            "presidents",
            Discourse(pair=("EU", "UZB"), states=["KAZ", "UZB"]),
            ("KAZ", "UZB"),
        ),
    ],
)
def test_nouns_that_point_back_stand_for_whom_they_point_to(bench, text, word, known, expected):
    assert parties(bench, text, word, known) == expected


def test_the_movement_is_the_group_last_named(bench):
    known = Discourse()
    known.name_body(["movement"], ("Taliban",))
    assert parties(bench, "He invited the movement to the table.", "movement", known) == ("Taliban",)


@pytest.mark.parametrize(
    "text",
    [
        "Tashkent is ready to help, said our ambassador in Kabul to our neighbours. Kyrgyzstan agreed.",
        "Tajikistan will answer, said the head of our service.",
    ],
)
def test_who_says_our_of_himself_is_not_asked_who_he_is_without_end(bench, text: str) -> None:
    assert isinstance(bench.events(text), list | tuple)

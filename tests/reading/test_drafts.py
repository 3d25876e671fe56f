"""One sentence, one act: who did it to whom, whatever the wording."""

from __future__ import annotations

import pytest

from sarez.reading.parties import Discourse
from sarez.reading.story import is_place_only

PAIRS = [
    (
        "ASSAULT",
        "Kyrgyz soldiers attacked a Tajik border post near Vorukh on 5 March 2022.",
        "A Tajik border post near Vorukh was attacked by Kyrgyz soldiers on 5 March 2022.",
    ),
    (
        "ACCUSE",
        "Kyrgyzstan accused Tajikistan of shelling a village on 5 March 2022.",
        "Tajikistan was accused by Kyrgyzstan of shelling a village on 5 March 2022.",
    ),
    (
        "SANCTION",
        "Kyrgyzstan closed the border with Tajikistan on 5 March 2022.",
        "The border with Tajikistan was closed by Kyrgyzstan on 5 March 2022.",
    ),
    (
        "REQUEST",
        "Kyrgyzstan asked Tajikistan for help on 5 March 2022.",
        "Tajikistan was asked for help by Kyrgyzstan on 5 March 2022.",
    ),
    (
        "AID",
        "Kyrgyzstan gave Tajikistan a loan of $50 million on 5 March 2022.",
        "Tajikistan was given a loan of $50 million by Kyrgyzstan on 5 March 2022.",
    ),
]


@pytest.mark.parametrize(("type_", "active", "passive"), PAIRS, ids=[p[0] for p in PAIRS])
def test_active_and_passive_give_the_same_direction(bench, type_, active, passive):
    for text in (active, passive):
        event = bench.event(text, type_)
        assert (event.actor, event.recipient) == (("KGZ",), ("TJK",)), text


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("Bishkek accuses Dushanbe of breaking the truce.", ("KGZ", "TJK")),
        ("In Bishkek, Tajikistan accused Uzbekistan of breaking the truce.", ("TJK", "UZB")),
        ("Tajikistan accused Uzbekistan in Bishkek of breaking the truce.", ("TJK", "UZB")),
    ],
)
def test_a_capital_acts_but_a_city_in_which_something_happens_does_not(bench, text, parties):
    event = bench.event(text, "ACCUSE")
    assert event.actor + event.recipient == parties


@pytest.mark.parametrize(
    ("text", "word", "place"),
    [
        ("The minister spoke in Astana.", "Astana", True),
        ("The minister flew to Astana.", "Astana", True),
        ("The minister wrote to Astana.", "Astana", False),
        ("Astana wrote to the minister.", "Astana", False),
        ("A bomb went off in Afghanistan's Kunduz province.", "Afghanistan", True),
        ("Afghanistan's minister is there.", "Afghanistan", False),
    ],
)
def test_a_name_may_only_say_where(bench, text, word, place):
    cast = bench.cast(text)
    token = next(t for t in cast.doc if t.text == word)
    assert is_place_only(token, cast.owner[token.i]) is place


@pytest.mark.parametrize(
    ("text", "type_", "actor", "recipient"),
    [
        (
            "Kyrgyzstan and Tajikistan held talks in Batken on 3 March 2022. "
            "The two sides signed a protocol on the border.",
            "AGREE",
            {"KGZ"},
            {"TJK"},
        ),
        (
            "Kazakh President Kassym-Jomart Tokayev met Uzbek President Shavkat Mirziyoyev in Tashkent on 3 March 2022. "
            "Both presidents signed a declaration on water.",
            "AGREE",
            {"KAZ"},
            {"UZB"},
        ),
        (
            "Tajik Foreign Minister Sirojiddin Muhriddin arrived in Tashkent on 3 March 2022. "
            "He thanked Uzbekistan for its support.",
            "SUPPORT",
            {"TJK"},
            {"UZB"},
        ),
        (
            "Natalia Gherman, the head of UNRCCA, visited Dushanbe on 3 March 2022. "
            "She thanked Tajikistan for its support.",
            "SUPPORT",
            {"UNRCCA"},
            {"TJK"},
        ),
        (
            "The Kyrgyz ambassador to Tajikistan, Erlan Abdyldaev, was received at the Foreign Ministry in Dushanbe on "
            "3 March 2022. The Ambassador accused Tajikistan of shelling a village.",
            "ACCUSE",
            {"KGZ"},
            {"TJK"},
        ),
        (
            "The UN Regional Centre for Preventive Diplomacy for Central Asia (UNRCCA) held a training for Uzbek "
            "officials in Tashkent on 3 March 2022. The Centre thanked Uzbekistan for its support.",
            "SUPPORT",
            {"UNRCCA"},
            {"UZB"},
        ),
        (
            "Kyrgyzstan accused Tajikistan of shelling a village. It denied the charge.",
            "REJECT",
            {"TJK"},
            {"KGZ"},
        ),
    ],
)
def test_who_is_not_named_again_is_found_in_what_was_said_before(bench, text, type_, actor, recipient):
    event = bench.event(text, type_)
    assert (set(event.actor), set(event.recipient)) == (actor, recipient)


def test_three_governments_are_the_three_that_were_named(bench):
    event = bench.event(
        "Kazakhstan, Kyrgyzstan and Uzbekistan held talks in Almaty on 3 March 2022. "
        "The three governments signed an agreement on gas.",
        "AGREE",
    )
    assert {*event.actor, *event.recipient} == {"KAZ", "KGZ", "UZB"}


def test_a_list_of_states_is_all_of_them_the_first_acting(bench):
    event = bench.event(
        "Kazakhstan, Kyrgyzstan, Tajikistan and Uzbekistan signed a treaty on water in Tashkent on 3 March 2022.",
        "AGREE",
    )
    assert event.actor == ("KAZ",) and set(event.recipient) == {"KGZ", "TJK", "UZB"}


@pytest.mark.parametrize(
    "text",
    [
        "Kyrgyzstan recalled its ambassador to Tajikistan on 5 March 2022.",
        "Kyrgyzstan's ambassador to Tajikistan was recalled on 5 March 2022.",
        "The ambassador of Kyrgyzstan to Tajikistan was recalled on 5 March 2022.",
        "Kyrgyzstan called its ambassador in Dushanbe home on 5 March 2022.",
    ],
)
def test_an_ambassador_recalled_is_a_sanction_by_his_own_state(bench, text):
    event = bench.event(text, "SANCTION")
    assert (event.actor, event.recipient) == (("KGZ",), ("TJK",))


def test_an_ambassador_expelled_is_a_sanction_against_his_own_state(bench):
    event = bench.event("Tajikistan expelled the Kyrgyz ambassador on 5 March 2022.", "SANCTION")
    assert (event.actor, event.recipient) == (("TJK",), ("KGZ",))


def test_rockets_from_a_country_do_not_hit_it(bench):
    (draft,) = bench.drafts("Rockets were fired from Afghan territory.")
    assert draft.type == "ASSAULT" and "AFG" not in draft.recipient


@pytest.mark.parametrize(
    "text",
    [
        "The quarrel could bring war between Kyrgyzstan and Tajikistan.",
        "If Tajik soldiers attack Kyrgyz border guards, Bishkek will be outraged.",
        "Uzbekistan promised no funds to Tajikistan.",
        "Uzbekistan promised Tajikistan no funds on 5 March 2022.",
        "Kyrgyz soldiers did not attack a Tajik post on 5 March 2022.",
        "No clash between Kyrgyz and Tajik border guards took place on 5 March 2022.",
        "Kyrgyz troops might attack Tajik posts.",
        "The Kyrgyz and Tajik border guards work side by side at the crossing.",
    ],
)
def test_what_was_not_done_is_no_event(bench, text):
    assert [e for e in bench.events(text) if e.type in ("ASSAULT", "AGREE", "THREATEN", "COOPERATE")] == []


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("Kazakhstan plans to send wheat to Afghanistan next month.", "AID"),
        ("Kazakhstan will send 5,000 tonnes of wheat to Afghanistan next month.", "AID"),
        ("Kyrgyzstan and Tajikistan will sign a border treaty in Batken on 20 March 2022.", "AGREE"),
        ("Kazakhstan intends to close the border with Kyrgyzstan in April 2022.", "SANCTION"),
    ],
)
def test_what_is_announced_is_planned(bench, text, type_):
    assert bench.event(text, type_).status == "planned"


@pytest.mark.parametrize(
    "text",
    [
        "Tajikistan denied that its soldiers had attacked Kyrgyz border guards near Vorukh on 5 March 2022.",
        "Bishkek denied any clash with Tajik troops near Vorukh on 5 March 2022.",
        "The Kyrgyz border service denied reports of a clash with Tajik border guards near Vorukh on 5 March 2022.",
        "Reports of a clash between Kyrgyz and Tajik border guards near Vorukh on 5 March 2022 are untrue.",
        "Kyrgyz and Tajik officials denied that there had been a clash at the border on 5 March 2022.",
    ],
)
def test_a_denied_clash_did_not_occur(bench, text):
    assert {e.status for e in bench.events(text) if e.type == "ASSAULT"} <= {"denied"}


def test_a_denial_itself_occurred(bench):
    text = (
        "Tajikistan denied that its soldiers had attacked Kyrgyz border guards near Vorukh on 5 March 2022."
    )
    event = bench.event(text, "REJECT")
    assert (event.status, event.actor, event.recipient) == ("occurred", ("TJK",), ("KGZ",))


def test_the_police_are_those_of_the_state_in_which_the_sentence_plays(bench):
    text = (
        "Kazakhstan watches its neighbours. Kazakhstan's press writes much of them. "
        "Police in Osh arrested 20 protesters on 5 March 2022."
    )
    assert bench.event(text, "COERCE").actor == ("KGZ",)


def test_drafts_stand_where_their_sentence_stands(bench):
    text = "It was calm. Kyrgyzstan thanked Tajikistan."
    (draft,) = bench.drafts(text, Discourse())
    assert text[draft.start : draft.end] == "Kyrgyzstan thanked Tajikistan." and text[draft.at :].startswith(
        "thanked"
    )


def test_nobody_thanks_himself(bench):
    known = Discourse(pair=("KGZ", "UZB"))
    known.name_body(["guest"], ("KGZ",))
    (found,) = [d for d in bench.drafts("The guest thanked the Kyrgyz leader.", known) if d.type == "SUPPORT"]
    assert (found.actor, found.recipient) == (("UZB",), ("KGZ",))


def test_a_crowd_before_an_office_protests_but_a_parliament_that_gathers_does_not(bench):
    def types(text: str) -> set[str]:
        return {d.type for d in bench.drafts(text, Discourse(home="KGZ")) if d.is_event}

    assert "PROTEST" in types("Some fifty miners gathered before the regional administration on Monday.")
    assert "PROTEST" not in types("The Kyrgyz parliament gathered on Monday in Osh.")

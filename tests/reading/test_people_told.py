"""Offices that a text tells apart from the name: each test's text is its input."""

from __future__ import annotations

from functools import lru_cache

import pytest

from sarez.reading.model import Model, load_model, parse_many
from sarez.reading.people import PersonFound, find_people
from sarez.reading.records import Passage
from sarez.region.region import Region, load_region

Told = list[tuple[str, str | None, str | None]]


@lru_cache(maxsize=1)
def tools() -> tuple[Model, Region]:
    return load_model(), load_region()


def read(text: str, *, published: str | None) -> list[PersonFound]:
    model, region = tools()
    (doc,) = parse_many(model, [text])
    return find_people(text, [Passage(0, len(text), "en", "body")], {0: doc}, region, published)


def told(text: str, published: str | None = "2019-05-10") -> Told:
    found = read(text, published=published)
    return [(p.person.name, p.person.position, p.person.country) for p in found]


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("The treaty bears the signatures of the heads of state: Emomali Rahmon, the host, and Sadyr Japarov.", "head of state"),
        ("He received five foreign ministers at a time: Emomali Rahmon of Tajikistan and Sadyr Japarov (Kyrgyzstan).", "foreign minister"),
        ("The presidents of Tajikistan and Kyrgyzstan, Emomali Rahmon and Sadyr Japarov, met.", "president"),
        ("At the table sat two ministers, Emomali Rahmon for the Tajiks and Sadyr Japarov for the Kyrgyz.", "minister"),
    ],
)  # fmt: skip
def test_an_office_in_the_plural_is_of_each_in_the_list_and_of_each_ones_state(
    text: str, position: str
) -> None:
    assert told(text, None) == [("Emomali Rahmon", position, "TJK"), ("Sadyr Japarov", position, "KGZ")]


def test_what_an_item_of_the_list_adds_belongs_to_its_office() -> None:
    text = "Three ministers signed: Timur Aliev, who has Uzbek transport in his charge, and Asad Khan, responsible for Pakistan Railways."
    assert told(text) == [
        ("Timur Aliev", "minister", "UZB"),
        ("Asad Khan", "minister responsible for Pakistan Railways", "PAK"),
    ]


def test_who_holds_the_same_portfolio_has_the_office_told_before_and_no_state_of_it() -> None:
    text = "For the Kyrgyz spoke Timur Aliev, Minister of Energy, and from the Kazakh side, Arman Serikov, who holds the same portfolio."
    assert told(text) == [
        ("Timur Aliev", "Minister of Energy", "KGZ"),
        ("Arman Serikov", "Minister of Energy", "KAZ"),
    ]


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("Timur Aliev opened it as Minister of Energy of Kazakhstan.", "Minister of Energy"),
        ("As Kazakhstan's energy minister, Timur Aliev signed.", "energy minister"),
        ("The president of Kazakhstan took Timur Aliev from the head of the state company KazMunayGaz.", "head"),
        ("Timur Aliev was relieved of the post of deputy minister of Kazakhstan.", "deputy minister"),
        ("The post of governor of Kazakhstan's Mangistau region goes to Timur Aliev.", "governor"),
        ("In the governor's office of Mangistau Timur Aliev makes room.", "governor of Mangistau"),
        ("Kazakhstan sent Timur Aliev, so far deputy minister of energy, to Bishkek.", "deputy minister of energy"),
        ("The guests from Kazakhstan were led by Timur Aliev. At noon the deputy minister left.", "deputy minister"),
        ("Timur Aliev, so the agency of Kazakhstan learnt yesterday, becomes its ambassador.", "ambassador"),
        ("A member of that council of Kazakhstan, Timur Aliev, left.", "member"),
        ("Kazakhstan heard Timur Aliev (political scientist, Almaty).", "political scientist"),
        ("Timur Aliev of the Institute of Water, a hydrologist from Kazakhstan, spoke.", "hydrologist"),
    ],
)  # fmt: skip
def test_an_office_is_read_where_the_sentence_tells_it(text: str, position: str) -> None:
    (found,) = [p for p in told(text) if p[0] == "Timur Aliev"]
    assert found[1] is not None and (found[1] == position or found[1].startswith(f"{position} of"))


@pytest.mark.parametrize(
    "text",
    [
        "Timur Aliev met the president. Earlier the foreign minister of Kazakhstan, Arman Serikov, left.",
        "Timur Aliev is seen as a minister in waiting.",
        "Timur Aliev, such as ministers are, said nothing.",
    ],
)
def test_an_office_of_somebody_else_is_not_taken(text: str) -> None:
    assert ("Timur Aliev", None) in [p[:2] for p in told(text)]


def test_a_predecessor_held_the_same_office_of_the_same_body() -> None:
    text = "Roza Aitmatova becomes Head of UNAMA. Her predecessor in the chair is the Canadian Deborah Lyon."
    assert told(text)[1] == ("Deborah Lyon", "Head", None)


def test_with_a_name_as_its_head_is_an_office() -> None:
    assert told("The mission has the Polish diplomat Maria Nowak as its head.")[0][:2] == (
        "Maria Nowak",
        "head",
    )


@pytest.mark.parametrize(
    ("text", "name", "position"),
    [
        ("Behind it stands the word of the presidents. In March Shavkat Mirziyoyev came to Dushanbe.", "Shavkat Mirziyoyev", "president"),
        ("Yesterday it was Ashraf Ghani's turn: with the Afghan President he talked.", "Ashraf Ghani", "President"),
        ("Sergei Lavrov flew in. The ministers spoke of the base.", "Sergei Lavrov", "minister"),
        ("The ex-president left his cell. Almazbek Atambayev is free.", "Almazbek Atambayev", "ex-president"),
    ],
)  # fmt: skip
def test_a_known_holder_has_the_office_whose_word_the_text_uses(text: str, name: str, position: str) -> None:
    assert (name, position) in [p[:2] for p in told(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Vladimir Putin telephoned the two presidents in turn.",
        "Vladimir Putin came. The presidents of the CSTO countries deliberated.",
        "Vladimir Putin came. The Tajik president, Emomali Rahmon, met him.",
        "Vladimir Putin came.",
    ],
)
def test_a_known_holder_has_no_office_that_the_text_does_not_give_him(text: str) -> None:
    assert ("Vladimir Putin", None, "RUS") in told(text)


def test_the_aide_of_a_known_holder_acts_for_his_state() -> None:
    (found,) = [
        p
        for p in read("Rahmon's spokesman, Zafar Saidov, left.", published="2019-05-10")
        if "Zafar" in p.person.name
    ]
    assert (found.person.organization, found.code) == (None, "TJK")


def test_a_ministry_in_a_capital_is_that_states() -> None:
    text = "Iran, Iran and Iran spoke. So did Abdul Takor, spokesman of the interior ministry in Kabul."
    assert told(text) == [("Abdul Takor", "spokesman", "AFG")]


@pytest.mark.parametrize(("published", "country"), [("2021-07-05", None), ("2022-07-05", "AFG")])
def test_the_taliban_are_a_state_only_since_they_rule(published: str, country: str | None) -> None:
    assert told("The Taliban's spokesman, Suhail Shaheen, spoke.", published) == [
        ("Suhail Shaheen", "spokesman", country)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "It hit Shamsiddin Shohin (Shamsiddin-Shokhin) district.",
        "The chief executive of KazMunayGaz Exploration Production resigned.",
    ],
)
def test_a_district_and_a_company_are_no_person(text: str) -> None:
    assert told(text) == []


def test_initials_that_open_a_sentence_belong_to_the_name() -> None:
    assert [p[0] for p in told("Nobody knew. Sh. M. Aliev, for his part, thanked the hosts.")] == [
        "Sh. M. Aliev"
    ]

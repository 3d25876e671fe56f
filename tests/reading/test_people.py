"""Who is named, in what office, and for whom: each test's text is its input."""

from __future__ import annotations

from functools import lru_cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sarez.reading.model import Model, load_model, parse_many
from sarez.reading.people import PeopleIndex, PersonFound, find_people
from sarez.reading.records import Passage
from sarez.region.region import Region, load_region


@lru_cache(maxsize=1)
def region() -> Region:
    return load_region()


@lru_cache(maxsize=2)
def model(name: str | None = None) -> Model:
    return load_model(name)


def read(
    text: str, *, role: str = "body", published: str | None = None, rules_only: bool = False
) -> list[PersonFound]:
    passages, start = [], 0
    for line in text.split("\n"):
        if line:
            passages.append(Passage(start, start + len(line), "en", role))
        start += len(line) + 1
    docs = {}
    if not rules_only:
        parsed = parse_many(model(), [text[p.start : p.end] for p in passages])
        docs = dict(zip([p.start for p in passages], parsed, strict=True))
    return find_people(text, passages, docs, region(), published)


def one(text: str, **options: object) -> tuple[str, str | None, str | None]:
    (found,) = read(text, **options)  # type: ignore[arg-type]
    return found.person.name, found.person.position, found.person.country


def names(text: str, **options: object) -> list[str]:
    return [p.person.name for p in read(text, **options)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Uzbek Deputy Prime Minister and Investment Minister Laziz Kudratov opened the fair.",
            ("Laziz Kudratov", "Deputy Prime Minister, Investment Minister", "UZB"),
        ),
        (
            "Farkhod Arziev, the first deputy minister of foreign affairs of Uzbekistan, opened it.",
            ("Farkhod Arziev", "first deputy minister of foreign affairs", "UZB"),
        ),
        ("It was Tajikistan's president, Emomali Rahmon, who came.", ("Emomali Rahmon", "president", "TJK")),
        ("The ambassador of Japan to Kyrgyzstan, Shin Maruo, spoke.", ("Shin Maruo", "ambassador to Kyrgyzstan", "JPN")),
        ("“Yes,” said Helga Schmid, Secretary General of the OSCE.", ("Helga Schmid", "Secretary General", None)),
        (
            "Uzbekistan was told so by Sherzod Asadov, whom the Uzbek president employs as his press secretary.",
            ("Sherzod Asadov", "press secretary", "UZB"),
        ),
        ("Captain Erkin Mamatov of the Kyrgyz border service was hurt.", ("Erkin Mamatov", "Captain", "KGZ")),
        ("UN Resident Coordinator in Kazakhstan Norimasa Shimomura came.", ("Norimasa Shimomura", "Resident Coordinator in Kazakhstan", None)),
        ("The head of the OSCE Centre in Bishkek, Ambassador Andrew Tesoriere, spoke.", ("Andrew Tesoriere", "head", None)),
        ("Nikolai Bordyuzha, who heads the CSTO, was in Dushanbe.", ("Nikolai Bordyuzha", "head", None)),
        ("Kyrgyz journalist Ulugbek Babakulov fled.", ("Ulugbek Babakulov", "journalist", "KGZ")),
        ("The Pakistani delegation headed by Khawaja Asif left.", ("Khawaja Asif", None, "PAK")),
    ],
)  # fmt: skip
def test_an_office_is_read_before_and_after_the_name(
    text: str, expected: tuple[str, str | None, str | None]
) -> None:
    assert one(text) == expected


def test_a_plural_office_is_each_ones_in_the_singular() -> None:
    found = read("Deputy Prime Ministers Azim Ibrohim of Tajikistan and Zhenish Razakov of Kyrgyzstan met.")
    assert [(p.person.name, p.person.position, p.person.country) for p in found] == [
        ("Azim Ibrohim", "Deputy Prime Minister", "TJK"),
        ("Zhenish Razakov", "Deputy Prime Minister", "KGZ"),
    ]


def test_an_office_after_two_names_is_both_peoples() -> None:
    found = read(
        "They saw Amir Khan Muttaqi and Yaqoob Mujahid, the Taliban's foreign and defence ministers."
    )
    assert [p.person.position for p in found] == ["foreign and defence minister"] * 2
    assert {p.code for p in found} == {"Taliban"}


def test_a_counterpart_holds_the_same_office() -> None:
    text = (
        "Uzbek Foreign Minister Vladimir Norov met his Afghan counterpart, Mohammad Haneef Atmar, in Termez."
    )
    assert [(p.person.position, p.person.country) for p in read(text)] == [
        ("Foreign Minister", "UZB"),
        ("Foreign Minister", "AFG"),
    ]


def test_the_envoy_of_the_secretary_general_is_not_the_secretary_general() -> None:
    text = "The special envoy of UN Secretary-General Ban Ki-moon left. Special Representative of the UN Secretary-General Natalia Gherman stayed."
    assert [(p.person.name, p.person.position) for p in read(text)] == [
        ("Ban Ki-moon", "Secretary-General"),
        ("Natalia Gherman", "Special Representative of the UN Secretary-General"),
    ]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("President Sadyr Japarov spoke.", "S.N. Zhaparov left."),
        ("Natalia Gherman heads UNRCCA.", "N. German thanked them."),
        ("Defence Minister Ruslan Zhaksylykov came.", "R. Jaqsylyqov's men stood."),
        ("The envoy, Jan Kubis, came.", "Mr Kubiš left."),
        ("President Kurmanbek Bakiyev fled.", "K. S. Bakiyev phoned."),
        ("Yerkin Tukumov, the director, spoke.", "Ye. Tukumov thanked them."),
        ("Secretary-General Ban Ki-moon spoke.", "Mr. Ban left."),
    ],
)
def test_one_person_under_two_spellings_is_one(first: str, second: str) -> None:
    text = f"{first} {second}"
    (found,) = read(text)
    assert len([e for e in found.mentions if text[e.start : e.end][0].isupper()]) == 2


def test_the_fullest_form_is_the_name() -> None:
    assert names(
        "S. Yatimov spoke. Saimumin Sattorovich Yatimov, the security chief, left. Saimumin Yatimov flew."
    ) == ["Saimumin Sattorovich Yatimov"]


def test_namesakes_are_two_people() -> None:
    assert len(names("Prime Minister Akylbek Japarov met President Sadyr Japarov.")) == 2


def test_victims_in_a_list_are_people() -> None:
    text = "- Andrey Maksimenko (b. 1972), vendor at the Pallada gun shop;\n- soldiers Sapar Dosbol Erkinbekuly (b. 1997), Daniel Mailybaev (b. 1975) and Berick Kaliyev (b. 1978)."
    found = read(text, role="list_item")
    assert [(p.person.name, p.person.position) for p in found] == [
        ("Andrey Maksimenko", "vendor"),
        ("Sapar Dosbol Erkinbekuly", "soldier"),
        ("Daniel Mailybaev", "soldier"),
        ("Berick Kaliyev", "soldier"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Families met in the Park of 28 Panfilov Guardsmen.",
        "A group close to Hizbut Tahrir was tried.",
        "The Friedrich Ebert Foundation and the Nazarbayev University took part.",
        "Tourists go to Ala Archa, to Osh Bazaar and to Tash Rabat.",
        "Mirzo Ulugbek district, Amir Temur Square and Ismoil Somoni Peak were decorated.",
        "The Rogun and Kambarata stations stand on Chingiz Aitmatov Street.",
        "The President and the Foreign Minister of Kazakhstan thanked the United Nations.",
    ],
)
def test_what_is_no_person_is_none(text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize("role", ["byline", "caption", "menu", "teaser", "metadata", "foreign"])
def test_what_is_not_the_story_names_nobody(role: str) -> None:
    assert names("By Natalia Gherman, Secretary-General of the OSCE", role=role) == []


def test_the_rules_read_without_a_model() -> None:
    text = "Tajik Foreign Minister Sirojiddin Aslov met Dr. Farkhod Tolipov, a political scientist from Tashkent."
    assert [(p.person.name, p.person.country) for p in read(text, rules_only=True)] == [
        ("Sirojiddin Aslov", "TJK"),
        ("Farkhod Tolipov", "UZB"),
    ]


def test_a_bare_office_is_of_the_state_the_story_is_about() -> None:
    text = "Kyrgyzstan opened a centre in Balykchy. In the words of Deputy Minister Dmitry Fedorov, Kyrgyzstan needs it."
    assert one(text) == ("Dmitry Fedorov", "Deputy Minister", "KGZ")


def test_staff_of_a_body_act_for_the_body() -> None:
    (found,) = read("Ashita Mittal, Regional Representative of UNODC for Central Asia, signed.")
    assert (found.person.country, found.person.organization, found.code) == (None, "UNODC", "UNODC")


def test_evidence_is_where_the_text_says_so() -> None:
    text = "Yesterday Tajik Foreign Minister Sirojiddin Aslov spoke. Mr Aslov left."
    (found,) = read(text)
    shown = [text[e.start : e.end] for e in found.person.evidence]
    assert shown == ["Tajik Foreign Minister", "Sirojiddin Aslov", "Aslov"]
    assert found.person.aliases == ("Aslov",)


def test_a_person_is_found_at_a_name_and_at_a_pronoun() -> None:
    text = "Kaha Imnadze heads UNRCCA. He met the students."
    index = PeopleIndex.of(read(text))
    at_pronoun = index.at(text.index("He met"))
    assert at_pronoun is not None and at_pronoun.person.name == "Kaha Imnadze" and at_pronoun.code == "UNRCCA"
    assert index.at(text.index("students")) is None
    assert [p.person.name for p in index.within(0, len(text))] == ["Kaha Imnadze"]


def test_reading_twice_gives_the_same() -> None:
    text = "Presidents Japarov and Rahmon met. Kassym-Jomart Tokayev, the Kazakh head of state, phoned."
    assert read(text) == read(text)
    assert names(text) == ["Japarov", "Rahmon", "Kassym-Jomart Tokayev"]


PIECES = """Minister President the of and , . ( ) – ' 's who heads as his its Kyrgyz Kazakhstan UN OSCE Islam Karimov S. Ye.
² 28 von uulu Mr Gen. envoys counterpart for in Centre was appointed by chief Bank, “ ” Ban Ki-moon UNRCCA"""


@given(st.lists(st.sampled_from(PIECES.split()) | st.text(max_size=6), max_size=40).map(" ".join))
def test_any_text_is_read_and_every_span_is_in_it(text: str) -> None:
    for found in read(text, rules_only=True):
        assert found.person.name and all(0 <= e.start < e.end <= len(text) for e in found.mentions)
        assert all(text[e.start : e.end].strip() for e in found.person.evidence)


def test_an_ambassador_in_a_capital_is_not_of_it() -> None:
    text = "Kazakhstan's parliament met in Astana.\nYerlan Akhmetov has been appointed Ambassador in Paris."
    assert [p.person.country for p in read(text)] == ["KAZ"]


def test_somebodys_lawyer_acts_for_no_state() -> None:
    text = "The Uzbek police arrested a journalist in Termez. Timur Rasulov, his lawyer, complained."
    assert [p.person.country for p in read(text)] == [None]


def test_an_officer_of_no_named_state_serves_the_state_of_the_story() -> None:
    text = (
        "The earthquake shook Kunar in Afghanistan. Kabul asked for tents, and Afghan doctors went to Nangarhar and Laghman. "
        "Karim Safi, head of the disaster authority, thanked Uzbekistan."
    )
    assert one(text)[2] == "AFG"

"""How many were killed and injured, as a sentence has it (gold/GUIDE.md, decision 10)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sarez.reading.casualties import INJURED, KILLED, RIVAL, find_tolls, number


def counts(text: str, kind: str) -> list[int]:
    return [t.count for t in find_tolls(text) if t.kind == kind]


@pytest.mark.parametrize(
    ("text", "killed", "injured"),
    [
        ("Six people were killed and 13 injured.", [6], [13]),
        ("The police shot one man dead and wounded 11.", [1], [11]),
        ("The blast killed 5 people and two were hurt.", [5], [2]),
        ("The clashes cost 18 lives, and 243 people were injured.", [18], [243]),
        ("Three drivers lost their lives.", [3], []),
        ("A 23-year-old was shot dead at 16:20.", [1], []),
        ("Rights groups put the death toll at 600.", [600], []),
        ("Official data: dead, 11; injured, 40; arrested, 50.", [11], [40]),
        ("One conscript lost his life, and seven are wounded.", [1], [7]),
        ("About 20 people have wounds.", [], [20]),
        ("Nearly 1,200 people died in the fighting.", [1200], []),
        ("Of the 40 captives, six did not come out alive.", [6], []),
        ("The toll stands at 17, with 8 hurt.", [17], [8]),
        ("Casualties: 2 dead, 9 injured.", [2], [9]),
        ("Two more succumbed to their wounds.", [2], []),
        ("Four miners met their death and nine were wounded.", [4], [9]),
        ("Three prisoners were beaten to death.", [3], []),
        ("The shells killed six children and a woman.", [7], []),
        ("Two guards lost their lives, as did seven of the raiders.", [9], []),
        ("The fighting cost 30 lives on the Afghan side and 12 on the Iranian.", [42], []),
        ("Anvar Saidov and Karim Olimov died, and eleven marchers were injured.", [2], [11]),
    ],
)
def test_a_figure_is_read_with_its_kind(text: str, killed: list[int], injured: list[int]) -> None:
    assert counts(text, KILLED) == killed
    assert counts(text, INJURED) == injured


@pytest.mark.parametrize(
    ("text", "killed"),
    [
        ("Twelve soldiers and 30 gunmen fell in the operation.", 42),
        ("The shooting left two guards and one fighter dead.", 3),
        ("Dead: in Kyrgyzstan 59, in Tajikistan 41.", 100),
        ("A soldier of the Border Troops and a policeman died.", 2),
        ("Two drivers of the mine, a foreman among them, and one cook perished.", 3),
        ("Seven were killed on the Uzbek side and 5 on the Kazakh side.", 12),
    ],
)
def test_the_sides_of_one_figure_are_added(text: str, killed: int) -> None:
    assert counts(text, KILLED) == [killed]


def test_casualties_with_their_dead_are_split() -> None:
    text = "Three were killed, the ministry reports, out of 84 casualties."
    assert (counts(text, KILLED), counts(text, INJURED)) == ([3], [81])


def test_parts_of_a_figure_are_not_added_to_it() -> None:
    assert counts("17 persons died, eight of them policemen and nine attackers.", KILLED) == [17]


@pytest.mark.parametrize(
    "text",
    [
        "Nobody was killed or hurt when the rockets came down.",
        "He denied that anyone in their ranks had been killed or injured.",
        "The exchange of fire ended without casualties.",
    ],
)
def test_none_is_a_figure(text: str) -> None:
    assert (counts(text, KILLED), counts(text, INJURED)) == ([0], [0])


def test_no_fewer_than_is_not_none() -> None:
    assert counts("No fewer than 300 people died.", KILLED) == [300]


@pytest.mark.parametrize(
    "text",
    [
        "Dozens of protesters were killed.",
        "He was killed on 16 December.",
        "The man, aged 43, died in 2010.",
        "Fighting killed trade for three weeks.",
        "About 400 houses burned down and many people were hurt.",
        "Two killings were reported.",
    ],
)
def test_ages_dates_things_and_dozens_are_no_figures(text: str) -> None:
    assert find_tolls(text) == []


def test_a_figure_of_witnesses_is_a_rival() -> None:
    official, rival = find_tolls(
        "The Taliban admit to six killed; local sources told us that 30 had lost their lives."
    )
    assert (official.count, rival.count, rival.source) == (6, 30, RIVAL)


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("twenty-three", 23),
        ("two hundred", 200),
        ("1,200", 1200),
        ("a dozen", 12),
        ("an", 1),
        ("several", None),
    ],
)
def test_numbers_in_words_are_read(words: str, value: int | None) -> None:
    assert number(words) == value


@given(st.integers(min_value=2, max_value=899), st.integers(min_value=2, max_value=899))
def test_any_two_figures_are_told_apart(dead: int, hurt: int) -> None:
    text = f"At least {dead} people were killed and {hurt} wounded."
    assert (counts(text, KILLED), counts(text, INJURED)) == ([dead], [hurt])


@given(st.text(max_size=200))
def test_figures_stand_where_they_are_said_to(text: str) -> None:
    for toll in find_tolls(text):
        assert 0 <= toll.start < toll.end <= len(text)
        assert toll.count >= 0


def test_the_dead_of_an_attack_are_counted_after_killing():
    text = "Gunmen attacked a police station and a ministry building in Dushanbe, killing nine officers."
    assert [(t.kind, t.count) for t in find_tolls(text)] == [("killed", 9)]

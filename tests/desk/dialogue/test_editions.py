"""Titles that read like editions of a series, in many spellings, and those that only look so."""

import pytest

from sarez.desk.dialogue.engagements.editions import edition_in, likeness, searches, told_in
from sarez.desk.dialogue.engagements.numbering import roman

FORUM = "Central Asian Expert Forum (CAEF)"


@pytest.mark.parametrize(
    ("title", "number"),
    [
        ("fifth Central Asian Expert Forum", 5), ("5th Central Asian Expert Forum", 5), ("V Central Asian Expert Forum", 5),
        ("Central Asian Expert Forum V", 5), ("Central Asian Expert Forum (CAEF) VII", 7), ("CAEF V", 5), ("CAEF-5", 5),
        ("CAEF-IV", 4), ("CAEF 5", 5), ("No. 5 CAEF", 5), ("Eighth CAEF meeting", 8), ("the 21st Central Asian Expert Forum", 21),
        ("twenty-first Central Asian Expert Forum", 21), ("twenty first CAEF", 21), ("Twelfth session of the CAEF", 12),
        ("Expert Forum of Central Asia", None), ("Central Asian Expert Forum 2022", None),
        ("annual Central Asian Expert Forum", None), ("Fifth Central Asian Expert Forum: shared rivers", 5),
        ("I Central Asian Expert Forum", 1), ("XIX Central Asian Expert Forum", 19),
    ],
)  # fmt: skip
def test_an_ordinary_edition_is_known_with_its_number(title, number):
    said = edition_in(title)
    assert (said.number, said.is_extraordinary) == (number, False)
    assert likeness(FORUM, title).is_of


@pytest.mark.parametrize(
    "title",
    ["extraordinary CAEF meeting", "Extraordinary session of the Central Asian Expert Forum", "Special session of the CAEF",
     "second extraordinary CAEF meeting", "unscheduled Central Asian Expert Forum"],
)  # fmt: skip
def test_an_extraordinary_edition_is_a_kind_of_its_own_without_a_number(title):
    said = edition_in(title)
    assert (said.number, said.is_extraordinary) == (None, True)
    assert likeness(FORUM, title).is_of


@pytest.mark.parametrize(
    "title",
    ["Central Asian Youth Expert Forum", "Central Asian Expert Forum on Water", "fifth Central Asian Media Forum",
     "Expert Forum of South Asia", "fifth Expert Forum"],
)  # fmt: skip
def test_a_forum_of_a_like_name_is_another(title):
    assert not likeness(FORUM, title).is_of


def test_a_near_name_says_that_it_is_near_and_a_strange_one_does_not():
    assert likeness(FORUM, "Central Asian Youth Expert Forum").is_near
    assert not likeness(FORUM, "Border Commission").is_near


def test_where_it_was_held_may_stand_in_the_title_but_only_there():
    assert likeness(FORUM, "Fifth Central Asian Expert Forum in Ashgabat", ["Ashgabat"]).is_of
    assert not likeness(FORUM, "Fifth Central Asian Expert Forum in Ashgabat", ["Bishkek"]).is_of
    assert not likeness(
        "Forum on Security in Central Asia", "Forum on Security in South Asia", ["Ashgabat"]
    ).is_of


@pytest.mark.parametrize(
    "title",
    ["Meeting of first deputy ministers", "15th anniversary of the Centre", "meeting of third countries", "14 June meeting",
     "Vitamin C forum", "Forum of 2022", "C5+1 meeting", "First Lady's visit", "100 experts meet"],
)  # fmt: skip
def test_not_every_number_in_a_title_is_that_of_an_edition(title):
    assert edition_in(title).number is None


def test_russian_ordinals_and_extraordinary_sessions():
    assert edition_in("Пятый Центральноазиатский экспертный форум").number == 5
    assert edition_in("VII Центральноазиатский экспертный форум").number == 7
    assert edition_in("Внеочередное заседание ЦАЭФ").is_extraordinary
    assert likeness("Центральноазиатский экспертный форум", "5-й Центральноазиатский экспертный форум").is_of


def test_a_session_counts_where_it_is_all_the_name():
    assert likeness("Consultative Meeting of the Heads of State of Central Asia",
                    "Sixth Consultative Meeting of the Heads of State of Central Asia").is_of  # fmt: skip
    assert edition_in("fifth round of talks").words == ("talk",)
    assert edition_in("the third meeting").words == ("meeting",)


def test_numbers_are_shown_as_editions_are_numbered():
    assert [roman(n) for n in (1, 4, 5, 9, 14, 40, 49, 90)] == [
        "I",
        "IV",
        "V",
        "IX",
        "XIV",
        "XL",
        "XLIX",
        "XC",
    ]
    assert all(edition_in(f"CAEF {roman(n)}").number == n for n in range(1, 50))


@pytest.mark.parametrize(
    ("text", "number", "is_extraordinary"),
    [
        ("Analysts met on 14 June for the seventh Central Asian Expert Forum.", 7, False),
        (
            "Directors came together on 10 December for the fifth Central Asian Expert Forum, which began in 2018.",
            5,
            False,
        ),
        ("The VII annual Central Asian Expert Forum (CAEF) opened in Astana.", 7, False),
        ("CAEF VII opened. The seventh CAEF lasts two days.", 7, False),
        ("He spoke of an extraordinary CAEF meeting in Kazakhstan.", None, True),
        ("They met at the Central Asian Expert Forum 14 June.", None, False),
        ("the seventh expert forum of the region", None, None),
        ("The sixth CAEF is over, the seventh CAEF is planned.", None, None),
    ],
)
def test_the_words_of_a_report_tell_the_number_that_a_title_leaves_out(text, number, is_extraordinary):
    said = told_in(text, FORUM)
    assert (
        (said.number, said.is_extraordinary) == (number, is_extraordinary)
        if is_extraordinary is not None
        else said is None
    )


def test_a_series_is_looked_for_by_its_words_its_short_form_and_its_initials():
    assert searches("Forum of Central Asia (FCA)") == [
        [("forum",), ("central",), ("asia", "asian")], [("fca",)],
    ]  # fmt: skip
    assert searches("Border Commission") == [[("border",), ("commission",)]]
    assert searches("()") == []

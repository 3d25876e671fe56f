"""When and where an act happened: the date and place of its own clause, or of the story it belongs to."""

from __future__ import annotations

import pytest

from sarez.intake.report import Report
from sarez.reading.reader import ReportReader, load_reader
from sarez.reading.records import Engagement, Event


@pytest.fixture(scope="module")
def reader() -> ReportReader:
    return load_reader()


def event_of(reader: ReportReader, type_: str, text: str, published: str | None = "2021-05-20") -> Event:
    found = [e for e in reader.read(Report("t.txt", text, published=published)).events if e.type == type_]
    assert found, text
    return found[0]


def encounter_of(reader: ReportReader, text: str, published: str | None = "2021-05-20") -> Engagement:
    found = reader.read(Report("t.txt", text, published=published)).engagements
    assert found, text
    return found[0]


@pytest.mark.parametrize(
    ("text", "place", "country"),
    [
        ("The foreign ministers of Kazakhstan and Uzbekistan met in Tashkent on Monday.", "Tashkent", "UZB"),
        (
            "The foreign ministers of Kazakhstan and Uzbekistan met on Monday in the Uzbek capital.",
            "Tashkent",
            "UZB",
        ),
        (
            "The presidents of Kyrgyzstan and Tajikistan met on Monday in Isfana village of Batken region.",
            "Isfana village",
            "KGZ",
        ),
        (
            "The president of Uzbekistan paid a visit to Astana and met the president of Kazakhstan.",
            "Astana",
            "KAZ",
        ),
    ],
)
def test_a_meeting_is_where_its_own_clause_says(
    reader: ReportReader, text: str, place: str, country: str
) -> None:
    event = encounter_of(reader, text)
    assert (event.place, event.country) == (place, country)


def test_what_an_agreement_is_about_does_not_place_it(reader: ReportReader) -> None:
    event = event_of(
        reader,
        "AGREE",
        "Kazakhstan and the United Nations concluded an agreement on the seat in Almaty of a regional centre.",
    )
    assert event.place is None


def test_a_sentence_that_only_moves_the_story_places_the_next_act(reader: ReportReader) -> None:
    text = (
        "The president of Kazakhstan met the president of Uzbekistan in Tashkent on Monday. On Tuesday the guest was in Samarkand. "
        "With him the president of Kyrgyzstan opened a conference on water."
    )
    places = [e.place for e in reader.read(Report("t.txt", text, published="2021-05-20")).engagements]
    assert places[0] == "Tashkent"
    assert places[-1] == "Samarkand"


def test_a_body_speaks_where_its_seat_is_when_the_report_is_dated_there(reader: ReportReader) -> None:
    text = "NEW YORK, May 19 - The Security Council urged Tajikistan to resume the talks on the border."
    event = event_of(reader, "REQUEST", text)
    assert (event.place, event.country) == ("NEW YORK", "USA")


def test_a_line_with_only_a_date_does_not_hide_the_dateline(reader: ReportReader) -> None:
    text = (
        "19 May 2021\n\nMinisters meet\n\nDUSHANBE - The foreign ministers of Tajikistan and Uzbekistan held talks on the border "
        "on Wednesday. They agreed to meet again in the autumn and to open two crossings."
    )
    assert encounter_of(reader, text).place == "DUSHANBE"


def test_a_country_wide_act_is_not_where_the_story_last_was(reader: ReportReader) -> None:
    text = "Protesters clashed with police in Almaty on Monday. Kazakhstan arrested two thousand protesters."
    event = event_of(reader, "COERCE", text)
    assert (event.place, event.country) == (None, "KAZ")


def test_the_town_of_a_body_is_not_the_place_of_its_act(reader: ReportReader) -> None:
    event = event_of(
        reader, "ACCUSE", "The Foreign Ministry in Tashkent accused Tajikistan of breaking the agreement."
    )
    assert (event.place, event.country) == (None, None)


def test_a_capital_that_acts_is_no_place(reader: ReportReader) -> None:
    event = event_of(reader, "ACCUSE", "Bishkek accused Dushanbe of firing mortars at the village of Maksat.")
    assert (event.place, event.country) == (None, None)


def test_a_state_named_as_the_place_gives_the_country_alone(reader: ReportReader) -> None:
    event = encounter_of(
        reader, "The presidents of Turkey and Kyrgyzstan held talks in Kyrgyzstan on Monday."
    )
    assert (event.place, event.country) == (None, "KGZ")


def test_the_dateline_serves_an_encounter_that_names_no_other_place(reader: ReportReader) -> None:
    text = "BISHKEK, May 19, 2021 — The presidents of Kyrgyzstan and Kazakhstan held talks."
    event = encounter_of(reader, text)
    assert (event.place, event.country) == ("BISHKEK", "KGZ")


def test_an_arrest_without_a_place_is_in_the_state_that_makes_it(reader: ReportReader) -> None:
    event = event_of(reader, "COERCE", "Tajik police arrested five activists on Monday.")
    assert (event.place, event.country) == (None, "TJK")


def test_a_call_has_neither_place_nor_country(reader: ReportReader) -> None:
    text = "DUSHANBE, May 19, 2021 — The presidents of Tajikistan and Russia spoke by telephone on Monday."
    event = encounter_of(reader, text)
    assert (event.place, event.country) == (None, None)


def test_an_agreement_of_several_days_is_dated_to_the_last(reader: ReportReader) -> None:
    text = "Kyrgyzstan and Tajikistan signed a protocol at talks in Batken from 10 to 15 May 2021."
    assert event_of(reader, "AGREE", text).date == "2021-05-15"


def test_the_date_of_another_clause_is_left_to_it(reader: ReportReader) -> None:
    text = "Tajikistan on Tuesday accused Kyrgyzstan of closing the border on 3 May."
    assert event_of(reader, "ACCUSE", text).date == "2021-05-18"


def test_an_undated_act_takes_the_month_of_publication(reader: ReportReader) -> None:
    text = "Tajikistan accused Kyrgyzstan of closing the border."
    assert event_of(reader, "ACCUSE", text).date == "2021-05"
    assert event_of(reader, "ACCUSE", text, published=None).date is None


def test_the_next_sentence_of_a_story_keeps_its_day_and_place(reader: ReportReader) -> None:
    text = (
        "Gunmen attacked a police station in Aktobe on 3 May.\n\n"
        "From there the attackers went on and stormed a base of the National Guard of Kazakhstan."
    )
    found = reader.read(Report("t.txt", text, published="2021-06-20")).events
    assert {(e.place, e.date) for e in found if e.type == "ASSAULT"} == {("Aktobe", "2021-05-03")}


def test_figures_go_to_the_attack_and_not_to_the_arrest(reader: ReportReader) -> None:
    text = (
        "Gunmen attacked a border post of Tajikistan on Monday. Two guards were killed and five wounded. "
        "Tajik police arrested three suspects."
    )
    found = reader.read(Report("t.txt", text, published="2021-05-20")).events
    assert [(e.type, e.killed, e.injured) for e in found if e.killed is not None] == [("ASSAULT", 2, 5)]
    assert [e.killed for e in found if e.type == "COERCE"] == [None]


def test_one_man_shot_dead_is_one_killed(reader: ReportReader) -> None:
    text = "A Tajik shepherd was shot dead by Kyrgyz border guards on Monday."
    assert event_of(reader, "ASSAULT", text).killed == 1

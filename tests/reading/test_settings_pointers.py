"""Places and days that a sentence only points back to: the gate, there, before that session; and a paragraph's own town."""

from __future__ import annotations

import pytest

from sarez.intake.report import Report
from sarez.reading.reader import ReportReader, load_reader
from sarez.reading.records import Event


@pytest.fixture(scope="module")
def reader() -> ReportReader:
    return load_reader()


def event_of(reader: ReportReader, type_: str, text: str, published: str = "2021-05-20") -> Event:
    found = [e for e in reader.read(Report("t.txt", text, published=published)).events if e.type == type_]
    assert found, text
    return found[-1]


@pytest.mark.parametrize(
    "then",
    ["Iran shut the gate on Tuesday against Afghanistan.", "Iran closed it to Afghanistan on Tuesday."],
)
def test_the_gate_is_the_one_named_last(reader: ReportReader, then: str) -> None:
    text = f"Lorries from Afghanistan stand in a long line at the Dogharun crossing. {then}"
    assert event_of(reader, "SANCTION", text).place == "Dogharun crossing"


def test_what_was_done_before_a_session_is_done_at_its_place_and_day(reader: ReportReader) -> None:
    text = (
        "On Tuesday the foreign ministers of Kazakhstan and Turkey held talks in Aktau. They spoke of ports and of pipes.\n\n"
        "Before that meeting Turkey thanked Kazakhstan for its help."
    )
    event = event_of(reader, "SUPPORT", text)
    assert (event.place, event.date) == ("Aktau", "2021-05-18")


def test_a_town_that_heads_a_paragraph_places_what_is_said_there(reader: ReportReader) -> None:
    text = (
        "ASTANA. The presidents of Kazakhstan and France met on Monday in the new concert hall.\n\n"
        "BISHKEK. The Foreign Ministry of Kyrgyzstan on Tuesday lodged a protest with the embassy of Russia."
    )
    event = event_of(reader, "ACCUSE", text)
    assert (event.place, event.country) == ("BISHKEK", "KGZ")


def test_a_capital_called_upon_is_no_place(reader: ReportReader) -> None:
    text = "The European Union on Tuesday called on Tashkent to release the journalist."
    assert event_of(reader, "REQUEST", text).place is None


def test_a_call_has_no_place(reader: ReportReader) -> None:
    text = (
        "The foreign minister of Iran telephoned the foreign minister of Afghanistan on Monday and proposed a meeting "
        "in Mashhad."
    )
    assert event_of(reader, "CONSULT", text).place is None


def test_a_village_that_the_text_explains_is_the_place(reader: ReportReader) -> None:
    text = "Police of Tajikistan arrested a teacher on Monday in Qumtepa, a village in Vahdat district."
    event = event_of(reader, "COERCE", text)
    assert (event.place, event.country) == ("Qumtepa", "TJK")

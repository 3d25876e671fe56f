"""What is usual, or only asked, is no act."""

from __future__ import annotations

import pytest

from sarez.intake.report import Report
from sarez.reading.habits import is_of_habits
from sarez.reading.reader import ReportReader, load_reader


@pytest.fixture(scope="module")
def reader() -> ReportReader:
    return load_reader()


def types_of(reader: ReportReader, text: str) -> set[str]:
    return {e.type for e in reader.read(Report("t.txt", text, published="2021-05-20")).events}


def test_what_neighbours_do_every_spring_is_no_event(reader: ReportReader) -> None:
    text = (
        "Every spring Kyrgyzstan accuses Tajikistan of moving the posts. Tajikistan denies it, and Kyrgyzstan closes the "
        "border with Tajikistan for a week."
    )
    assert types_of(reader, text) == set()


def test_an_accusation_in_the_present_is_an_event_where_nothing_is_usual(reader: ReportReader) -> None:
    assert "ACCUSE" in types_of(reader, "Kyrgyzstan accuses Tajikistan of moving the posts near Batken.")


def test_a_question_tells_no_act(reader: ReportReader) -> None:
    text = "Tajikistan and Uzbekistan signed an agreement on Monday. Did Uzbek guards shoot at Tajik villagers before?"
    assert types_of(reader, text) == {"AGREE"}


@pytest.mark.parametrize("word", ["From time to time", "Every autumn", "Usually", "There are nights when"])
def test_words_of_habit(word: str) -> None:
    assert is_of_habits(f"{word} the road is closed.")

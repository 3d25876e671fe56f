"""Which day of a text is an act's own: not that of a plan told in it, nor of what came after it."""

from __future__ import annotations

import pytest

from sarez.intake.report import Report
from sarez.reading.reader import ReportReader, load_reader


@pytest.fixture(scope="module")
def reader() -> ReportReader:
    return load_reader()


def date_of(reader: ReportReader, type_: str, text: str, published: str) -> str | None:
    found = [e for e in reader.read(Report("t.txt", text, published=published)).events if e.type == type_]
    assert found, text
    return found[0].date


def test_what_had_been_done_before_is_not_dated_by_what_was_done_today(reader: ReportReader) -> None:
    text = (
        "Uzbek and Tajik border guards exchanged fire near Bekabad on Tuesday. Uzbekistan, which had closed the border with "
        "Tajikistan at once, opened the crossing again this morning."
    )
    assert date_of(reader, "SANCTION", text, "2019-04-18") != "2019-04-18"


def test_the_month_of_what_was_agreed_does_not_date_the_agreement(reader: ReportReader) -> None:
    text = (
        "The deputy ministers of Kazakhstan and Kyrgyzstan met in Almaty on Thursday. At the end of the talks Kazakhstan and "
        "Kyrgyzstan agreed that engineers would visit the dam in September."
    )
    assert date_of(reader, "AGREE", text, "2019-04-19") == "2019-04-18"


def test_a_story_of_another_year_is_told_on_in_that_year(reader: ReportReader) -> None:
    text = (
        "The police of Kazakhstan arrested the banker on March 6, 2018.\n\n"
        "On March 2 miners blocked a road near Karaganda. That evening the government of Kazakhstan asked Russia for help."
    )
    assert date_of(reader, "REQUEST", text, "2020-07-10") == "2018-03-02"

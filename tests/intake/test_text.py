from __future__ import annotations

from typing import Any

import pytest


def test_text_is_kept_character_for_character(desk: Any) -> None:
    text = "\tShots near Vorukh.\r\n\r\nOne  guard\u00a0was wounded.\x0c\n\n "
    report = desk.report("a.txt", text)
    assert report.text == text
    assert report.media_type == "text/plain" and report.notes == ()
    assert report.title is report.url is report.published is report.publisher is None


def test_offsets_lead_back_to_the_file_with_crlf_and_a_byte_order_mark(desk: Any) -> None:
    report = desk.report("a.txt", "\ufeffBishkek\r\nVorukh".encode())
    start = report.text.index("Vorukh")
    with (desk.folder / "a.txt").open(newline="", encoding="utf-8-sig") as stream:
        assert stream.read()[start : start + 6] == "Vorukh"


def test_an_assumed_encoding_is_noted(desk: Any) -> None:
    report = desk.report("a.txt", ("Стороны договорились о границе. " * 3).encode("koi8-r"))
    assert report.text.startswith("Стороны") and report.notes == ("no encoding is stated; read as KOI8-R",)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "is empty"),
        (b" \r\n\t\n", "nothing but blanks"),
        ("\ufeff".encode(), "nothing but blanks"),
        (bytes(range(256)) * 50, "is not text"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(200)), "is not text"),
        (b"{\\rtf1 hello}", "RTF"),
    ],
)
def test_what_is_no_text_is_a_problem(desk: Any, content: bytes, says: str) -> None:
    assert says in desk.problem("a.txt", content).message


def test_a_text_over_the_limit_is_refused_with_the_limit_and_the_option(desk: Any) -> None:
    problem = desk.problem("a.txt", "x" * 1001, max_characters=1000)
    assert "1,000 characters" in problem.message and "--max-characters" in problem.remedy
    assert len(desk.report("b.txt", "ы" * 1000, max_characters=1000).text) == 1000


def test_the_limit_counts_characters_and_not_bytes(desk: Any) -> None:
    assert len(desk.report("a.txt", "\U0001f600" * 100, max_characters=100).text) == 100
    desk.problem("b.txt", "\U0001f600" * 101, max_characters=100)


def test_nuls_are_shown_one_for_one(desk: Any) -> None:
    report = desk.report("a.txt", b"one\0two")
    assert report.text == "one\ufffdtwo" and "NUL" in report.notes[0]


def test_a_name_that_is_not_utf8_can_be_printed(desk: Any) -> None:
    import os
    from pathlib import Path

    from sarez.intake import read_paths

    path = os.fsdecode(os.fsencode(str(desk.folder)) + b"/\xcf\xee.txt")
    Path(path).write_text("Shots near Vorukh.")
    for items in (list(read_paths([path])), list(read_paths([desk.folder]))):
        assert [item.file.encode() for item in items] and items[0].text == "Shots near Vorukh."

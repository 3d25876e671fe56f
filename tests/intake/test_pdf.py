from __future__ import annotations

import io
import zlib
from typing import Any

import pytest

PAGE = [
    (0.0, "Guards exchange fire at Vorukh"),
    (28.0, "The border guards of Kyrgyzstan and Tajikistan exchanged fire for an hour on"),
    (14.0, "Tuesday. Nobody was hurt. The deputy prime ministers agreed to meet the follow-"),
    (14.0, "ing day."),
    (28.0, "A second paragraph starts here, and it also runs over more than one line, as it"),
    (14.0, "must in a test."),
]


def encrypted(data: bytes, password: str) -> bytes:
    import pypdf

    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    writer.encrypt(password, owner_password="owner", algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_lines_become_paragraphs_and_broken_words_are_whole(desk: Any, make: Any) -> None:
    report = desk.report("a.pdf", make.pdf([PAGE], "/Title(Shots)/CreationDate(D:20190101)"))
    heading, first, second = report.text.split("\n\n")
    assert heading == "Guards exchange fire at Vorukh"
    assert first.startswith("The border guards") and first.endswith("agreed to meet the following day.")
    assert second.endswith("line, as it must in a test.")
    assert (report.title, report.published, report.media_type) == ("Shots", None, "application/pdf")


@pytest.mark.parametrize("title", ["Microsoft Word - note.doc", "untitled", "", "scan001.pdf"])
def test_a_title_that_is_a_file_name_is_none(desk: Any, make: Any, title: str) -> None:
    assert desk.report("a.pdf", make.pdf([PAGE], f"/Title({title})")).title is None


def test_a_pdf_named_txt_is_read_as_what_it_is_with_a_note(desk: Any, make: Any) -> None:
    report = desk.report("a.txt", make.pdf([PAGE]))
    assert report.media_type == "application/pdf" and "named as plain text" in report.notes[0]


def test_a_pdf_of_pictures_is_a_problem_that_names_text_recognition(desk: Any, make: Any) -> None:
    problem = desk.problem("a.pdf", make.pdf([[], []]))
    assert "2 pages of pictures" in problem.message and "ocrmypdf" in problem.remedy


def test_pages_without_text_are_noted(desk: Any, make: Any) -> None:
    assert desk.report("a.pdf", make.pdf([PAGE, [], []])).notes == ("no text on pages 2, 3 (pictures?)",)


def test_a_protected_pdf_is_a_problem_and_one_without_a_password_is_read(desk: Any, make: Any) -> None:
    assert "password" in desk.problem("a.pdf", encrypted(make.pdf([PAGE]), "secret")).message
    assert desk.report("b.pdf", encrypted(make.pdf([PAGE]), "")).text.startswith("Guards")


@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.9])
def test_a_truncated_pdf_is_a_problem_and_says_nothing_on_stderr(
    desk: Any, make: Any, share: float, capfd: Any
) -> None:
    data = make.pdf([PAGE] * 3)
    problem = desk.problem("a.pdf", data[: int(share * len(data))])
    assert "broken or incomplete" in problem.message and "again" in problem.remedy
    assert capfd.readouterr() == ("", "")


def test_a_page_that_unpacks_to_a_flood_is_a_problem_and_the_others_are_read(desk: Any, make: Any) -> None:
    flood = zlib.compress(b"(a) Tj " * 4_000_000)
    data = make.pdf([PAGE, [(0, "x")]])
    start = data.rindex(b"<</Length")
    end = data.index(b"endstream", start)
    stream = b"<</Filter/FlateDecode/Length %d>>stream\n%s\n" % (len(flood), flood)
    report, problem = desk.read("a.pdf", data[:start] + stream + data[end:])
    assert report.text.startswith("Guards") and problem.place == "page 2"


def test_a_long_pdf_is_refused_at_the_limit(desk: Any, make: Any) -> None:
    assert "300 characters" in desk.problem("a.pdf", make.pdf([PAGE] * 3), max_characters=300).message

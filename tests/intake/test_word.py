from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest


def zipped(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return out.getvalue()


def fill(document: Any) -> None:
    document.add_heading("Shots near Vorukh")
    document.add_paragraph("One guard was wounded.")
    table = document.add_table(3, 2)
    for cell, text in zip(table._cells, ["Side", "Killed", "Kyrgyz", "13", "", ""], strict=True):
        cell.text = text
    table.cell(2, 0).merge(table.cell(2, 1)).text = "By both accounts"
    document.add_paragraph("")
    document.add_paragraph("The road\twas closed.")


def test_paragraphs_and_tables_come_in_reading_order(desk: Any, make: Any) -> None:
    report = desk.report("a.docx", make.docx(fill, "A note on Vorukh"))
    assert report.text == (
        "Shots near Vorukh\n\nOne guard was wounded.\n\nSide | Killed\nKyrgyz | 13\nBy both accounts\n\nThe road\twas closed."
    )
    assert report.title == "A note on Vorukh" and report.published is None


def test_cells_merged_downwards_and_tables_in_cells_come_once(desk: Any, make: Any) -> None:
    def nested(document: Any) -> None:
        table = document.add_table(2, 2)
        table.cell(0, 0).merge(table.cell(1, 0)).text = "Batken"
        table.cell(0, 1).text, table.cell(1, 1).text = "2021", "2022"
        table.cell(1, 1).add_table(1, 1).cell(0, 0).text = "inner"

    assert desk.report("a.docx", make.docx(nested)).text == "Batken | 2021\n2022\ninner"


def test_a_word_file_without_words_is_a_problem(desk: Any, make: Any) -> None:
    assert "nothing but blanks" in desk.problem("a.docx", make.docx(lambda document: None)).message


def test_a_word_file_by_another_name_is_known(desk: Any, make: Any) -> None:
    assert "named as a PDF, read as a Word file" in desk.report("a.pdf", make.docx(fill)).notes[0]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"\0\1\2\3" * 100, "is not text"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"EncryptedPackage", "old or protected Office file"),
        (b"PK\x03\x04 and then nothing", "broken or incomplete"),
        (zipped(xl__workbook_xml=b"<x/>"), "an Excel workbook"),
        (zipped(ppt__slides_xml=b"<x/>"), "a PowerPoint file"),
        (zipped(a=b"x"), "is a zip file, not a Word file"),
        (zipped(word__document_xml=b"<broken"), "broken or incomplete"),
        (zipped(word__document_xml=b" " * 31_000_000), "unpacks to something larger than 30 MB"),
    ],
)
def test_what_is_no_word_file_is_a_problem(desk: Any, content: bytes, says: str) -> None:
    assert says in desk.problem("a.docx", content).message


@pytest.mark.parametrize("share", [0.01, 0.5, 0.95])
def test_a_truncated_word_file_is_a_problem(desk: Any, make: Any, share: float) -> None:
    data = make.docx(fill)
    assert "broken or incomplete" in desk.problem("a.docx", data[: int(share * len(data))]).message


def test_a_long_word_file_is_refused_at_the_limit(desk: Any, make: Any) -> None:
    assert "limit" in desk.problem("a.docx", make.docx(fill), max_characters=20).message

from __future__ import annotations

from typing import Any

import pytest

NEWS = "Shots were fired on Tuesday near the village of Vorukh, and one guard was wounded, the border service said. "


def page(body: str, head: str = "") -> str:
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"


def test_the_main_text_comes_without_menu_teasers_and_footer(desk: Any, make: Any) -> None:
    report = desk.report("a.html", make.page)
    assert report.text == f"Shots near Vorukh\n\n{make.news}\n\n{make.more}"
    assert report.media_type == "text/html"


def test_what_the_page_states_is_taken(desk: Any, make: Any) -> None:
    report = desk.report("a.html", make.page)
    assert (report.title, report.publisher) == ("Shots near Vorukh", "Chronicle")
    assert (report.url, report.published) == ("https://news.example/vorukh", "2021-04-28")


def test_a_page_that_states_nothing_has_no_facts(desk: Any) -> None:
    report = desk.report("a.html", page(f"<p>{NEWS * 3}</p>"))
    assert report.text == (NEWS * 3).strip()
    assert report.title is report.url is report.published is report.publisher is None


def test_a_headline_outside_the_main_part_is_put_first_once(desk: Any) -> None:
    body = f"<article><p>{NEWS * 3}</p></article>"
    head = '<meta property="og:title" content="One guard wounded">'
    assert desk.report("a.html", page(body, head)).text == f"One guard wounded\n\n{(NEWS * 3).strip()}"
    body = f"<article><h1>One guard wounded</h1><p>{NEWS * 3}</p></article>"
    assert desk.report("b.html", page(body, head)).text.count("One guard wounded") == 1


def test_paragraphs_are_parted_and_rows_of_a_table_stay_together(desk: Any) -> None:
    rows = "<tr><td>Batken</td><td>13 killed</td></tr><tr><td>Isfara</td><td>6 killed</td></tr>"
    text = desk.report(
        "a.html", page(f"<article><p>{NEWS}</p><table>{rows}</table><p>{NEWS}</p></article>")
    ).text
    first, table, last = text.split("\n\n")
    assert first == last == NEWS.strip()
    assert "Batken" in table.split("\n")[0] and "6 killed" in table.split("\n")[1]


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1251", "koi8-r", "utf-16"])
def test_the_encoding_is_the_one_that_the_page_states(desk: Any, encoding: str) -> None:
    text = "Пограничники обменялись выстрелами близ села Ворух. МИД сообщил, что пострадавших нет. "
    stated = (
        ""
        if encoding == "utf-16"
        else f'<meta http-equiv="Content-Type" content="text/html; charset={encoding}">'
    )
    report = desk.report("a.html", page(f"<p>{text * 4}</p>", stated).encode(encoding))
    assert report.text == (text * 4).strip() and report.notes == ()


def test_an_unstated_encoding_is_guessed_and_noted(desk: Any) -> None:
    text = "Пограничники обменялись выстрелами близ села Ворух. "
    report = desk.report("a.html", page(f"<p>{text * 8}</p>").encode("cp1251"))
    assert report.text == (text * 8).strip() and "windows-1251" in report.notes[0]


def test_xhtml_with_a_declaration_is_read(desk: Any, make: Any) -> None:
    declared = f'<?xml version="1.0" encoding="UTF-8"?>\n{make.page}'
    assert desk.report("a.xhtml", declared).text == desk.report("b.html", make.page).text


@pytest.mark.parametrize("body", ["", "<script>render()</script>", "<div></div>", "<img src='a.png'>"])
def test_a_page_without_text_is_a_problem(desk: Any, body: str) -> None:
    assert "no main text" in desk.problem("a.html", page(body)).message


def test_a_page_named_txt_is_read_as_a_page_and_noted(desk: Any, make: Any) -> None:
    report = desk.report("a.txt", make.page)
    assert report.media_type == "text/html" and report.notes == (
        "named as plain text, read as a web page, which it is",
    )


@pytest.mark.parametrize("tag", ["div", "b", "ul><li", "table><tr><td", "blockquote"])
def test_deep_nesting_neither_hangs_nor_raises(desk: Any, tag: str) -> None:
    (item,) = desk.read("a.html", page(f"<{tag}>" * 20_000 + NEWS))
    assert item


def test_a_page_too_large_is_a_problem(desk: Any) -> None:
    assert "larger than 10 MB" in desk.problem("a.html", page("x " * 5_000_001)).message


def test_nothing_is_said_on_stderr(desk: Any, make: Any, capfd: Any) -> None:
    for number, content in enumerate([make.page, page(""), "<p>", "<html>" + "<" * 1000, make.page[:400]]):
        desk.read(f"{number}.html", content)
    assert capfd.readouterr() == ("", "")

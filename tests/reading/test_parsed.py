"""What is parsed of a report, and that its offsets stay those of the report."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sarez.reading.dateline import dateline
from sarez.reading.paragraphs import split
from sarez.reading.parsed import prose_of, readable, text_of
from sarez.reading.records import Passage

LINES = [
    "ASTANA (TCA) — The Centre thanked Uzbekistan.",
    "BISHKEK, July 27, 2010 (Chronicle) — The Centre thanked Uzbekistan.",
    "14:05 The Centre thanked Uzbekistan.",
    "The Centre thanked Uzbekistan.",
]


@pytest.mark.parametrize("text", LINES)
def test_what_stands_before_the_first_sentence_is_blanked_not_parsed(text):
    (passage,) = split(text)
    prose = prose_of(text, passage, dateline(text, passage))
    assert len(prose) == passage.end - passage.start
    assert prose.strip() == "The Centre thanked Uzbekistan."
    assert text[passage.start + prose.index("The") :].startswith("The Centre")


def test_a_dateline_changes_neither_the_act_nor_its_offsets(bench):
    line, sentence = (
        "ASTANA (TCA) — ",
        "Kazakhstan and Uzbekistan signed a protocol on the border on 3 March 2022.",
    )
    with_line, without = bench.event(line + sentence, "AGREE"), bench.event(sentence, "AGREE")
    assert (
        (with_line.actor, with_line.recipient) == (without.actor, without.recipient) == (("KAZ",), ("UZB",))
    )
    assert (line + sentence)[with_line.evidence[0].end - 5 : with_line.evidence[0].end] == "2022."
    assert (with_line.place, without.place) == ("ASTANA", None)


@pytest.mark.parametrize("mark", ["• ", "1. ", "b) "])
def test_a_list_item_keeps_its_mark(mark):
    text = f"{mark}The Centre thanked Uzbekistan."
    item = Passage(0, len(text), "en", "list_item")
    assert prose_of(text, item, None) == text
    body = Passage(0, len(text), "en", "body")
    assert prose_of(text, body, None) == " " * len(mark) + text[len(mark) :]


@given(st.text(max_size=80), st.integers(0, 20))
def test_prose_is_as_long_as_its_passage_and_the_same_but_for_blanks(text, start):
    passage = Passage(min(start, len(text)), len(text), "en", "body")
    prose = prose_of(text, passage, None)
    own = text[passage.start : passage.end]
    assert len(prose) == len(own)
    assert all(a == b or a == " " for a, b in zip(prose, own, strict=True))


def test_other_languages_menus_and_empty_lines_are_not_parsed():
    passages = [
        Passage(0, 5, "en", "body"),
        Passage(6, 11, "ru", "body"),
        Passage(12, 17, "en", "menu"),
        Passage(18, 21, "en", "body"),
    ]
    assert readable("Words слова Menus ***", passages) == passages[:1]


def test_the_text_of_a_parse_is_put_together_once(bench):
    doc = bench.parse("Two words.")
    assert text_of(doc) == doc.text and text_of(doc) is text_of(doc)

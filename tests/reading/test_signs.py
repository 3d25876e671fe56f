"""What in a sentence speaks for or against an act."""

from __future__ import annotations

import pytest

from sarez.reading.signs import signs
from sarez.reading.triggers import Trigger, compile_pattern


def signs_of(bench, text: str, line: str, word: str) -> dict[str, float]:
    doc = bench.parse(text)
    token = next(t for t in doc if t.text == word)
    return signs(
        Trigger(compile_pattern("AGREE", line, {}), token.i, (token.i,)), doc, token.sent, "occurred"
    )


@pytest.mark.parametrize(
    ("text", "word", "present", "absent"),
    [
        ("They signed it.", "signed", {"root", "tense past"}, {"noun", "passive", "quoted", "dated"}),
        ("It was signed on 3 May 2020.", "signed", {"passive", "dated", "tense past"}, {"noun"}),
        ("They sign it.", "sign", {"tense present"}, {"tense past"}),
        ("The signing failed.", "signing", {"noun", "definite", "subject"}, {"root"}),
        ("He said: “We signed it.”", "signed", {"quoted"}, {"noun"}),
        ("He said “no”. They signed it.", "signed", {"root"}, {"quoted"}),
    ],
)
def test_signs_are_read_from_the_word_and_its_sentence(bench, text, word, present, absent):
    found = signs_of(bench, text, "sign|signing", word)
    assert present <= set(found) and not absent & set(found)


def test_what_is_not_there_is_not_listed(bench):
    found = signs_of(bench, "They signed it.", "sign", "signed")
    assert all(found.values()) and found["status occurred"] == 1


def test_a_weak_line_says_so(bench):
    assert "weak" in signs_of(bench, "They signed it.", "sign ; weak", "signed")

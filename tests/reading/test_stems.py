"""Words as the index keeps them, in both alphabets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sarez.desk.search.asking import Question, parse
from sarez.desk.search.snippets import snippet
from sarez.reading.stems import sound, stem_of, stems, words


@pytest.mark.parametrize(
    ("one", "other"),
    [("negotiations", "negotiated"), ("Переговоры", "переговоров"), ("Kök", "kok"), ("ещё", "еще"), ("Water", "water's")],
)  # fmt: skip
def test_forms_of_a_word_meet(one, other):
    assert stems(one)[0] == stems(other)[0]


@pytest.mark.parametrize(
    ("latin", "cyrillic"),
    [("Vorukh", "Ворухе"), ("Isfara", "Исфаре"), ("Batken", "Баткена"), ("Dushanbe", "Душанбе"), ("Rahmon", "Рахмон"),
     ("Zhaparov", "Жапаровым"), ("Zhaparov", "Жапаров"), ("Kyrgyzstan", "Кыргызстана"), ("Kazakhstan", "Казахстан"), ("Tashkent", "Ташкенте")],
)  # fmt: skip
def test_names_sound_alike_in_both_alphabets(latin, cyrillic):
    assert sound(stem_of(latin)) == sound(stem_of(cyrillic)) != ""


@given(st.text(max_size=200))
def test_stems_hold_nothing_but_letters_and_digits_and_stand_where_they_say(text):
    for word in words(text):
        assert word.stem.isalnum()
        assert stem_of(text[word.start : word.end]) == word.stem


def test_a_question_is_taken_apart():
    assert parse('water "border talks" -drought −"old news" the') == Question(
        ("water",), (("border", "talk"),), (("drought",), ("old", "news"))
    )
    assert parse("Syr-Darya").phrases == (("syr", "darya"),)
    assert not parse("-water the").is_answerable


@given(st.text(max_size=80))
def test_no_question_is_too_odd_to_take_apart(text):
    parse(text)


def test_a_snippet_is_the_stretch_with_the_hits_and_keeps_the_words():
    text = "Nothing here. " * 50 + "The border   talks in Batken went on. " + "More of it. " * 50
    pieces = snippet(text, {"border", "batken"})
    assert [p.text for p in pieces if p.is_hit] == ["border", "Batken"]
    assert "border talks in Batken went on" in "".join(p.text for p in pieces)
    assert len("".join(p.text for p in pieces)) < 400


@given(st.text(max_size=500), st.sampled_from(["a", "border", "1"]))
def test_a_snippet_never_fails(text, stem):
    assert isinstance(snippet(text, {stem}), list)

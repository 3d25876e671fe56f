"""A standard in YAML: read, told where it is wrong, and written so that it is read again."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sarez.desk.training.standards.forms import EXAMPLE
from sarez.desk.training.standards.reading import (
    MOST_CHARACTERS,
    StandardError,
    of_data,
    read_yaml,
    write_yaml,
)
from sarez.desk.training.standards.register import shipped
from sarez.desk.training.standards.tree import Lesson, Module, Objective, Standard

HEAD = "code: x\nversion: '1'\ntitle: T\nissuer: I\n"
WORDS = st.text(
    st.characters(categories=("L", "N", "P", "S"), max_codepoint=0x4FF), min_size=1, max_size=30
).filter(lambda text: text == " ".join(text.split()))


def test_numbers_are_made_where_none_are_given():
    made = read_yaml(EXAMPLE)
    assert list(made.objectives) == ["1.1.1", "1.1.2"]
    assert made.objectives["1.1.2"].asks == "do"
    assert made.lessons["1.1.2"].minutes == 90
    assert made.valid_from == "2026-01"


def test_given_numbers_stand():
    text = (
        HEAD
        + "modules: [{number: A, title: M, lessons: [{title: L, objectives: [{number: A.9, text: o}, p]}]}]"
    )
    assert list(read_yaml(text).objectives) == ["A.9", "A.1.2"]


@pytest.mark.parametrize(
    "text, said",
    [
        ("{", "no YAML"),
        ("- a\n- b", "names with values are asked for"),
        ("", "names with values are asked for"),
        (HEAD, "modules should be a list"),
        (HEAD.replace("title: T\n", "") + "modules: [{}]", "title is missing"),
        (HEAD.replace("code: x", "code: X Y") + "modules: [{}]", "small letters"),
        (HEAD + "colour: red\nmodules: [{}]", "there is no colour here"),
        (HEAD + "valid_from: May\nmodules: [{}]", "write a date"),
        (HEAD + "valid_from: 2020\nvalid_until: 2019\nmodules: [{}]", "before valid_from"),
        (HEAD + "modules: [{title: M}]", "modules[1]: lessons should be a list"),
        (HEAD + "modules: [{title: M, lessons: [{title: L, minutes: long, objectives: [o]}]}]", "no number of minutes"),
        (HEAD + "modules: [{title: M, lessons: [{title: L, minutes: true, objectives: [o]}]}]", "no number of minutes"),
        (HEAD + "modules: [{title: M, lessons: [{title: L, objectives: [{text: o, asks: fly}]}]}]", "'fly' is none of"),
        (HEAD + "modules: [{title: M, lessons: [{title: L, objectives: [{text: [o]}]}]}]", "text should be words"),
        (HEAD + "modules: [{title: M, lessons: [{title: L, objectives: [{number: '1 2', text: o}]}]}]", "no number such as"),
        (HEAD + "modules: [{title: M, lessons: [{title: L, objectives: [{number: '1', text: o}, {number: '1', text: p}]}]}]", "Two objectives"),
        (HEAD + f"note: {'x' * 5000}\nmodules: [{{}}]", "longer than 4000"),
        ("x" * (MOST_CHARACTERS + 1), "longer than a million"),
        ("a: " + "[" * 5000, "no YAML"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_place(text, said):
    with pytest.raises(StandardError, match=said.replace("[", r"\[").replace("]", r"\]")):
        read_yaml(text)


def test_what_ships_is_read_whole_in_both_languages():
    for standard in shipped():
        assert read_yaml(write_yaml(standard)) == standard
        assert all(o.text_ru for o in standard.objectives.values()), standard.code
        assert all(m.title_ru and all(lesson.title_ru for lesson in m.lessons) for m in standard.modules)


def test_no_standard_that_ships_says_that_the_un_issued_it():
    for standard in shipped():
        assert standard.issuer != "United Nations"


objectives = st.builds(Objective, st.just(""), WORDS, st.just("") | WORDS, st.sampled_from(["know", "do"]))
trees = st.lists(
    st.lists(st.tuples(st.none() | st.integers(1, 500), st.lists(objectives, min_size=1, max_size=3)), min_size=1, max_size=3),
    min_size=1, max_size=3,
)  # fmt: skip


@given(trees, WORDS, WORDS)
def test_what_is_written_is_read_again(told, title, issuer):
    modules = tuple(
        Module(str(i), title, "", tuple(
            Lesson(f"{i}.{j}", title, "", minutes, tuple(
                Objective(f"{i}.{j}.{k}", o.text, o.text_ru, o.asks) for k, o in enumerate(rows, 1)))
            for j, (minutes, rows) in enumerate(lessons, 1)))
        for i, lessons in enumerate(told, 1)
    )  # fmt: skip
    standard = Standard("x-1", "2", title, issuer, modules=modules)
    assert read_yaml(write_yaml(standard)) == standard


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda c: st.lists(c) | st.dictionaries(st.text(), c),
    )
)
def test_no_data_breaks_it(told):
    with suppress(StandardError):
        of_data(told)

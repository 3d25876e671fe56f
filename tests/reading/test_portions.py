"""Long passages are cut where sentences end, reports gathered in portions, very long reports read by sections."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sarez.intake.report import Report
from sarez.reading.portions import portions, shorten
from sarez.reading.records import Evidence, Passage, Person, Reader, Reading
from sarez.reading.sections import join, sections


def body(start: int, end: int) -> Passage:
    return Passage(start, end, "en", "body")


def test_a_passage_that_is_not_too_long_is_left_alone() -> None:
    assert shorten("They met. They left.", [body(0, 20)], 20) == (body(0, 20),)


def test_a_long_passage_is_cut_after_a_sentence() -> None:
    text = "One is here. Two is here. Three is here."
    assert [text[p.start : p.end] for p in shorten(text, [body(0, len(text))], 30)] == [
        "One is here. Two is here.",
        "Three is here.",
    ]


def test_where_no_sentence_ends_it_is_cut_at_a_space_and_where_there_is_none_anywhere() -> None:
    assert [p.end - p.start for p in shorten("aaa bbb ccc", [body(0, 11)], 8)] == [7, 3]
    assert [p.end - p.start for p in shorten("a" * 25, [body(0, 25)], 10)] == [10, 10, 5]


@given(st.text(alphabet="ab .\n“”", max_size=200), st.integers(1, 40))
def test_cutting_loses_nothing_but_blanks(text: str, longest: int) -> None:
    pieces = shorten(text, [body(0, len(text))] if text else [], longest)
    assert all(0 < p.end - p.start <= longest for p in pieces)
    assert "".join("".join(text[p.start : p.end] for p in pieces).split()) == "".join(text.split())


@given(st.lists(st.integers(0, 50), max_size=30), st.integers(1, 8), st.integers(1, 100))
def test_portions_hold_all_reports_in_order_and_are_small(
    sizes: list[int], most: int, characters: int
) -> None:
    reports = [Report(str(i), "x" * size) for i, size in enumerate(sizes)]
    parts = list(portions(reports, most, characters))
    assert [r for part in parts for r in part] == reports
    assert all(0 < len(part) <= most for part in parts)
    assert all(sum(len(r.text) for r in part[:-1]) < characters for part in parts)


def test_portions_do_not_read_ahead() -> None:
    taken: list[str] = []

    def stream():  # type: ignore[no-untyped-def]
        for i in range(10):
            taken.append(str(i))
            yield Report(str(i), "x")

    next(portions(stream(), 3))
    assert taken == ["0", "1", "2"]


def test_a_short_report_is_one_section_and_a_long_one_several() -> None:
    passages = [body(i * 10, i * 10 + 9) for i in range(10)]
    assert sections(passages, 1000) == [tuple(passages)]
    assert [len(s) for s in sections(passages, 30)] == [3, 3, 3, 1]
    assert sections([]) == [()]


def test_a_person_met_in_two_sections_is_one_with_all_the_evidence() -> None:
    def reading(name: str, at: int) -> Reading:
        person = Person(name, None, None, "KGZ", (Evidence(at, at + 5),), 0.9)
        return Reading(
            "f", None, None, None, "en", None, Reader("sarez", "0", "none", None), people=(person,)
        )

    joined = join([reading("Asel", 3), reading("Asel", 80), reading("Bek", 90)], (body(0, 100),))
    assert [(p.name, p.evidence) for p in joined.people] == [
        ("Asel", (Evidence(3, 8), Evidence(80, 85))),
        ("Bek", (Evidence(90, 95),)),
    ]
    assert joined.passages == (body(0, 100),)

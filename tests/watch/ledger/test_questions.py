"""Probabilities against what came, by hand."""

from datetime import UTC, date, datetime

import pytest

from sarez.errors import SarezError
from sarez.watch.ledger import Answer, Question, brier, compare, reliability

END = date(2022, 12, 31)


def at(month, day=1):
    return datetime(2022, month, day, tzinfo=UTC)


def asked(name, outcome, *, month=2, base=None, resolved=6):
    return Question(
        name, at(month), at(month + 1), outcome, at(resolved) if outcome is not None else None, base
    )


def said(question, probability, *, who="ann", source="human", day=10, month=2):
    return Answer(question, who, source, probability, at(month, day))


def test_the_brier_score_stands_beside_that_of_the_base_rate():
    questions = [asked("a", True, base=0.5), asked("b", False, base=0.5)]
    found = brier(questions, [said("a", 0.9), said("b", 0.4)], END, "human")
    assert found.n == 2
    assert found.score == pytest.approx((0.01 + 0.16) / 2)
    assert found.base == 0.25
    assert found.skill == pytest.approx(1 - 0.085 / 0.25)
    assert found.is_few
    low, high = found.interval
    assert low == pytest.approx(-0.24)
    assert high == pytest.approx(-0.09)


def test_the_last_answer_before_the_close_counts_and_people_are_averaged():
    questions = [asked("a", True, base=0.5)]
    answers = [
        said("a", 0.1, day=5),
        said("a", 0.8, day=10),
        said("a", 1.0, month=3, day=1),
        said("a", 0.4, who="bo"),
    ]
    assert brier(questions, answers, END, "human").score == pytest.approx((0.6 - 1) ** 2)
    assert brier(questions, answers, END, "human", who="bo").score == pytest.approx(0.36)


def test_a_question_counts_from_the_day_it_is_resolved():
    questions = [asked("a", True, resolved=6), asked("b", None)]
    answers = [said("a", 0.9), said("b", 0.9)]
    assert brier(questions, answers, date(2022, 5, 31), "human").n == 0
    assert brier(questions, answers, date(2022, 5, 31), "human").score is None
    assert brier(questions, answers, date(2022, 6, 1), "human").n == 1
    assert brier(questions, answers, date(2022, 6, 1), "human").interval is None


def test_without_a_base_rate_it_comes_from_questions_resolved_before():
    questions = [asked("a", True, month=1, resolved=2, base=0.1), asked("b", True, month=3)]
    found = brier(questions, [said("b", 0.5, month=3)], END, "human")
    assert found.base == pytest.approx((2 / 3 - 1) ** 2)  # one yes before: (1 + 1) / (1 + 2)
    first = brier(questions[1:], [said("b", 0.5, month=3)], END, "human")
    assert first.base == 0.25


def test_two_sources_are_compared_on_what_both_answered():
    questions = [asked("a", True), asked("b", False), asked("c", True)]
    answers = [
        said("a", 0.9),
        said("b", 0.2),
        said("c", 0.5),
        said("a", 0.6, source="model"),
        said("b", 0.6, source="model"),
    ]
    n, gap, interval = compare(questions, answers, END, "human", "model")
    assert n == 2
    assert gap == pytest.approx(((0.01 - 0.16) + (0.04 - 0.36)) / 2)
    assert interval[0] <= gap <= interval[1] < 0
    assert compare(questions, answers, END, "human", "rule") == (0, None, None)


def test_reliability_says_how_many_stand_behind_a_bin():
    questions = [
        asked(name, outcome) for name, outcome in zip("abcd", (True, False, True, True), strict=True)
    ]
    answers = [said("a", 0.1), said("b", 0.1), said("c", 0.9), said("d", 1.0)]
    bins = reliability(questions, answers, END, "human")
    assert [b.n for b in bins] == [2, 0, 0, 0, 2]
    assert (bins[0].said, bins[0].came) == (0.1, 0.5)
    assert (bins[-1].said, bins[-1].came) == (0.95, 1.0)
    assert bins[1].came is None
    assert bins[0].interval[0] < 0.5 < bins[0].interval[1]


def test_what_is_no_probability_is_refused():
    with pytest.raises(SarezError, match="from 0 to 1"):
        said("a", 12)

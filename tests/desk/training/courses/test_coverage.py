"""What a course covers of a standard: met, thin, missing, by rules that a person can check by hand."""

from collections import namedtuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sarez.desk.training.courses.coverage import MET, MISSING, NOT_DONE, SHORT, THIN, coverage
from sarez.desk.training.standards.tree import Lesson, Module, Objective, Standard

Session = namedtuple("Session", "minutes method objectives")
STANDARD = Standard(
    "x", "1", "T", "I",
    modules=(
        Module("1", "M", "", (
            Lesson("1.1", "L", "", 120, (Objective("1.1.1", "know"), Objective("1.1.2", "do", "", "do"))),
            Lesson("1.2", "N", "", None, (Objective("1.2.1", "know too"),)),
        )),
    ),
)  # fmt: skip


def states(*sessions):
    found = coverage(STANDARD, [Session(*s) for s in sessions])
    return {
        row.objective.number: (row.state, row.why) for lesson in found.lessons.values() for row in lesson.rows
    }


@pytest.mark.parametrize(
    "sessions, number, state, why",
    [
        ((), "1.1.1", MISSING, ()),
        (((60, "lecture", ["1.1.1"]),), "1.1.1", MET, ()),  # just half of 120
        (((59, "lecture", ["1.1.1"]),), "1.1.1", THIN, (SHORT,)),
        (((60, "lecture", ["1.1.1"]),), "1.1.2", MISSING, ()),
        (((60, "lecture", ["1.1.2"]),), "1.1.2", THIN, (NOT_DONE,)),
        (((30, "lecture", ["1.1.2"]),), "1.1.2", THIN, (NOT_DONE, SHORT)),
        (((30, "lecture", ["1.1.2"]), (30, "test", ["1.1.2"])), "1.1.2", MET, ()),
        (((60, "scenario", ["1.1.2"]),), "1.1.2", MET, ()),
        (((5, "lecture", ["1.2.1"]),), "1.2.1", MET, ()),  # its lesson has no time of its own
        (
            ((120, "lecture", ["1.1.1", "1.2.1"]),),
            "1.1.1",
            MET,
            (),
        ),  # half of the session's time is just half of 120
        (((118, "lecture", ["1.1.1", "1.2.1"]),), "1.1.1", THIN, (SHORT,)),
        (((60, "lecture", ["1.1.1", "1.1.1"]),), "1.1.1", MET, ()),  # named twice counts once
    ],
)
def test_each_objective_by_hand(sessions, number, state, why):
    assert states(*sessions)[number] == (state, why)


def test_what_the_standard_does_not_have_is_told():
    assert coverage(STANDARD, [Session(60, "lecture", ["9.9", "1.2.1", "9.9"])]).unknown == ("9.9",)


NUMBERS = st.sampled_from(["1.1.1", "1.1.2", "1.2.1", "9"])
SESSIONS = st.lists(
    st.builds(Session, st.integers(5, 300), st.sampled_from(["lecture", "exercise"]), st.lists(NUMBERS))
)
RANK = {MISSING: 0, THIN: 1, MET: 2}


@given(SESSIONS, SESSIONS)
def test_another_session_never_makes_it_worse(some, more):
    before, after = states(*some), states(*some, *more)
    assert all(RANK[after[n][0]] >= RANK[before[n][0]] for n in before)


@given(SESSIONS)
def test_every_objective_is_counted_once_and_no_minute_twice(sessions):
    found = coverage(STANDARD, sessions)
    assert sum(found.count().values()) == 3
    known = [s for s in sessions if set(s.objectives) & STANDARD.objectives.keys()]
    assert sum(lesson.minutes for lesson in found.lessons.values()) <= sum(s.minutes for s in known) + 1e-6

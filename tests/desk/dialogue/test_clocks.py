"""The clocks of an act: what is due by when, what is late, what waits; never the clock on the wall."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sarez.desk.dialogue.measures.clocks import (
    Began,
    Told,
    after,
    agreed,
    before,
    dues,
    next_of,
    with_deadline,
)
from sarez.vocabulary.measures import Clock, Span, Words, load_measures

MEASURES = load_measures().measures
STEPS = load_measures().steps
ASKED = datetime(2024, 5, 30, 14, 30, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
BISHKEK = ZoneInfo("Asia/Bishkek")


def stands(measure, began, told, now):
    return {d.clock.name: d.state for d in dues(MEASURES[measure].clocks, began, told, now)}


def test_a_question_about_unusual_activity_is_overdue_after_48_hours():
    began = Began(ASKED)
    assert stands("vd-unusual-activity", began, [], ASKED + 48 * HOUR)["reply"] == "running"
    assert stands("vd-unusual-activity", began, [], ASKED + 48 * HOUR + timedelta(seconds=1)) == {
        "reply": "overdue",
        "meeting_request": "waiting",
        "meeting": "waiting",
    }
    [reply, *_] = dues(MEASURES["vd-unusual-activity"].clocks, began, [], ASKED)
    assert reply.due == ASKED + 2 * DAY


def test_a_meeting_runs_from_the_request_for_it():
    told = [Told("reply", ASKED + 5 * HOUR), Told("meeting_request", ASKED + 10 * HOUR)]
    found = dues(MEASURES["vd-unusual-activity"].clocks, Began(ASKED), told, ASKED + 20 * HOUR)
    assert [d.state for d in found] == ["done", "done", "running"]
    assert next_of(found).due == ASKED + 58 * HOUR
    late = [*told, Told("meeting", ASKED + 59 * HOUR)]
    assert stands("vd-unusual-activity", Began(ASKED), late, ASKED + 60 * HOUR)["meeting"] == "late"


def test_what_was_told_later_is_not_known_before():
    told = [Told("reply", ASKED + 60 * HOUR)]
    assert stands("vd-unusual-activity", Began(ASKED), told, ASKED + 50 * HOUR)["reply"] == "overdue"
    assert stands("vd-unusual-activity", Began(ASKED), told, ASKED + 61 * HOUR)["reply"] == "late"


def test_an_activity_is_announced_42_days_before_by_the_calendar_of_the_place():
    starts = datetime(2024, 9, 12, 3, 0, tzinfo=BISHKEK)
    began = Began(None, BISHKEK, happens=starts)
    [given_] = dues(MEASURES["vd-prior-notification"].clocks, began, [], ASKED)
    assert (given_.state, given_.due) == ("running", datetime(2024, 8, 1, 23, 59, 59, tzinfo=BISHKEK))
    in_time = replace(began, started=datetime(2024, 8, 1, 20, tzinfo=BISHKEK))
    too_late = replace(began, started=datetime(2024, 8, 2, 0, 5, tzinfo=BISHKEK))
    assert stands("vd-prior-notification", in_time, [], starts) == {"given": "done"}
    assert stands("vd-prior-notification", too_late, [], starts) == {"given": "late"}


def test_a_yearly_round_is_due_on_its_day_of_that_year():
    began = Began(None, BISHKEK, year=2024)
    [round_] = dues(MEASURES["vd-military-information"].clocks, began, [], ASKED)
    assert round_.due == datetime(2024, 12, 15, 23, 59, 59, tzinfo=BISHKEK)
    [unknown] = dues(MEASURES["vd-military-information"].clocks, Began(None), [], ASKED)
    assert (unknown.due, unknown.state) == (None, "open")


def test_an_inspection_may_come_neither_too_early_nor_too_late():
    for hours, state in ((20, "early"), (40, "done"), (24 * 7, "late")):
        told = [Told("arrival", ASKED + hours * HOUR)]
        assert stands("vd-inspection", Began(ASKED), told, ASKED + 30 * DAY)["arrival"] == state
    [_, arrival, end, _] = dues(
        MEASURES["vd-inspection"].clocks, Began(ASKED), [Told("arrival", ASKED + 2 * DAY)], ASKED + 3 * DAY
    )
    assert arrival.earliest == ASKED + 36 * HOUR
    assert end.due == ASKED + 4 * DAY


def test_each_of_several_who_were_asked_has_a_reply_of_their_own():
    began = Began(ASKED, asked=("KGZ", "TJK"))
    told = [Told("reply", ASKED + HOUR, "TJK"), Told("reply", ASKED + HOUR)]
    found = dues(MEASURES["vd-unusual-activity"].clocks, began, told, ASKED + 3 * DAY)
    assert [(d.party, d.state) for d in found if d.clock.name == "reply"] == [
        ("KGZ", "overdue"),
        ("TJK", "done"),
    ]


def test_a_step_without_a_time_is_never_overdue():
    assert stands("vd-evaluation", Began(ASKED), [], ASKED + 999 * DAY) == {
        "reply": "open",
        "arrival": "waiting",
        "end": "waiting",
        "report": "waiting",
    }


def test_nothing_is_waited_for_once_an_act_is_over():
    found = dues(MEASURES["vd-unusual-activity"].clocks, Began(ASKED, is_over=True), [], ASKED + 9 * DAY)
    assert {d.state for d in found} == {"stopped"}
    assert next_of(found) is None


def test_what_parties_agreed_goes_before_the_source():
    clocks = agreed(MEASURES["vd-unusual-activity"].clocks, {"reply": Span(12, "hours")}, STEPS)
    assert dues(clocks, Began(ASKED), [], ASKED)[0].due == ASKED + 12 * HOUR
    own = {"given": Span(2, "days"), "reply": Span(6, "hours")}
    clocks = agreed(MEASURES["border-drones"].clocks, own, STEPS)
    assert [(c.name, c.before, c.within) for c in clocks] == [
        ("given", Span(2, "days"), None),
        ("reply", None, Span(6, "hours")),
    ]


def test_a_day_that_the_asker_set_holds_where_the_source_sets_none():
    clocks = with_deadline(MEASURES["border-joint-patrol"].clocks, STEPS)
    began = Began(ASKED, reply_by=ASKED + 3 * DAY)
    [reply] = dues(clocks, began, [], ASKED + 4 * DAY)
    assert (reply.state, reply.due) == ("overdue", ASKED + 3 * DAY)


@pytest.mark.parametrize(
    ("span", "then"),
    [
        (Span(24, "hours"), datetime(2024, 3, 31, 10, tzinfo=UTC)),
        (Span(1, "days"), datetime(2024, 3, 31, 21, 59, 59, tzinfo=UTC)),
        (Span(11, "months"), datetime(2025, 2, 28, 22, 59, 59, tzinfo=UTC)),
    ],
)
def test_hours_are_exact_and_days_end_where_they_happen_over_a_change_of_clocks(span, then):
    vienna = ZoneInfo("Europe/Vienna")
    assert after(datetime(2024, 3, 30, 11, tzinfo=vienna), span, vienna) == then


@given(
    st.datetimes(datetime(2000, 1, 1), datetime(2050, 1, 1)),
    st.integers(0, 400),
    st.sampled_from(["hours", "days"]),
)
def test_before_undoes_after_within_a_day(moment, count, unit):
    start, span = moment.replace(microsecond=0, tzinfo=UTC), Span(count, unit)  # a day ends at 23:59:59
    back = before(after(start, span, UTC), span, UTC)
    assert start <= back < start + DAY
    assert Clock("x", Words("x")).is_timed is False

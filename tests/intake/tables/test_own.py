"""Sarez's own events, from the JSON lines of `sarez read`."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest

EVENT = {
    "type": "CONSULT", "actor": ["KGZ"], "recipient": ["TJK"], "date": "2021-04-29", "place": "Batken", "country": "KGZ",
    "issues": ["border"], "status": "occurred", "killed": None, "injured": None, "sentence": "The deputy prime ministers met",
    "evidence": [{"start": 0, "end": 30}], "confidence": 0.9,
}  # fmt: skip


def report(*events, **said):
    return json.dumps(
        {"file": "talks.txt", "published": "2021-04-30", "language": "en", "events": list(events)} | said
    )


def test_an_event_of_a_report_is_known_from_the_day_after_it_was_published(bench):
    (row,), problems, reading = bench.read("readings.jsonl", report(EVENT))
    assert problems == [] and reading.source == "sarez"
    assert (row["id"], row["part"], row["actor"], row["recipient"]) == ("talks.txt#1", 1, "KGZ", "TJK")
    assert (row["type"], row["quad"], row["issues"], row["reference"]) == (
        "CONSULT",
        "verbal cooperation",
        ["border"],
        "talks.txt",
    )
    assert (row["first"], row["country"], row["admin1"], row["place_precision"]) == (
        date(2021, 4, 29), "KGZ", "Batken Region", "place",
    )  # fmt: skip
    assert row["published"] == datetime(2021, 4, 30, tzinfo=UTC) and row["known_at"] == datetime(
        2021, 5, 1, tzinfo=UTC
    )


def test_states_that_face_several_others_are_a_row_for_each_pair(bench):
    found, _, reading = bench.read(
        "a.jsonl", report(EVENT | {"actor": ["KGZ", "UN"], "recipient": ["TJK", "UZB"]})
    )
    assert [(r["part"], r["actor"], r["recipient"]) for r in found] == [(1, "KGZ", "TJK"), (2, "KGZ", "UZB")]
    assert {r["id"] for r in found} == {"talks.txt#1"} and reading.rows == 1


@pytest.mark.parametrize(
    ("said", "first", "last", "word"),
    [
        ("2021-04", (4, 1), (4, 30), "month"),
        ("2021", (1, 1), (12, 31), "year"),
        ("2021-02", (2, 1), (2, 28), "month"),
    ],
)
def test_a_date_is_as_fine_as_the_report_tells(bench, said, first, last, word):
    (row,), _, _ = bench.read("a.jsonl", report(EVENT | {"date": said}, published="2022-01-01"))
    assert (row["first"], row["last"], row["date_precision"]) == (date(2021, *first), date(2021, *last), word)


@pytest.mark.parametrize(
    ("wrong", "said", "left_out"),
    [
        ({"date": None}, "without a date", 1),
        ({"date": "in spring"}, "cannot be read", 1),
        ({"date": "2021-06-01"}, "after the report", 1),
        ({"type": "SHOUT"}, "type of an event", 0),
        ({"status": "maybe"}, "status", 0),
        ({"killed": -3}, "killed", 0),
        ({"killed": "three"}, "killed", 0),
    ],
)
def test_what_is_wrong_is_told_with_line_and_event(bench, wrong, said, left_out):
    found, problems, reading = bench.read("a.jsonl", report(EVENT, EVENT | wrong))
    (problem,) = problems
    assert said in problem.message and problem.place == "row 1 (event 2)" and problem.remedy
    assert (len(found), reading.left_out) == (2 - left_out, left_out)


def test_a_planned_act_may_lie_ahead(bench):
    (row,), problems, _ = bench.read("a.jsonl", report(EVENT | {"date": "2021-06-01", "status": "planned"}))
    assert (row["status"], problems) == ("planned", [])


def test_lines_that_are_no_reading_are_told_and_the_rest_is_read(bench):
    text = "\n".join(
        [report(EVENT), "{broken", "[1]", json.dumps({"events": 3}), report("x", EVENT, file="b.txt")]
    )
    found, problems, reading = bench.read("a.jsonl", text)
    assert [r["id"] for r in found] == ["talks.txt#1", "b.txt#2"]
    assert {p.place for p in problems} == {"rows 4, 2, 3", "row 5 (event 1)"} and reading.left_out == 4

"""Which encounters are events, and of what type."""

from __future__ import annotations

import pytest

from sarez.reading.encounter_events import is_state


@pytest.mark.parametrize(
    "text",
    [
        "Kyrgyzstan called on Tajikistan to hold a meeting on the border.",
        "Kyrgyzstan proposed to Tajikistan to hold talks in Batken in April.",
        "Kyrgyzstan asked Tajikistan for a meeting in Batken in April.",
    ],
)
def test_a_meeting_asked_for_is_an_engagement_called_for_a_request_and_no_consultation(bench, text):
    reading = bench.read(text)
    assert [e.status for e in reading.engagements] == ["called_for"]
    assert [(e.type, e.status) for e in reading.events] == [("REQUEST", "occurred")]


def test_a_visit_announced_is_planned_both_as_engagement_and_as_event(bench):
    reading = bench.read("Kazakh President Kassym-Jomart Tokayev will visit Tashkent on 20 March 2022.")
    assert [(e.kind, e.status) for e in reading.engagements] == [("visit", "planned")]
    assert [(e.type, e.status, e.date) for e in reading.events] == [("CONSULT", "planned", "2022-03-20")]


def test_a_visit_leads_to_the_state_it_is_paid_to(bench):
    event = bench.event("Kazakh President Kassym-Jomart Tokayev visited Tashkent on 3 March 2022.", "CONSULT")
    assert (event.actor, event.recipient) == (("KAZ",), ("UZB",))


def test_a_training_held_by_a_body_is_cooperation(bench):
    event = bench.event(
        "UNRCCA held a training for Uzbek officials in Tashkent on 3 March 2022.", "COOPERATE"
    )
    assert (event.actor, event.recipient) == (("UNRCCA",), ("UZB",))


def test_a_state_that_trains_its_own_forces_is_an_engagement_without_an_event(bench):
    reading = bench.read("The Kazakh army held a training in Taraz on 3 March 2022.")
    assert [e.kind for e in reading.engagements] == ["training"] and reading.events == ()


def test_a_signing_is_told_once_as_an_event(bench):
    reading = bench.read("Kyrgyzstan and Tajikistan signed a protocol in Batken on 3 March 2022.")
    assert [e.type for e in reading.events] == ["AGREE"]
    assert [e.kind for e in reading.engagements] == ["signing"]


@pytest.mark.parametrize(("code", "state"), [("KGZ", True), ("SCO", False), ("UN", False), ("OSCE", False)])
def test_three_letters_do_not_make_a_state(code, state):
    assert is_state(code) is state

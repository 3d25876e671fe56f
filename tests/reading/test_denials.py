"""What is told only to be denied."""

from __future__ import annotations

import pytest

from sarez.reading.denials import is_denied, is_hearsay, is_no_such, refutes_the_last


@pytest.mark.parametrize(
    ("text", "word", "denied"),
    [
        ("Ashgabat dismissed reports that its soldiers had crossed the river.", "crossed", True),
        ("The office calls it untrue that the minister will meet the envoy.", "meet", True),
        ("There is no truth in the claim that guards fired first.", "fired", True),
        ("Ashgabat confirmed reports that its soldiers had crossed the river.", "crossed", False),
        ("Ashgabat did not deny reports that its soldiers had crossed the river.", "crossed", False),
        ("The report says that soldiers crossed the river.", "crossed", False),
    ],
)
def test_what_a_report_is_called_untrue_of_is_denied(bench, text, word, denied):
    assert is_denied(bench.word(text, word)) is denied


def test_no_such_meeting_is_denied_but_no_meeting_is_not(bench):
    assert is_no_such(bench.word("No such meeting took place, the ministry said.", "meeting"))
    assert not is_no_such(bench.word("No meeting took place, the ministry said.", "meeting"))


@pytest.mark.parametrize(
    ("text", "refutes"),
    [
        ("The embassy called it an invention.", True),
        ("Tashkent denied this on Monday.", True),
        ("A lie, the ministry answered.", True),
        ("He denied that anyone had been hurt.", False),
        ("The minister called it a success.", False),
    ],
)
def test_a_sentence_may_refute_the_one_before(text, refutes):
    assert refutes_the_last(text) is refutes


def test_hearsay_is_what_is_claimed_or_rumoured():
    assert is_hearsay("According to talk in the bazaar, two herders were shot.")
    assert not is_hearsay("Two herders were shot on Monday.")


def test_a_rumour_refuted_in_the_next_sentence_is_a_denied_act(bench):
    found = bench.event(
        "According to bazaar talk, Uzbek soldiers shot two Tajik herders near Denau on Monday. "
        "Tashkent called it an invention.",
        "ASSAULT",
    )
    assert found.status == "denied"


def test_a_denied_meeting_is_kept_as_denied(bench):
    reading = bench.read(
        "The Kazakh presidential office calls it untrue that Kassym-Jomart Tokayev will receive the American envoy "
        "next week."
    )
    assert [(e.kind, e.status) for e in reading.engagements] == [("meeting", "denied")]


def test_what_a_website_had_it_is_hearsay() -> None:
    assert is_hearsay("A website in Isfara had it that a teacher had been kidnapped.")
    assert refutes_the_last("The interior ministry refuted this.")

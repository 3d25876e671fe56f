"""A brief and the board tell the same of the same commitment: what state it is in, and what was found of the whole."""

from datetime import date, timedelta

import pytest
from tests.briefs.conftest import ON, commitment
from tests.briefs.test_making import found, of
from tests.desk.making import NOW

from sarez.desk.dialogue.commitments.board import board
from sarez.desk.dialogue.commitments.standing import LEFT, LONG
from sarez.desk.dialogue.commitments.states import in_state
from sarez.desk.dialogue.keeping import begin
from sarez.desk.dialogue.models import Bearing, Chain, Following
from sarez.desk.events.joining import join

pytestmark = [pytest.mark.django_db, pytest.mark.alike]
LATE = date(2024, 4, 1)
LONG_AGO = ON - LONG - timedelta(days=40)


@pytest.fixture
def pledged(actors, desk):
    """Makes a commitment of Kyrgyzstan and Tajikistan told by a report of its own."""

    def make(text, published="2024-05-01", **values):
        return desk.claim(desk.report(published=published), "commitment", commitment(text, **values))

    return make


@pytest.fixture
def on_board(desk):
    """The state of each commitment by its entry, as the board has them on 15 June 2024, and what was found of the whole."""

    def asked():
        viewer = desk.viewer(4)
        every = {c.version.entry_id: c for column in board(viewer, ON) for c in column.cards}
        states = {c.version.entry_id: column.state for column in board(viewer, ON) for c in column.cards}
        states |= {v.entry_id: LEFT for v in in_state(viewer, LEFT, ON)}
        return {
            n: (state, every[n].whole.outcome if n in every and every[n].whole else "")
            for n, state in states.items()
        }

    return asked


@pytest.fixture
def both(brief, on_board):
    """What a brief and the board tell of a commitment, which is one and the same."""

    def asked(claim):
        told = of(brief(since=date(2000, 1, 1)), claim)
        assert (told.state, told.became) == on_board()[claim.entry_id]
        return told.state, told.became

    return asked


def test_what_one_party_of_two_kept_stays_overdue(pledged, both, desk):
    claim = pledged("withdraw the posts", due=LATE.isoformat())
    found(desk, claim, "kept", party="KGZ")
    assert both(claim) == ("overdue", "")


def test_only_a_person_closes_the_whole_though_each_party_was_found_on(pledged, both, desk):
    claim = pledged("withdraw the posts", due=LATE.isoformat())
    found(desk, claim, "kept", party="KGZ")
    found(desk, claim, "kept", party="TJK")
    assert both(claim) == ("overdue", "")
    found(desk, claim, "kept")
    assert both(claim) == ("closed", "kept")


@pytest.mark.parametrize("outcome", ["partly", "unclear"])
def test_what_was_kept_in_part_or_is_unclear_stays_open(pledged, both, desk, outcome):
    claim = pledged("withdraw the posts", due=LATE.isoformat())
    found(desk, claim, outcome)
    assert both(claim) == ("overdue", outcome)


def test_what_another_took_the_place_of_stays_until_a_person_closes_it(pledged, both, brief, desk):
    claim, later = (
        pledged("withdraw the posts", due=LATE.isoformat()),
        pledged("draw back", due="2025-01-01"),
    )
    row = Chain(entry=later.entry, earlier=claim.entry, how="supersedes", marking=1)
    begin(row, desk.user(clearance=4), at=NOW)
    assert both(claim) == ("overdue", "")
    assert both(later) == ("open", "")
    assert "draw back" in of(brief(), claim).successor
    asked = [q.text for q in brief().questions]
    assert not any("withdraw the posts" in text for text in asked)


def test_a_period_that_was_kept_does_not_close_what_recurs(pledged, both, desk):
    claim = pledged("meet every year", due=LATE.isoformat())
    row = Following(entry=claim.entry, recurrence="yearly", since=date(2022, 1, 1), marking=1)
    begin(row, desk.user(clearance=4), at=NOW)
    found(desk, claim, "kept", period="2023")
    assert both(claim) == ("recurring", "")


def test_what_is_silent_for_long_is_stale_until_a_report_bears_on_it(pledged, both, desk):
    claim = pledged("sell power", published=LONG_AGO.isoformat())
    assert both(claim) == ("stale", "")
    row = Bearing(
        entry=claim.entry,
        report=desk.report(published="2024-06-01"),
        score=0.8,
        decision="accepted",
        marking=1,
    )
    begin(row, desk.user(clearance=4), at=NOW)
    assert both(claim) == ("open", "")


@pytest.mark.parametrize("due, state", [(ON - timedelta(days=1), "overdue"), (ON + timedelta(days=30), "due"), (ON + timedelta(days=31), "open")])  # fmt: skip
def test_a_date_says_when_it_is_due(pledged, both, due, state):
    assert both(pledged("open the road", due=due.isoformat())) == (state, "")


def test_what_was_taken_off_or_never_raised_is_left(pledged, both, desk):
    offered, dropped = pledged("sell power", modality="offered"), pledged("open the road")
    row = Following(entry=dropped.entry, is_dropped=True, marking=1)
    begin(row, desk.user(clearance=4), at=NOW)
    assert both(offered) == both(dropped) == (LEFT, "")


def test_what_is_kept_on_an_entry_that_was_joined_holds_for_both(pledged, both, desk):
    claim, other = pledged("open the road", due=LATE.isoformat()), pledged("make the road free again")
    found(desk, other, "broken")
    join([claim.entry, other.entry], desk.user("head", 4), "the same")
    assert both(claim) == ("closed", "broken")

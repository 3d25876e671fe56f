"""The state of a commitment on a day."""

from datetime import date, timedelta

import pytest

from sarez.desk.dialogue.commitments.standing import Facts, state_of

DAY = date(2024, 6, 1)
RECENT, OLD = DAY - timedelta(days=20), DAY - timedelta(days=400)


@pytest.mark.parametrize(
    "facts, state",
    [
        (Facts("agreed", DAY), "due"),
        (Facts("agreed", DAY + timedelta(days=30)), "due"),
        (Facts("agreed", DAY + timedelta(days=31)), "open"),
        (Facts("agreed", DAY - timedelta(days=1)), "overdue"),
        (Facts("agreed", OLD, RECENT), "overdue"),
        (Facts("agreed", OLD, OLD), "stale"),
        (Facts("agreed", OLD), "stale"),
        (Facts("in_principle", None, RECENT), "open"),
        (Facts("in_principle", None, OLD), "stale"),
        (Facts("agreed"), "open"),
        (Facts("offered", DAY), "left"),
        (Facts("proposed", DAY, is_raised=True), "due"),
        (Facts("noted", None, OLD), "left"),
        (Facts("agreed", DAY, is_dropped=True), "left"),
        (Facts("agreed", OLD, OLD, outcome="kept"), "closed"),
        (Facts("agreed", OLD, OLD, outcome="broken"), "closed"),
        (Facts("agreed", OLD, OLD, outcome="lapsed"), "closed"),
        (Facts("agreed", OLD, RECENT, outcome="partly"), "overdue"),
        (Facts("agreed", DAY, outcome="unclear"), "due"),
        (Facts("agreed", DAY, recurrence="yearly"), "recurring"),
        (Facts("agreed", DAY, recurrence="yearly", outcome="lapsed"), "closed"),
    ],
)
def test_the_state_on_a_day(facts, state):
    assert state_of(facts, DAY) == state

"""The periods of a recurring commitment."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sarez.desk.dialogue.commitments.periods import MONTHS, MOST, periods, promised

DAYS = st.dates(date(1995, 1, 1), date(2040, 12, 31))


@pytest.mark.parametrize(
    "how, names",
    [
        ("yearly", ["2023", "2024"]),
        ("half-yearly", ["2023-H2", "2024-H1"]),
        ("quarterly", ["2023-Q4", "2024-Q1", "2024-Q2"]),
        ("monthly", ["2023-11", "2023-12", "2024-01", "2024-02", "2024-03", "2024-04", "2024-05"]),
        ("", []),
    ],
)
def test_periods_run_from_the_first_day_to_the_present(how, names):
    assert [p.name for p in periods(how, date(2023, 11, 15), None, date(2024, 5, 2))] == names


def test_periods_end_where_the_commitment_ends_and_none_precede_it():
    until = date(2023, 3, 31)
    assert [p.name for p in periods("quarterly", date(2022, 12, 1), until, date(2024, 5, 2))] == [
        "2022-Q4",
        "2023-Q1",
    ]
    assert periods("yearly", date(2025, 1, 1), None, date(2024, 5, 2)) == []


@given(st.sampled_from(sorted(MONTHS)), DAYS, DAYS)
def test_periods_follow_each_other_without_gap_and_the_last_holds_the_day(how, since, day):
    found = periods(how, since, None, day)
    assert bool(found) == (since <= day)
    for one, two in pairwise(found):
        assert one.last + timedelta(days=1) == two.first
    if found:
        assert found[-1].first <= day <= found[-1].last
        assert found[0].first <= since <= found[0].last or len(found) == MOST
        assert all(len(p.name) <= 7 for p in found)


def test_each_period_has_a_state_of_its_own():
    every = periods("yearly", date(2022, 4, 15), None, date(2024, 5, 2))
    told = [(p.period.name, p.state) for p in promised({"2022": "kept"}, every, date(2024, 5, 2))]
    assert told == [("2022", "kept"), ("2023", "unknown"), ("2024", "promised")]

"""Units as people write them, and periods."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sarez.watch.units import STEPS, Unit, UnitError, after, begin, unit_of

DAYS = st.dates(date(1900, 1, 1), date(2100, 1, 1))


@pytest.mark.parametrize(
    ("text", "unit", "states"),
    [
        ("kgz", Unit("country", "KGZ"), ("KGZ",)),
        (" TJK-kgz ", Unit("pair", "KGZ-TJK"), ("KGZ", "TJK")),
        ("tjk:Sughd", Unit("province", "TJK:Sughd"), ("TJK",)),
        ("AFG:Kunar-e bala", Unit("province", "AFG:Kunar-e bala"), ("AFG",)),
        ("Water", Unit("issue", "water"), ()),
        ("ethnic", Unit("issue", "ethnic"), ()),
    ],
)
def test_a_unit_is_told_by_how_it_is_written(text, unit, states):
    assert unit_of(text) == unit
    assert unit.states == states


@pytest.mark.parametrize("text", ["", "  ", "KGZ-KGZ", "KGZ-TJK-UZB", "TJK:", "KG1", "12"])
def test_what_is_no_unit_is_refused_with_examples(text):
    with pytest.raises(UnitError, match="KGZ-TJK"):
        unit_of(text)


def test_weeks_begin_on_monday_and_months_on_the_first():
    assert begin(date(2022, 9, 18), "week") == date(2022, 9, 12)
    assert begin(date(2022, 9, 12), "week") == date(2022, 9, 12)
    assert begin(date(2022, 9, 18), "month") == date(2022, 9, 1)
    assert begin(date(2022, 9, 18), "day") == date(2022, 9, 18)
    assert after(date(2022, 11, 1), "month", 3) == date(2023, 2, 1)
    assert after(date(2022, 12, 26), "week") == date(2023, 1, 2)
    assert after(date(2024, 2, 28), "day", 2) == date(2024, 3, 1)


def test_a_step_there_is_none_of_is_refused():
    with pytest.raises(UnitError, match="day, week, month"):
        begin(date(2022, 1, 1), "year")


@given(DAYS, st.sampled_from(STEPS), st.integers(-500, 500))
def test_every_day_is_in_one_period_and_periods_follow_one_another(day, step, n):
    begun = begin(day, step)
    assert begun <= day < after(begun, step)
    assert begin(after(begun, step) - timedelta(days=1), step) == begun
    assert after(after(begun, step, n), step, -n) == begun

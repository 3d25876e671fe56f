"""One indicator of one unit over time."""

from datetime import date

import numpy as np
import pytest

from sarez.watch.series import Series
from sarez.watch.units import Unit


def series(start, step, n):
    return Series(Unit("country", "KGZ"), "talks", step, start, np.arange(n, dtype=float), np.ones(n))


@pytest.mark.parametrize(
    ("step", "last"), [("day", date(2022, 1, 5)), ("week", date(2022, 1, 31)), ("month", date(2022, 5, 1))]
)
def test_the_periods_have_no_gaps(step, last):
    start = date(2022, 1, 3) if step == "week" else date(2022, 1, 1)
    made = series(start, step, 5)
    assert (made.periods[0], made.periods[-1], len(made.periods)) == (start, last, 5)


def test_until_a_day_are_the_periods_that_were_over_by_then():
    weeks = series(date(2022, 1, 3), "week", 4)
    assert list(weeks.until(date(2022, 1, 16)).values) == [0]  # the second week ends on that day
    over = weeks.until(date(2022, 1, 17))
    assert (list(over.values), len(over.reported), over.indicator) == ([0, 1], 2, "talks")
    assert len(weeks.until(date(2021, 1, 1)).values) == 0

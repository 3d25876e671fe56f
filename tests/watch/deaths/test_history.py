"""A history refuses what is wrong, and forgets what was not known yet."""

from datetime import date

import numpy as np
import pytest

from sarez.watch.deaths.countries import borders, by_views, continents, countries
from sarez.watch.deaths.history import History, history
from sarez.watch.deaths.months import DeathsError, cutoff, month, number


def test_months_are_numbered_from_january_1980():
    assert number(date(1980, 1, 31)) == 1
    assert month(457) == date(2018, 1, 1)
    assert month(cutoff(2018)) == date(2017, 10, 1)
    assert all(number(month(n)) == n for n in range(1, 600))


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([], "no deaths"),
        ([("KGZ", date(2022, 1, 1), -1)], "negative"),
        ([("KGZ", date(2022, 1, 1), 1), ("KGZ", date(2022, 1, 9), 2)], "two rows for 2022-01"),
    ],
)
def test_rows_that_tell_nothing_or_too_much_are_refused(rows, message):
    with pytest.raises(DeathsError, match=message):
        history(rows)


def test_a_month_without_a_row_is_no_data():
    told = history([("KGZ", date(2022, 1, 1), 4), ("TJK", date(2022, 3, 1), 2)])
    assert told.countries == ("KGZ", "TJK")
    assert np.isnan(told.deaths).tolist() == [[False, True], [True, True], [True, False]]


def test_what_came_later_is_not_in_what_was_known():
    told = History(1, ("KGZ",), np.arange(5.0)[:, None])
    assert told.until(3).deaths.ravel().tolist() == [0, 1, 2]
    assert told.at([2, 3]).ravel().tolist() == [1, 2]
    for wrong in (0, 6):
        with pytest.raises(DeathsError, match="not among the months"):
            told.until(wrong)
        with pytest.raises(DeathsError, match="not among the months"):
            told.at([wrong])


def test_the_191_states_of_views_have_borders_that_agree():
    assert len(countries()) == len(by_views()) == 191
    assert (by_views()[137], by_views()[63]) == ("TJK", "KAZ")
    assert all(
        code in countries()[other].borders for code in countries() for other in countries()[code].borders
    )
    near = borders(("KGZ", "TJK", "ISL"))
    assert near.tolist() == [[0, 1, 0], [1, 0, 0], [0, 0, 0]]
    assert continents(("KGZ", "TJK", "ISL", "QQQ")).sum(1).tolist() == [2, 2, 1, 1]

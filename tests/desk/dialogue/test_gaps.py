"""What is missing in a series is shown as missing, and nothing else is."""

from datetime import date

import pytest

from sarez.desk.dialogue.engagements.gaps import gaps
from sarez.desk.events.days import span_of


def missing(cadence, held, until):
    return [gap.name for gap in gaps(cadence, [span_of(day) for day in held], date.fromisoformat(until))]


@pytest.mark.parametrize(
    ("cadence", "held", "until", "names"),
    [
        ("yearly", ["2018-11-01", "2019-10-02", "2021-12-10", "2022-12-10"], "2024-03-01", ["2020", "2023"]),
        ("yearly", ["2018-11-01"], "2018-12-31", []),
        ("yearly", ["2018-11-01"], "2019-12-31", []),
        ("yearly", ["2018", "2019-05"], "2020-01-01", []),
        ("half-yearly", ["2020-03-01", "2021-02-01"], "2021-05-01", ["2020 H2"]),
        ("quarterly", ["2020-03-01", "2020-08-01"], "2020-11-01", ["2020 Q2"]),
        ("monthly", ["2020-11-05", "2021-02-01"], "2021-02-20", ["2020-12", "2021-01"]),
        ("two-yearly", ["2014-05-01", "2016-05-01", "2020-06-01"], "2021-01-01", ["2018"]),
        ("two-yearly", ["2014-05-01", "2017-05-01"], "2018-01-01", []),
        ("quarterly", ["2020", "2021-01-05"], "2021-02-01", []),
        ("", ["2018-11-01"], "2024-03-01", []),
        ("yearly", [], "2024-03-01", []),
    ],
)
def test_a_period_that_is_over_without_an_edition_is_a_gap(cadence, held, until, names):
    assert missing(cadence, held, until) == names


def test_a_planned_edition_fills_its_own_year_and_opens_those_before():
    assert missing("yearly", ["2018-11-01", "2026-05-01"], "2020-01-01") == [
        str(y) for y in range(2019, 2026)
    ]


def test_a_series_that_ended_long_ago_is_not_a_page_of_gaps():
    assert len(missing("monthly", ["1998-11-05"], "2024-03-01")) == 24

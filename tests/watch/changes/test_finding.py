"""Changes are found when there is one, as seen then, and seldom when there is none."""

from datetime import date, timedelta

import numpy as np
import pytest

from sarez.watch.changes import Budget, changes
from sarez.watch.changes.runlength import of_counts, run_length, steady
from sarez.watch.changes.threshold import BudgetError
from sarez.watch.series import Series
from sarez.watch.units import Unit

MONDAY = date(2015, 1, 5)
LATE = date(2040, 1, 1)
SELDOM = Budget(seldom=50)


def line(values, reported=None, name="KGZ-TJK", indicator="conflict", step="week"):
    values = np.asarray(values, dtype=float)
    told = np.full(len(values), 50.0) if reported is None else np.asarray(reported, dtype=float)
    return Series(Unit("pair", name), indicator, step, MONDAY, values, told)


def poisson(rates, seed=1):
    return np.random.default_rng(seed).poisson(rates).astype(float)


def test_a_rise_is_found_with_its_date_and_its_numbers():
    rates = np.r_[np.full(200, 1.0), np.full(12, 6.0)]
    (found,) = changes([line(poisson(rates))], day=MONDAY + timedelta(weeks=212), budget=SELDOM)
    began = MONDAY + timedelta(weeks=200)
    assert found.direction == "up"
    assert found.since_low <= began <= found.since_high
    assert began < found.found <= began + timedelta(weeks=4)
    assert found.before == pytest.approx(1.0, abs=0.3)
    assert found.after > 3
    assert found.ended is None
    assert "KGZ-TJK: conflict rose from" in found.sentence
    assert found.counted > 2 * found.expected


def test_a_fall_is_found_too():
    rates = np.r_[np.full(200, 6.0), np.full(30, 0.5)]
    directions = [one.direction for one in changes([line(poisson(rates))], day=LATE, budget=SELDOM)]
    assert directions == ["down"]


def test_what_was_found_once_is_found_the_same_on_every_later_day():
    values = poisson(np.r_[np.full(150, 0.5), np.full(8, 4.0), np.full(92, 0.5)])
    series = [line(values), line(poisson(np.full(250, 0.5), 2), name="KGZ-UZB")]
    seen = {}
    for week in range(150, 250, 3):
        for one in changes(series, day=MONDAY + timedelta(weeks=week)):
            told = (one.since, one.since_low, one.since_high, one.before, one.after, one.margin)
            assert seen.setdefault(one.id, told) == told
            assert one.found <= MONDAY + timedelta(weeks=week)
    assert seen


def test_a_change_that_passes_is_said_to_have_ended():
    values = poisson(np.r_[np.full(150, 0.5), np.full(8, 5.0), np.full(92, 0.5)])
    first = changes([line(values)], day=LATE, budget=SELDOM)[0]
    assert first.ended is not None
    assert MONDAY + timedelta(weeks=158) < first.ended < MONDAY + timedelta(weeks=180)


def test_one_event_alone_is_no_change_for_a_quiet_unit_but_several_are():
    values = np.zeros(260)
    values[10::26] = 1.0  # two a year
    assert changes([line(values)], day=LATE, budget=SELDOM) == []
    values[200:206] = 1.0
    assert [one.direction for one in changes([line(values)], day=LATE, budget=SELDOM)][:1] == ["up"]


def test_no_data_is_not_zero():
    values = poisson(np.full(260, 4.0))
    silent = values.copy()
    silent[200:230] = np.nan
    assert changes([line(silent)], day=LATE, budget=SELDOM) == []
    empty = values.copy()
    empty[200:230] = 0.0
    assert [one.direction for one in changes([line(empty)], day=LATE, budget=SELDOM)] == ["down"]


def test_a_zero_of_which_nothing_was_reported_is_no_data():
    values, told = poisson(np.full(260, 4.0)), np.full(260, 50.0)
    values[200:230], told[200:230] = 0.0, 0.0
    assert changes([line(values, told)], day=LATE, budget=SELDOM) == []


def test_more_reports_are_not_more_conflict():
    volume = np.r_[np.full(200, 50.0), np.full(40, 200.0)]
    series = line(poisson(2 * volume / 50), volume)
    assert changes([series], day=LATE, budget=SELDOM) == []
    assert [one.direction for one in changes([series], day=LATE, budget=SELDOM, volume=0.0)][:1] == ["up"]


def test_a_share_that_rises_is_found():
    rng = np.random.default_rng(4)
    n = rng.integers(10, 60, 240).astype(float)
    p = np.r_[np.full(200, 0.3), np.full(40, 0.6)]
    share = rng.binomial(n.astype(int), p) / n
    found = changes([line(share, n, indicator="negative")], day=LATE, budget=SELDOM, shares=["negative"])
    assert [one.direction for one in found] == ["up"]
    assert found[0].before == pytest.approx(0.3, abs=0.05)
    assert found[0].after == pytest.approx(0.6, abs=0.2)
    assert "%" in found[0].sentence


def test_with_too_few_periods_nothing_is_said():
    assert changes([line(np.r_[np.zeros(20), np.full(5, 30.0)])], day=LATE, budget=SELDOM) == []
    assert changes([], day=LATE, budget=SELDOM) == []
    assert changes([line([])], day=LATE, budget=SELDOM) == []
    assert changes([line(np.full(200, np.nan))], day=LATE, budget=SELDOM) == []


def test_series_of_other_spans_and_steps_stand_beside_each_other():
    young = Series(
        Unit("pair", "KAZ-UZB"),
        "conflict",
        "week",
        MONDAY + timedelta(weeks=100),
        poisson(np.full(60, 1.0), 9),
        np.ones(60),
    )
    monthly = line(poisson(np.r_[np.full(80, 2.0), np.full(4, 15.0)]), step="month")
    old = line(poisson(np.r_[np.full(150, 1.0), np.full(10, 8.0)]))
    found = changes([young, old, monthly], day=LATE, budget=SELDOM)
    assert [(one.unit.name, one.step) for one in found] == [("KGZ-TJK", "week"), ("KGZ-TJK", "month")]


def test_the_budget_is_shared_among_the_series():
    assert Budget(a_month=1).run_length(1000, "month") == 1000
    assert Budget(a_month=1).run_length(1000, "week") == pytest.approx(4348.12)
    assert Budget(a_month=1, seldom=5).run_length(1, "month") == 60
    with pytest.raises(BudgetError, match="above zero"):
        Budget(a_month=0)


@pytest.mark.parametrize(("m", "phi"), [(0.05, 0.5), (1.0, 0.3), (20.0, 1.0)])
def test_false_alarms_come_as_seldom_as_was_stated(m, phi):
    rng = np.random.default_rng(7)
    found = run_length(of_counts(steady(m, phi, (500, 600), rng), "week"), 500)
    assert found.alarms > 60
    assert 0.8 * 500 < found.found < 3 * 500


def test_false_alarms_of_shares_come_as_seldom_as_was_stated():
    rng = np.random.default_rng(8)
    n = np.full((500, 500), 25.0)
    p = rng.beta(0.3 * 19, 0.7 * 19, n.shape)
    grid = of_counts(rng.binomial(25, p).astype(float), "week", True, n)
    found = run_length(grid, 500)
    assert found.alarms > 60
    assert 0.8 * 500 < found.found < 3 * 500

"""Probabilities of incidents: coherent, calibrated where the truth is known, and the base rate where there is little to learn."""

from datetime import date

import numpy as np
import pytest

from sarez.watch.incidents import History, IncidentError, forecast
from sarez.watch.incidents.base import base
from sarez.watch.incidents.model import fit, learn
from sarez.watch.incidents.scoring import report, surprise
from sarez.watch.incidents.walking import walk
from sarez.watch.incidents.worlds import world
from sarez.watch.units import unit_of

DAY = date(2024, 12, 29)


def quiet(had, step="week"):
    """A history of two pairs with the incidents given of the first."""
    had = np.column_stack([np.asarray(had, dtype=float), np.zeros(len(had))])
    zero = np.zeros_like(had)
    return History(
        (unit_of("KGZ-TJK"), unit_of("KGZ-UZB")),
        step,
        DAY,
        np.ones(had.shape, bool),
        {"any": had},
        zero,
        zero,
    )


def test_the_longer_the_time_the_higher_the_probability_and_the_interval_holds_it():
    past, _ = world(15, 200, 5, excites=0.15)
    found = forecast(past, "any")
    assert len(found) == 15 * 8
    for unit in past.units:
        mine = [one for one in found if one.unit == unit]
        assert [one.weeks for one in mine] == list(range(1, 9))
        for name in ("probability", "low", "high", "base_rate"):
            values = [getattr(one, name) for one in mine]
            assert values == sorted(values)
        assert all(0 < one.low < one.probability < one.high < 1 for one in mine)


def test_the_intervals_of_50_80_and_90_lie_within_each_other_and_the_last_is_the_one_said():
    had = np.zeros(104)
    had[::6] = 1
    for one in forecast(quiet(had), "any"):
        (a, low50, high50), (b, low80, high80), (c, low90, high90) = one.intervals
        assert (a, b, c) == (50, 80, 90)
        assert low90 < low80 < low50 < high50 < high80 < high90
        assert (low90, high90) == (one.low, one.high)


def test_with_few_incidents_the_base_rate_stands_alone_and_says_so():
    had = np.zeros(104)
    had[[10, 50, 90]] = 1
    first = forecast(quiet(had), "any", [1])[0]
    assert first.is_base
    assert first.probability == first.base_rate == pytest.approx(3 / 104, rel=0.4)
    assert (first.n_incidents, first.n_told, first.learned) == (3, 104, 2)
    assert "the base rate alone" in " ".join(why.en for why in first.reasons)


def test_a_unit_without_incidents_is_not_without_risk():
    had = np.zeros(104)
    had[::10] = 1
    busy, calm = forecast(quiet(had), "any", [8])
    assert 0 < calm.probability < busy.probability


def test_an_incident_last_week_raises_the_probability_where_incidents_excite():
    past, _ = world(15, 300, 2, excites=0.2)
    model = learn(past, "any", base(past, "any"))
    assert model.belief > 0.95
    recent = past.incidents["any"][-1] > 0
    found = [one for one in forecast(past, "any", [1]) if recent[past.units.index(one.unit)]]
    assert found
    assert all(one.probability > one.base_rate for one in found)
    assert any("raise the next period's rate" in why.en for one in found for why in one.reasons)
    assert all(why.ru and "{" not in why.ru for one in found for why in one.reasons)


def test_an_armed_incident_is_never_likelier_than_any():
    armed, other = np.zeros((104, 6)), np.zeros((104, 6))
    armed[[5, 60], 0] = 1
    other[::8, 0] = other[[7, 90], 1] = 1
    levels = {"armed": armed, "any": armed + other}
    units = tuple(unit_of(f"AA{letter}-ZZZ") for letter in "ABCDEF")
    zero = np.zeros((104, 6))
    past = History(units, "week", DAY, np.ones((104, 6), bool), levels, zero, zero)
    for less, more in zip(forecast(past, "armed"), forecast(past, "any"), strict=True):
        assert (less.unit, less.weeks) == (more.unit, more.weeks)
        assert less.probability <= more.probability


def test_where_nothing_is_told_there_is_no_forecast():
    past = quiet(np.zeros(104))
    silent = History(
        past.units, "week", DAY, np.zeros((104, 2), bool), past.incidents, past.tension, past.peace
    )
    assert forecast(silent, "any") == []
    assert forecast(quiet([]), "any") == []


def test_by_month_the_weeks_are_four_and_eight():
    past = quiet(np.r_[np.zeros(40), 1, np.zeros(9)], "month")
    assert [one.weeks for one in forecast(past, "any")] == [4, 8, 4, 8]
    with pytest.raises(IncidentError, match="4 or 8 weeks"):
        forecast(past, "any", [3])
    with pytest.raises(IncidentError, match="no level"):
        forecast(past, "armed")


def test_a_forecast_knows_nothing_of_what_came_later():
    past, _ = world(10, 220, 3, excites=0.15)
    early = past.until(150)
    changed = History(
        past.units,
        past.step,
        past.as_of,
        past.told,
        {"any": np.r_[past.incidents["any"][:150], 1 - past.incidents["any"][150:]]},
        past.tension,
        past.peace,
    )
    assert forecast(early, "any") == forecast(changed.until(150), "any")


def test_the_base_rate_is_that_of_beta_and_binomial():
    had = np.zeros(104)
    had[:26] = 1
    rates = base(quiet(had), "any")
    a, b = rates.a[-1, 0], rates.b[-1, 0]
    assert a + b - 104 == pytest.approx(rates.a[-1, 1] + rates.b[-1, 1] - 104)
    within = rates.within(np.array([1.0, 2.0]))[-1, 0]
    assert within[0] == pytest.approx(a / (a + b))
    assert within[1] == pytest.approx(1 - b * (b + 1) / ((a + b) * (a + b + 1)))


def test_the_weights_are_those_that_made_the_data():
    rng = np.random.default_rng(1)
    design = np.column_stack([np.ones(20000), rng.normal(0, 1, 20000)])
    came = (rng.random(20000) < -np.expm1(-np.exp(-2 + design @ [0.2, 0.5]))).astype(float)
    weights, covariance, evidence = fit(design, came, np.full(20000, -2.0))
    assert weights == pytest.approx([0.2, 0.5], abs=4 * np.sqrt(np.diag(covariance)).max())
    assert evidence > 50


@pytest.mark.parametrize("excites", [0.0, 0.12])
def test_in_worlds_of_known_truth_it_is_calibrated_and_no_worse_than_the_base_rate(excites):
    outcomes = [
        one
        for seed in range(2)
        for one in walk(
            world(12, 260, seed, rate=0.1, excites=excites)[0],
            "any",
            first=date(2022, 6, 1),
            every=8,
            weeks=(1, 8),
        )
    ]
    for weeks in (1, 8):
        found = report(outcomes, weeks)
        brier = found.gains[0]
        assert found.came > 15
        assert brier.difference < 0.004
        assert found.miscalibration < 0.02
        told = sum(one.told * one.n for one in found.bins) / found.n
        assert told == pytest.approx(found.came / found.n, abs=0.04)
    assert excites == 0 or brier.difference < 0


def test_scores_by_hand():
    assert surprise(np.array([0.25, 0.25]), np.array([1.0, 0.0])) == pytest.approx([np.log(4), np.log(4 / 3)])
    assert report([], 1) is None

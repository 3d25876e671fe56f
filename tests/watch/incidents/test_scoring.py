"""Scores, intervals and diagrams of probabilities, by hand where that can be done."""

from datetime import date

import numpy as np
import pytest

from sarez.watch.incidents.forecast import IncidentForecast
from sarez.watch.incidents.history import History
from sarez.watch.incidents.scoring import gain, isotonic, report
from sarez.watch.incidents.walking import Outcome, judged
from sarez.watch.units import unit_of

DAY = date(2024, 12, 29)


def forecast(p, base, unit="KGZ-TJK", weeks=1):
    return IncidentForecast(
        unit_of(unit), "any", "week", weeks, p, p / 2, p, base, 1, 100, 50, False, DAY, ("because",)
    )


def test_brier_and_its_parts():
    outcomes = [Outcome(forecast(0.2, 0.5), False)] * 4 + [Outcome(forecast(0.2, 0.5), True)]
    found = report(outcomes, 1, bins=1)
    brier = found.gains[0]
    assert brier.model == pytest.approx((4 * 0.04 + 0.64) / 5)
    assert brier.base == pytest.approx(0.25)
    assert brier.difference == pytest.approx(brier.model - brier.base)
    assert found.miscalibration == pytest.approx(0, abs=1e-12)
    assert found.discrimination == pytest.approx(0, abs=1e-12)
    (only,) = found.bins
    assert (only.told, only.came, only.n) == (pytest.approx(0.2), pytest.approx(0.2), 5)
    assert only.low < 0.2 < only.high


def test_a_forecast_that_tells_apart_earns_it_and_one_too_sure_pays():
    sharp = [Outcome(forecast(0.1, 0.5), False), Outcome(forecast(0.9, 0.5), True)] * 10
    assert report(sharp, 1).discrimination == pytest.approx(0.25)
    assert report(sharp, 1).miscalibration == pytest.approx(0.01)
    assert report(sharp, 1).curve == ((0.1, 0.0), (0.9, 1.0))


def test_the_calibrated_probability_rises():
    p = np.array([0.1, 0.2, 0.3, 0.4])
    assert isotonic(p, np.array([0.0, 1.0, 0.0, 1.0])).tolist() == [0.0, 0.5, 0.5, 1.0]


def test_the_interval_draws_whole_units():
    one_unit = np.zeros(50, dtype=int)
    model, base = np.random.default_rng(1).random((2, 50))
    alone = gain("Brier", model, base, one_unit)
    assert alone.low == pytest.approx(alone.difference) == pytest.approx(alone.high)
    apart = gain("Brier", model, base, np.arange(50))
    assert apart.low < apart.difference < apart.high


def test_what_came_is_judged_only_where_every_week_has_data():
    had = np.array([[0.0], [1.0], [0.0], [0.0]])
    told = np.array([[True], [True], [False], [True]])
    past = History((unit_of("KGZ-TJK"),), "week", DAY, told, {"any": had}, 0 * had, 0 * had)
    assert judged(forecast(0.1, 0.1), past, 1).came
    assert judged(forecast(0.1, 0.1), past, 2) is None
    assert not judged(forecast(0.1, 0.1), past, 3).came
    assert judged(forecast(0.1, 0.1, weeks=2), past, 3) is None
    assert judged(forecast(0.1, 0.1, weeks=3), past, 1) is None
    assert judged(forecast(0.1, 0.1, weeks=2), past, 0).came
    assert judged(forecast(0.1, 0.1, unit="KAZ-UZB"), past, 1) is None

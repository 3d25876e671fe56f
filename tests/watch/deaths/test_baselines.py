"""The plain forecasts: bad input refused, then chances counted by hand."""

import numpy as np
import pytest
from scipy.stats import nbinom, poisson

from sarez.watch.deaths import grid
from sarez.watch.deaths.baselines import NAMES, analogue, baseline, weighted_negative_binomial
from sarez.watch.deaths.history import History
from sarez.watch.deaths.months import DeathsError


def told(*series):
    """A history from January 1990 on, a series for each of AFG, KGZ, TJK as far as given."""
    deaths = np.array(series, dtype=float).T
    return History(121, ("AFG", "KGZ", "TJK")[: len(series)], deaths)


def test_too_short_a_history_and_an_unknown_name_are_refused():
    with pytest.raises(DeathsError, match="too few"):
        baseline("zero", told([1] * 11))
    with pytest.raises(DeathsError, match="no baseline"):
        baseline("oracle", told([1] * 12))


@pytest.mark.parametrize("name", NAMES)
def test_each_is_a_distribution_for_each_country(name):
    found = baseline(name, told(range(100), [0] * 100))
    assert found.shape == (2, len(grid.points()))
    assert (np.diff(found, axis=1) >= -1e-12).all() and found[:, -1] == pytest.approx(1)


def test_zero_and_last_by_hand():
    known = told([0] * 11 + [4])
    assert grid.chance(baseline("zero", known), 1) == 0
    assert grid.chance(baseline("last", known), 1) == pytest.approx(1 - poisson.pmf(0, 4))


def test_conflictology_is_the_last_months():
    known = told([9] * 20 + [0] * 9 + [3, 3, 30])
    year = baseline("conflictology-12", known)
    assert (grid.chance(year, 1), grid.chance(year, 4)) == (pytest.approx(3 / 12), pytest.approx(1 / 12))
    assert grid.chance(baseline("conflictology-24", known), 9) == pytest.approx((12 + 1) / 24)


def test_weighted_conflictology_halves_in_six_months():
    known = told([0] * 35 + [5])
    weights = 0.5 ** (np.arange(36) / 6)
    assert grid.chance(baseline("weighted-conflictology", known), 5) == pytest.approx(1 / weights.sum())


def test_the_negative_binomial_has_the_mean_and_variance_of_24_months():
    series = [50] * 12 + [0, 4, 8] * 8
    mean, variance = np.mean(series[-24:]), np.var(series[-24:], ddof=1)
    expected = 1 - nbinom.cdf(0, mean**2 / (variance - mean), mean / variance)
    assert grid.chance(baseline("negative-binomial-24", told(series)), 1) == pytest.approx(expected)


def test_what_never_varies_is_poisson_and_not_an_error():
    found = weighted_negative_binomial(told([3] * 60, [0] * 60))
    assert grid.chance(found, 1) == pytest.approx([1 - np.exp(-3), 0], abs=1e-3)


def test_the_bootstrap_draws_any_month_of_any_country():
    found = baseline("bootstrap-240", told([2] * 24, [0] * 24, [0] * 24))
    assert grid.chance(found, 1) == pytest.approx([1 / 3] * 3)


def test_months_without_data_are_no_zeros_for_the_bootstrap():
    found = baseline("bootstrap-240", told([2] * 24, [float("nan")] * 24))
    assert grid.chance(found, 1) == pytest.approx([1, 1])


def test_analogues_are_country_months_of_the_same_class():
    known = told([10] * 100, [0] * 100)  # who had ten a month had ten again, who had none had none
    assert grid.chance(analogue(known), 10) == pytest.approx([1, 0], abs=1e-6)


def test_the_mix_is_seven_parts_to_three():
    known = told([10] * 88 + [0] * 12, [0] * 100)
    assert baseline("mix", known) == pytest.approx(
        0.7 * baseline("conflictology-12", known) + 0.3 * analogue(known)
    )

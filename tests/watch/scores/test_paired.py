"""The bootstrap draws whole clusters, and the same ones for the same seed."""

import numpy as np
import pytest

from sarez.watch.scores.events import auc
from sarez.watch.scores.paired import estimate, figures_over, mean_of, resamples
from sarez.watch.scores.shapes import ScoreError


def test_one_cluster_is_refused():
    with pytest.raises(ScoreError, match="One cluster"):
        resamples(["AFG", "AFG"])


def test_cases_that_do_not_fit_are_refused():
    drawn = resamples(["AFG", "KGZ"])
    with pytest.raises(ScoreError, match="do not fit"):
        mean_of([1, 2, 3], ["AFG", "KGZ", "UZB"], drawn)


def test_a_mean_has_the_interval_of_whole_clusters():
    # two countries, 0 and 1 throughout: a resample has one, both or the other, whatever the number of months
    countries = ["AFG"] * 50 + ["KGZ"] * 50
    told = mean_of([0.0] * 50 + [1.0] * 50, countries, resamples(countries, n=500))
    assert (told.value, told.low, told.high) == (0.5, 0.0, 1.0)


def test_a_difference_that_is_the_same_everywhere_is_sure():
    countries = np.repeat(np.arange(9), 4)
    told = mean_of(np.full(36, -0.25), countries, resamples(countries))
    assert (told.value, told.low, told.high) == pytest.approx((-0.25, -0.25, -0.25))


def test_the_same_seed_draws_the_same():
    countries = np.arange(30)
    assert (resamples(countries, seed=4) == resamples(countries, seed=4)).all()
    assert (resamples(countries, seed=4) != resamples(countries, seed=5)).any()


def test_a_figure_is_counted_with_countries_as_often_as_drawn():
    countries, came, told = (
        np.array([1, 1, 2, 2, 3, 3]),
        np.array([1, 0, 1, 0, 1, 0]),
        np.array([0.9, 0.1, 0.8, 0.2, 0.3, 0.7]),
    )
    many = figures_over(lambda rows: auc(came[rows], told[rows]), countries, resamples(countries, n=400))
    seen = estimate(auc(came, told), many)
    assert seen.value == pytest.approx(8 / 9)
    assert (seen.low, seen.high) == (0, 1)  # only the third country drawn; only the others


def test_resamples_in_which_nothing_came_are_left_out():
    countries, came, told = np.array([1, 2]), np.array([1, 0]), np.array([0.6, 0.4])
    many = figures_over(lambda rows: auc(came[rows], told[rows]), countries, resamples(countries, n=50))
    assert 0 < np.isnan(many).sum() < 50
    assert estimate(1, many).low == 1

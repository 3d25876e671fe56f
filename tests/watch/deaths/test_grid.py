"""Distributions on the grid: numbers worked out by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sarez.watch.deaths import grid


def cdf(*at):
    """The distribution with the same chance of each of these numbers."""
    return grid.of_samples(np.array([at], dtype=float), np.full(len(at), 1 / len(at)))


def test_every_number_to_thirty_is_on_the_grid_and_a_greater_one_is_the_nearest():
    points = grid.points()
    assert points[:31].tolist() == list(range(31)) and points[-1] == grid.MOST
    assert (np.diff(points) > 0).all()
    assert points[grid.place(np.array([1000.0]))][0] == pytest.approx(1000, rel=0.05)
    assert points[grid.place(np.array([1e9]))][0] == grid.MOST


def test_draws_are_the_quantiles_of_the_distribution():
    drawn = grid.draws(cdf(0, 0, 0, 7), 1000, seed=1)
    assert drawn.shape == (1, 1000)
    assert ((drawn == 0).sum(), (drawn == 7).sum()) == (750, 250)


def test_the_same_seed_shuffles_alike_and_another_does_not():
    one, two = grid.draws(cdf(*range(20)), 100, seed=1), grid.draws(cdf(*range(20)), 100, seed=1)
    assert (one == two).all()
    assert (one != grid.draws(cdf(*range(20)), 100, seed=2)).any()


@given(st.lists(st.integers(0, 39_000), min_size=1, max_size=30))
def test_draws_of_samples_lie_near_the_samples(samples):
    drawn = np.sort(grid.draws(cdf(*samples), len(samples), seed=0)[0])
    assert np.abs(np.log1p(drawn) - np.log1p(sorted(samples))).max() < 0.08


def test_chances_by_hand():
    told = cdf(0, 1, 25, 100)
    assert grid.chance(told, 1) == pytest.approx(0.75)
    assert grid.chance(told, 2) == pytest.approx(0.5)
    assert grid.chance(told, 25) == pytest.approx(0.5)
    assert grid.chance(told, 26) == pytest.approx(0.25)


def test_between_thresholds_lie_straight_lines_in_logs():
    told = grid.of_thresholds(np.array([[0.5, 1.0]]), np.array([0.0, 3.0]))[0]
    assert told[0] == 0.5 and told[3] == 1
    assert told[1] == pytest.approx(0.75)  # log 2 is half of log 4


def test_widening_moves_only_what_lies_above_the_median_of_the_positive_part():
    told = cdf(0, 5, 10, 20, 28)
    wide = grid.widened(told, np.array([1.2]))
    assert wide[0, 0] == told[0, 0]
    assert (wide[0, :11] == told[0, :11]).all()
    assert wide[0, 28] < told[0, 28] == 1
    assert (np.diff(wide[0]) >= 0).all()
    assert grid.widened(told, np.array([1.0])) == pytest.approx(told)

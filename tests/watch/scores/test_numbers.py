"""Scores of draws: bad input refused, then numbers worked out by hand, then the oracle."""

import doctest

import numpy as np
import pytest
import scoringrules
from hypothesis import given
from hypothesis import strategies as st

import sarez.watch.scores.events
import sarez.watch.scores.numbers
from sarez.watch.scores.numbers import crps, ignorance, interval_score, is_covered, log1p_crps, resized
from sarez.watch.scores.shapes import ScoreError

SCORES = (crps, log1p_crps, ignorance, interval_score, is_covered)


@pytest.mark.parametrize("score", SCORES)
@pytest.mark.parametrize(
    ("obs", "fct"),
    [
        ([1, 2], [[1, 2, 3]]),
        (1, 1),
        ([1], [[]]),
        (float("nan"), [1, 2]),
        (1, [1, float("nan")]),
        (1, [1, float("inf")]),
    ],
)
def test_what_does_not_fit_or_is_not_known_is_refused(score, obs, fct):
    with pytest.raises(ScoreError):
        score(obs, fct)


def test_negative_deaths_and_impossible_intervals_are_refused():
    with pytest.raises(ScoreError, match="not negative"):
        log1p_crps(-1, [0, 1])
    with pytest.raises(ScoreError, match="between 0 and 1"):
        interval_score(1, [0, 1], share=1)


def test_the_examples_of_the_docstrings_hold():
    for module in (sarez.watch.scores.numbers, sarez.watch.scores.events):
        tried = doctest.testmod(module)
        assert tried.attempted and not tried.failed


def test_crps_by_hand():
    # draws 0, 2, 4, seen 1: mean |x-y| = (1+1+3)/3, mean |x-x'| over 9 pairs = 2(2+4+2)/9
    assert crps(1, [4, 0, 2]) == pytest.approx(5 / 3 - 8 / 9)
    assert crps(7, [3]) == 4  # one draw: the absolute error
    assert crps([[1], [7]], [[[4, 0, 2]], [[3, 3, 3]]]).shape == (2, 1)


def test_log1p_crps_by_hand():
    assert log1p_crps(np.e - 1, [0]) == pytest.approx(1)


def test_ignorance_by_hand():
    draws = [0] * 600 + [1] * 300 + [2000] * 100
    assert ignorance(0, draws) == pytest.approx(-np.log2(601 / 1011))
    assert ignorance(2, draws) == pytest.approx(-np.log2(301 / 1011))  # 1 and 2 share a bin
    assert ignorance(30, draws) == pytest.approx(-np.log2(1 / 1011))
    assert ignorance(999_999, draws) == pytest.approx(-np.log2(101 / 1011))  # the last bin is open
    assert ignorance(0, [0, 9]) == pytest.approx(-np.log2(501 / 1011))  # brought to 1,000 draws first


def test_an_ensemble_is_resized_by_quantiles_and_makes_no_new_values():
    assert resized(np.array([3.0, 1.0]), 4).tolist() == [1, 1, 3, 3]
    assert resized(np.array([1.0, 2.0, 3.0, 4.0]), 2).tolist() == [2, 4]
    assert resized(np.array([3.0, 1.0]), 2).tolist() == [3, 1]


def test_interval_score_and_coverage_by_hand():
    draws = range(21)  # the 90 % interval is 1 to 19
    assert interval_score(10, draws) == pytest.approx(18)
    assert interval_score(0, draws) == pytest.approx(18 + 20)
    assert interval_score(22, draws) == pytest.approx(18 + 60)
    assert is_covered([1, 19, 20], [draws] * 3).tolist() == [True, True, False]


@given(
    st.integers(0, 5000),
    st.lists(st.integers(0, 5000), min_size=2, max_size=40),
)
def test_crps_is_that_of_scoringrules(obs, draws):
    fct = np.array(draws, dtype=float)
    assert crps(obs, fct) == pytest.approx(scoringrules.crps_ensemble(obs, fct, estimator="nrg"), abs=1e-9)
    logged = scoringrules.crps_ensemble(np.log1p(obs), np.log1p(fct), estimator="nrg")
    assert log1p_crps(obs, fct) == pytest.approx(logged, abs=1e-9)


def test_the_interval_score_is_that_of_scoringrules():
    dice = np.random.default_rng(1)
    obs, fct = dice.poisson(20, 50), dice.negative_binomial(2, 0.1, (50, 99))
    low, high = np.quantile(fct, [0.05, 0.95], axis=-1)
    assert interval_score(obs, fct) == pytest.approx(scoringrules.interval_score(obs, low, high, 0.1))

"""A series is cut where its rate changed: exactly, and seldom where it did not."""

from datetime import date, timedelta
from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.examples import some

from sarez.watch.changes.dating import Stretch, dated
from sarez.watch.changes.segments import best_cuts, segments
from sarez.watch.series import Series
from sarez.watch.units import Unit

MONDAY = date(2015, 1, 5)
LATE = date(2040, 1, 1)


def line(values):
    values = np.asarray(values, dtype=float)
    return Series(Unit("pair", "KGZ-TJK"), "conflict", "week", MONDAY, values, np.ones(len(values)))


def squares(values):
    """The Gaussian cost: the sum of squares about the mean."""
    one, two = (np.append(0, np.cumsum(part)) for part in (values, values**2))
    return lambda a, b: two[b] - two[a] - (one[b] - one[a]) ** 2 / (b - a)


def total(cost, cuts, n, penalty):
    edges = [0, *cuts, n]
    return sum(float(cost(np.array([a]), b)[0]) for a, b in pairwise(edges)) + penalty * len(cuts)


@pytest.mark.parametrize("seed", range(8))
def test_the_gaussian_cuts_are_those_of_ruptures(seed):
    import ruptures

    rng = np.random.default_rng(seed)
    values = rng.normal(np.repeat(rng.normal(0, 2, 5), 24), 1)
    theirs = ruptures.Pelt(model="l2", min_size=2, jump=1).fit(values).predict(pen=8.0)
    assert best_cuts(squares(values), len(values), 8.0, 2) == theirs[:-1]


@settings(max_examples=some(30, 12), deadline=None)
@given(st.lists(st.integers(0, 9), min_size=4, max_size=11), st.sampled_from([1, 2, 3]), st.floats(0.5, 6))
def test_no_other_cuts_cost_less(values, shortest, penalty):
    stretch = Stretch(np.array(values, dtype=float), np.ones(len(values)), scatter=0.3)
    n = len(values)
    ours = best_cuts(stretch.cost, n, penalty, shortest)
    others = [
        cuts
        for k in range(n // shortest)
        for cuts in combinations(range(shortest, n - shortest + 1), k)
        if all(b - a >= shortest for a, b in zip([0, *cuts], [*cuts, n], strict=True))
    ]
    least = min(total(stretch.cost, cuts, n, penalty) for cuts in others)
    assert total(stretch.cost, ours, n, penalty) == pytest.approx(least)


def test_the_stretches_of_a_war_are_told_with_their_dates():
    rng = np.random.default_rng(3)
    values = rng.poisson(np.repeat([0.5, 6.0, 0.8], [120, 20, 100]))
    quiet, war, after = segments(line(values), day=LATE)
    assert abs((war.begun - MONDAY).days // 7 - 120) <= 2
    assert abs((after.begun - MONDAY).days // 7 - 140) <= 2
    assert war.low <= war.begun <= war.high
    assert war.rate > 4 > quiet.rate
    assert quiet.over == war.begun
    assert after.over == MONDAY + timedelta(weeks=240)


def test_periods_without_data_are_passed_over():
    values = np.r_[np.full(60, 5.0), np.full(40, np.nan), np.full(60, 5.0)]
    (only,) = segments(line(values), day=LATE)
    assert (only.periods, only.rate) == (120, 5.0)
    assert segments(line([np.nan, 1.0]), day=LATE) == []


def test_a_series_that_does_not_change_is_seldom_cut():
    rng = np.random.default_rng(5)
    cut = 0
    for n in range(60):
        values = rng.poisson(rng.gamma(2.0, (0.1, 1.0, 5.0)[n % 3] / 2, 260))
        cut += len(segments(line(values), day=LATE)) > 1
    assert cut <= 6


def test_the_interval_of_a_date_holds_it_as_often_as_it_says():
    rng = np.random.default_rng(6)
    held = 0
    for _ in range(300):
        at = int(rng.integers(20, 80))
        rates = np.r_[np.full(at, 1.0), np.full(100 - at, 3.0)]
        when = dated(Stretch(rng.poisson(rates).astype(float), np.ones(100), scatter=0.001))
        held += when.low <= at <= when.high
    assert 0.76 < held / 300 < 0.97

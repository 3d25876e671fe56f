"""Boosted trees on invented cases: war is a multiple of war, and the first death comes where deaths came before."""

import numpy as np
import pytest

from sarez.watch.deaths import grid
from sarez.watch.deaths.boost import Boosts, boosted_onsets, boosted_ratios
from sarez.watch.deaths.cases import Cases
from sarez.watch.deaths.logistic import ONSET

NAMES = (*ONSET, "mean_3", "mean_12", "share_12")
BOOSTS = Boosts(rounds=20, leaves=4, leaf=20, rate=0.2, penalty=1, signs=1.0, seed=0, seeds=2)


def signs(n, **told):
    """`n` rows of zeros and a lead of 8 months, with some signs told."""
    out = np.zeros((n, len(NAMES) + 1), dtype=np.float32)
    out[:, -1] = 8
    for name, values in told.items():
        out[:, NAMES.index(name)] = values
    return out


def at_war(level):
    return {"mean_3": np.log1p(level), "mean_12": np.log1p(level), "share_12": 1}


def test_a_war_greater_than_any_before_is_foreseen_like_the_lesser_ones():
    deaths = np.repeat([0.0, 100.0, 200.0, 100.0], 50)
    past = Cases(signs(200, **at_war(100)), deaths, np.ones(200))
    small, great = boosted_ratios(past, signs(2, **at_war(np.array([100, 5000]))), BOOSTS, NAMES)
    assert small[0] == great[0] == pytest.approx(0.25, abs=0.02)
    half = [grid.points()[np.searchsorted(cdf, 0.5)] for cdf in (small, great)]
    assert half[1] / half[0] == pytest.approx(50, rel=0.15)
    assert (np.diff([small, great]) >= 0).all() and small[-1] == great[-1] == 1


def test_where_all_that_came_was_no_death_none_is_foreseen():
    past = Cases(signs(50, **at_war(10)), np.zeros(50), np.ones(50))
    assert boosted_ratios(past, signs(1, **at_war(10)), BOOSTS, NAMES)[0].tolist() == [1.0] * len(
        grid.points()
    )


def test_a_first_death_is_likelier_where_deaths_were_and_is_not_told_of_countries_at_war():
    before = np.tile([0.0, 0.3], 200)
    past = Cases(signs(400, share_240=before), (before > 0) * (np.arange(400) % 4 == 1) * 3.0, np.ones(400))
    asked = np.concatenate([signs(2, share_240=[0, 0.3]), signs(1, **at_war(10))])
    told = boosted_onsets(past, asked, BOOSTS, NAMES)
    assert told[0] < 0.05 and told[1] == pytest.approx(0.5, abs=0.05) and np.isnan(told[2])
    assert (boosted_onsets(past, asked, BOOSTS, NAMES)[:2] == told[:2]).all()


def test_where_no_first_death_ever_came_nothing_is_learned():
    past = Cases(signs(60), np.zeros(60), np.ones(60))
    assert np.isnan(boosted_onsets(past, signs(2), BOOSTS, NAMES)).all()

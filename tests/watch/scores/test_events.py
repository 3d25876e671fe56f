"""Scores of probabilities: bad input refused, then numbers worked out by hand, then the oracles."""

import numpy as np
import pytest
import scoringrules
from sklearn.metrics import average_precision_score, roc_auc_score

from sarez.watch.scores.events import Reliability, auc, average_precision, brier, reliability
from sarez.watch.scores.shapes import ScoreError


@pytest.mark.parametrize("score", [brier, auc, average_precision, reliability])
@pytest.mark.parametrize(
    ("obs", "fct"),
    [
        ([1, 0], [0.5]),
        ([], []),
        ([2, 0], [0.5, 0.5]),
        ([1, 0], [1.1, 0]),
        ([1, 0], [float("nan"), 0]),
        (1, 0.5),
    ],
)
def test_what_does_not_fit_is_refused(score, obs, fct):
    with pytest.raises(ScoreError):
        score(obs, fct)


def test_nothing_to_tell_apart_is_said_so():
    with pytest.raises(ScoreError, match="told apart"):
        auc([1, 1], [0.2, 0.3])
    with pytest.raises(ScoreError, match="Nothing came"):
        average_precision([0, 0], [0.2, 0.3])
    with pytest.raises(ScoreError, match="ascend"):
        reliability([0, 1], [0.2, 0.3], edges=(0, 0.5))


def test_auc_by_hand():
    assert auc([0, 1, 0, 1], [0.1, 0.2, 0.3, 0.4]) == 0.75
    assert auc([0, 1], [0.5, 0.5]) == 0.5  # who tells nothing apart


def test_average_precision_by_hand():
    # the highest came (1/1), the second did not, the third and fourth are told alike and one came (2/4)
    assert average_precision([1, 0, 1, 0], [0.9, 0.8, 0.3, 0.3]) == pytest.approx(0.5 * 1 + 0.5 * 0.5)
    assert average_precision([0, 0, 0, 1], [0.2] * 4) == 0.25  # the base rate


def test_reliability_by_hand():
    classes = reliability([0, 1, 1, 1], [0.1, 0.3, 0.5, 1.0], edges=(0, 0.5, 1))
    assert classes == (Reliability(0, 0.5, 2, 0.2, 0.5), Reliability(0.5, 1, 2, 0.75, 1.0))


def test_the_figures_are_those_of_the_oracles():
    dice = np.random.default_rng(3)
    told = dice.random(500).round(2)
    came = (dice.random(500) < told**2).astype(float)
    assert auc(came, told) == pytest.approx(roc_auc_score(came, told))
    assert average_precision(came, told) == pytest.approx(average_precision_score(came, told))
    assert brier(came, told) == pytest.approx(scoringrules.brier_score(came, told))

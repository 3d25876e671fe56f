"""Our model on a small invented world: nothing later leaks in, the same comes out twice, and war is foreseen where war is."""

import numpy as np
import pytest

from sarez.errors import DataError
from sarez.watch.deaths import grid
from sarez.watch.deaths.forecast import outlook
from sarez.watch.deaths.history import History
from sarez.watch.deaths.model import between, foreseen, states, with_onset
from sarez.watch.deaths.months import LEADS, DeathsError
from sarez.watch.deaths.recipe import PATH, STATES, load_recipe
from sarez.watch.deaths.signs import faded, signs

CODES = ("AFG", "KAZ", "KGZ", "PAK", "TJK", "UZB", "ISL", "NOR")


def world(months=150):
    """Afghanistan and Pakistan at war throughout, Tajikistan now and then, the others at peace."""
    dice = np.random.default_rng(7)
    deaths = np.zeros((months, len(CODES)))
    deaths[:, 0], deaths[:, 3] = (
        dice.negative_binomial(2, 0.01, months),
        dice.negative_binomial(1, 0.1, months),
    )
    deaths[::9, 4] = dice.poisson(5, len(deaths[::9]))
    return History(121, CODES, deaths)


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """The recipe with few trees and rounds."""
    path = tmp_path_factory.mktemp("recipe") / "model.yaml"
    text = PATH.read_text("utf-8").replace("count: 80", "count: 4").replace("rounds: 50", "rounds: 5")
    path.write_text(text.replace("rounds: 100", "rounds: 5"), "utf-8")
    return load_recipe(path)


@pytest.fixture(scope="module")
def found(small):
    return foreseen(world(), small)


def test_too_short_a_history_is_refused(small):
    with pytest.raises(DeathsError, match="too few to learn from"):
        foreseen(world(60), small)


def test_each_lead_and_country_has_a_distribution(found):
    assert found.shape == (len(LEADS), len(CODES), len(grid.points()))
    assert (np.diff(found, axis=-1) >= -1e-9).all()
    assert found.min() >= 0 and found.max() <= 1 + 1e-9


def test_war_is_foreseen_where_war_is(found):
    any_ = grid.chance(found, 1).mean(0)
    assert any_[0] > 0.8 and any_[3] > 0.6
    assert 0.01 < any_[4] < 0.5
    assert max(any_[1], any_[5], any_[6]) < 0.05
    assert grid.chance(found, 100).mean(0)[0] > 0.4


def test_what_comes_after_the_day_asked_changes_nothing(found, small):
    longer = world(170)
    changed = longer.deaths.copy()
    changed[:150], changed[150:] = world().deaths, 9999
    later = History(longer.first, CODES, changed)
    assert (foreseen(later.until(world().last), small) == found).all()


def test_the_same_history_gives_the_same_draws(found, small):
    one, two = (outlook(world(), small, beside=("zero",)) for _ in range(2))
    assert list(one.draws) == ["sarez-deaths", "zero"]
    assert (one.draws["sarez-deaths"] == two.draws["sarez-deaths"]).all()


def test_a_forecast_is_a_distribution_and_never_a_bare_number(small):
    rows = list(outlook(world(), small).rows("AFG", "KAZ"))
    assert len(rows) == 2 * len(LEADS) * 3
    ours = rows[0]
    assert (ours.model, ours.country, f"{ours.month:%Y-%m}", ours.lead) == (
        "sarez-deaths",
        "AFG",
        "2002-09",
        3,
    )
    assert ours.most[0] <= ours.half[0] <= ours.median <= ours.half[1] <= ours.most[1]
    assert 1 >= ours.at_least_1 >= ours.at_least_25 >= ours.at_least_100 >= ours.at_least_1000 >= 0
    assert ours.as_dict()["month"] == "2002-09"


def test_a_sign_is_read_off_that_month_and_those_before():
    deaths = world().deaths.copy()
    deaths[100:] = 7
    early, late = signs(world()), signs(History(121, CODES, deaths))
    assert (early.values[:100] == late.values[:100]).all()
    assert (early.values[100:] != late.values[100:]).any()


def test_what_is_old_fades():
    assert faded(np.array([[8.0], [0.0]]), 1)[:, 0] == pytest.approx([8, 8 / 3])


def test_states_by_hand(small):
    deaths = np.zeros((60, 5))
    deaths[10, 1] = 5
    deaths[-1, 2], deaths[-1, 3], deaths[-12:, 4] = 12, 120, 50
    told = states(History(1, CODES[:5], deaths), small)
    assert [STATES[k] for k in told] == ["silent", "quiet", "low", "middle", "high"]


def test_the_chance_of_an_onset_is_moved_and_how_many_die_is_not():
    told = np.repeat(grid.of_samples(np.array([[0.0, 0, 5, 9]]), np.full(4, 0.25)), 2, axis=0)
    moved = with_onset(told, np.array([0.005, np.nan]), 0.5)
    assert grid.chance(moved, 1) == pytest.approx([0.05, 0.5])
    assert grid.chance(moved, 9) / grid.chance(moved, 1) == pytest.approx([0.5, 0.5])


def test_midway_between_two_chances_is_midway_between_their_odds():
    assert between(np.array([0.2, 0.01, np.nan]), np.array([0.8, 0.01, 0.5])) == pytest.approx(
        [0.5, 0.01, np.nan], nan_ok=True
    )


@pytest.mark.parametrize(
    ("old", "new"), [("level: 0.52", "level: 0.5"), ("version: 3\n", ""), ("onset: 1.0", "onset: x")]
)
def test_a_recipe_that_does_not_hold_together_is_refused(tmp_path, old, new):
    text = PATH.read_text("utf-8")
    assert old in text
    (tmp_path / "model.yaml").write_text(text.replace(old, new), "utf-8")
    with pytest.raises(DataError, match=r"model\.yaml"):
        load_recipe(tmp_path / "model.yaml")

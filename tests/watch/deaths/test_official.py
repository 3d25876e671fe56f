"""The four official benchmarks of the VIEWS challenge score here what they score there, in all six windows.

`official_crps.csv` holds cells of the challenge's own tables of scores as published (fif911/probabilistic_conflict_modelling);
the means are theirs to the four decimals known for conflictology, and ours, by scoringrules too, beyond.
"""

import csv
from pathlib import Path

import numpy as np
import pytest
import scoringrules

from sarez.watch.deaths.challenge import WINDOWS, read_actuals, read_samples, target_months
from sarez.watch.deaths.countries import countries
from sarez.watch.scores.numbers import crps, ignorance, interval_score

VIEWS = Path(__file__).parents[4] / "shared" / "data" / "views"
OFFICIAL = Path(__file__).parent / "official_crps.csv"
MEANS = {
    "bm_zero": (24.130453752, 23.018760908, 32.040575916, 87.339005236, 120.968150087, 53.543193717),
    "bm_conflictology": (14.482875218, 9.146305992, 21.339332461, 76.84947644, 123.99516434, 50.356711751),
    "bm_last_historical_poisson": (
        20.173457151,
        9.4800405,
        23.698108788,
        85.60546094,
        131.017134966,
        678.959777282,
    ),
    "bm_boot_240": (23.577316213, 22.457582144, 31.41743732, 86.626315733, 120.249169038, 52.722146685),
}
pytestmark = [
    pytest.mark.workshop,
    pytest.mark.skipif(not VIEWS.is_dir(), reason="the challenge's data are only in the workshop"),
]


@pytest.mark.parametrize("model", MEANS)
def test_the_official_benchmarks_score_what_they_should(model):
    told = list(csv.DictReader(OFFICIAL.read_text("utf-8").splitlines()))
    seen = 0
    for year, mean in zip(WINDOWS, MEANS[model], strict=True):
        actual = read_actuals(VIEWS, year)
        assert actual.first == target_months(year)[0] and actual.deaths.shape == (12, 191)
        scores = crps(actual.deaths, read_samples(VIEWS, model, year, actual.countries))
        assert scores.mean() == pytest.approx(mean, abs=1e-6)
        numbers = [countries()[code].views for code in actual.countries]
        for row in told:
            if row["model"] == model and int(row["month_id"]) in target_months(year):
                cell = scores[int(row["month_id"]) - actual.first, numbers.index(int(row["country_id"]))]
                assert cell == pytest.approx(float(row["crps"]), abs=1e-6)
                seen += 1
    assert seen == sum(row["model"] == model for row in told) >= 8


def test_conflictology_scores_what_was_published_and_what_scoringrules_says():
    published = (14.4829, 9.1463, 21.3393, 76.8495, 123.9952, 50.3567)
    assert MEANS["bm_conflictology"] == pytest.approx(published, abs=5e-5)
    actual = read_actuals(VIEWS, 2022)
    draws = read_samples(VIEWS, "bm_conflictology", 2022, actual.countries)
    oracle = scoringrules.crps_ensemble(actual.deaths, draws.astype(float), estimator="nrg")
    assert np.abs(crps(actual.deaths, draws) - oracle).max() < 1e-8


def test_ignorance_and_interval_score_of_conflictology_are_those_of_the_research():
    ign, mis = [], []
    for year in WINDOWS:
        actual = read_actuals(VIEWS, year)
        draws = read_samples(VIEWS, "bm_conflictology", year, actual.countries)
        ign.append(ignorance(actual.deaths, draws).mean())
        mis.append(interval_score(actual.deaths, draws).mean())
    assert np.mean(ign) == pytest.approx(0.718, abs=6e-4)
    assert np.mean(mis) == pytest.approx(873.5, abs=0.05)

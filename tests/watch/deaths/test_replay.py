"""The replay: a known world, and figures counted by hand."""

import numpy as np
import pytest

from sarez.watch.deaths import grid
from sarez.watch.deaths.challenge import panel_of, read_samples, target_months, write_samples
from sarez.watch.deaths.history import History
from sarez.watch.deaths.months import DeathsError, cutoff
from sarez.watch.deaths.replay import by_year, cells, drawn, figures, reliability_of, scored

CODES = ("AFG", "KGZ", "UZB")


def told():
    """Afghanistan 10 a month, Kyrgyzstan quiet until its war in May 2021, Uzbekistan at peace; from 2015 on."""
    deaths = np.zeros((84, 3))
    deaths[:, 0] = 10
    deaths[76, 1] = 40  # May 2021, the 77th month
    return History(cutoff(2015) + 3, CODES, deaths)


def actuals(*years):
    return {
        year: History(target_months(year)[0], CODES, told().at(list(target_months(year)))) for year in years
    }


def always(*numbers):
    """A model that foresees these numbers, equally likely, in every month of every country."""
    cdf = grid.of_samples(np.array([numbers], dtype=float), np.full(len(numbers), 1 / len(numbers)))
    return lambda known: np.broadcast_to(cdf, (12, 3, cdf.shape[-1]))


def tried(model, seen, *years):
    return scored(seen, np.concatenate([drawn(model, told(), y).reshape(-1, 1000) for y in years]))


def test_a_model_is_given_what_was_told_by_october():
    asked = []

    def model(known):
        asked.append(known.last)
        return always(0)(known)

    drawn(model, told(), 2021)
    assert asked == [cutoff(2021)]


def test_figures_by_hand():
    seen = cells(told(), actuals(2020, 2021))
    assert len(seen.came) == 2 * 12 * 3
    assert (seen.quiet.sum(), seen.came[seen.quiet].sum()) == (2 * 12 * 2, 40)
    by_model = {"ten": tried(always(10), seen, 2020, 2021), "mix": tried(always(0), seen, 2020, 2021)}
    rows = {(row.model, row.figure): row for row in figures(seen, by_model, resampled=100)}
    assert rows["ten", "CRPS"].seen.value == pytest.approx((47 * 10 + 30) / 72)
    assert rows["mix", "CRPS"].seen.value == pytest.approx((24 * 10 + 40) / 72)
    assert rows["ten", "CRPS"].difference.value == pytest.approx((500 - 280) / 72)
    assert rows["mix", "CRPS"].difference.high == 0
    assert rows["ten", "coverage 90 %, months with deaths"].seen.value == pytest.approx(24 / 25)
    assert rows["ten", "onset: AUC"].seen.value == 0.5
    assert rows["ten", "onset: average precision"].seen.value == pytest.approx(1 / 48)
    assert by_year(seen, by_model)["mix"] == {2020: pytest.approx(120 / 36), 2021: pytest.approx(160 / 36)}
    (kind,) = reliability_of(seen, by_model["ten"])
    assert (kind.n, kind.told, kind.came) == (72, 1, pytest.approx(25 / 72))


def test_draws_are_left_in_the_challenges_layout(tmp_path):
    draws = np.arange(12 * 3 * 5).reshape(12, 3, 5)
    folder = tmp_path / "submission" / "ours" / "cm"
    path = write_samples(folder, 2021, ("UZB", "AFG", "KGZ"), draws)
    assert path == folder / "window=Y2021" / "sarez_cm_2021.parquet"
    assert (read_samples(tmp_path, "ours", 2021, ("UZB", "AFG", "KGZ")) == draws).all()
    assert (read_samples(tmp_path, "ours", 2021, ("AFG", "UZB")) == draws[:, [1, 0]]).all()


def test_a_folder_with_no_file_or_unknown_countries_is_refused(tmp_path):
    import pyarrow as pa

    with pytest.raises(DeathsError, match="0 Parquet files"):
        read_samples(tmp_path, "ours", 2021, CODES)
    with pytest.raises(DeathsError, match="no countries of VIEWS"):
        panel_of(pa.table({"month_id": [1], "country_id": [9999], "outcome": [0]}), "outcome")

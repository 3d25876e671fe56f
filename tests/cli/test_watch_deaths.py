"""`sarez watch forecast` and `sarez watch score` as a user calls them."""

import csv
import io
import json
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from sarez.cli import main

VIEWS = Path(__file__).parents[3] / "shared" / "data" / "views"


def run(*args):
    return CliRunner().invoke(main, [*map(str, args)])


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    """Ten years of Afghanistan at war, Tajikistan now and then, Kazakhstan at peace."""
    dice = np.random.default_rng(3)
    path = tmp_path_factory.mktemp("world") / "deaths.csv"
    with path.open("w", encoding="utf-8") as stream:
        stream.write("country,month,deaths\n")
        for n in range(120):
            for code, deaths in (
                ("AFG", dice.poisson(90)),
                ("TJK", 5 * (n % 9 == 0)),
                ("KAZ", 0),
                ("NOR", 0),
            ):
                stream.write(f"{code},{2000 + n // 12}-{n % 12 + 1:02},{deaths}\n")
    return path


def test_a_table_gives_distributions_beside_baselines(world, tmp_path):
    done = run(
        "watch",
        "forecast",
        world,
        "--unit",
        "TJK",
        "--as-of",
        "2009-10",
        "-f",
        "json",
        "--draws",
        tmp_path / "d.parquet",
    )
    assert done.exit_code == 0, done.stderr
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(rows) == 12 * 3 and {row["country"] for row in rows} == {"TJK"}
    assert (rows[0]["month"], rows[0]["lead"], rows[-1]["month"]) == ("2010-01", 3, "2010-12")
    assert {row["model"] for row in rows} == {"sarez-deaths", "conflictology-12", "mix"}
    assert "learns from 2000-01 to 2009-10" in done.stderr
    drawn = pq.read_table(tmp_path / "d.parquet")
    assert drawn.num_rows == 12 * 4 * 1000 and drawn.column_names == [
        "month_id",
        "country",
        "draw",
        "outcome",
    ]


def test_the_regions_countries_are_shown_where_none_is_asked(world):
    done = run("watch", "forecast", world, "-f", "csv")
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert {row["country"] for row in rows} == {"AFG", "KAZ", "TJK"}
    assert {row["90 %"] for row in rows if row["country"] == "KAZ"} == {"0 to 0"}


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("--unit", "QQQ"), "no deaths of QQQ"),
        (("--as-of", "2022-10"), "2022-10 is not among the months told"),
        (("--as-of", "soon"), "no month"),
        (("--as-of", "2003-10"), "too few to learn from"),
    ],
)
def test_what_cannot_be_asked_is_said(world, args, message):
    done = run("watch", "forecast", world, *args)
    assert done.exit_code == 2 and message in done.stderr


def test_without_a_table_what_to_add_is_said(tmp_path, monkeypatch):
    monkeypatch.setenv("SAREZ_HOME", str(tmp_path))
    done = run("watch", "forecast")
    assert done.exit_code == 2 and "sarez tables add" in done.stderr


def test_a_folder_without_the_challenge_is_said(tmp_path):
    done = run("watch", "score", "--views", tmp_path)
    assert done.exit_code == 2 and "cannot be read" in done.stderr


@pytest.mark.slow
@pytest.mark.workshop
@pytest.mark.skipif(not VIEWS.is_dir(), reason="the challenge's data are only in the workshop")
def test_the_replay_holds_its_figures_and_leaves_the_challenges_layout(tmp_path):
    done = run("watch", "score", "--views", VIEWS, "--out", tmp_path, "--resamples", 100, "-f", "json")
    assert done.exit_code == 0, done.stderr
    told = json.loads(done.stdout)
    seen = {row["figure"]: row["seen"]["value"] for row in told["figures"] if row["model"] == "sarez"}
    assert (told["country_months"], told["quiet_country_months"], told["onsets"]) == (13_752, 10_368, 39)
    assert seen["ignorance"] <= 0.570
    assert seen["CRPS without Ethiopia"] <= 23.1  # asked: 22.7
    assert seen["log1p-CRPS"] <= 0.157  # asked: .156
    assert 0.87 <= seen["coverage 90 %, months with deaths"] <= 0.93
    assert seen["onset: AUC"] >= 0.79
    assert seen["onset: average precision"] >= 0.0235  # asked: .025
    official = pq.read_schema(VIEWS / "submission/bm_boot_240/cm/window=Y2018/bm_boot_240_cm_2018.parquet")
    for year in range(2018, 2024):
        (path,) = (tmp_path / f"window=Y{year}").glob("*.parquet")
        table = pq.read_table(path, partitioning=None)
        assert table.num_rows == 191 * 12 * 1000
        assert {name: table.schema.field(name).type for name in table.column_names} == {
            name: official.field(name).type for name in ("month_id", "country_id", "draw", "outcome")
        }

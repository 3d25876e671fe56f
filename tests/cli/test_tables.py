"""The commands `sarez tables …`."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from sarez.cli import main

HEADER = (
    "Event ID\tEvent Date\tSource Country\tCAMEO Code\tTarget Country\tCountry\tStory ID\tSource Sectors\n"
)
ROWS = HEADER + "1\t2022-09-14\tKyrgyzstan\t112\tTajikistan\tKyrgyzstan\t7\tNA\n"


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.setenv("SAREZ_HOME", str(tmp_path / "home"))
    for name in ("SAREZ_UCDP_TOKEN", "SAREZ_ACLED_USER", "SAREZ_ACLED_PASSWORD"):
        monkeypatch.delenv(name, raising=False)

    def run(*arguments):
        return CliRunner().invoke(main, ["tables", *map(str, arguments)])

    return run


def put(folder, text, name="events.tab"):
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def test_a_table_is_added_shown_and_removed(run, tmp_path):
    done = run("add", put(tmp_path, ROWS), "--version", "one", "--format", "json")
    assert done.exit_code == 0, done.stderr
    (added,) = map(json.loads, done.stdout.splitlines())
    assert (added["source"], added["version"], added["events"], added["is_new"]) == ("icews", "one", 1, True)
    (shown,) = map(json.loads, run("show", "--format", "json").stdout.splitlines())
    assert (shown["source"], shown["events"], shown["first"]) == ("icews", 1, "2022-09-14")
    assert shown["known_at"] == "2022-09-15T00:00:00+00:00"
    assert "icews" in run("show", "--format", "table").stdout
    assert run("remove", "icews", "one").exit_code == 0
    assert run("show", "--format", "json").stdout == ""
    again = run("remove", "icews", "one")
    assert again.exit_code == 2 and "Kept is nothing" in again.stderr


def test_what_is_wrong_is_told_on_standard_error_and_the_rest_is_kept(run, tmp_path):
    done = run("add", put(tmp_path, ROWS + "2\tsoon\n"), put(tmp_path, "a,b\n", "b.csv"), "--format", "table")
    assert done.exit_code == 1 and "1 event, 2022" in done.stdout and "1 row left out" in done.stdout
    assert "row 3" in done.stderr and "no table of events" in done.stderr


def test_the_same_file_twice_is_no_problem(run, tmp_path):
    path = put(tmp_path, ROWS)
    assert run("add", path).exit_code == 0
    again = run("add", path, "--format", "table")
    assert again.exit_code == 0 and "kept already" in again.stdout


def test_a_day_is_written_as_a_day(run, tmp_path):
    assert run("add", put(tmp_path, ROWS), "--known-at", "soon").exit_code == 2
    done = run("add", put(tmp_path, ROWS), "--known-at", "2023-01-02", "--format", "json")
    assert json.loads(done.stdout)["known_at"] == "2023-01-02T00:00:00+00:00"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("ucdp",), "--version"),
        (("ucdp", "--version", "25.1"), "SAREZ_UCDP_TOKEN"),
        (("ucdp", "--version", "25.1", "--from", "2021-01-01"), "whole"),
        (("acled",), "--from"),
        (("acled", "--from", "2021-01-01"), "SAREZ_ACLED_USER and SAREZ_ACLED_PASSWORD"),
        (("gdelt", "--to", "2021-01-01"), "--from"),
    ],
)
def test_a_fetch_says_what_it_lacks(run, arguments, said):
    done = run("fetch", *arguments)
    assert done.exit_code == 2 and said in done.stderr


def test_nothing_kept_is_said(run):
    assert "sarez tables add" in run("show", "--format", "table").stderr

"""`sarez watch panel`, as a person calls it."""

import csv
import io
import json

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner
from tests.watch.making import event, table

from sarez.cli import main

ROWS = (
    event("a", (1, 4), "THREATEN", actor="KGZ", recipient="TJK", mentions=4),
    event("b", (1, 18), "CONSULT", actor="KGZ", recipient="TJK"),
    event("c", (1, 18), "CONSULT", actor="KGZ", recipient="TJK", source="gdelt"),
)


@pytest.fixture
def watch(tmp_path, monkeypatch):
    """Call `sarez watch panel` in a home of its own, with the events at hand in events.parquet."""
    monkeypatch.setenv("SAREZ_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    pq.write_table(table(*ROWS), "events.parquet")
    return lambda *arguments: CliRunner().invoke(main, ["watch", "panel", *arguments])


ASKED = ("events.parquet", "-u", "tjk-kgz", "-i", "threats", "-i", "talks")


def test_the_table_shows_no_data_apart_from_zero(watch):
    done = watch(*ASKED)
    assert done.exit_code == 0, done.output
    lines = [line.split() for line in done.stdout.splitlines()]
    assert lines[:4] == [
        ["unit", "period", "talks", "threats", "reported"],
        ["KGZ-TJK", "2022-01-03", "0", "1", "8"],
        ["KGZ-TJK", "2022-01-10", "·", "·", "0"],
        ["KGZ-TJK", "2022-01-17", "2", "0", "4"],
    ]


def test_the_same_rows_as_csv_json_and_parquet(watch, tmp_path):
    text = watch(*ASKED, "-f", "csv").stdout
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["value"] for row in rows] == ["0.0", "1.0", "", "", "2.0", "0.0"]
    made = [json.loads(line) for line in watch(*ASKED, "-f", "json").stdout.splitlines()]
    assert made[1]["corrected"] == 12.5
    assert made[2]["value"] is None
    assert watch(*ASKED, "-f", "parquet", "-o", "panel.parquet").exit_code == 0
    kept = pq.read_table(tmp_path / "panel.parquet").to_pylist()
    assert [{**row, "period": str(row["period"])} for row in kept] == made
    assert "name a file with --output" in watch(*ASKED, "-f", "parquet").stderr


def test_days_sources_and_what_was_known_narrow_it(watch):
    def talks(*more):
        found = watch(*ASKED, "-f", "json", *more).stdout.splitlines()
        return {r["period"]: r["value"] for r in map(json.loads, found) if r["indicator"] == "talks"}

    assert talks("--from", "2022-01-17") == {"2022-01-17": 2}
    assert talks("--to", "2022-01-10") == {"2022-01-03": 0, "2022-01-10": None}
    assert talks("--step", "month", "--from", "2022-01", "--to", "2022-01") == {"2022-01-01": 2}
    assert talks("--source", "gdelt") == {"2022-01-17": 1}
    before = watch(*ASKED, "--as-of", "2021-12-31")
    assert (before.exit_code, before.stdout.count("KGZ-TJK")) == (0, 0)
    assert "nothing of these units was known then" in before.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("events.parquet",), "Name a unit, as --unit KGZ-TJK, or a kind of unit"),
        (("-u", "KGZ"), "keep some with `sarez tables add FILE`"),
        (("none.parquet", "-u", "KGZ"), "There is no none.parquet"),
        (
            ("events.parquet", "-u", "KGZ", "-i", "peace"),
            "'peace' is no indicator. Use one of: material_conflict",
        ),
        (
            ("events.parquet", "-u", "KGZ", "--from", "spring"),
            "'spring' is no day: write 2022-01-31 or 2022-01.",
        ),
        (("events.parquet", "-u", "KGZ", "-u", "KGZ-TJK"), "ask for each kind by itself"),
    ],
)
def test_bad_use_is_told_with_what_to_do(watch, arguments, message):
    done = watch(*arguments)
    assert done.exit_code == 2
    assert message in done.stderr


def test_a_table_as_its_source_gives_it_out_is_read_and_what_is_wrong_with_it_told(watch, tmp_path):
    header = (
        "Event ID\tEvent Date\tSource Name\tSource Sectors\tSource Country\tEvent Text\tCAMEO Code\tIntensity\tTarget Name\t"
        "Target Sectors\tTarget Country\tStory ID\tSentence Number\tPublisher\tCity\tDistrict\tProvince\tCountry\tLatitude\tLongitude"
    )
    row = "1\t2018-06-01\tMinister\tGovernment\tKyrgyzstan\tConsult\t040\t1\tMinister\tGovernment\t{}\t2\t2\tNews\tNA\tNA\tNA\tKyrgyzstan\t42\t74"
    lines = [header, row.format("Tajikistan"), row.format("Atlantis").replace("1", "3", 1)]
    (tmp_path / "events.tab").write_text("\n".join(lines) + "\n", "utf-8")
    done = watch("events.tab", "-u", "KGZ-TJK", "-i", "talks", "-f", "json")
    assert [json.loads(line)["value"] for line in done.stdout.splitlines()] == [1]
    assert "the name of a country is not known" in done.stderr

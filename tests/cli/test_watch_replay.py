"""`sarez watch replay` on a file of events."""

import json
from datetime import UTC, date, datetime

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner
from tests.watch.making import event, table

from sarez.cli import main
from sarez.cli.watch_replay import day_of
from sarez.errors import SarezError

RULES = """
budget: 2
rules:
  clashes:
    says: Clashes.
    units: pairs
    when: {indicator: material_conflict, step: day, over: 14, at_least: 2}
    level: orange
    window: 10 days
    cool_down: 5 days
"""


def clash(id, day, known, **more):
    at = datetime(2022, 3, known, 8, tzinfo=UTC)
    return event(id, (3, day), "ASSAULT", known_at=at, actor="KGZ", recipient="TJK", **more)


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("replay")
    rows = table(clash("a", 2, 3), clash("b", 4, 6, place="Vorukh"), clash("c", 13, 14, deaths=2))
    pq.write_table(rows, folder / "events.parquet")
    (folder / "rules.yaml").write_text(RULES, "utf-8")
    return folder


def run(files, *more):
    asked = ["watch", "replay", "-u", "tjk-kgz", "--from", "2022-03-05", "--to", "2022-03-20"]
    given = ["--events", str(files / "events.parquet"), "--rules", str(files / "rules.yaml")]
    return CliRunner().invoke(main, [*asked, *given, *more])


def test_people_read_the_eventful_days_and_how_it_ended(files):
    told = run(files)
    assert told.exit_code == 0, told.output
    lines = [" ".join(line.split()) for line in told.output.splitlines()]
    assert any(line.startswith("2022-03-06 4 Mar ASSAULT KGZ → TJK, Vorukh 2") for line in lines)
    assert "◆ ORANGE until 2022-03-16" in told.output
    assert any(
        line.startswith("hit clashes, issued 2022-03-06, to 2022-03-16: 2022-03-13 ASSAULT") for line in lines
    )
    assert any(line.startswith("warned 2022-03-13 ASSAULT KGZ → TJK, 2 dead") for line in lines)
    assert "2022-03-08" not in told.output  # a day on which nothing happened
    assert "sample" not in told.output


def test_programs_read_every_day(files):
    told = run(files, "-f", "json")
    lines = [json.loads(line) for line in told.output.splitlines()]
    assert [line["day"] for line in lines[:-1]] == [f"2022-03-{day:02}" for day in range(5, 21)]
    warned = {line["day"]: line["warnings"][0]["level"] for line in lines[:-1] if line["warnings"]}
    assert warned == {"2022-03-06": "orange", "2022-03-11": "orange"}
    held = [line["day"] for line in lines[:-1] if any(one["why"] == "budget" for one in line["held"])]
    assert held == ["2022-03-16", "2022-03-17"]
    assert [verdict["outcome"] for verdict in lines[-1]["verdicts"]] == ["hit", "hit"]
    assert [round(verdict["lead_hours"] or 0) for verdict in lines[-1]["verdicts"]] == [144, 24]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2022", date(2022, 1, 1), date(2022, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2022-09-14", date(2022, 9, 14), date(2022, 9, 14)),
    ],
)
def test_a_date_may_be_partial(text, first, last):
    assert (day_of(text), day_of(text, is_last=True)) == (first, last)


@pytest.mark.parametrize("text", ["", "22", "2022-13", "2022-02-30", "2022-1-1-1", "today", "２０２２"])
def test_what_is_no_date_is_refused(text):
    with pytest.raises(SarezError, match="is no date"):
        day_of(text)


def test_bad_use_says_what_to_do(files, tmp_path):
    (tmp_path / "none").mkdir()
    asked = ["watch", "replay", "-u", "KGZ-TJK", "--from", "2022", "--to", "2022", "--events"]
    assert "There are no events in" in CliRunner().invoke(main, [*asked, str(tmp_path / "none")]).output
    (tmp_path / "bad.parquet").write_bytes(b"no")
    assert (
        "cannot be read as Parquet"
        in CliRunner().invoke(main, [*asked, str(tmp_path / "bad.parquet")]).output
    )
    told = CliRunner().invoke(main, ["watch", "replay", "-u", "KG-TJ", "--from", "2022", "--to", "2022"])
    assert (told.exit_code, "is no unit" in told.output) == (2, True)
    bad = files / "bad.yaml"
    bad.write_text("rules: {a: 3}", "utf-8")
    told = run(files, "--rules", str(bad))
    assert "line 1: 'a' holds nothing" in told.output
    assert "There is no rule to replay" in told.output

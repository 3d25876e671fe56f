"""`sarez watch changes` and `sarez watch incidents`, on a table of events in a file."""

import json
from datetime import UTC, date, datetime, timedelta

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from sarez.cli import main
from sarez.intake.tables.schema import schema

MONDAY = date(2019, 1, 7)


def attack(week, actor="KGZ", recipient="TJK", **more):
    day = MONDAY + timedelta(weeks=week)
    row = dict.fromkeys(schema().names) | {"part": 1, "source": "gdelt", "version": "1", "status": "occurred"}
    row |= {
        "first": day,
        "last": day,
        "date_precision": "day",
        "place_precision": "place",
        "low": 0,
        "high": 4,
    }
    row |= {
        "id": f"{actor}{recipient}{week}{more}",
        "actor": actor,
        "recipient": recipient,
        "type": "ASSAULT",
    }
    row |= {
        "mode": "shooting",
        "quad": "material conflict",
        "country": "KGZ",
        "admin1": "Batken",
        "mentions": 4,
    }
    known = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    return row | {"known_at": known, "published": known, "reference": f"report-{week}"} | more


@pytest.fixture
def events(tmp_path):
    """Three quiet years with talks every week and an attack now and then, then two months of attacks."""
    talks = {"type": "CONSULT", "mode": "meeting", "quad": "verbal cooperation"}
    rows = [attack(week, **talks) for week in range(168)] + [
        attack(week, part=1) for week in range(0, 160, 40)
    ]
    rows += [attack(week, mode=f"shooting {n}") for week in range(160, 168) for n in range(4)]
    rows += [attack(week, "TJK", "UZB", **talks) for week in range(168)]
    path = tmp_path / "events.parquet"
    pq.write_table(pa.Table.from_pylist(rows, schema=schema()), path)
    return str(path)


def run(*arguments):
    done = CliRunner().invoke(main, ["watch", *arguments])
    assert done.exit_code == 0, done.output
    return done.stdout


def test_a_rise_is_told_with_the_events_behind_it(events):
    asked = ("changes", events, "--kind", "pair", "-i", "material_conflict", "--day", "2022-04-01")
    text = run(*asked, "--events", "2")
    assert "KGZ-TJK: material_conflict rose from" in text
    assert "ASSAULT" in text and "report-16" in text
    assert "in which nothing changes" in text
    first, *_ = [json.loads(line) for line in run(*asked, "--events", "2", "--format", "json").splitlines()]
    assert (first["unit"], first["direction"], len(first["events"])) == ("KGZ-TJK", "up", 2)
    assert first["found"] <= "2022-04-01"


def test_before_it_rose_nothing_has_moved(events):
    text = run("changes", events, "--kind", "pair", "-i", "material_conflict", "--day", "2022-01-30")
    assert "series has moved" in text or "KGZ-TJK" not in text


def test_how_likely_an_incident_is_stands_beside_the_base_rate(events):
    rows = [
        json.loads(line)
        for line in run("incidents", events, "--day", "2022-01-30", "-f", "json").splitlines()
    ]
    pair = [row for row in rows if row["unit"] == "KGZ-TJK" and row["level"] == "armed"]
    assert [row["weeks"] for row in pair] == [1, 4, 8]
    assert 0 < pair[0]["probability"] < pair[2]["probability"] < 0.6
    assert pair[0]["is_base"] and pair[0]["reasons"]
    table = run("incidents", events, "--day", "2022-01-30", "-u", "KGZ-TJK", "--level", "any", "--weeks", "2")
    assert "KGZ-TJK" in table and "KGZ-UZB" not in table and "base rates alone" in table


def test_provinces_are_those_that_events_name(events):
    text = run("incidents", events, "--kind", "province", "--day", "2022-03-28")
    assert "KGZ:Batken" in text


def test_when_too_little_is_told_that_is_said(events):
    assert "Too little is told" in run("incidents", events, "--day", "2019-01-20")
    assert "nothing of these units was known" in run(
        "changes", events, "--kind", "pair", "--day", "2018-01-01"
    )

"""UCDP GED and Candidate Events."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from sarez.intake.tables.reading import Asked, Reading, read_tables
from sarez.intake.tables.schema import schema
from sarez.intake.tables.ucdp import months_of, source_of, until_year, version_in
from sarez.region.region import load_region

DATA = Path(__file__).parents[4] / "shared" / "data" / "ucdp"
if not DATA.is_dir():
    DATA = Path("/work/shared/data/ucdp")
NAME = "GEDEvent_v23_1.csv"


def test_an_event_of_two_governments_becomes_a_row_of_the_table(bench, rows):
    (row,), problems, reading = bench.read(NAME, rows.write([rows.ucdp]))
    assert problems == [] and (reading.source, reading.version, reading.rows) == ("ucdp-ged", "23.1", 1)
    assert list(row) == schema().names
    assert (row["id"], row["part"], row["actor"], row["recipient"]) == ("300001", 1, "KGZ", "TJK")
    assert (row["type"], row["quad"], row["code"], row["intensity"]) == (
        "ASSAULT",
        "material conflict",
        "1",
        -9.6,
    )
    assert (row["deaths_low"], row["deaths"], row["deaths_high"]) == (2, 3, 5)
    assert (row["country"], row["admin1"], row["place"]) == ("KGZ", "Batken Region", "Batken town")
    assert (row["place_precision"], row["date_precision"]) == ("near", "day")
    assert row["published"] == datetime(2022, 9, 14, tzinfo=UTC)
    assert row["known_at"] == datetime(2023, 7, 1, tzinfo=UTC) and row["ended_at"] is None
    assert (row["low"], row["high"], row["status"], row["mentions"]) == (0, 4, "occurred", 2)


def test_a_side_of_several_governments_gives_a_row_for_each_pair(bench, rows):
    found, problems, reading = bench.read(NAME, rows.write([rows.ucdp | {"gwnoa": "703, 705"}]))
    assert [(r["part"], r["actor"], r["recipient"]) for r in found] == [(1, "KAZ", "TJK"), (2, "KGZ", "TJK")]
    assert problems == [] and reading.rows == 1


def test_who_is_killed_in_one_sided_violence_are_people_of_the_country(bench, rows):
    made = rows.ucdp | {"type_of_violence": "3", "gwnob": "", "country_id": "702", "country": "Tajikistan"}
    (row,), _, _ = bench.read(NAME, rows.write([made]))
    assert (row["actor"], row["recipient"], row["country"]) == ("KGZ", "TJK", "TJK")


def test_an_event_of_several_months_keeps_its_days(bench, rows):
    made = rows.ucdp | {
        "date_start": "2022-01-20 00:00:00.000",
        "date_end": "2022-04-02 00:00:00.000",
        "date_prec": "5",
    }
    (row,), problems, _ = bench.read(NAME, rows.write([made]))
    assert (row["first"], row["last"], row["date_precision"]) == (date(2022, 1, 20), date(2022, 4, 2), "year")
    assert problems == []


def test_numbers_written_as_fractions_are_read(bench, rows):
    made = {k: f"{v}.0" if v.isdecimal() else v for k, v in rows.ucdp.items()}
    (row,), problems, _ = bench.read(NAME, rows.write([made]))
    assert (row["id"], row["deaths"], row["country"], row["actor"]) == ("300001", 3, "KGZ", "KGZ")
    assert problems == []


WRONG = (
    ({"best": "-1"}, "negative", {"deaths": None}),
    ({"best": "9"}, "not in order", {"deaths": 9, "deaths_low": 2, "deaths_high": 9}),
    ({"best": "many"}, "best is not a whole number", {"deaths": None, "deaths_low": 2}),
    ({"latitude": "95"}, "no place on earth", {"lat": None, "lon": None}),
    ({"longitude": "inf"}, "longitude is not a number", {"lat": None, "lon": None}),
    (
        {"date_end": "2022-09-01"},
        "before the beginning",
        {"first": date(2022, 9, 1), "last": date(2022, 9, 14)},
    ),
    ({"where_prec": "9"}, "where_prec", {"place_precision": "unknown"}),
    ({"country_id": "999", "country": "Nowhere"}, "no state that is known", {"country": None}),
    ({"type_of_violence": "7"}, "type_of_violence", {"code": "7"}),
)


def test_a_wrong_value_is_told_with_its_row_and_the_row_is_read(bench, rows):
    made = [rows.ucdp | {"id": f"wrong-{n}"} | wrong for n, (wrong, _, _) in enumerate(WRONG)]
    found, problems, reading = bench.read(NAME, rows.write([rows.ucdp, *made]))
    assert reading.left_out == 0
    for n, (_, said, kept) in enumerate(WRONG):
        told = next(p for p in problems if said in p.message)
        assert f"{n + 3} (wrong-{n})" in told.place and told.remedy
        assert {k: found[n + 1][k] for k in kept} == kept


def test_a_row_that_cannot_be_placed_in_time_or_named_is_left_out_and_told(bench, rows):
    wrong = (
        {"id": ""},
        {"date_start": "soon", "date_end": ""},
        {"date_start": "2031-01-01", "date_end": "2031-01-01"},
        {"date_start": "0001-01-01"},
        {"date_start": "infinity", "date_end": "infinity"},
    )
    made = [rows.ucdp | {"id": f"wrong-{n}"} | said for n, said in enumerate(wrong)]
    found, problems, reading = bench.read(NAME, rows.write([rows.ucdp, *made]))
    assert [r["id"] for r in found] == ["300001"] and reading.left_out == 5
    told = " ".join(p.place for p in problems if "left out" in p.message)
    assert all(str(row) in told for row in range(3, 8))


def test_a_release_that_is_not_on_file_asks_for_its_day(bench, rows):
    text = rows.write([rows.ucdp])
    (row,), (problem,), _ = bench.read("GEDEvent_v22_0_9.csv", text)
    assert "--known-at" in problem.remedy and row["known_at"].date() == date(2026, 5, 1)
    (row,), problems, _ = bench.read(
        "GEDEvent_v22_0_9.csv", text, known_at=datetime(2022, 10, 20, tzinfo=UTC)
    )
    assert problems == [] and row["known_at"] == datetime(2022, 10, 20, tzinfo=UTC)


def test_a_file_whose_name_tells_no_release_asks_for_it(bench, rows):
    problem = bench.refused("events.csv", rows.write([rows.ucdp]))
    assert "--version" in problem.remedy


def test_a_missing_column_is_told_by_name(bench, rows):
    made = {k: v for k, v in rows.ucdp.items() if k != "best"}
    assert "lacks the column best" in bench.refused(NAME, rows.write([made])).message


def test_names_of_files_tell_releases():
    names = (
        "GEDEvent_v23_0_10.csv",
        "GEDEvent_v23_1.csv",
        "ged241-csv.zip",
        "GEDEvent_v24_01_24_09.csv",
        "x.csv",
    )
    assert [version_in(n) for n in names] == ["23.0.10", "23.1", "24.1", "24.01.24.09", None]
    assert [source_of(v) for v in ("23.1", "23.0.10")] == ["ucdp-ged", "ucdp-candidate"]
    assert months_of("23.0.10") == ((2023, 10), (2023, 10)) and months_of("24.01.24.09") == (
        (2024, 1),
        (2024, 9),
    )
    assert until_year("23.1") == 2022


def read_whole(path, **said):
    (reading,) = read_tables(path, Asked(datetime(2026, 5, 1, tzinfo=UTC), **said), load_region())
    assert isinstance(reading, Reading), str(reading)
    return [row for table in reading.batches() for row in table.to_pylist()], reading


@pytest.mark.workshop
@pytest.mark.skipif(not DATA.is_dir(), reason="the real data are only in the workshop")
def test_the_candidates_of_october_2023():
    found, reading = read_whole(DATA / "GEDEvent_v23_0_10.csv", known_at=datetime(2023, 11, 20, tzinfo=UTC))
    assert (reading.source, reading.version, reading.rows, reading.left_out) == (
        "ucdp-candidate",
        "23.0.10",
        2391,
        0,
    )
    afghan = [r for r in found if r["country"] == "AFG"]
    assert len(afghan) == 12 and len({r["id"] for r in found}) == 2391
    assert not [r["id"] for r in found if r["country"] is None]
    first = next(r for r in found if r["id"] == "492699")
    assert (first["admin1"], first["deaths"], first["actor"], first["first"]) == (
        "Paktika Province",
        1,
        "AFG",
        date(2023, 10, 2),
    )
    assert sum((r["actor"], r["recipient"], r["code"]) == ("RUS", "UKR", "1") for r in found) == 827
    assert [p.message[:22] for p in reading.problems] == ["low, best and high are"]


@pytest.mark.workshop
@pytest.mark.skipif(not DATA.is_dir(), reason="the real data are only in the workshop")
def test_a_thousand_events_of_ged():
    found, reading = read_whole(DATA / "uncertainUCDP_ged_2023release_sample1000.csv", version="23.1")
    assert (reading.rows, sum(r["country"] == "AFG" for r in found)) == (1000, 135)
    assert {r["admin1"] for r in found if r["country"] == "TJK"} <= {
        "Dushanbe",
        "Gorno-Badakhshan",
        "Sughd Region",
        "Khatlon Region",
        "Districts of Republican Subordination",
        None,
    }

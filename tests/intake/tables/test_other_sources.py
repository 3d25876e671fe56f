"""GDELT, ICEWS, ACLED and POLECAT."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from sarez.intake.tables import gdelt
from sarez.intake.tables.reading import Asked, Reading, read_tables
from sarez.region.region import load_region

DATA = Path("/work/shared/data/icews")


def test_gdelt_has_no_header_and_codes_of_its_own(bench, rows):
    (row,), problems, reading = bench.read(
        "20220915003000.export.CSV", rows.write([rows.gdelt], "\t", header=False)
    )
    assert problems == [] and reading.source == "gdelt"
    assert (row["id"], row["actor"], row["recipient"], row["country"]) == ("1000000001", "KGZ", "TJK", "KGZ")
    assert (row["type"], row["code"], row["quad"], row["intensity"]) == (
        "ASSAULT",
        "190",
        "material conflict",
        -10.0,
    )
    assert (row["first"], row["place"], row["admin1"], row["place_precision"]) == (
        date(2022, 9, 14), "Batken", "Batken Region", "place",
    )  # fmt: skip
    assert row["known_at"] == row["published"] == datetime(2022, 9, 15, 0, 30, tzinfo=UTC)
    assert (row["mentions"], row["reference"], row["deaths"]) == (7, "https://chronicle.example/1", None)


@pytest.mark.parametrize("count", [57, 58])
def test_gdelt_of_the_first_make_is_told_by_its_columns(bench, rows, count):
    columns = gdelt.ONE[:count]
    made = {c: rows.gdelt[c] for c in columns} | {"dateadded": "20130401"}
    (row,), problems, _ = bench.read(
        "20130401.export.CSV", rows.write([made | {"sqldate": "20130331"}], "\t", header=False)
    )
    assert (row["country"], row["lat"], row["known_at"]) == ("KGZ", 40.06, datetime(2013, 4, 2, tzinfo=UTC))
    assert (row["reference"] is None, len(problems)) == ((True, 1) if count == 57 else (False, 0))


def test_gdelt_with_a_header_is_read_by_its_names(bench, rows):
    made = {
        "GLOBALEVENTID": "7",
        "SQLDATE": "20220914",
        "EventCode": "036",
        "EventRootCode": "03",
        "QuadClass": "1",
        "DATEADDED": "20220915003000",
    }
    (row,), problems, _ = bench.read("query.csv", rows.write([made]))
    assert (row["type"], row["quad"], row["intensity"], problems) == ("AGREE", "verbal cooperation", 4.0, [])


def test_codes_that_gdelt_has_for_no_state_are_no_mistake_and_unknown_ones_are(bench, rows):
    text = rows.write(
        [
            rows.gdelt | {"actor1countrycode": "EUR", "actiongeo_countrycode": "OS"},
            rows.gdelt
            | {
                "globaleventid": "2",
                "actor1countrycode": "QQQ",
                "actiongeo_countrycode": "Q1",
                "eventcode": "777",
            },
        ],
        "\t",
        header=False,
    )
    found, problems, _ = bench.read("a.CSV", text)
    assert [(r["actor"], r["country"]) for r in found] == [(None, None)] * 2
    assert {p.place for p in problems} == {"row 2 (2)"} and len(problems) == 3
    assert (found[1]["type"], found[1]["quad"]) == (None, "material conflict")


def test_icews_becomes_plover(bench, rows):
    (row,), problems, _ = bench.read("events.tab", rows.write([rows.icews], "\t"))
    assert problems == []
    assert (row["actor"], row["recipient"], row["type"], row["mode"]) == (
        "KGZ",
        "TJK",
        "ACCUSE",
        "disapprove",
    )
    assert (row["code"], row["intensity"], row["quad"]) == ("112", -2.0, "verbal conflict")
    assert (row["admin1"], row["place_precision"], row["place"]) == ("Batken Region", "province", None)
    assert row["known_at"] == datetime(2022, 9, 15, tzinfo=UTC)


def test_a_statement_has_no_plover_type(bench, rows):
    (row,), problems, _ = bench.read("events.tab", rows.write([rows.icews | {"CAMEO Code": "010"}], "\t"))
    assert (row["type"], row["quad"], problems) == (None, "verbal cooperation", [])


@pytest.mark.workshop
@pytest.mark.skipif(not DATA.is_dir(), reason="the real data are only in the workshop")
def test_two_real_days_of_icews():
    (reading,) = read_tables(
        DATA / "events.2018.sample.tab", Asked(datetime(2026, 5, 1, tzinfo=UTC)), load_region()
    )
    assert isinstance(reading, Reading)
    found = [row for table in reading.batches() for row in table.to_pylist()]
    assert (len(found), reading.rows, reading.left_out, reading.problems) == (3705, 3705, 0, [])
    assert sum(r["country"] == "AFG" for r in found) == 31
    talk = next(r for r in found if r["id"] == "32890455")
    assert (talk["actor"], talk["recipient"], talk["country"], talk["type"], talk["place"]) == (
        "RUS", "KAZ", "TJK", "CONSULT", "Dushanbe",
    )  # fmt: skip


def test_acled_names_the_states_in_brackets(bench, rows):
    made = rows.acled | {
        "actor1": "Military Forces of Kyrgyzstan (2021-)",
        "actor2": "Civilians (Tajikistan)",
    }
    (row,), problems, _ = bench.read("acled.csv", rows.write([made]))
    assert problems == []
    assert (row["id"], row["actor"], row["recipient"]) == ("KGZ77", "KGZ", "TJK")
    assert (row["type"], row["mode"], row["code"], row["quad"]) == (
        "ASSAULT",
        "firearms",
        "Armed clash",
        "material conflict",
    )
    assert (row["deaths"], row["deaths_low"], row["mentions"]) == (3, None, 2)
    assert row["known_at"] == datetime.fromtimestamp(1663600000, UTC)


def test_acled_dates_are_as_fine_as_they_are_known(bench, rows):
    made = [
        rows.acled | {"event_id_cnty": f"KGZ{n}", "time_precision": n, "event_date": "14 September 2022"}
        for n in "123"
    ]
    found, problems, _ = bench.read("acled.csv", rows.write(made))
    assert [(r["first"].day, r["last"].day, r["date_precision"]) for r in found] == [
        (14, 14, "day"), (11, 17, "week"), (1, 30, "month"),
    ]  # fmt: skip
    assert problems == []


def test_acled_as_its_api_gives_it(bench, rows):
    import json

    lines = "\n".join(
        json.dumps(rows.acled | {"fatalities": 3, "iso": 417, "event_id_cnty": f"KGZ{n}"}) for n in range(3)
    )
    found, problems, _ = bench.read("page.jsonl", lines)
    assert [r["id"] for r in found] == ["KGZ0", "KGZ1", "KGZ2"] and problems == []


def test_polecat_says_plover_itself(bench, rows):
    (row,), problems, _ = bench.read("ngecEvents.DV.2022.txt", rows.write([rows.polecat], "\t"))
    assert problems == []
    assert (row["actor"], row["recipient"], row["country"]) == ("KGZ", "TJK", "KGZ")
    assert (row["type"], row["mode"], row["quad"], row["intensity"]) == (
        "COERCE",
        "arrest",
        "material conflict",
        -5.0,
    )
    assert row["known_at"] == datetime(2022, 9, 16, tzinfo=UTC)

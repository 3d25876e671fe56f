"""The store: versions kept, rows that end, nothing half written, nothing twice."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pyarrow.parquet as pq
import pytest

from sarez.errors import Problem
from sarez.intake.tables.manifest import StoreError
from sarez.intake.tables.schema import schema
from sarez.intake.tables.store import Store


def day(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def ucdp(rows, *events):
    return rows.write(
        [rows.ucdp | {"id": str(n), "date_start": when, "date_end": when} for n, when in events]
    )


def test_a_yearly_release_ends_the_one_before_and_the_candidates_of_its_years(bench, rows):
    bench.keep(
        "GEDEvent_v22_1.csv", ucdp(rows, (1, "2021-03-01"), (2, "2021-04-01")), known_at=day("2022-07-01")
    )
    bench.keep(
        "GEDEvent_v22_0_9.csv", ucdp(rows, (3, "2022-09-14"), (4, "2022-09-15")), known_at=day("2022-10-20")
    )
    bench.keep("GEDEvent_v23_0_1.csv", ucdp(rows, (5, "2023-01-03")), known_at=day("2023-02-20"))
    bench.keep(
        "GEDEvent_v23_1.csv", ucdp(rows, (1, "2021-03-01"), (3, "2022-09-14")), known_at=day("2023-07-01")
    )
    early, late = ("ucdp-ged", "22.1"), ("ucdp-ged", "23.1")
    ninth, first = ("ucdp-candidate", "22.0.9"), ("ucdp-candidate", "23.0.1")
    assert bench.known("2022-07-02") == [(*early, "1"), (*early, "2")]
    assert bench.known("2022-11-01") == [(*ninth, "3"), (*ninth, "4"), (*early, "1"), (*early, "2")]
    assert bench.known("2023-08-01") == [(*first, "5"), (*late, "1"), (*late, "3")]


def test_releases_may_be_added_in_any_order(bench, rows):
    bench.keep("GEDEvent_v23_1.csv", ucdp(rows, (1, "2022-09-14")), known_at=day("2023-07-01"))
    bench.keep("GEDEvent_v22_0_9.csv", ucdp(rows, (1, "2022-09-14")), known_at=day("2022-10-20"))
    assert bench.known("2022-11-01") == [("ucdp-candidate", "22.0.9", "1")]
    assert bench.known("2023-08-01") == [("ucdp-ged", "23.1", "1")]


def test_candidates_known_later_than_the_year_that_covers_them_are_never_counted_beside_it(bench, rows):
    bench.keep("GEDEvent_v23_1.csv", ucdp(rows, (1, "2022-09-14")), known_at=day("2023-07-01"))
    bench.keep("GEDEvent_v22_0_9.csv", ucdp(rows, (1, "2022-09-14")), known_at=day("2025-01-01"))
    assert bench.known("2025-02-01") == [("ucdp-ged", "23.1", "1")]


def test_candidates_of_several_months_end_those_of_each(bench, rows):
    bench.keep("GEDEvent_v24_0_2.csv", ucdp(rows, (1, "2024-02-14")), known_at=day("2024-03-20"))
    bench.keep("GEDEvent_v24_0_4.csv", ucdp(rows, (2, "2024-04-14")), known_at=day("2024-05-20"))
    bench.keep("GEDEvent_v24_01_24_03.csv", ucdp(rows, (1, "2024-02-15")), known_at=day("2024-04-20"))
    assert bench.known("2024-06-01") == [
        ("ucdp-candidate", "24.0.4", "2"),
        ("ucdp-candidate", "24.01.24.03", "1"),
    ]


def test_a_removed_version_gives_back_what_it_had_ended(bench, rows):
    bench.keep("GEDEvent_v22_0_9.csv", ucdp(rows, (1, "2022-09-14")), known_at=day("2022-10-20"))
    bench.keep("GEDEvent_v23_1.csv", ucdp(rows, (1, "2022-09-14")), known_at=day("2023-07-01"))
    assert bench.store.remove("ucdp-ged", "23.1") == 1
    assert bench.known("2024-01-01") == [("ucdp-candidate", "22.0.9", "1")]
    with pytest.raises(StoreError, match=r"Kept is ucdp-candidate 22\.0\.9"):
        bench.store.remove("ucdp-ged", "23.1")


def test_the_same_file_twice_changes_nothing(bench, rows):
    text = rows.write([rows.acled])
    assert bench.keep("a.csv", text).is_new
    before = {p.name: p.stat().st_mtime_ns for p in bench.store.folder.rglob("*.*")}
    again = bench.keep("b.csv", text)
    assert not again.is_new and len(bench.store.versions()) == 1
    assert {p.name: p.stat().st_mtime_ns for p in bench.store.folder.rglob("*.*")} == before


def test_tables_of_an_archive_that_was_broken_off_are_added_one_by_one(bench, rows):
    import io
    import zipfile

    box = io.BytesIO()
    with zipfile.ZipFile(box, "w") as archive:
        for version in ("22_1", "23_1"):
            archive.writestr(f"GEDEvent_v{version}.csv", ucdp(rows, (1, "2020-03-01")))
    path = bench.put("both.zip", box.getvalue())
    first = bench.store.add(path, bench.asked())
    next(first)
    first.close()
    assert [k.version for k in bench.store.versions()] == ["22.1"]
    assert [(a.kept.version, a.is_new) for a in bench.store.add(path, bench.asked())] == [
        ("22.1", False),
        ("23.1", True),
    ]


def test_a_revision_of_acled_ends_the_row_it_revises(bench, rows):
    first = rows.acled | {"timestamp": "1663600000"}  # 19 September 2022
    second = rows.acled | {"timestamp": "1667000000", "fatalities": "5"}  # 28 October 2022
    other = rows.acled | {"event_id_cnty": "KGZ78"}
    bench.keep("a.csv", rows.write([first, other]), version="one")
    bench.keep("b.csv", rows.write([second]), version="two")
    assert bench.known("2022-10-01") == [("acled", "one", "KGZ77"), ("acled", "one", "KGZ78")]
    assert bench.known("2022-11-01") == [("acled", "one", "KGZ78"), ("acled", "two", "KGZ77")]


def test_two_revisions_in_one_file_are_two_forms_of_one_event(bench, rows):
    made = [rows.acled, rows.acled | {"timestamp": "1667000000", "fatalities": "5"}]
    added = bench.keep("a.csv", rows.write(made))
    assert added.kept.rows == 2 and added.problems == ()
    assert len(bench.known("2022-10-01")) == len(bench.known("2022-11-01")) == 1


def test_what_acled_deleted_ends(bench, rows):
    bench.keep("a.csv", rows.write([rows.acled, rows.acled | {"event_id_cnty": "KGZ78"}]), version="one")
    bench.store.delete("acled", [("KGZ78", day("2022-12-01"))], bench.asked(), "deleted")
    assert len(bench.known("2022-11-30")) == 2
    assert bench.known("2022-12-02") == [("acled", "one", "KGZ77")]
    assert len(bench.store.paths()) == 1


def test_a_later_reading_of_a_report_takes_the_place_of_the_earlier(bench):
    def reading(count):
        event = {"type": "CONSULT", "actor": ["KGZ"], "recipient": ["TJK"], "date": "2021-04-29"}
        return json.dumps({"file": "a.txt", "published": "2021-04-30", "events": [event] * count})

    bench.keep("old.jsonl", reading(3) + "\n" + reading(1).replace("a.txt", "b.txt"), version="one")
    bench.keep("new.jsonl", reading(2), version="two")
    assert bench.known("2021-06-01") == [
        ("sarez", "one", "b.txt#1"), ("sarez", "two", "a.txt#1"), ("sarez", "two", "a.txt#2"),
    ]  # fmt: skip


def test_the_same_event_in_two_downloads_counts_once(bench, rows):
    one = rows.write([rows.gdelt, rows.gdelt | {"globaleventid": "2"}], "\t", header=False)
    two = rows.write(
        [rows.gdelt | {"globaleventid": "2"}, rows.gdelt | {"globaleventid": "3"}], "\t", header=False
    )
    bench.keep("a.CSV", one, version="one")
    bench.keep("b.CSV", two, version="two")
    assert [name for _, _, name in bench.known("2023-01-01")] == ["1000000001", "2", "3"]


def test_repeated_rows_of_a_file_are_kept_once_and_told(bench, rows):
    other = rows.icews | {"Event ID": "2"}
    added = bench.keep("a.tab", rows.write([rows.icews, other, rows.icews, rows.icews], "\t"))
    (problem,) = added.problems
    assert (added.kept.events, added.kept.left_out) == (2, 2)
    assert "more than once" in problem.message and problem.place == "event 1"


def test_what_broke_off_is_never_seen_and_is_cleared_away(bench, rows, monkeypatch):
    bench.keep("GEDEvent_v22_0_9.csv", ucdp(rows, (1, "2022-09-14")), known_at=day("2022-10-20"))
    manifest = (bench.store.folder / "manifest.json").read_bytes()
    monkeypatch.setattr(
        "sarez.intake.tables.store.write_manifest", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt)
    )
    with pytest.raises(KeyboardInterrupt):
        bench.keep("GEDEvent_v23_1.csv", ucdp(rows, (1, "2022-09-14")))
    assert (bench.store.folder / "manifest.json").read_bytes() == manifest
    assert bench.known("2024-01-01") == [("ucdp-candidate", "22.0.9", "1")]
    monkeypatch.undo()
    bench.keep("GEDEvent_v23_1.csv", ucdp(rows, (1, "2022-09-14")))
    assert bench.known("2024-01-01") == [("ucdp-ged", "23.1", "1")]
    bench.keep("a.tab", rows.write([rows.icews], "\t"))
    kept = {k.part for k in bench.store.versions()}
    assert {p.name for p in (bench.store.folder / "parts").iterdir()} == kept


def test_two_at_once_are_told_apart(bench, rows):
    with bench.store._writing(), pytest.raises(StoreError, match="Another process"):
        bench.keep("a.tab", rows.write([rows.icews], "\t"))


@pytest.mark.filterwarnings("ignore:fetch_arrow_table:DeprecationWarning")  # Ibis asks DuckDB by an old name
def test_files_have_the_one_schema_and_rows_their_markings(bench, rows):
    bench.keep("a.tab", rows.write([rows.icews], "\t"), low=2)
    (path,) = bench.store.paths()
    assert pq.read_schema(path).equals(schema())
    import ibis

    backend = ibis.duckdb.connect()
    counts = [
        bench.store.events(backend, as_of=day("2023-01-01"), clearance=c).count().to_pyarrow().as_py()
        for c in (0, 1, 2, 4)
    ]
    backend.disconnect()
    assert counts == [0, 0, 1, 1]


def test_an_empty_store_says_what_to_do(tmp_path):
    import ibis

    with pytest.raises(StoreError, match="sarez tables add"):
        Store(tmp_path / "none").events(ibis.duckdb.connect())
    assert Store(tmp_path / "none").versions() == () and not (tmp_path / "none").exists()


def test_a_damaged_manifest_is_named(tmp_path):
    (tmp_path / "manifest.json").write_text("{", "utf-8")
    with pytest.raises(StoreError, match=r"manifest\.json"):
        Store(tmp_path).versions()


def test_a_file_of_which_nothing_could_be_read_is_not_kept(bench, rows):
    (added,) = bench.store.add(
        bench.put("a.tab", rows.write([rows.icews | {"Event Date": "?"}], "\t")), bench.asked()
    )
    assert not isinstance(added, Problem) and bench.store.versions() == ()
    assert any("not kept" in p.message for p in added.problems)

"""Whatever bytes a file holds, reading it ends, raises nothing, and tells what was left out."""

from __future__ import annotations

import gzip
import io
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.examples import some

from sarez.errors import Problem
from sarez.intake.tables.reading import Asked, read_tables
from sarez.intake.tables.rows import open_table
from sarez.intake.tables.streams import Notes, clean, whole_rows

NOW = datetime(2026, 5, 1, tzinfo=UTC)


def outcome(path: Path) -> tuple[int, int, list[Problem]]:
    """Events read, rows left out, problems."""
    read = lost = 0
    problems: list[Problem] = []
    for item in read_tables(path, Asked(NOW, version="23.1")):
        if isinstance(item, Problem):
            problems.append(item)
            continue
        for _ in item.batches():
            pass
        read, lost = read + item.rows, lost + item.left_out
        problems += item.problems
    return read, lost, problems


@settings(
    max_examples=some(40, 12), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.binary(max_size=600))
def test_any_bytes_are_a_problem_and_no_exception(tmp_path, data):
    path = tmp_path / "any.csv"
    path.write_bytes(data)
    read, _, problems = outcome(path)
    assert read == 0 and problems and all(p.message and p.remedy for p in problems)


CELLS = st.one_of(
    st.sampled_from(["", "0", "-1", "1e400", "nan", "inf", "9" * 30, "2022-09-14", "2022-02-31", "9999-12-31", '"', "a\tb", "\x00"]),
    st.text(max_size=8),
)  # fmt: skip


@pytest.mark.parametrize("layout", ["ucdp", "acled", "icews", "polecat", "gdelt"])
def test_any_cells_are_read_or_told(tmp_path, rows, layout):
    plain = getattr(rows, layout)
    sign = "," if layout in ("ucdp", "acled") else "\t"
    header = layout != "gdelt"
    path = tmp_path / "any.txt"

    @settings(max_examples=4, deadline=None)
    @given(
        cells=st.lists(st.tuples(st.sampled_from(list(plain)), CELLS), min_size=1, max_size=6),
        data=st.binary(max_size=4).filter(lambda d: not {10, 13} & set(d)),
    )
    def check(cells, data):  # `data` may spoil the encoding, and make one row more
        odd = [plain | {column: cell.replace("\n", " ").replace("\r", " ")} for column, cell in cells]
        text = rows.write([plain, *odd], sign, header=header)
        path.write_bytes(text.encode("utf-8", "surrogatepass") + data)
        read, lost, problems = outcome(path)
        assert read >= 1 and read + lost <= len(odd) + 2
        assert not lost or any("left out" in p.message for p in problems)

    check()


@given(data=st.binary(max_size=300))
def test_clean_text_is_utf8_in_lines_and_loses_no_line(data):
    text = b"".join(clean(io.BytesIO(data), Notes()))
    text.decode("utf-8")
    assert text == b"" or text.endswith(b"\n")
    assert b"\0" not in text


@given(lines=st.lists(st.text(alphabet='a,"', max_size=6), max_size=30))
def test_every_line_comes_through_or_is_torn(lines):
    data = "".join(f"{line}\n" for line in lines).encode()
    out = b"".join(whole_rows(iter([data]), b","))
    assert out.count(b"\n") == len(lines)
    assert all(line.encode() in (*data.split(b"\n"), b"?") for line in out.decode().split("\n"))


def test_bytes_of_latin_1_are_read_and_told(bench, rows):
    text = rows.write([rows.ucdp, rows.ucdp | {"id": "2", "where_coordinates": "Mañana"}]).encode("latin-1")
    found, (problem,), _ = bench.read("GEDEvent_v23_1.csv", text)
    assert found[1]["place"] == "Mañana" and (problem.place, "Windows-1252" in problem.message) == (
        "line 3",
        True,
    )


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_is_believed(bench, rows, encoding):
    found, problems, _ = bench.read("GEDEvent_v23_1.csv", rows.write([rows.ucdp]).encode(encoding))
    assert (len(found), problems) == (1, [])


def test_a_row_of_too_few_values_and_one_that_never_ends_are_left_out_by_number(bench, rows):
    lines = rows.write([rows.ucdp | {"id": str(n)} for n in range(6)]).split("\n")
    lines[2] = "torn,row"
    lines[4] = '"' + lines[4]
    found, (problem,), reading = bench.read("GEDEvent_v23_1.csv", "\n".join(lines))
    assert [r["id"] for r in found] == ["0", "2", "4", "5"]
    assert (problem.place, reading.left_out) == ("rows 3, 5", 2)


def test_the_number_of_a_row_counts_those_that_were_torn(bench, rows):
    lines = rows.write(
        [rows.ucdp | {"id": str(n)} for n in range(4)] + [rows.ucdp | {"id": "9", "best": "x"}]
    ).split("\n")
    lines[1] = lines[2] = "torn"
    _, problems, _ = bench.read("GEDEvent_v23_1.csv", "\n".join(lines))
    assert next(p.place for p in problems if "best" in p.message) == "row 6 (9)"


def test_a_value_of_several_lines_is_one(bench, rows):
    made = rows.acled | {"notes": 'one\ntwo, "three"\n\nfour'}
    found, problems, _ = bench.read("a.csv", rows.write([made, rows.acled | {"event_id_cnty": "KGZ78"}]))
    assert ([r["id"] for r in found], problems) == (["KGZ77", "KGZ78"], [])


def test_packed_tables_are_unpacked(bench, rows):
    text = rows.write([rows.ucdp]).encode()
    assert bench.read("ged231.csv.gz", gzip.compress(text))[2].rows == 1
    box = io.BytesIO()
    with zipfile.ZipFile(box, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("GEDEvent_v23_1.csv", text)
    assert bench.read("any.zip", box.getvalue())[2].version == "23.1"


@pytest.mark.parametrize("kind", ["zip", "gz"])
def test_a_packed_table_that_breaks_off_is_read_so_far_and_told(bench, rows, kind):
    text = rows.write([rows.ucdp | {"id": str(n)} for n in range(3000)]).encode()
    if kind == "gz":
        packed = gzip.compress(text)
        packed = packed[: len(packed) * 9 // 10]
    else:
        box = io.BytesIO()
        with zipfile.ZipFile(box, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("GEDEvent_v23_1.csv", text)
        packed = bytearray(box.getvalue())
        packed[len(packed) // 2] ^= 0xFF
    path = bench.put(f"GEDEvent_v23_1.csv.{kind}", bytes(packed))
    _, _, problems = outcome(path)
    assert any("could not be read" in p.message or "cannot be read" in p.message for p in problems)


def test_parquet_and_workbooks_are_read_too(bench, rows):
    import openpyxl
    import pyarrow as pa
    import pyarrow.parquet as pq

    pq.write_table(
        pa.table({k: [v] for k, v in rows.ucdp.items()} | {"best": [4]}), bench.folder / "ged231.parquet"
    )
    assert [
        r["deaths"] for r in bench.read("ged231.parquet", (bench.folder / "ged231.parquet").read_bytes())[0]
    ] == [4]
    book = openpyxl.Workbook()
    book.active.append(list(rows.ucdp))
    book.active.append([*rows.ucdp.values()])
    book.save(bench.folder / "ged231.xlsx")
    book.close()
    assert [
        r["deaths"] for r in bench.read("ged231.xlsx", (bench.folder / "ged231.xlsx").read_bytes())[0]
    ] == [3]


def test_a_file_is_read_in_bounded_portions(rows):
    lines = (
        rows.write([rows.gdelt | {"globaleventid": str(n)}], "\t", header=False).encode()
        for n in range(50_000)
    )
    table = open_table(io.BytesIO(b"".join(lines)))
    sizes = [batch.num_rows for batch in table.batches((0, 1))]
    assert sum(sizes) == 50_000 and len(sizes) > 1

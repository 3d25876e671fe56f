"""The same panel from Spark and from DuckDB."""

import importlib.util
import os
import re
import shutil
import subprocess
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow as pa
import pytest
from tests.watch.making import event, table

from sarez.watch.panel import EngineError, duckdb_engine, load_indicators, members, panel, spark_engine
from sarez.watch.units import Unit

ICEWS = Path(__file__).parents[4] / "shared" / "data" / "icews" / "events.2018.sample.tab"


def lacking():
    """Why Spark cannot run here; empty where it can."""
    if importlib.util.find_spec("pyspark") is None:
        return "pyspark is not installed (pip install 'sarez[spark]')"
    home = os.environ.get("JAVA_HOME")
    java = str(Path(home) / "bin" / "java") if home else shutil.which("java")
    if not java:
        return "Spark needs a Java 17 runtime, and there is no java"
    said = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr
    version = re.search(r'version "(\d+)', said)
    return (
        "" if version and int(version[1]) >= 17 else f"Spark needs Java 17; here is {said.splitlines()[:1]}"
    )


LACKING = lacking()
spark = pytest.mark.skipif(bool(LACKING), reason=LACKING)

ROWS = (
    event("a", (1, 4), "ASSAULT", country="KGZ", actor="TJK", recipient="KGZ", deaths=5, last=date(2022, 1, 12)),
    event("b", (1, 4), "CONSULT", actor="KGZ", recipient="TJK", country="UZB", mentions=3, issues=["water"]),
    event("b", (1, 4), "CONSULT", actor="KGZ", recipient="UZB", country="UZB", mentions=3, part=2),
    event("c", (1, 15), "COERCE", actor="KGZ", recipient="TJK", issues=["border", "crime"]),
    event("d", (2, 1), "CONSULT", actor="KGZ", last=date(2022, 2, 28), date_precision="month"),
    event("e", (2, 9), "ASSAULT", country="AFG", admin1="Kunar", deaths=1, source="ucdp-ged"),
    event("f", (2, 9), "AGREE", mode="kept", actor="KGZ", recipient="TJK", low=2),
    event("g", (2, 10), "THREATEN", actor="KGZ", recipient="TJK", known_at=datetime(2022, 3, 1, tzinfo=UTC)),
    event("h", (2, 10), "ACCUSE", actor="KGZ", recipient="TJK", ended_at=datetime(2022, 2, 20, tzinfo=UTC)),
)  # fmt: skip


@pytest.fixture(scope="module")
def both():
    with duckdb_engine("500MB", threads=1) as here, spark_engine("local[2]", memory="1g") as there:
        yield here, there


def rows_of(engine, given, kind, step, **options):
    found = panel(engine.table(given), kind, step, load_indicators().values(), **options).to_pyarrow()
    return sorted(tuple(row.values()) for row in found.cast(EXPECTED).to_pylist())


EXPECTED = pa.schema(
    [("kind", pa.string()), ("unit", pa.string()), ("step", pa.string()), ("period", pa.date32()),
     ("indicator", pa.string()), ("value", pa.float64()), ("corrected", pa.float64()), ("events", pa.int64()),
     ("reported", pa.int64()), ("left_out", pa.int64())]
)  # fmt: skip


@spark
@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")  # what Spark and its helpers warn of is theirs
@pytest.mark.parametrize(
    ("kind", "step", "options"),
    [
        ("country", "week", {}),
        ("pair", "day", {"as_of": date(2022, 2, 15), "clearance": 2, "units": [Unit("pair", "KGZ-TJK")]}),
        pytest.param("province", "month", {}, marks=pytest.mark.slow),
        pytest.param(
            "issue", "week", {"since": date(2022, 1, 5), "until": date(2022, 2, 1)}, marks=pytest.mark.slow
        ),
    ],
)
def test_spark_and_duckdb_give_the_same_rows(both, tmp_path, kind, step, options):
    import pyarrow.parquet as pq

    for number, part in enumerate((ROWS[:4], ROWS[4:])):
        pq.write_table(table(*part), tmp_path / f"{number}.parquet")
    here, there = (rows_of(engine, [tmp_path], kind, step, **options) for engine in both)
    assert here
    assert there == here


@spark
@pytest.mark.slow
@pytest.mark.slow
@pytest.mark.workshop
@pytest.mark.filterwarnings("ignore")
@pytest.mark.skipif(not ICEWS.exists(), reason="the sample of ICEWS is only in the workshop")
@pytest.mark.parametrize("kind", ["country", "pair"])
def test_spark_and_duckdb_give_the_same_rows_of_icews(both, tmp_path, kind):
    import pyarrow.parquet as pq

    from sarez.intake.tables.reading import Asked, read_tables

    (reading,) = read_tables(ICEWS, Asked(now=datetime(2024, 1, 1, tzinfo=UTC)))
    pq.write_table(pa.concat_tables(reading.batches()), tmp_path / "icews.parquet")
    here, there = (rows_of(engine, [tmp_path], kind, "day") for engine in both)
    assert len(here) > 1000
    assert there == here


@spark
@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_the_rows_behind_a_point_are_the_same_from_spark(both, tmp_path):
    import pyarrow.parquet as pq

    pq.write_table(table(*ROWS), tmp_path / "all.parquet")
    asked = Unit("country", "TJK"), load_indicators()["talks"], date(2022, 1, 1), date(2022, 1, 31)
    here, there = (
        members(e.table([tmp_path]), *asked).select("id", "part").to_pyarrow().to_pylist() for e in both
    )
    assert here == there == [{"id": "b", "part": 1}]


def test_a_file_that_is_not_there_is_told(engine, tmp_path):
    with pytest.raises(EngineError, match=r"no Parquet file at .*none.parquet. Name a file"):
        engine.table(tmp_path / "none.parquet")
    with pytest.raises(EngineError, match="Name a file, or a folder with some"):
        engine.table([tmp_path])

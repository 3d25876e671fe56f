"""The same panel from Spark and from DuckDB, cell by cell.

A session of Spark takes longer to start than a panel to count, so one test starts it and asks everything in it.
"""

import gc
import importlib.util
import os
import random
import re
import shutil
import subprocess
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.examples import ALL
from tests.watch.making import event, table

from sarez.vocabulary.events import load_events
from sarez.watch.panel import EngineError, duckdb_engine, load_indicators, members, panel, spark_engine
from sarez.watch.units import Unit

ICEWS = Path(__file__).parents[4] / "shared" / "data" / "icews" / "events.2018.sample.tab"
SMALL = {
    "spark.sql.shuffle.partitions": "1",
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",  # nothing here is worth compiling
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
}


def lacking():
    """Why Spark cannot run here; empty where it can."""
    if importlib.util.find_spec("pyspark") is None:
        return "pyspark is not installed (pip install 'sarez[spark]')"
    home = os.environ.get("JAVA_HOME")
    java = str(Path(home) / "bin" / "java") if home else shutil.which("java")
    if not java or not Path(java).exists():
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


def made_up(count):
    """So many events of every kind that the panel tells apart, the same ones each time."""
    dice = random.Random(20220103)
    kinds = load_events()
    states, provinces = ["KGZ", "TJK", "UZB", "AFG", "KAZ", None], ["Osh", "Sughd", None]
    rows = []
    for number in range(count):
        first = date(2022, 1, 3) + timedelta(days=dice.randrange(60))
        type_ = dice.choice([*kinds, None])
        row = event(
            f"made-{number}", first, type_,
            mode=dice.choice([*kinds[type_].modes, None]) if type_ else None,
            source=dice.choice(["sarez", "gdelt", "ucdp-ged", "acled"]),
            actor=dice.choice(states), recipient=dice.choice(states), country=dice.choice(states),
            admin1=dice.choice(provinces), last=first + timedelta(days=dice.choice([0, 0, 0, 3, 45])),
            date_precision=dice.choice(["day", "day", "day", "week", "month"]),
            deaths=dice.choice([None, None, 0, 3, 17]), mentions=dice.choice([None, 1, 7]),
            issues=dice.choice([None, [], ["water"], ["water", "border"]]),
            status=dice.choice(["occurred", "occurred", "denied", "planned"]), low=dice.randrange(3),
            known_at=datetime(2022, 1, 1, tzinfo=UTC) + timedelta(hours=dice.randrange(2000)),
            ended_at=dice.choice([None, None, None, datetime(2022, 2, 20, tzinfo=UTC)]),
        )  # fmt: skip
        rows.append(row)
        if dice.random() < 0.1:
            rows.append(row | {"part": 2, "actor": dice.choice(states), "recipient": dice.choice(states)})
    return rows


COVERAGE = pa.table(
    {
        "day": [date(2022, 1, 4), date(2022, 1, 11), date(2022, 1, 18), date(2022, 2, 9)],
        "country": ["KGZ", "TJK", None, "AFG"],
        "reports": pa.array([40, 10, 9, 5], pa.int64()),
        "known_at": pa.array([datetime(2022, 1, 1, tzinfo=UTC)] * 4, pa.timestamp("us", "UTC")),
        "low": pa.array([0, 0, 0, 2], pa.int8()),
        "high": pa.array([4, 4, 4, 4], pa.int8()),
    }
)

EXPECTED = pa.schema(
    [("kind", pa.string()), ("unit", pa.string()), ("step", pa.string()), ("period", pa.date32()),
     ("indicator", pa.string()), ("value", pa.float64()), ("corrected", pa.float64()), ("events", pa.int64()),
     ("reported", pa.int64()), ("left_out", pa.int64())]
)  # fmt: skip

PANELS = (
    ("country", "week", {}),
    ("pair", "day", {"as_of": date(2022, 2, 15), "clearance": 2, "units": [Unit("pair", "KGZ-TJK")]}),
    *((("province", "month", {}),) if ALL else ()),
    ("issue", "week", {"since": date(2022, 1, 5), "until": date(2022, 2, 1), "coverage": COVERAGE}),
)


def cells(engine, files, kind, step, coverage=None, **options):
    """A panel's rows by cell; parts of sums, added in another order, may differ in their last digits."""
    if coverage is not None:
        options["coverage"] = engine.table(coverage, "coverage")
    found = panel(engine.table(files), kind, step, load_indicators().values(), **options).to_pyarrow()
    rows = found.cast(EXPECTED).to_pylist()
    by_cell = {(row["unit"], row["period"], row["indicator"]): row for row in rows}
    assert len(by_cell) == len(rows)
    return {
        cell: {name: round(x, 9) if isinstance(x, float) else x for name, x in row.items()}
        for cell, row in by_cell.items()
    }


def differing(here, there):
    """The cells in which two panels differ, the first few."""
    return [(here.get(c), there.get(c)) for c in {**here, **there} if here.get(c) != there.get(c)][:3]


@spark
@pytest.mark.filterwarnings("ignore")  # what Spark and its helpers warn of is theirs
def test_spark_gives_the_panels_of_duckdb_cell_by_cell(engine, tmp_path):
    rows = [*ROWS, *made_up(3000)]
    for number, part in enumerate((rows[:1000], rows[1000:])):
        pq.write_table(table(*part), tmp_path / f"{number}.parquet")
    with spark_engine("local[1]", memory="512m", settings=SMALL) as there:
        for kind, step, options in PANELS:
            here = cells(engine, [tmp_path], kind, step, **options)
            assert sum(row["events"] for row in here.values()) > 20
            assert differing(here, cells(there, [tmp_path], kind, step, **options)) == []
        asked = Unit("country", "TJK"), load_indicators()["talks"], date(2022, 1, 1), date(2022, 1, 31)
        one, other = (
            members(e.table([tmp_path]), *asked).select("id", "part").to_pyarrow().to_pylist()
            for e in (engine, there)
        )
        assert {"id": "b", "part": 1} in one
        assert sorted(map(str, other)) == sorted(map(str, one))


@spark
@pytest.mark.slow
@pytest.mark.workshop
@pytest.mark.filterwarnings("ignore")
@pytest.mark.skipif(not ICEWS.exists(), reason="the sample of ICEWS is only in the workshop")
def test_spark_gives_the_panels_of_duckdb_of_icews(tmp_path):
    from sarez.intake.tables.reading import Asked, read_tables

    (reading,) = read_tables(ICEWS, Asked(now=datetime(2024, 1, 1, tzinfo=UTC)))
    pq.write_table(pa.concat_tables(reading.batches()), tmp_path / "icews.parquet")
    with duckdb_engine("500MB", threads=1) as one, spark_engine("local[2]", memory="1g") as other:
        for kind in ("country", "pair"):
            here, there = (cells(engine, [tmp_path], kind, "day") for engine in (one, other))
            assert len(here) > 1000
            assert differing(here, there) == []


@pytest.mark.skipif(importlib.util.find_spec("pyspark") is None, reason="pyspark is not installed")
@pytest.mark.filterwarnings("ignore")
def test_without_java_it_is_told_what_is_lacking(monkeypatch, tmp_path):
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    monkeypatch.setattr(
        "pyspark.SparkContext._gateway", None
    )  # as in a process that has not started Java yet
    with pytest.raises(EngineError, match="Java 17: set JAVA_HOME"), spark_engine("local[1]"):
        pass
    gc.collect()  # Spark leaves the pipes of the Java that did not start: while their warnings are let pass

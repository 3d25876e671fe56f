"""Where a panel is worked out: DuckDB in this process, or Spark for archives that outgrow a machine."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sarez.errors import SarezError


class EngineError(SarezError):
    """An engine that cannot be had here."""


@dataclass(frozen=True, slots=True)
class Engine:
    """An open engine; its tables live as long as it does."""

    connection: Any

    def table(self, given: Any, name: str = "events") -> Any:
        """An Ibis table of Parquet files (a path, or several) or of an Arrow table; EngineError where there is none.

        A name given again is that of the new table: what was asked of the old one and not yet read is lost.
        """
        if isinstance(given, str | Path):
            given = [given]
        if isinstance(given, Sequence):
            files = _files(given)
            if self.connection.name == "pyspark" and len(files) > 1:
                session = self.connection._session
                session.read.parquet(*files).createOrReplaceTempView(name)
                return self.connection.table(name)
            self._free(name)
            return self.connection.read_parquet(files if len(files) > 1 else files[0], table_name=name)
        if self.connection.name == "pyspark":
            return self._spark_table(given, name)
        self._free(name)
        return self.connection.create_table(name, given, temp=True, overwrite=True)

    def _free(self, name: str) -> None:
        """DuckDB replaces a table by a table and a view by a view, and neither by the other."""
        if self.connection.name == "duckdb":
            words = "SELECT table_type FROM information_schema.tables WHERE table_name = ?"
            for (kind,) in self.connection.con.execute(words, [name]).fetchall():
                self.connection.raw_sql(f'DROP {"VIEW" if kind == "VIEW" else "TABLE"} "{name}"')

    def _spark_table(self, given: Any, name: str) -> Any:
        self.connection._session.createDataFrame(given).createOrReplaceTempView(name)
        return self.connection.table(name)


def _files(paths: Sequence[str | Path]) -> list[str]:
    """The Parquet files that paths name, those in folders too."""
    found: list[Path] = []
    for path in map(Path, paths):
        found += sorted(path.rglob("*.parquet")) if path.is_dir() else [path]
    if not found or not all(path.exists() for path in found):
        missing = next((str(path) for path in found if not path.exists()), ", ".join(map(str, paths)))
        raise EngineError(f"There is no Parquet file at {missing}. Name a file, or a folder with some.")
    return [str(path) for path in found]


@contextmanager
def duckdb_engine(
    memory_limit: str = "4GB", *, threads: int | None = None, folder: Path | None = None
) -> Iterator[Engine]:
    """DuckDB within `memory_limit`; what does not fit goes to files in `folder` (its own, removed after, if None)."""
    import ibis

    with TemporaryDirectory(prefix="sarez-panel-", dir=folder) as spill:
        connection = ibis.duckdb.connect(memory_limit=memory_limit, temp_directory=spill)
        try:
            if threads:
                connection.raw_sql(f"SET threads = {int(threads)}")
            connection.raw_sql("SET preserve_insertion_order = false")
            yield Engine(connection)
        finally:
            connection.disconnect()


SPARK = {
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.ansi.enabled": "true",
    "spark.sql.codegen.wholeStage": "false",  # to compile so wide a query takes longer than to run it
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "ERROR",
}
LOCAL = {
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.sql.shuffle.partitions": "4",
}
"""What else is set where the master is this machine: a cluster knows its own addresses and how to divide its work."""


@contextmanager
def spark_engine(
    master: str = "local[2]", *, memory: str = "2g", settings: Mapping[str, str] | None = None
) -> Iterator[Engine]:
    """Spark at a master, `memory` for its driver; `settings` are Spark's own, over SPARK and LOCAL.

    EngineError where Spark or a Java runtime is lacking.
    """
    try:
        import ibis
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise EngineError(
            "Spark is not installed. Run pip install 'sarez[spark]'; it needs Java 17."
        ) from error
    here = LOCAL if master.startswith("local") else {}
    building = SparkSession.builder.master(master).appName("sarez")
    for name, value in (SPARK | here | {"spark.driver.memory": memory} | dict(settings or {})).items():
        building = building.config(name, value)
    try:
        session = building.getOrCreate()
    except Exception as error:
        raise EngineError(
            f"Spark does not start ({error}). It needs Java 17: set JAVA_HOME to one."
        ) from error
    try:
        yield Engine(ibis.pyspark.connect(session))
    finally:
        session.stop()

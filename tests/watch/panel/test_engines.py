"""What an engine reads from."""

import pyarrow.parquet as pq
import pytest
from tests.watch.making import event, table

from sarez.watch.panel import EngineError


def test_a_file_that_is_not_there_is_told(engine, tmp_path):
    with pytest.raises(EngineError, match=r"no Parquet file at .*none.parquet. Name a file"):
        engine.table(tmp_path / "none.parquet")
    with pytest.raises(EngineError, match="Name a file, or a folder with some"):
        engine.table([tmp_path])


def test_a_name_may_be_given_again_to_files_or_to_a_table(engine, tmp_path):
    path = tmp_path / "events.parquet"
    pq.write_table(table(event("a", (1, 4)), event("b", (1, 4))), path)
    for given, rows in ((path, 2), (table(event("c", (1, 4))), 1), (path, 2), (path, 2), (table(), 0)):
        assert engine.table(given).count().execute() == rows

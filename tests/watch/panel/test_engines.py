"""What an engine reads from."""

import pytest

from sarez.watch.panel import EngineError


def test_a_file_that_is_not_there_is_told(engine, tmp_path):
    with pytest.raises(EngineError, match=r"no Parquet file at .*none.parquet. Name a file"):
        engine.table(tmp_path / "none.parquet")
    with pytest.raises(EngineError, match="Name a file, or a folder with some"):
        engine.table([tmp_path])

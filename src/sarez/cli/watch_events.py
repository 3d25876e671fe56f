"""Where a command of `sarez watch` takes events from: files, a folder of tables, or the sample chronicle."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa


def events_of(paths: Sequence[Path], states: Collection[str], workers: int = 1) -> pa.Table:
    """The events that touch these states, of Parquet files or kept tables; of the sample chronicle where no path is given.

    Raises SarezError where there is nothing to read.
    """
    return _kept(paths, states) if paths else sample_events(workers)


def sample_events(workers: int = 1) -> pa.Table:
    """The sample chronicle, read now. An event is known from the end of the day on which its report was published."""
    import json
    from datetime import UTC, datetime
    from tempfile import TemporaryDirectory

    import pyarrow as pa

    from sarez.cli.demo import read_sample
    from sarez.cli.read import Problems
    from sarez.intake.tables.reading import Asked, Reading, read_tables
    from sarez.intake.tables.schema import schema
    from sarez.reading.contract import to_dict
    from sarez.region.region import load_region

    results = read_sample(Problems(), workers)
    newest = max((report.published or "" for report, _ in results), default="")
    asked = Asked(datetime.fromisoformat(newest or "2025-12-31").replace(tzinfo=UTC))
    tables = []
    with TemporaryDirectory() as folder:
        path = Path(folder) / "sample.jsonl"
        lines = (json.dumps(to_dict(reading) | {"file": report.file}) for report, reading in results)
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        for found in read_tables(path, asked, load_region()):
            if isinstance(found, Reading):
                tables += list(found.batches())
    return pa.concat_tables([schema().empty_table(), *tables])


def _kept(paths: Sequence[Path], states: Collection[str]) -> pa.Table:
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.dataset as ds

    from sarez.errors import SarezError
    from sarez.intake.tables.schema import schema
    from sarez.watch.replay.known import CURATED

    files = [str(file) for path in paths for file in _files(path)]
    wanted = schema()
    try:
        dataset = ds.dataset(files, format="parquet")
        if lacking := [name for name in wanted.names if name not in dataset.schema.names]:
            raise SarezError(
                f"{paths[0]} is no table of events: it lacks {', '.join(lacking[:3])}. Make one with `sarez tables add`."
            )
        near: Any = pc.field("source").isin(list(CURATED))
        for name in ("actor", "recipient", "country"):
            near = near | pc.field(name).isin(list(states))
        return dataset.to_table(columns=wanted.names, filter=near).cast(wanted)
    except (pa.ArrowException, OSError) as error:
        raise SarezError(f"{paths[0]} cannot be read as Parquet: {str(error).splitlines()[0]}") from error


def _files(path: Path) -> list[Path]:
    """A file itself; of a folder of kept tables those that count, of any other all Parquet files in it."""
    from sarez.errors import SarezError
    from sarez.intake.tables.manifest import NAME
    from sarez.intake.tables.store import Store

    if path.is_file():
        return [path]
    found = Store(path).paths() if (path / NAME).is_file() else sorted(path.rglob("*.parquet"))
    if not found:
        raise SarezError(f"There are no events in {path}. Name a Parquet file or a folder of kept tables.")
    return found

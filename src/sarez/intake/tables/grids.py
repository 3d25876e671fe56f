"""A file as a grid of text: names of columns and batches of rows, whether CSV, JSON lines, Parquet or a workbook."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sarez.intake.tables.rows import ROWS, Torn, as_text, is_parquet, json_batches, open_table
from sarez.intake.tables.streams import NoTable, Notes, opened

if TYPE_CHECKING:
    import pyarrow as pa

Batches = Callable[[tuple[int, ...]], "Iterator[pa.RecordBatch]"]


@dataclass(slots=True)
class Grid:
    """A table of text. `batches` takes positions of columns and gives these, named after them (`c0`, `c7`)."""

    columns: tuple[str, ...]
    has_header: bool
    batches: Batches
    first: int = 1
    torn: Torn = field(default_factory=Torn)
    notes: Notes = field(default_factory=Notes)
    close: Callable[[], None] = lambda: None
    objects: Callable[[], Iterator[list[dict[str, Any]]]] | None = None
    """The objects in lots, where the file is of JSON lines; in place of `batches`."""

    def number(self, index: int) -> int:
        """The number in the file of the row that is the `index`-th (from 0) of those read."""
        return self.torn.number(index, self.first)


def open_grid(path: Path, member: str = "") -> Grid:
    """The grid of a file (or of a member of a zip archive). Raises NoTable, or what streams.FAILURES names."""
    if not member and is_parquet(path):
        return _parquet(path)
    if not member and path.suffix.lower() == ".xlsx":
        return _workbook(path)
    if _is_json(path, member):
        return _json(path, member)
    stream = opened(path, member)
    try:
        table = open_table(stream)
    except BaseException:
        stream.close()
        raise
    return Grid(
        table.columns, table.has_header, table.batches, table.first, table.torn, table.notes, stream.close
    )


def _is_json(path: Path, member: str) -> bool:
    with opened(path, member) as stream:
        return stream.read(4096).lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")


def _json(path: Path, member: str) -> Grid:
    """JSON lines. The columns are the keys of the first objects (up to 20,000)."""
    stream = opened(path, member)
    notes, torn = Notes(), Torn()
    lots = json_batches(stream, notes, torn)
    try:
        head = next(lots, None)
        if head is None:
            raise NoTable("none of its lines is a JSON object")
    except BaseException:
        stream.close()
        raise
    keys, rows = head

    def batches(wanted: tuple[int, ...]) -> Iterator[pa.RecordBatch]:
        for _, lot in chain([(keys, rows)], lots):
            yield _text_batch(wanted, [[as_text(row.get(keys[i])) for row in lot] for i in wanted])

    def objects() -> Iterator[list[dict[str, Any]]]:
        yield from (lot for _, lot in chain([(keys, rows)], lots))

    return Grid(keys, True, batches, 1, torn, notes, stream.close, objects)


def _text_batch(wanted: tuple[int, ...], values: list[list[str]]) -> pa.RecordBatch:
    import pyarrow as pa

    sound = [
        [v if v.isascii() else v.encode("utf-8", "replace").decode("utf-8") for v in column]
        for column in values
    ]
    return pa.RecordBatch.from_arrays([pa.array(c, pa.string()) for c in sound], [f"c{i}" for i in wanted])


def _parquet(path: Path) -> Grid:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        table = pq.ParquetFile(path)
        names = tuple(table.schema_arrow.names)
    except (pa.ArrowInvalid, OSError) as error:
        raise NoTable(f"it is no Parquet that can be read ({' '.join(str(error).split())[:100]})") from error

    def batches(wanted: tuple[int, ...]) -> Iterator[pa.RecordBatch]:
        try:
            for batch in table.iter_batches(batch_size=ROWS, columns=[names[i] for i in wanted]):
                columns = [_as_strings(batch.column(names[i])) for i in wanted]
                yield pa.RecordBatch.from_arrays(columns, [f"c{i}" for i in wanted])
        except (pa.ArrowInvalid, OSError) as error:
            raise NoTable(f"it is damaged ({' '.join(str(error).split())[:100]})") from error

    return Grid(names, True, batches, close=table.close)


def _as_strings(column: pa.Array) -> pa.Array:
    import pyarrow as pa
    import pyarrow.compute as pc

    try:
        return pc.fill_null(column.cast(pa.string()), "")
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError):
        return pa.array([as_text(v) for v in column.to_pylist()], pa.string())


def _workbook(path: Path) -> Grid:
    from zipfile import BadZipFile

    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        lines = book.worksheets[0].iter_rows(values_only=True)
        columns = tuple(as_text(v).strip() for v in next(lines, ()))
    except (BadZipFile, InvalidFileException, KeyError, ValueError, IndexError, OSError) as error:
        raise NoTable(f"it is no workbook that can be read ({' '.join(str(error).split())[:100]})") from error
    if not columns:
        raise NoTable("its first sheet is empty")

    def batches(wanted: tuple[int, ...]) -> Iterator[pa.RecordBatch]:
        while rows := list(islice(lines, ROWS)):
            yield _text_batch(
                wanted, [[as_text(row[i]) if i < len(row) else "" for row in rows] for i in wanted]
            )

    return Grid(columns, True, batches, first=2, close=book.close)

"""The rows of a table as they stand in its file: text, batch by batch, each row with its number."""

from __future__ import annotations

import csv
import io
import json
from array import array
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from sarez.intake.tables.streams import Joined, NoTable, Notes, clean, whole_rows

if TYPE_CHECKING:
    import pyarrow as pa

CHUNK = 8 << 20
"""Bytes of text that become one batch."""
ROWS = 20_000
"""Rows of a batch where they are not counted in bytes."""


@dataclass(slots=True)
class Torn:
    """Rows that could not be taken apart: how many, and the numbers of all (row 1 is the first in the file)."""

    numbers: array[int] = field(default_factory=lambda: array("q"))
    wanted: int = 0
    found: int = 0

    def number(self, index: int, first: int) -> int:
        """The number in the file of the row that is the `index`-th (from 0) of those that were read."""
        guess = index + first
        while True:
            better = index + first + bisect_right(self.numbers, guess)
            if better == guess:
                return guess
            guess = better


@dataclass(slots=True)
class Table:
    """A table opened: the names of its columns (as written), and the rows that follow.

    `first` is the number of the first row of data; `torn` and `notes` fill while `batches` are taken.
    """

    columns: tuple[str, ...]
    has_header: bool
    first: int
    lines: Iterator[bytes]
    delimiter: str
    torn: Torn = field(default_factory=Torn)
    notes: Notes = field(default_factory=Notes)

    def batches(self, wanted: tuple[int, ...]) -> Iterator[pa.RecordBatch]:
        """The columns of these positions as text, named `c0`, `c1` … after their positions. Raises NoTable."""
        import pyarrow as pa
        from pyarrow import csv as arrow_csv

        names = [f"c{i}" for i in range(len(self.columns))]
        try:
            reader = arrow_csv.open_csv(
                pa.PythonFile(io.BufferedReader(Joined(self.lines), 1 << 20), mode="r"),
                read_options=arrow_csv.ReadOptions(use_threads=False, block_size=CHUNK, column_names=names),
                parse_options=arrow_csv.ParseOptions(
                    delimiter=self.delimiter,
                    quote_char='"' if is_quoted(self.delimiter) else False,
                    newlines_in_values=is_quoted(self.delimiter),
                    invalid_row_handler=self._skip,
                ),
                convert_options=arrow_csv.ConvertOptions(
                    check_utf8=False,
                    column_types={name: pa.string() for name in names},
                    include_columns=[names[i] for i in wanted],
                    strings_can_be_null=False,
                ),
            )
            yield from reader
        except pa.ArrowInvalid as error:
            if "Empty CSV" not in str(error):
                raise NoTable(
                    f"its rows cannot be told apart ({' '.join(str(error).split())[:120]})"
                ) from error

    def _skip(self, row: Any) -> str:
        self.torn.numbers.append((row.number or 0) + self.first - 1)
        self.torn.wanted, self.torn.found = row.expected_columns, row.actual_columns
        return "skip"


def is_quoted(delimiter: str) -> bool:
    """Whether values may stand in quotation marks: not in the tab-separated tables of GDELT, ICEWS and POLECAT."""
    return delimiter != "\t"


def open_table(stream: BinaryIO) -> Table:
    """The table in a stream of bytes. Raises NoTable where there is none."""
    notes = Notes()
    blocks = clean(stream, notes)
    head = b""
    for head in blocks:
        if head.strip():
            break
    if not head.strip():
        raise NoTable("it is empty")
    blanks = len(head) - len(head.lstrip(b"\r\n"))
    lead = head[:blanks].count(b"\n")
    delimiter = _delimiter(head[blanks:].split(b"\n", 1)[0].decode("utf-8"))
    lines: Iterator[bytes] = chain([head[blanks:]], blocks)
    if is_quoted(delimiter):
        lines = whole_rows(lines, delimiter.encode())
    block = next(lines)
    columns, rest = _first_row(block, delimiter)
    if _is_header(columns):
        return Table(columns, True, lead + 2, chain([rest], lines), delimiter, notes=notes)
    return Table(columns, False, lead + 1, chain([block], lines), delimiter, notes=notes)


def _delimiter(line: str) -> str:
    """The sign between values, by what the first line has most of."""
    return max("\t,;|", key=lambda sign: (line.count(sign), sign == ","))


def _first_row(block: bytes, delimiter: str) -> tuple[tuple[str, ...], bytes]:
    """The values of the first row, and the bytes after it."""
    text = io.StringIO(block.decode("utf-8"), newline="")
    try:
        values = next(
            csv.reader(
                _lines_of(text),
                delimiter=delimiter,
                quotechar='"' if is_quoted(delimiter) else None,
                quoting=csv.QUOTE_MINIMAL if is_quoted(delimiter) else csv.QUOTE_NONE,
            ),
            [],
        )
    except csv.Error as error:
        raise NoTable(f"its first line is no row ({error})") from error
    return tuple(value.strip() for value in values), text.read().encode("utf-8")


def _lines_of(text: io.StringIO) -> Iterator[str]:
    while line := text.readline():
        yield line


def _is_header(values: tuple[str, ...]) -> bool:
    """Whether a first row names columns: nothing in it is a number."""
    return not any(v.replace(".", "", 1).replace("-", "", 1).isdecimal() for v in values)


def json_batches(
    stream: BinaryIO, notes: Notes, bad: Torn
) -> Iterator[tuple[tuple[str, ...], list[dict[str, Any]]]]:
    """The objects of JSON lines in lots, each lot with the union of its keys. A line that is none is noted in `bad`."""
    rows: list[dict[str, Any]] = []
    keys: dict[str, None] = {}
    number = 0
    for block in clean(stream, notes):
        for line in block.split(b"\n")[:-1]:
            number += 1
            if not line.strip():
                bad.numbers.append(number)
                continue
            row = _object(line)
            if row is None:
                bad.numbers.append(number)
                bad.found += 1
                continue
            rows.append(row)
            keys.update(dict.fromkeys(row))
            if len(rows) >= ROWS:
                yield tuple(keys), rows
                rows, keys = [], dict.fromkeys(keys)
    if rows:
        yield tuple(keys), rows


def _object(line: bytes) -> dict[str, Any] | None:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def as_text(value: Any) -> str:
    """A value of JSON or of a spreadsheet as a table of text would have it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if hasattr(value, "isoformat"):
        return str(value.isoformat(sep=" ") if hasattr(value, "hour") else value.isoformat())
    return str(value)


def is_parquet(path: Path) -> bool:
    """Whether a file begins as Parquet does."""
    with path.open("rb") as stream:
        return stream.read(4) == b"PAR1"

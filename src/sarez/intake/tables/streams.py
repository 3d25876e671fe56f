"""Files to clean bytes: plain, zipped or gzipped, in whatever encoding; each comes out as lines of valid UTF-8."""

from __future__ import annotations

import codecs
import gzip
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, BinaryIO

BLOCK = 1 << 20
LONGEST_LINE = 8_000_000
"""Bytes: what goes on without an end of line for longer is no table."""
MOST_LINES = 400
"""Lines that one quoted value may go over; a quotation mark left open must not swallow the file."""
TORN = b"?\n"
"""What stands for a row that never ends: it has too few values, and so is told with its number."""
FAILURES = (OSError, EOFError, zlib.error, zipfile.BadZipFile, NotImplementedError, RuntimeError)
"""What opening and unpacking may raise."""
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


class NoTable(Exception):
    """Bytes that can be no table; the message says why."""


@dataclass(slots=True)
class Notes:
    """What was met while bytes were made clean: lines that were not UTF-8, and those that held NUL bytes."""

    not_utf8: int = 0
    nul: int = 0
    numbers: list[int] = field(default_factory=list)


def members(path: Path) -> list[str]:
    """The tables in a zip archive by name; of any other file the empty name, which is the file itself."""
    if path.suffix.lower() == ".xlsx" or not zipfile.is_zipfile(path):
        return [""]
    with zipfile.ZipFile(path) as archive:
        names = [i.filename for i in archive.infolist() if not i.is_dir()]
    return [n for n in names if not n.startswith("__MACOSX/") and not n.lower().endswith((".pdf", ".md"))]


def opened(path: Path, member: str = "") -> BinaryIO:
    """The unpacked bytes of a file or of one table in a zip archive."""
    if member:
        archive = zipfile.ZipFile(path)
        try:
            return _Owning(archive.open(member), archive)  # type: ignore[return-value]
        except BaseException:
            archive.close()
            raise
    plain = path.open("rb")
    if plain.peek(2)[:2] == b"\x1f\x8b":
        return _Owning(gzip.GzipFile(fileobj=plain), plain)  # type: ignore[return-value]
    return plain


def clean(stream: BinaryIO, notes: Notes) -> Iterator[bytes]:
    """The stream in blocks that end with a line, in UTF-8 without byte order mark or NUL.

    A line that is not UTF-8 is taken for Windows-1252 (of which Latin-1 is a part) and counted. Raises NoTable where
    no end of line comes.
    """
    number = 1
    for block in _blocks(_transcoded(stream)):
        if b"\0" in block:
            notes.nul += block.count(b"\0")
            block = block.replace(b"\0", b"")
        fixed = _utf8(block, number, notes)
        number += block.count(b"\n")
        yield fixed


def _transcoded(stream: BinaryIO) -> Iterator[bytes]:
    head = stream.read(BLOCK)
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            head = head[len(mark) :]
            if encoding != "utf-8":
                yield from _recoded(head, stream, encoding)
                return
            break
    while head:
        yield head
        head = stream.read(BLOCK)


def _recoded(head: bytes, stream: BinaryIO, encoding: str) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    while head:
        yield decoder.decode(head).encode("utf-8", "replace")
        head = stream.read(BLOCK)
    yield decoder.decode(b"", final=True).encode("utf-8", "replace")


def _blocks(pieces: Iterator[bytes]) -> Iterator[bytes]:
    carry = b""
    for piece in pieces:
        cut = piece.rfind(b"\n") + 1
        if cut:
            yield carry + piece[:cut]
            carry = piece[cut:]
        else:
            carry += piece
        if len(carry) > LONGEST_LINE:
            raise NoTable(f"a line of it is longer than {LONGEST_LINE // 1_000_000} MB")
    if carry:
        yield carry + b"\n"


def _utf8(block: bytes, number: int, notes: Notes) -> bytes:
    if block.isascii():
        return block
    try:
        block.decode("utf-8")
        return block
    except UnicodeDecodeError:
        lines = block.split(b"\n")
    for at, line in enumerate(lines):
        try:
            line.decode("utf-8")
        except UnicodeDecodeError:
            notes.not_utf8 += 1
            if len(notes.numbers) < 5:
                notes.numbers.append(number + at)
            lines[at] = _western(line).encode("utf-8")
    return b"\n".join(lines)


def _western(line: bytes) -> str:
    try:
        return line.decode("cp1252")
    except UnicodeDecodeError:
        return line.decode("latin-1")


def whole_rows(blocks: Iterator[bytes], delimiter: bytes) -> Iterator[bytes]:
    """Blocks that end with a row, not within a quoted value; a row whose quotation mark is never closed becomes TORN."""
    waiting: list[bytes] = []
    for block in blocks:
        if not waiting and b'"' not in block:
            yield block
            continue
        out: list[bytes] = []
        for line in block.splitlines(keepends=True) if b"\r" not in block else _lines(block):
            _take(line, waiting, out, delimiter)
        if out:
            yield b"".join(out)
    while waiting:
        out = []
        _tear(waiting, out, delimiter)
        yield b"".join(out)


def _lines(block: bytes) -> list[bytes]:
    return [line + b"\n" for line in block.split(b"\n")[:-1]]


def _take(line: bytes, waiting: list[bytes], out: list[bytes], delimiter: bytes) -> None:
    is_odd = line.count(b'"') % 2 == 1
    if not waiting:
        if is_odd and _opens(line, delimiter):
            waiting.append(line)
        else:
            out.append(line)
        return
    waiting.append(line)
    if is_odd:
        out.append(b"".join(waiting))
        waiting.clear()
    elif len(waiting) > MOST_LINES:
        _tear(waiting, out, delimiter)


def _tear(waiting: list[bytes], out: list[bytes], delimiter: bytes) -> None:
    """Give up the first line that waits for its end, and look at the others anew."""
    rest = waiting[1:]
    waiting.clear()
    out.append(TORN)
    for line in rest:
        _take(line, waiting, out, delimiter)


_CLOSED = re.compile(rb'"(?:[^"]|"")*"')


def _opens(line: bytes, delimiter: bytes) -> bool:
    """Whether a quoted value begins in a line that does not end in it."""
    at = 0
    while True:
        if line[at : at + 1] == b'"':
            closed = _CLOSED.match(line, at)
            if closed is None:
                return True
            at = closed.end()
        following = line.find(delimiter, at)
        if following < 0:
            return False
        at = following + 1


class Joined(io.RawIOBase):
    """Blocks as a stream to read from."""

    def __init__(self, blocks: Iterator[bytes]) -> None:
        super().__init__()
        self._blocks = blocks
        self._left = memoryview(b"")

    def readable(self) -> bool:
        """Say that this can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill a buffer with what comes next."""
        while not len(self._left):
            block = next(self._blocks, None)
            if block is None:
                return 0
            self._left = memoryview(block)
        size = min(len(buffer), len(self._left))
        buffer[:size] = self._left[:size]
        self._left = self._left[size:]
        return size


class _Owning(io.RawIOBase):
    """Bytes within an archive or a packed file; closing them closes that too."""

    def __init__(self, stream: IO[bytes] | gzip.GzipFile, owner: zipfile.ZipFile | BinaryIO) -> None:
        super().__init__()
        self._stream, self._owner = stream, owner

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        piece = self._stream.read(len(buffer))
        buffer[: len(piece)] = piece
        return len(piece)

    def close(self) -> None:
        self._stream.close()
        self._owner.close()
        super().close()

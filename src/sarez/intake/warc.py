"""Web archives (WARC) to reports, one record after another.

The records are told apart here and not by a library, so that a broken record costs only itself, a compressed
one can be no bomb, and an archive of any size is read in the memory that one page takes.
Format: ISO 28500, https://iipc.github.io/warc-specifications/.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from sarez.intake.html import read_page
from sarez.intake.http import Message, parse_headers, parse_message
from sarez.intake.origin import Item, Limits, Origin
from sarez.intake.streams import Unzipped

_START = re.compile(rb"(?:^|(?<=\n))WARC/[01]\.\d+\r?\n")
_HEADERS_MOST = 65_536
_PORTION = 65_536
_PAGES = ("text/html", "application/xhtml+xml")
_PATIENCE = 100


@dataclass(frozen=True, slots=True)
class _Record:
    """A record: its number in the archive, its fields, and its block (None if it was of no interest)."""

    number: int
    fields: dict[str, str]
    block: bytes | None


@dataclass(frozen=True, slots=True)
class _Damage:
    """A place in the archive that is no record."""

    number: int
    message: str


def read_archive(stream: BinaryIO, origin: Origin, limits: Limits) -> Iterator[Item]:
    """Read the pages of a WARC file, compressed or not, as they come.

    Reports are named `archive.warc.gz:N`, N being the number of the record. Requests, pictures, scripts and
    answers other than 200 are passed over. A damaged record becomes a `Problem`, and reading goes on at the next.
    """
    records = pages = damaged = 0
    source = Unzipped(stream)
    for found in _records(_Tape(source), limits):
        place = f"record {found.number}"
        here = Origin(f"{origin.file}:{found.number}", origin.source, place, notes=origin.notes)
        if isinstance(found, _Damage):
            damaged += 1
            if damaged <= _PATIENCE:
                yield here.problem(found.message, "Fetch the archive again; the other records were read.")
            continue
        records += 1
        for item in _page(found, here, limits):
            pages += 1
            yield item
    if damaged > _PATIENCE:
        yield origin.problem(f"has {damaged - _PATIENCE:,} more damaged records.", "Fetch the archive again.")
    if source.damage:
        yield origin.problem(source.damage, "Fetch the archive again; its other parts were read.")
    if not pages and not damaged and not source.damage:
        what = f"has no pages among its {records} records." if records else "has no records in it."
        yield origin.problem(what, "Check that it is the right archive.")


def _page(record: _Record, origin: Origin, limits: Limits) -> Iterator[Item]:
    if record.fields.get("content-length-over"):
        yield origin.too_big(limits.page_bytes, "is a page")
        return
    if record.block is None:
        return
    address = record.fields.get("warc-target-uri", "").strip("<>") or None
    here = Origin(origin.file, origin.source, origin.place, address, origin.notes)
    message = _message(record, limits)
    if message.media_type not in _PAGES or message.status not in (200, 203):
        return
    if message.body is None:
        packing = message.headers.get("content-encoding", "")[:40]
        yield here.problem(
            f"is packed in a way that cannot be undone ({packing}).", "Archive the page again."
        )
    elif not message.body:
        yield here.problem("is an empty page.", "Archive the page again, or leave it out.")
    else:
        yield from read_page(message.body, here, limits, charset=message.charset)


def _message(record: _Record, limits: Limits) -> Message:
    """Read what a server answered; a `resource` record is the page itself."""
    block = record.block or b""
    if record.fields.get("warc-type", "").lower() == "response":
        return parse_message(block, limits.page_bytes)
    return Message(200, {"content-type": record.fields.get("content-type", "")}, block)


def _records(tape: _Tape, limits: Limits) -> Iterator[_Record | _Damage]:
    number = 0
    is_sound = True
    while (skipped := tape.skip_to_start()) is not None:
        if skipped and is_sound:  # else they are the rest of what was just told
            number += 1
            yield _Damage(number, f"is damaged: {skipped:,} bytes are no record.")
        if tape.is_at_end():
            return
        number += 1
        found = _record(tape, number, limits)
        is_sound = isinstance(found, _Record)
        yield found


def _record(tape: _Tape, number: int, limits: Limits) -> _Record | _Damage:
    block = tape.headers()
    if block is None:
        return _Damage(number, "is damaged: its headers do not end.")
    _, fields = parse_headers(block)
    length = fields.get("content-length", "")
    if not length.isdecimal() or len(length) > 15:
        return _Damage(number, "is damaged: it does not say how long it is.")
    return _body(tape, number, fields, int(length), limits)


def _body(tape: _Tape, number: int, fields: dict[str, str], length: int, limits: Limits) -> _Record | _Damage:
    wanted = _is_wanted(fields)
    over = wanted and length > limits.page_bytes + _HEADERS_MOST
    block = tape.take(length) if wanted and not over else None
    missing = length - (len(block) if block is not None else tape.drop(length))
    if missing:
        return _Damage(number, f"is cut short: {missing:,} of its {length:,} bytes are missing.")
    return _Record(number, {**fields, "content-length-over": "yes"} if over else fields, block)


def _is_wanted(fields: dict[str, str]) -> bool:
    kind = fields.get("warc-type", "").lower()
    media_type = fields.get("content-type", "").partition(";")[0].strip().lower()
    return (kind == "response" and media_type == "application/http") or (
        kind == "resource" and media_type in _PAGES
    )


class _Tape:
    """A stream that is read on, with a look ahead."""

    def __init__(self, stream: Unzipped) -> None:
        self._stream = stream
        self._ahead = b""

    def _fill(self, size: int) -> bool:
        """Look ahead at least so far; False if the stream ends before."""
        pieces = [self._ahead]
        have = len(self._ahead)
        while have < size and (piece := self._stream.read(_PORTION)):
            pieces.append(piece)
            have += len(piece)
        self._ahead = b"".join(pieces)
        return have >= size

    def skip_to_start(self) -> int | None:
        """Go to the next record; return how many bytes other than blank lines lay before it, None at the end."""
        skipped = 0
        while True:
            self._fill(_PORTION)
            found = _START.search(self._ahead)
            cut = found.start() if found else max(0, len(self._ahead) - 16)
            if not found and len(self._ahead) < _PORTION:
                cut = len(self._ahead)
            skipped += cut if self._ahead[:cut].strip(b"\r\n") else 0
            self._ahead = self._ahead[cut:]
            if found:
                return skipped
            if not self._ahead and self._stream.torn:
                self._stream.torn = False
            elif not self._ahead:
                return skipped or None

    def is_at_end(self) -> bool:
        """Tell whether nothing is left."""
        return not self._fill(1)

    def headers(self) -> bytes | None:
        """Take the lines up to the blank one that ends them; None, and the first line taken, if there is none."""
        self._fill(_HEADERS_MOST)
        end = re.search(rb"\r?\n\r?\n", self._ahead[:_HEADERS_MOST])
        if not end:
            self._ahead = self._ahead[self._ahead.find(b"\n") + 1 :]
            return None
        block, self._ahead = self._ahead[: end.start()], self._ahead[end.end() :]
        return block

    def take(self, size: int) -> bytes:
        """Take so many bytes, fewer at the end of the stream."""
        self._fill(size)
        block, self._ahead = self._ahead[:size], self._ahead[size:]
        return block

    def drop(self, size: int) -> int:
        """Pass over so many bytes; return how many there were."""
        left = size
        while left and (piece := self.take(min(left, _PORTION))):
            left -= len(piece)
        return size - left

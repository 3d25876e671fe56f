"""Streams that have been looked into, and bytes in bounded portions."""

from __future__ import annotations

import io
import zlib
from typing import Any, BinaryIO


class Rejoined(io.RawIOBase):
    """A stream whose first bytes have been looked at, put together again. Closing it leaves the stream open."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        super().__init__()
        self._head = head
        self._rest = rest

    def readable(self) -> bool:
        """Say that this can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill a buffer from the head first, then from the rest."""
        size = len(buffer)
        piece, self._head = self._head[:size], self._head[size:]
        piece = piece or self._rest.read(size) or b""
        buffer[: len(piece)] = piece
        return len(piece)


def read_up_to(stream: BinaryIO, most: int) -> bytes:
    """Read to the end of a stream or one byte more than `most`, whichever comes first.

    A pipe gives less than asked for; this asks again until there is no more.
    """
    pieces: list[bytes] = []
    left = most + 1
    while left > 0 and (piece := stream.read(min(left, 1 << 20))):
        pieces.append(piece)
        left -= len(piece)
    return b"".join(pieces)


_GZIP = b"\x1f\x8b\x08"
_PORTION = 65_536


class Unzipped:
    """A stream unpacked as it is read, if it is compressed with gzip; otherwise as it is.

    Members follow one another as in a WARC file. At a damaged one the stream is `torn`: it seems to end, until
    the reader sets `torn` back and goes on at the next member. `damage` then says what was lost.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._packed = read_up_to(stream, len(_GZIP) - 1)
        self._is_packed = self._packed.startswith(_GZIP[:2])
        self._inflater: Any = None
        self.damage: str | None = None
        self.torn = False

    def read(self, size: int) -> bytes:
        """Return at most so many bytes, none only at the end or where the stream is torn."""
        if not self._is_packed:
            piece, self._packed = self._packed[:size], self._packed[size:]
            return piece or self._stream.read(size) or b""
        while not self.torn:
            unpacked = self._inflate(size)
            if unpacked is None:
                return b""
            if unpacked:
                return unpacked
        return b""

    def _more(self) -> bool:
        """Get more packed bytes if there are none; False at the end of the stream."""
        self._packed = self._packed or self._stream.read(_PORTION) or b""
        return bool(self._packed)

    def _inflate(self, size: int) -> bytes | None:
        """Unpack a portion: empty if there is none yet, None at the end."""
        if not self._more():
            if self._inflater is not None:
                self.damage = self.damage or "is cut short: its last compressed part does not end."
                self._inflater = None
            return None
        if self._inflater is None and not self._at_member():
            return b""
        try:
            piece = bytes(self._inflater.decompress(self._packed, size))
        except zlib.error:
            self.damage = self.damage or "has a damaged compressed part."
            self._inflater, self._packed = None, self._packed[1:]
            self.torn = True
            return b""
        self._packed = bytes(self._inflater.unconsumed_tail or self._inflater.unused_data)
        if self._inflater.eof:
            self._inflater = None
        return piece

    def _at_member(self) -> bool:
        """Go to the start of the next member."""
        self._packed += self._stream.read(len(_GZIP)) or b""
        start = self._packed.find(_GZIP)
        lost = self._packed[: start if start >= 0 else len(self._packed)]
        if lost.strip(b"\0"):
            self.damage = self.damage or "has bytes between its compressed parts that are none."
        if start < 0:
            # The start of a member may lie across the end of what has been read.
            self._packed = self._packed[-2:] if len(self._packed) > 2 else b""
            return False
        self._packed = self._packed[start:]
        self._inflater = zlib.decompressobj(16 + zlib.MAX_WBITS)
        return True

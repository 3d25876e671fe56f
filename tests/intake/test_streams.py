from __future__ import annotations

import gzip
import io

from hypothesis import given
from hypothesis import strategies as st

from sarez.intake.streams import Rejoined, Unzipped, read_up_to


class Drip(io.RawIOBase):
    """A pipe that gives three bytes at a time."""

    def __init__(self, data: bytes) -> None:
        self.data = data

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        size = min(3, len(buffer))
        piece, self.data = self.data[:size], self.data[size:]
        buffer[: len(piece)] = piece
        return len(piece)


def unzipped(data: bytes) -> tuple[bytes, str | None]:
    """All that comes out, over every tear."""
    stream = Unzipped(io.BytesIO(data))
    pieces = []
    while (piece := stream.read(1000)) or stream.torn:
        stream.torn = False
        pieces.append(piece)
    return b"".join(pieces), stream.damage


def test_a_pipe_is_read_to_the_end_or_one_byte_over() -> None:
    assert read_up_to(Drip(b"0123456789"), 100) == b"0123456789"
    assert read_up_to(Drip(b"0123456789"), 4) == b"01234"


@given(st.binary(max_size=50), st.binary(max_size=50))
def test_what_was_looked_at_is_read_again(head: bytes, rest: bytes) -> None:
    assert io.BufferedReader(Rejoined(head, io.BytesIO(rest))).read() == head + rest


@given(st.lists(st.binary(max_size=3000), max_size=5))
def test_members_one_after_another_are_one_stream(members: list[bytes]) -> None:
    assert unzipped(b"".join(map(gzip.compress, members))) == (b"".join(members), None)


def test_a_damaged_member_tears_the_stream_and_the_next_is_read() -> None:
    import random

    first, second, third = (random.Random(n).randbytes(5000) for n in range(3))
    broken = bytearray(gzip.compress(second))
    broken[-4] ^= 255
    data, damage = unzipped(gzip.compress(first) + bytes(broken) + gzip.compress(third))
    assert data.startswith(first) and data.endswith(third) and damage == "has a damaged compressed part."


def test_a_stream_cut_short_says_so() -> None:
    data, damage = unzipped(gzip.compress(b"one") + gzip.compress(bytes(range(256)))[:-20])
    assert data.startswith(b"one") and damage and "cut short" in damage


def test_zeros_at_the_end_are_no_damage() -> None:
    assert unzipped(gzip.compress(b"one") + b"\0" * 100) == (b"one", None)


def test_what_is_not_compressed_passes_through() -> None:
    assert unzipped(b"WARC/1.0 and so on") == (b"WARC/1.0 and so on", None)


@given(st.binary(max_size=300))
def test_any_bytes_come_to_an_end(data: bytes) -> None:
    unzipped(b"\x1f\x8b\x08" + data)

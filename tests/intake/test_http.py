from __future__ import annotations

import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sarez.intake.http import parse_headers, parse_message

BODY = b"<html><p>Shots near Vorukh</p></html>"


def answer(body: bytes, *headers: str) -> bytes:
    return "\r\n".join(["HTTP/1.1 200 OK", *headers]).encode() + b"\r\n\r\n" + body


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


@pytest.mark.parametrize(
    "message",
    [
        answer(BODY),
        answer(gzip.compress(BODY, mtime=0), "Content-Encoding: gzip"),
        answer(zlib.compress(BODY), "Content-Encoding: deflate"),
        answer(raw_deflate(BODY), "Content-Encoding: deflate"),
        answer(b"5\r\n<html\r\n20;x=y\r\n" + BODY[5:] + b"\r\n0\r\n\r\n", "Transfer-Encoding: chunked"),
        answer(BODY, "Transfer-Encoding: chunked"),
        answer(BODY, "Content-Encoding: gzip"),
        answer(BODY).replace(b"\r\n", b"\n"),
    ],
)
def test_a_body_is_unpacked_however_it_was_sent_or_stored(message: bytes) -> None:
    assert parse_message(message, 1000).body == BODY


def test_kind_and_encoding_come_from_the_headers() -> None:
    message = parse_message(answer(BODY, 'CONTENT-TYPE: Text/HTML; Charset="windows-1251"'), 1000)
    assert (message.status, message.media_type, message.charset) == (200, "text/html", "windows-1251")


def test_no_more_is_unpacked_than_asked_for() -> None:
    flood = answer(gzip.compress(b"a" * 10_000_000), "Content-Encoding: gzip")
    assert parse_message(flood, 1000).body == b"a" * 1001


@pytest.mark.parametrize("packing", ["br", "zstd", "x"])
def test_an_unknown_packing_gives_no_body(packing: str) -> None:
    assert parse_message(answer(BODY, f"Content-Encoding: {packing}"), 1000).body is None


def test_a_broken_packing_gives_no_body() -> None:
    assert parse_message(answer(b"\x1f\x8b broken", "Content-Encoding: gzip"), 1000).body is None


def test_a_folded_header_goes_on() -> None:
    assert parse_headers(b"WARC/1.0\r\nA: one\r\n two\r\nB:three")[1] == {"a": "one two", "b": "three"}


@given(st.binary(max_size=300), st.sampled_from(["", "Content-Encoding: gzip", "Transfer-Encoding: chunked"]))
def test_any_bytes_are_some_message(body: bytes, header: str) -> None:
    assert parse_message(answer(body, header), 100).status == 200
    parse_message(body, 100)

"""The HTTP messages in a web archive: headers apart from the body, the body unpacked."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass

_CHUNK = re.compile(rb"\s*([0-9a-fA-F]{1,8})[^\r\n]{0,200}\r?\n")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Message:
    """An HTTP response: its status, its headers (names in lower case) and the bytes of the page.

    `body` is None if it is packed in a way that is not known, or broken.
    """

    status: int
    headers: dict[str, str]
    body: bytes | None

    @property
    def media_type(self) -> str:
        """The kind of thing that was sent, without parameters."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def charset(self) -> str | None:
        """The encoding that the server names."""
        found = _CHARSET.search(self.headers.get("content-type", ""))
        return found[1] if found else None


def parse_headers(block: bytes) -> tuple[str, dict[str, str]]:
    """Part a block of header lines into its first line and its fields; a folded line goes on with its field."""
    first, *lines = block.decode("utf-8", errors="replace").splitlines() or [""]
    fields: dict[str, str] = {}
    name = ""
    for line in lines:
        if line[:1] in (" ", "\t") and name:
            fields[name] += " " + line.strip()
        elif ":" in line:
            name, _, value = line.partition(":")
            name = name.strip().lower()
            fields[name] = value.strip()
    return first, fields


def parse_message(payload: bytes, most: int) -> Message:
    """Read a response as archived: its body unpacked to at most `most` bytes and one."""
    end = re.search(rb"\r?\n\r?\n", payload)
    block, body = (payload[: end.start()], payload[end.end() :]) if end else (payload, b"")
    first, headers = parse_headers(block)
    status = re.match(r"HTTP/\S+\s+(\d{3})", first)
    if "chunked" in headers.get("transfer-encoding", "").lower():
        body = _unchunked(body)
    packed = headers.get("content-encoding", "").strip().lower()
    return Message(int(status[1]) if status else 0, headers, _unpacked(body, packed, most))


def _unchunked(body: bytes) -> bytes:
    """Put a body sent in chunks together; archives often keep the header but the body whole."""
    pieces: list[bytes] = []
    at = 0
    while found := _CHUNK.match(body, at):
        size = int(found[1], 16)
        if size == 0:
            return b"".join(pieces)
        pieces.append(body[found.end() : found.end() + size])
        at = found.end() + size
    return b"".join(pieces) if pieces else body


def _unpacked(body: bytes, packed: str, most: int) -> bytes | None:
    if packed in ("", "identity", "none", "utf-8"):
        return body[: most + 1]
    if packed in ("gzip", "x-gzip", "deflate"):
        if packed != "deflate" and not body.startswith(b"\x1f\x8b"):
            return body[: most + 1]  # stored unpacked, under the header it was sent with
        for bits in (32 + zlib.MAX_WBITS, -zlib.MAX_WBITS):
            try:
                return zlib.decompressobj(bits).decompress(body, most + 1)
            except zlib.error:
                continue
    return None

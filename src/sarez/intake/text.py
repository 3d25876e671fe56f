"""Plain text, kept exactly as received."""

from __future__ import annotations

from collections.abc import Iterator

from sarez.intake.decode import decode
from sarez.intake.origin import Item, Limits, Origin
from sarez.intake.sniff import UNREADABLE


def read_text(data: bytes, origin: Origin, limits: Limits) -> Iterator[Item]:
    """Read a text file: its characters one by one, line ends (CRLF too) and blanks included.

    Only a byte order mark is left off, which belongs to the encoding. So character n of the report is
    character n of `open(path, newline="", encoding=…)`, with `…` the encoding named in the notes or UTF-8.
    """
    if len(data) > limits.text_bytes:
        yield origin.too_long(limits)
        return
    decoded = decode(data)
    if decoded is None:
        yield origin.problem(*UNREADABLE["binary"])
        return
    yield origin.report(decoded.text, limits, "text/plain", [decoded.note] if decoded.note else [])

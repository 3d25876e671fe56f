"""Bytes to text: which encoding a file is in, honestly said."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

_MARKS = (  # longest first: the UTF-32 mark begins with the UTF-16 one
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROLS = bytes(sorted(set(range(32)) - set(b"\t\n\r\f\x0b\x1a\x1b\0")))
_SAMPLE = 50_000
_CYRILLIC = {
    "cp1251": "windows-1251",
    "koi8-r": "KOI8-R",
    "cp866": "DOS 866",
    "iso8859-5": "ISO 8859-5",
    "mac-cyrillic": "Mac Cyrillic",
}
_COMMON = frozenset("оеаинтсрвлкмдпу")
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, the encoding it was read in, and a note where that was a guess or something was lost."""

    text: str
    encoding: str
    note: str | None = None


def decode(data: bytes, stated: str | None = None) -> Decoded | None:
    """Decode a file without its byte order mark, or return None if it is no text at all.

    `stated` is what the page or the server says. A byte order mark is believed first, then bytes that are valid
    UTF-8 (no other encoding looks like it by chance), then what is stated, then what the letters look like.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _lenient(data[len(mark) :], encoding)
    if encoding_of_pairs := _utf16_without_mark(data):
        return _lenient(data, encoding_of_pairs, "no encoding is stated; read as UTF-16")
    if is_binary(data):
        return None
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return _mostly_utf8(data) or _as_stated(data, stated) or _by_letters(data)


def is_binary(data: bytes) -> bool:
    """Tell whether bytes are no text: more than 3% control characters, or NULs beyond a few strays.

    Random or compressed bytes have about 10%; text with a few damaged bytes stays far under 3%.
    """
    sample = data[:_SAMPLE]
    if not sample:
        return False
    controls = len(sample) - len(sample.translate(None, _CONTROLS + b"\0"))
    return controls > max(2, 0.03 * len(sample))


def _utf16_without_mark(data: bytes) -> str | None:
    """Recognize UTF-16 by the high bytes of Latin and Cyrillic letters, which fill every other place."""
    sample = data[: _SAMPLE // 2 * 2]
    if len(sample) < 8 or len(data) % 2:
        return None
    for encoding, high in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[0::2])):
        if b"\0" in high and sum(map(high.count, (0, 4, 0x20))) > 0.9 * len(high):
            low = sample[0::2] if encoding == "utf-16-le" else sample[1::2]
            if low.count(0) < 0.05 * len(low):
                return encoding
    return None


def _lenient(data: bytes, encoding: str, note: str | None = None) -> Decoded:
    text = data.decode(encoding, errors="replace")
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        note = f"{note}; " if note else ""
        note += f"{text.count(chr(0xFFFD))} places are not valid {encoding.upper()}, shown as U+FFFD"
    return Decoded(text, encoding, note)


def _mostly_utf8(data: bytes) -> Decoded | None:
    """Take text as damaged UTF-8 when whole multi-byte characters far outnumber the broken ones."""
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    whole = sum(1 for c in text if c > "\x7f") - broken
    if broken == 1 and _ends_mid_character(data):
        return Decoded(text, "utf-8", "the last character is cut off, shown as U+FFFD")
    if whole < 10 * broken:
        return None
    return Decoded(text, "utf-8", f"{broken} places are not valid UTF-8, shown as U+FFFD")


def _ends_mid_character(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.reason == "unexpected end of data" and error.end == len(data)
    return False


def _as_stated(data: bytes, stated: str | None) -> Decoded | None:
    if not stated:
        return None
    try:
        name = codecs.lookup(stated.strip()).name
        name = "cp1252" if name in ("iso8859-1", "ascii") else name  # as browsers do
        return Decoded(data.decode(name), name)
    except (LookupError, UnicodeError, ValueError):
        return None


def _by_letters(data: bytes) -> Decoded:
    """Guess between the Cyrillic code pages and Western Europe by which gives words of usual letters."""
    if _is_cyrillic(data[:_SAMPLE]):
        best = max(_CYRILLIC, key=lambda encoding: _likeness(data[:_SAMPLE], encoding))
        return Decoded(
            data.decode(best, errors="replace"), best, f"no encoding is stated; read as {_CYRILLIC[best]}"
        )
    try:
        return Decoded(data.decode("cp1252"), "cp1252", "no encoding is stated; read as windows-1252")
    except UnicodeDecodeError:
        return Decoded(data.decode("latin-1"), "latin-1", "no encoding is stated; read as Latin-1")


def _is_cyrillic(data: bytes) -> bool:
    """In Western text bytes over 127 are rare and stand alone; in Cyrillic they stand in runs."""
    high = sum(1 for byte in data if byte >= 0x80)
    in_runs = sum(len(run) for run in re.findall(rb"[\x80-\xff]{3,}", data))
    return in_runs > 0.5 * high


def _likeness(data: bytes, encoding: str) -> float:
    """Score a decoding: common Russian letters count for it; signs and capitals inside words against it."""
    text = data.decode(encoding, errors="replace")
    strange = sum(1 for c in text if c > "\x7f" and not ("А" <= c <= "я" or c in "Ёё–—«»“”„№…’ \xa0"))
    good = sum(1 for c in text if c in _COMMON)
    inside = sum(1 for word in _WORD.findall(text) for c in word[1:] if c.isupper() and not word.isupper())
    return good - 2 * strange - 2 * inside

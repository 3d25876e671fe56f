"""What a file is by its bytes; its name decides only between kinds of text."""

from __future__ import annotations

import json
import re
import zlib
from typing import Literal

Kind = Literal[
    "empty", "text", "page", "pdf", "word", "lines", "warc", "warc.gz",
    "json", "feed", "zip", "ole", "rtf", "gzip", "binary",
]  # fmt: skip

HEAD = 65_536
"""How many bytes of a file are looked at."""

READABLE: dict[Kind, str] = {
    "text": "plain text",
    "page": "a web page",
    "pdf": "a PDF",
    "word": "a Word file",
    "lines": "JSON lines",
    "warc": "a web archive",
    "warc.gz": "a compressed web archive",
}

UNREADABLE: dict[Kind, tuple[str, str]] = {
    "ole": ("is an old or protected Office file.", "Open it in Word and save it as .docx, without a password."),
    "rtf": ("is an RTF file.", "Open it in a word processor and save it as .docx or .txt."),
    "gzip": ("is compressed, and not a web archive.", "Unpack it first (gunzip)."),
    "json": ("is JSON, but not one object a line.", "Write one object with 'text' on each line (jq -c .)."),
    "feed": ("is XML (a feed or a data file), not a page.", "Fetch the pages that it lists."),
    "binary": ("is not text, nor any kind of file that is read.", "Convert it to .txt, .pdf or .docx."),
}  # fmt: skip

_SUFFIXES: dict[str, Kind] = {
    ".txt": "text", ".text": "text",
    ".html": "page", ".htm": "page", ".xhtml": "page", ".xht": "page",
    ".pdf": "pdf", ".docx": "word", ".docm": "word",
    ".jsonl": "lines", ".ndjson": "lines",
    ".warc": "warc", ".warc.gz": "warc.gz",
}  # fmt: skip

_PREAMBLE = re.compile(r"(?:\s+|<\?.*?\?>|<!--.*?-->)+", re.DOTALL)
_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_MARKUP = re.compile(
    r"<(?:meta|title|div|p|article|section|table|h1|script|style|span|link)\b", re.IGNORECASE
)
_XML = re.compile(r"<(?:rss|feed|rdf:RDF|urlset|!DOCTYPE|[\w.-]+:[\w.-]+)\b|<\?xml", re.IGNORECASE)


def kind_by_name(name: str) -> Kind | None:
    """Return the kind that a file's name claims, None if it claims none that is read."""
    lowered = name.lower()
    return next((kind for suffix, kind in _SUFFIXES.items() if lowered.endswith(suffix)), None)


def kind_of(head: bytes, name: str = "") -> Kind:
    """Tell what a file is from its first bytes and, between kinds of text, its name."""
    if not head:
        return "empty"
    claimed = kind_by_name(name)
    return _by_magic(head, claimed) or _by_text(head, claimed)


def mislabelled(kind: Kind, name: str) -> str | None:
    """Return a note if a file is read as something else than its name says."""
    claimed = kind_by_name(name)
    if claimed is None or claimed == kind or kind not in READABLE or {claimed, kind} <= {"warc", "warc.gz"}:
        return None
    return f"named as {READABLE[claimed]}, read as {READABLE[kind]}, which it is"


def _by_magic(head: bytes, claimed: Kind | None) -> Kind | None:
    start = head[:1024].removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(b"%PDF-") or (claimed == "pdf" and b"%PDF-" in head[:1024]):
        return "pdf"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "word" if claimed == "word" or b"word/" in head else "zip"
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return "ole"
    if head.startswith(b"{\\rtf"):
        return "rtf"
    if head.startswith(b"\x1f\x8b"):
        return "warc.gz" if claimed == "warc.gz" or _unpacked(head).startswith(b"WARC/") else "gzip"
    is_archive = head.startswith((b"WARC/0.", b"WARC/1.")) or (
        claimed in ("warc", "warc.gz") and b"\nWARC/1." in head
    )
    return "warc" if is_archive else None


def _unpacked(head: bytes) -> bytes:
    try:
        return zlib.decompressobj(16 + zlib.MAX_WBITS).decompress(head, 64)
    except zlib.error:
        return b""


def _by_text(head: bytes, claimed: Kind | None) -> Kind:
    from sarez.intake.decode import decode

    decoded = decode(head[: len(head) // 4 * 4])
    if decoded is None:
        return "binary"
    text = decoded.text
    if claimed == "lines":
        return "lines"
    preamble = _PREAMBLE.match(text)
    start = text[preamble.end() :] if preamble else text
    if _PAGE.match(start):
        return "page"
    if claimed == "page":
        return "page" if re.search(r"<[a-zA-Z!/][^<>]*>", text) else "text"
    if start.startswith("<"):
        if _MARKUP.match(start) and "</" in text:
            return "page"
        if _XML.match(text.lstrip()):
            return "feed"
    if start.lstrip().startswith(("{", "[")):
        return _json(start.lstrip(), claimed)
    return "text"


def _json(start: str, claimed: Kind | None) -> Kind:
    """Tell JSON lines from one big JSON file and from a text that happens to begin with a brace."""
    line, ended, _ = start.partition("\n")
    try:
        first = json.loads(line)
    except (ValueError, RecursionError):
        # A first line longer than the head cannot be parsed, but its opening shows what it is.
        if re.match(r'\{\s*"[^"\n]+"\s*:', line) and (not ended or "}" in line):
            return "lines" if claimed != "text" else "text"
        return (
            "json"
            if re.match(r"[\[{]\s*(?:[\[{]\s*)?\"[^\"\n]+\"\s*[:,]", start) and claimed is None
            else "text"
        )
    if isinstance(first, dict):
        return "lines" if "text" in first or claimed is None else "text"
    return "json" if claimed is None else "text"

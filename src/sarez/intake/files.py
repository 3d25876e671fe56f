"""Files, folders and standard input to reports: the door of the room."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from sarez.intake.origin import DEFAULT_MAX_CHARACTERS, Item, Limits, Origin
from sarez.intake.paths import STANDARD_INPUT, Found, unreadable, walk
from sarez.intake.sniff import HEAD, UNREADABLE, Kind, kind_of, mislabelled
from sarez.intake.streams import Rejoined, read_up_to


def read_paths(
    paths: Iterable[str | Path],
    *,
    stdin: BinaryIO | None = None,
    max_characters: int = DEFAULT_MAX_CHARACTERS,
) -> Iterator[Item]:
    """Read what lies at the paths: a `Report` for each text, a `Problem` for each thing that cannot be read.

    A path is a file, a folder (read recursively, in order of names) or `-` for standard input. Items come one
    by one, so that archives of any size can be read. Nothing in the data raises an exception.
    """
    limits = Limits(max_characters)
    for found in walk(paths):
        if not isinstance(found, Found):
            yield found
        elif found.path == STANDARD_INPUT:
            yield from read_stream(stdin or sys.stdin.buffer, Origin(found.file, "standard input"), limits)
        else:
            yield from _file(found, limits)


def read_stream(stream: BinaryIO, origin: Origin, limits: Limits | None = None) -> Iterator[Item]:
    """Read one open file or pipe, whatever it holds; the name in `origin` says what it claims to be."""
    limits = limits or Limits()
    head = read_up_to(stream, HEAD - 1)
    kind = kind_of(head, origin.file)
    note = mislabelled(kind, origin.file)
    if note:
        origin = Origin(origin.file, origin.source, origin.place, origin.url, (*origin.notes, note))
    yield from _as(kind, _rewound(stream, head), origin, limits)


def _rewound(stream: BinaryIO, head: bytes) -> BinaryIO:
    """Return a stream that begins with the head again."""
    if stream.seekable() and stream.tell() == len(head):
        stream.seek(0)
        return stream
    return io.BufferedReader(Rejoined(head, stream))


def _sought(stream: BinaryIO, limits: Limits) -> BinaryIO:
    """Return a stream that can be sought in, held in memory if it is a pipe."""
    return stream if stream.seekable() else io.BytesIO(read_up_to(stream, limits.file_bytes))


def _file(found: Found, limits: Limits) -> Iterator[Item]:
    """Read one file; whatever the system says against it, on opening or later, is a `Problem`."""
    try:
        with Path(found.path).open("rb") as stream:
            yield from read_stream(stream, Origin(found.file, found.path), limits)
    except OSError as error:
        yield unreadable(found.path, error)


def _as(kind: Kind, stream: BinaryIO, origin: Origin, limits: Limits) -> Iterator[Item]:
    """Read a stream as what it is. The readers are imported here, so that each costs only who needs it."""
    if kind == "empty":
        yield origin.empty()
    elif kind == "text":
        from sarez.intake.text import read_text

        yield from read_text(read_up_to(stream, limits.text_bytes), origin, limits)
    elif kind == "page":
        from sarez.intake.html import read_page

        yield from read_page(read_up_to(stream, limits.page_bytes), origin, limits)
    elif kind == "pdf":
        from sarez.intake.pdf import read_pdf

        yield from read_pdf(_sought(stream, limits), origin, limits)
    elif kind in ("word", "zip"):
        from sarez.intake.word import read_word

        yield from read_word(_sought(stream, limits), origin, limits)
    elif kind == "lines":
        from sarez.intake.jsonl import read_lines

        yield from read_lines(stream, origin, limits)
    elif kind in ("warc", "warc.gz"):
        from sarez.intake.warc import read_archive

        yield from read_archive(stream, origin, limits)
    else:
        yield origin.problem(*UNREADABLE[kind])

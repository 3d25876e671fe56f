"""Word files to text: paragraphs and tables in reading order."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, BinaryIO

from sarez.intake.origin import Item, Limits, Origin
from sarez.intake.quiet import quiet
from sarez.intake.sniff import HEAD, UNREADABLE

if TYPE_CHECKING:
    from docx.table import Table

_BODY = "word/document.xml"
_OTHERS = {
    "xl/": "an Excel workbook",
    "ppt/": "a PowerPoint file",
    "META-INF/": "an OpenDocument or e-book file",
}
_NO_TITLE = ("word document", "untitled", "microsoft word", "document1")
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def read_word(stream: BinaryIO, origin: Origin, limits: Limits) -> Iterator[Item]:
    """Read a Word file that can be sought in. Paragraphs are parted by a blank line, cells of a row by ` | `.

    Headers, footers and notes are left out. The dates in the file are of the file, not of the publication,
    and are not taken.
    """
    import docx

    if stream.seek(0, os.SEEK_END) > limits.file_bytes:
        yield origin.too_big(limits.file_bytes)
        return
    stream.seek(0)
    refused = _refused(stream, origin, limits)
    if refused:
        yield refused
        return
    with quiet("docx"):
        try:
            document = docx.Document(stream)
            text = "\n\n".join(_blocks(document, limits.characters))
            title = _title(document)
        except Exception as error:  # a broken package makes python-docx and lxml raise anything
            item: Item = _broken(origin, error)
        else:
            item = origin.report(text, limits, MEDIA_TYPE, title=title)
    yield item


def _refused(stream: BinaryIO, origin: Origin, limits: Limits) -> Item | None:
    """Look into the package before it is unpacked: is it a Word file, whole, and of a bearable size?"""
    try:
        with zipfile.ZipFile(stream) as package:
            parts = {part.filename: part.file_size for part in package.infolist()}
    except Exception as error:  # zipfile raises NotImplementedError, struct.error and others on broken files
        stream.seek(0)
        if not stream.read(HEAD).startswith(b"PK"):
            return origin.problem(*UNREADABLE["binary"])
        return _broken(origin, error)
    finally:
        stream.seek(0)
    if _BODY not in parts:
        what = next(
            (what for start, what in _OTHERS.items() if any(p.startswith(start) for p in parts)), "a zip file"
        )
        return origin.problem(
            f"is {what}, not a Word file.", "Save it as .docx or PDF, or unpack it and read the folder."
        )
    xml = sum(size for name, size in parts.items() if name.endswith((".xml", ".rels")))
    if xml > limits.xml_bytes or sum(parts.values()) > 2 * limits.file_bytes:
        return origin.too_big(limits.xml_bytes, "unpacks to something")
    return None


def _blocks(document: Any, most: int) -> Iterator[str]:
    """Give paragraphs and tables in reading order, and stop soon after the limit is passed."""
    from docx.table import Table

    length = 0
    for block in document.iter_inner_content():
        text = "\n".join(_rows(block)) if isinstance(block, Table) else block.text.strip()
        if text:
            yield text
        length += len(text)
        if length > most:
            return


def _rows(table: Table) -> Iterator[str]:
    """Give a table row by row; a merged cell comes once, a table in a cell after the cell's own text."""
    above: set[int] = set()
    for row in table.rows:
        cells = {id(cell._tc): cell for cell in row.cells}
        texts = [" ".join(cell.text.split()) for key, cell in cells.items() if key not in above]
        if any(texts):
            yield " | ".join(text for text in texts if text)
        for cell in cells.values():
            for inner in cell.tables:
                yield from _rows(inner)
        above = set(cells)


def _title(document: Any) -> str | None:
    title = str(document.core_properties.title or "")
    return None if title.strip().lower().startswith(_NO_TITLE) else title[:500]


def _broken(origin: Origin, error: Exception) -> Item:
    reason = " ".join(str(error).split())[:120] or type(error).__name__
    return origin.problem(
        f"is a broken or incomplete Word file ({reason.rstrip('.')}).",
        "Get it again, or open it in Word and save it anew.",
    )

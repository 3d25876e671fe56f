"""PDF to text, paragraph by paragraph."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, BinaryIO

from sarez.intake.origin import Item, Limits, Origin
from sarez.intake.quiet import quiet
from sarez.intake.reflow import Line, reflow

if TYPE_CHECKING:
    from pypdf import PdfReader

_NO_TITLE = ("untitled", "microsoft word", "document", "powerpoint", "slide 1")
# Far below pypdf's own: what the text of one page can need, and no more.
_LIMITS: dict[str, Any] = {
    "zlib_maximum_output_length": 20_000_000,
    "lzw_maximum_output_length": 20_000_000,
    "run_length_maximum_output_length": 20_000_000,
    "array_based_stream_maximum_output_length": 20_000_000,
    "stream_decoding_work_maximum_length": 60_000_000,
    "stream_parsing_work_maximum_count": 500_000,
    "xform_maximum_invocations_per_extraction": 300,
}


def read_pdf(stream: BinaryIO, origin: Origin, limits: Limits) -> Iterator[Item]:
    """Read a PDF that can be sought in: its report, and a `Problem` for each page that could not be read.

    A broken, protected or scanned file gives only a `Problem`. The dates in a PDF are of the file, not of the
    publication, and are not taken.
    """
    import pypdf
    from pypdf.errors import DependencyError

    if stream.seek(0, os.SEEK_END) > limits.file_bytes:
        yield origin.too_big(limits.file_bytes)
        return
    stream.seek(0)
    with quiet("pypdf"), pypdf.apply_configuration(**_LIMITS):
        try:
            reader = pypdf.PdfReader(stream, strict=False)
            opened = not reader.is_encrypted or bool(reader.decrypt(""))
            items = _read(reader, origin, limits) if opened else [_protected(origin)]
        except DependencyError:
            items = [_protected(origin)]
        except (
            Exception
        ) as error:  # a broken file makes pypdf raise anything, KeyError and TypeError included
            items = [_broken(origin, error)]
    yield from items


def _read(reader: PdfReader, origin: Origin, limits: Limits) -> list[Item]:
    count = len(reader.pages)
    if count > limits.pages:
        remedy = "Split it into smaller files."
        return [origin.problem(f"has {count:,} pages; {limits.pages:,} are read at most.", remedy)]
    pages: list[list[Line]] = []
    silent: list[int] = []
    items: list[Item] = []
    length = 0
    for number in range(1, count + 1):
        lines: list[Line] = []
        try:
            lines = _lines(reader.pages[number - 1])
        except Exception as error:  # as above; the other pages may be sound
            items.append(_broken(origin, error, f"page {number}"))
        else:
            if not lines:
                silent.append(number)
        pages.append(lines)
        length += sum(len(line.text) for line in lines)
        if length > limits.characters:
            return [origin.too_long(limits)]
    text = reflow(pages)
    return [_report(reader, text, silent, origin, limits, broken=bool(items)), *items]


def _report(
    reader: PdfReader, text: str, silent: list[int], origin: Origin, limits: Limits, *, broken: bool
) -> Item:
    if not text:
        if broken or not silent:
            return origin.problem("gives no text.", "Open it in a viewer and save it as PDF again.")
        return origin.problem(
            f"holds no text ({len(silent)} {'page' if len(silent) == 1 else 'pages'} of pictures, probably a scan).",
            "Run text recognition over it first (ocrmypdf IN.pdf OUT.pdf).",
        )
    if _is_garbled(text):
        return origin.problem(
            "has letters that cannot be told from their shapes (no character map in its fonts).",
            "Run text recognition over it (ocrmypdf --force-ocr IN.pdf OUT.pdf).",
        )
    notes = [f"no text on {_pages(silent)} (pictures?)"] if silent else []
    return origin.report(text, limits, "application/pdf", notes, title=_title(reader))


def _lines(page: Any) -> list[Line]:
    """Take the lines of one page, with their places where the page tells them line by line."""
    pieces: list[tuple[str, float, float, float]] = []

    def keep(text: str, cm: list[float], tm: list[float], _font: object, size: float | None) -> None:
        if text:
            x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
            y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
            pieces.append((text, x, y, (size or 0.0) * abs(tm[3] or tm[1]) * (abs(cm[3]) or 1.0)))

    text = page.extract_text(visitor_text=keep)
    placed = _placed(pieces)
    if "\n".join(line.text for line in placed).strip() != text.strip():
        placed = [Line(line) for line in text.split("\n")]
    return [line for line in placed if line.text.strip()]


def _placed(pieces: list[tuple[str, float, float, float]]) -> list[Line]:
    """Put pieces together into lines; a line is where its first letters are."""
    lines: list[Line] = [Line("")]
    for text, x, y, size in pieces:
        for number, part in enumerate(text.split("\n")):
            if number:
                lines.append(Line(""))
            last = lines[-1]
            if part.strip() and not last.text.strip():
                # Only the first line of a piece stands where the piece does.
                lines[-1] = Line(last.text + part, x, y, size) if not number else Line(last.text + part)
            elif part:
                lines[-1] = Line(last.text + part, last.x, last.y, last.size)
    return lines


def _is_garbled(text: str) -> bool:
    """Tell whether a third of the letters are placeholders or from the private area."""
    sample = [c for c in text[:20_000] if not c.isspace()]
    bad = sum(1 for c in sample if c == "\ufffd" or "\ue000" <= c <= "\uf8ff" or c < " ")
    return bad > len(sample) / 3 or text[:20_000].count("(cid:") > len(sample) / 30


def _title(reader: PdfReader) -> str | None:
    try:
        title = reader.metadata.title if reader.metadata else None
    except Exception:  # a broken information dictionary costs the title only
        return None
    if not isinstance(title, str) or title.strip().lower().startswith(_NO_TITLE) or "." in title[-5:-2]:
        return None
    return title[:500]


def _pages(numbers: list[int]) -> str:
    named = ", ".join(map(str, numbers[:10])) + (" …" if len(numbers) > 10 else "")
    return f"page {named}" if len(numbers) == 1 else f"pages {named}"


def _protected(origin: Origin) -> Item:
    return origin.problem("is protected by a password.", "Open it with the password and save it without one.")


def _broken(origin: Origin, error: Exception, place: str | None = None) -> Item:
    reason = " ".join(str(error).split())[:120] or type(error).__name__
    return origin.problem(
        f"is broken or incomplete ({reason.rstrip('.')}).",
        "Download it again, or open it in a viewer and print it to PDF.",
        place,
    )

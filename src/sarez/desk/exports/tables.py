"""CSV and XLSX: the banner first, then the table. No cell starts a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from typing import Any, BinaryIO

from sarez.desk.exports.manifest import Manifest
from sarez.desk.exports.rows import cells, columns

_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
LONGEST_CELL = 32_000  # characters; a spreadsheet holds 32,767


def write_csv(stream: BinaryIO, manifest: Manifest, records: Iterable[dict[str, Any]]) -> int:
    """Write CSV in UTF-8 with the banner in lines that start with #; how many records."""
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="", write_through=True)
    try:
        writer = csv.writer(text)
        for label, said in manifest.lines:
            writer.writerow([f"# {label}", guarded(said)])
        writer.writerow(columns(manifest.kind))
        done = 0
        for done, record in enumerate(records, start=1):  # noqa: B007
            writer.writerow([guarded(cell) for cell in cells(manifest.kind, record)])
        return done
    finally:
        text.detach()


def write_xlsx(stream: BinaryIO, manifest: Manifest, records: Iterable[dict[str, Any]]) -> int:
    """Write a workbook with the banner on one sheet and the records on the next; how many records."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    about = book.create_sheet("About")
    for label, said in manifest.lines:
        about.append([guarded(label), guarded(said)])
    sheet = book.create_sheet("Records")
    sheet.freeze_panes = "A3"
    sheet.append([manifest.banner])
    sheet.append(columns(manifest.kind))
    done = 0
    for done, record in enumerate(records, start=1):  # noqa: B007
        sheet.append([guarded(cell) for cell in cells(manifest.kind, record)])
    sheet.append([manifest.banner])
    book.save(stream)
    return done


def guarded(cell: Any) -> Any:
    """A cell that no spreadsheet takes for a formula: a text that would start one gets an apostrophe before it."""
    if not isinstance(cell, str):
        return cell
    plain = _UNPRINTABLE.sub(" ", cell)[:LONGEST_CELL]
    return f"'{plain}" if plain.lstrip(" ").startswith(_STARTS_FORMULA) else plain

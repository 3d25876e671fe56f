"""Take records out of the desk: one function for the page and the command. Every export is in the audit before it leaves."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, BinaryIO

from django.utils import timezone

from sarez.desk.accounts import markings
from sarez.desk.accounts.audit import log
from sarez.desk.accounts.models import User
from sarez.desk.accounts.viewers import Viewer
from sarez.desk.events.models import KINDS as ENTRY_KINDS
from sarez.desk.exports.ftm import write_ftm
from sarez.desk.exports.gate import REPORT, WARNING, Asked, count, filter_of, let_out, passing
from sarez.desk.exports.lines import write_geojson, write_jsonl
from sarez.desk.exports.manifest import Manifest
from sarez.desk.exports.rows import records
from sarez.desk.exports.tables import write_csv, write_xlsx
from sarez.errors import SarezError

KINDS = (*(kind for kind, _ in ENTRY_KINDS), REPORT, WARNING)
Writer = Callable[[BinaryIO, Manifest, Iterable[dict[str, Any]]], int]
FORMATS: dict[str, tuple[Writer, str]] = {
    "csv": (write_csv, "text/csv; charset=utf-8"),
    "xlsx": (write_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "jsonl": (write_jsonl, "application/x-ndjson"),
    "geojson": (write_geojson, "application/geo+json"),
    "ftm": (write_ftm, "application/x-ndjson"),
}
"""Each format with what writes it and its media type."""


class ExportError(SarezError):
    """An export that cannot be made; the message says why."""


def write(
    kind: str,
    format: str,
    viewer: Viewer,
    by: User | str,
    stream: BinaryIO,
    asked: Asked | None = None,
    *,
    marking: int = markings.GREEN,
) -> Manifest:
    """Write the records of a kind that pass the filter and the gate; what the export says of itself.

    `marking` is the highest that goes out; it cannot be above the viewer's clearance.
    """
    _check(kind, format, viewer, marking)
    asked = filter_of(kind, {}) if asked is None else asked
    out = let_out(viewer, marking)
    manifest = Manifest(
        kind=kind,
        format=format,
        marking=marking,
        made=timezone.now(),
        by=by.username if isinstance(by, User) else by,
        as_of=viewer.as_of,
        filter=asked.query,
        counts=count(kind, viewer, marking, asked),
    )
    told = manifest.values
    log(by, "exported", kind, **{k: v for k, v in told.items() if k not in ("kind", "note", "by", "made")})
    writer, _ = FORMATS[format]
    writer(stream, manifest, records(kind, passing(kind, out, asked), out))
    return manifest


def _check(kind: str, format: str, viewer: Viewer, marking: int) -> None:
    if kind not in KINDS:
        raise ExportError(f"There is no kind “{kind}”: one of {', '.join(KINDS)}.")
    if format not in FORMATS:
        raise ExportError(f"There is no format “{format}”: one of {', '.join(FORMATS)}.")
    if format == "ftm" and kind == WARNING:
        raise ExportError("FollowTheMoney has no word for a warning: choose another format.")
    if format == "geojson" and kind in ("person", "commitment", REPORT, WARNING):
        raise ExportError("Only events and engagements have a place on a map: choose another format.")
    if marking > viewer.clearance:
        raise ExportError("You can let out no more than you may see: choose a lower marking.")

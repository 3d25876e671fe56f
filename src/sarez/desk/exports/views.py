"""The page of exports: choose, see what would go out and what would stay, take it."""

from __future__ import annotations

import tempfile
from typing import Any
from urllib.parse import parse_qsl

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from sarez.desk.accounts import markings
from sarez.desk.accounts.access import needs
from sarez.desk.exports.gate import count, filter_of
from sarez.desk.exports.service import FORMATS, KINDS, ExportError, write
from sarez.vocabulary.issues import load_issues

KIND_NAMES = {
    "event": _("Events"),
    "engagement": _("Engagements"),
    "commitment": _("Commitments"),
    "person": _("People"),
    "report": _("Reports"),
    "warning": _("Warnings"),
}
FORMAT_NAMES = {
    "csv": _("CSV, for a spreadsheet or a script"),
    "xlsx": _("XLSX, a workbook"),
    "jsonl": _("JSON Lines, with every claim"),
    "geojson": _("GeoJSON, for a map"),
    "ftm": _("FollowTheMoney entities"),
}
IN_MEMORY = 2**20  # bytes of an export before it goes to a file


@needs("export")
def exports(request: HttpRequest) -> HttpResponse:
    """Choose what to take out, and see what would be left out."""
    asked = _asked(request.GET, request)
    counts = count(asked["kind"], request.viewer, asked["marking"], asked["filter"])  # type: ignore[attr-defined]
    context = asked | {
        "counts": counts,
        "kept": parse_qsl(asked["filter"].query),
        "kinds": KIND_NAMES.items(),
        "formats": FORMAT_NAMES.items(),
        "issues": [
            (issue.name, issue.label(get_language() or "en")) for issue in load_issues().by_name.values()
        ],
        "markings": [m for m in markings.choices() if m[0] <= request.viewer.clearance],  # type: ignore[attr-defined]
    }
    return render(request, "exports/exports.html", context)


@needs("export")
@require_POST
def take(request: HttpRequest) -> Any:
    """Write the export and send it."""
    asked = _asked(request.POST, request)
    viewer = request.viewer.at(request.POST.get("as_of", ""))  # type: ignore[attr-defined]
    stream = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - the answer closes it
    user: Any = request.user
    try:
        write(asked["kind"], asked["format"], viewer, user, stream, asked["filter"], marking=asked["marking"])  # type: ignore[arg-type]
    except ExportError as error:
        stream.close()
        messages.error(request, str(error))
        return redirect("exports")
    stream.seek(0)
    banner = markings.name_of(asked["marking"]).replace(":", "-").replace("+", "-")
    ending = {"ftm": "ftm.jsonl"}.get(asked["format"], asked["format"])
    name = f"sarez-{asked['kind']}-{timezone.now():%Y-%m-%d}-{banner}.{ending}"
    return FileResponse(stream, as_attachment=True, filename=name, content_type=FORMATS[asked["format"]][1])


def _asked(query: QueryDict, request: HttpRequest) -> dict[str, Any]:
    """What the form asks; what cannot be is put right by the nearest that can."""
    kind = query.get("kind", "") if query.get("kind") in KINDS else "event"
    clearance = request.viewer.clearance  # type: ignore[attr-defined]
    chosen = query.get("out", "")
    marking = int(chosen) if chosen in {str(number) for number, _ in markings.choices()} else markings.GREEN
    return {
        "kind": kind,
        "format": query.get("format", "") if query.get("format") in FORMATS else "csv",
        "marking": min(marking, clearance),
        "filter": filter_of(kind, query),
    }

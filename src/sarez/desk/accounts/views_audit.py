"""The log of what was done: to look through, to prove whole, to take out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from sarez.desk.accounts.access import needs, whole_record
from sarez.desk.accounts.audit import Asked, lines, log, verify
from sarez.desk.accounts.deeds import deed, details, target_of, thing
from sarez.desk.accounts.models import AuditEntry

PER_PAGE = 100


@needs("audit")
@whole_record
def audit(request: HttpRequest) -> HttpResponse:
    """Who did what to which record."""
    return _page(request)


def _page(request: HttpRequest, **more: Any) -> HttpResponse:
    asked = Asked.of(request.GET)
    page = Paginator(_lines(request, asked).order_by("-id"), PER_PAGE).get_page(request.GET.get("page"))
    told = [(line, deed(line.action), thing(line.target), details(json.loads(line.details))) for line in page]
    known = AuditEntry.objects.order_by("action").values_list("action", flat=True).distinct()
    actions = [(action, deed(action)) for action in known]
    return render(
        request,
        "accounts/audit.html",
        {"page": page, "told": told, "asked": asked, "actions": actions, **more},
    )


def _lines(request: HttpRequest, asked: Asked) -> QuerySet[AuditEntry]:
    """The lines that pass, up to the moment asked about; a target may be given in the words of the page."""
    found = lines(replace(asked, target=target_of(asked.target)))
    return found.filter(at__lte=request.viewer.moment)  # type: ignore[attr-defined]


@needs("audit")
@whole_record
@require_POST
def audit_verify(request: HttpRequest) -> HttpResponse:
    """Walk the whole log and show the proof."""
    proof = verify()
    log(request.user, "verified log", lines=proof.lines, is_whole=proof.is_whole)  # type: ignore[arg-type]
    return _page(request, proof=proof)


@needs("audit")
@whole_record
@require_POST
def audit_export(request: HttpRequest) -> StreamingHttpResponse:
    """The lines that pass the filter, as JSON Lines; the taking-out is a line itself."""
    asked = Asked.of(request.GET)
    found = _lines(request, asked).order_by("id")
    log(request.user, "exported", "audit", lines=found.count(), filter=asked.query)  # type: ignore[arg-type]
    return StreamingHttpResponse(
        _json_lines(found),
        content_type="application/x-ndjson",
        headers={"Content-Disposition": 'attachment; filename="audit.jsonl"'},
    )


def _json_lines(found: Any) -> Iterator[str]:
    for line in found.iterator(chunk_size=2000):
        told = {
            "number": line.pk,
            "at": line.at.isoformat(),
            "who": line.who,
            "action": line.action,
            "target": line.target,
            "details": json.loads(line.details),
            "previous": line.previous,
            "digest": line.digest,
        }
        yield json.dumps(told, ensure_ascii=False) + "\n"

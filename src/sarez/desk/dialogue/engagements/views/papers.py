"""The papers of an engagement: its communiqué to print, a passage put on record, documents to fetch, the history."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from sarez.desk.accounts.access import needs
from sarez.desk.accounts.audit import saw
from sarez.desk.dialogue.engagements.communique import put_on_record
from sarez.desk.dialogue.engagements.documents import handed_out
from sarez.desk.dialogue.engagements.history import history
from sarez.desk.dialogue.engagements.sections import SECTIONS
from sarez.desk.dialogue.engagements.views.part import address, found, opened, refused
from sarez.desk.dialogue.keeping import KeepingError
from sarez.desk.events.coding import CodingError
from sarez.desk.events.fields import FIELDS
from sarez.desk.events.listing import parties_to_choose
from sarez.desk.events.models import COMMITMENT
from sarez.desk.events.wording import title
from sarez.desk.reports.form import rows, texts_of


@needs("read")
@require_GET
def communique(request: HttpRequest, number: int) -> HttpResponse:
    """The communiqué to read and to print: agreed text, text in brackets, reservations."""
    page = opened(request, number)
    marked = [b.passage.marking for b in page.blocks] + [r.marking for r in page.general]
    top = max([page.version.low, *marked, *(r.marking for b in page.blocks for r in b.reservations)])
    saw(request, f"communiqué of engagement {number}", top)
    told = {"page": page, "version": page.version, "number": page.version.entry_id, "marking_of_all": top}
    return render(request, "dialogue/communique.html", told)


@needs("dialogue")
@require_http_methods(["GET", "POST"])
def passage_commitment(request: HttpRequest, number: int, row: int) -> HttpResponse:
    """Put a passage on record as a commitment: who undertakes what, by when, how firmly."""
    version, of = found(request, number), SECTIONS["passages"]
    back = address(request, version.entry_id, "communique")
    if (no := refused(request, back)) is not None:
        return no
    passage = of.row(version.entry_id, row, request.viewer)
    if passage is None:
        raise Http404
    given, problems = _given(request, passage, version), {}
    if request.method == "POST":
        day = version.first if version.date and len(version.date) == 10 else None
        try:
            put_on_record(passage, given, request.user, title=title(version), day=day)  # type: ignore[arg-type]
        except CodingError as error:
            problems = error.problems
        except KeepingError as error:
            problems = {"": str(error)}
        else:
            messages.success(request, _("The passage is on record as a commitment."))
            return redirect(back)
    told = {
        "version": version,
        "number": version.entry_id,
        "passage": passage,
        "rows": rows(COMMITMENT, given, problems),
        "problem": problems.get(""),
        "parties": parties_to_choose([version]),
        "back": back,
    }
    return render(request, "dialogue/passage_commitment.html", told, status=422 if problems else 200)


def _given(request: HttpRequest, passage: Any, version: Any) -> dict[str, list[str]]:
    """What the form was sent with; at first what the passage says."""
    if request.method == "POST":
        return {f.name: request.POST.getlist(f"f-{f.name}") for f in FIELDS[COMMITMENT]}
    told = version.values.get("participants") or {}
    values = {
        "parties": passage.parties or told.get("value") or [],
        "text": passage.text,
        "modality": "agreed",
    }
    return texts_of(COMMITMENT, values)


@needs("read")
@require_GET
def engagement_document(request: HttpRequest, number: int, row: int) -> HttpResponse:
    """A document as a file to keep."""
    version = found(request, number)
    document = SECTIONS["documents"].row(version.entry_id, row, request.viewer)
    if document is None:
        raise Http404
    saw(request, document.name, document.marking)
    return handed_out(document)


@needs("read")
@require_GET
def engagement_history(request: HttpRequest, number: int) -> HttpResponse:
    """What people have kept on an engagement, the latest first."""
    version = found(request, number)
    told = {
        "version": version,
        "number": version.entry_id,
        "deeds": history(version.entry_id, request.viewer),
    }
    return render(request, "dialogue/history.html", told)

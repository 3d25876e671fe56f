"""Pages of events, engagements and commitments: lists, and one entry with its claims side by side."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from sarez.desk.accounts.access import needs
from sarez.desk.events.listing import PER_PAGE, Filter, versions
from sarez.desk.events.models import Claim, Version
from sarez.vocabulary.events import load_events
from sarez.vocabulary.issues import load_issues


@needs("read")
def today(request: HttpRequest) -> HttpResponse:
    """The first page."""
    return redirect("events")


@needs("read")
def events(request: HttpRequest) -> HttpResponse:
    """The events on record."""
    return _list(request, "event", "events/events.html", types=load_events())


@needs("read")
def engagements(request: HttpRequest) -> HttpResponse:
    """The engagements on record."""
    return _list(request, "engagement", "events/engagements.html")


@needs("read")
def commitments(request: HttpRequest) -> HttpResponse:
    """The commitments on record."""
    return _list(request, "commitment", "events/commitments.html")


def _list(request: HttpRequest, kind: str, template: str, **more: Any) -> HttpResponse:
    asked = Filter.of(request.GET)
    page = Paginator(versions(kind, request.viewer, asked), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, template, {"page": page, "asked": asked, "issues": load_issues(), **more})


@needs("read")
def entry(request: HttpRequest, number: int) -> HttpResponse:
    """One entry: what stands and why, and every claim it rests on."""
    version = Version.objects.seen_by(request.viewer).filter(entry=number).select_related("entry").first()
    if version is None:
        raise Http404
    claims = (
        Claim.objects.seen_by(request.viewer)
        .filter(entry=number)
        .select_related("report__source")
        .order_by("report__day", "id")
    )
    return render(request, "events/entry.html", {"version": version, "claims": claims})

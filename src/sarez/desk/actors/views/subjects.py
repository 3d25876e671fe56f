"""Pages of places and issues."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from sarez.desk.accounts.access import needs
from sarez.desk.actors import subjects
from sarez.desk.actors.locator import locator
from sarez.desk.actors.views.relations import then
from sarez.desk.events.listing import Filter
from sarez.vocabulary.issues import load_issues


@needs("read")
def place(request: HttpRequest) -> HttpResponse:
    """What happened at a place, and what the gazetteer knows of it."""
    name = request.GET.get("name", "").strip()[:120]
    if not name:
        return redirect("events")
    spot = subjects.place(request.viewer, name)
    if spot.known is None and not any(spot.subject.totals.values()):
        raise Http404
    context = {
        "spot": spot,
        "s": spot.subject,
        "chart": spot.subject.chart,
        "map": locator(spot.known.lat, spot.known.lon) if spot.known else None,
        "then": then(request),
    }
    return render(request, "actors/place.html", context)


@needs("read")
def issues(request: HttpRequest) -> HttpResponse:
    """Every issue with how much is on record about it."""
    lines = subjects.issues(request.viewer, request.LANGUAGE_CODE)
    return render(request, "actors/issues.html", {"lines": lines, "then": then(request)})


@needs("read")
def issue(request: HttpRequest, name: str) -> HttpResponse:
    """One issue: counts over time, the pairs most concerned, the latest."""
    known = load_issues().by_name.get(name)
    if known is None:
        raise Http404
    asked = Filter.of(request.GET)
    scope = subjects.of_issue(request.viewer, name).narrowed(since=asked.since, until=asked.until)
    shown = subjects.subject(request.viewer, scope)
    context = {
        "issue": known,
        "label": known.label(request.LANGUAGE_CODE),
        "s": shown,
        "chart": shown.chart,
        "pairs": subjects.concerned(request.viewer, name),
        "asked": asked,
        "then": then(request),
    }
    return render(request, "actors/issue.html", context)

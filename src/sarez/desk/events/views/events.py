"""The events: as a table, on a map, along a line of time, counted."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from sarez.desk.accounts.access import needs
from sarez.desk.events import charts, maps
from sarez.desk.events.counts import Counts, counts
from sarez.desk.events.listing import Filter
from sarez.desk.events.quads import LABELS
from sarez.desk.events.spans import STEPS
from sarez.desk.events.views.lists import as_of, frame, listed
from sarez.vocabulary.issues import load_issues

MOST_LISTED = 100
FARTHEST = 8


@needs("read")
def events(request: HttpRequest) -> HttpResponse:
    """The events on record as a table."""
    return render(request, "events/events.html", {**listed(request, "event"), "tab": "events"})


@needs("read")
def events_map(request: HttpRequest) -> HttpResponse:
    """Where they happened: the map, and the same places as a list."""
    asked = Filter.of(request.GET)
    found = maps.spots(request.viewer, asked)
    told = {
        "tab": "events-map",
        "spots": [(s, maps.address(asked, s.name, as_of(request))) for s in found[:MOST_LISTED]],
        "places": len(found),
        "placed": sum(s.total for s in found),
        "every": maps.passing(request.viewer, asked),
    }
    return render(request, "events/map.html", {**frame(asked), **told})


@needs("read")
def places(request: HttpRequest) -> HttpResponse:
    """The points of the map at a zoom, as GeoJSON."""
    asked = Filter.of(request.GET)
    zoom = request.GET.get("zoom", "")
    found = maps.spots(request.viewer, asked, int(zoom) if zoom.isdigit() and len(zoom) < 3 else FARTHEST)
    answer = JsonResponse(maps.geojson(found, asked, as_of(request)))
    answer.headers["Content-Type"] = "application/geo+json"
    return answer


@needs("read")
def timeline(request: HttpRequest) -> HttpResponse:
    """Cooperation above the line, conflict below it."""
    asked = Filter.of(request.GET)
    counted = _counted(request, asked)
    told = {
        "tab": "events-timeline",
        "steps": STEPS,
        "counted": counted,
        "line": charts.timeline(counted, asked, as_of(request)),
        "rows": _rows(request, asked, counted),
        "labels": list(LABELS.items()),
    }
    return render(request, "events/timeline.html", {**frame(asked), **told})


@needs("read")
def counted(request: HttpRequest) -> HttpResponse:
    """Numbers by quad class and issue over time."""
    asked = Filter.of(request.GET)
    made = _counted(request, asked, with_issues=True)
    told = {
        "tab": "events-counts",
        "steps": STEPS,
        "counted": made,
        "rows": _rows(request, asked, made),
        "labels": list(LABELS.items()),
        "issue_names": [(i, _issue_names().get(i, i)) for i in made.issues],
    }
    return render(request, "events/counts.html", {**frame(asked), **told})


@needs("read")
def chart(request: HttpRequest, what: str) -> HttpResponse:
    """The chart of the counts, `quads` or `issues`, for light or dark pages."""
    made = _counted(request, Filter.of(request.GET), with_issues=what == "issues")
    dark = request.GET.get("dark") == "1"
    if what == "issues":
        svg = charts.issues_chart(made, _issue_names(), dark=dark)
    else:
        svg = charts.quads_chart(made, dark=dark)
    return HttpResponse(svg, content_type="image/svg+xml")


def _counted(request: HttpRequest, asked: Filter, **how: Any) -> Counts:
    return counts(request.viewer, asked, step=request.GET.get("step", ""), **how)


def _issue_names() -> dict[str, str]:
    language = get_language() or "en"
    return {issue.name: issue.label(language) for issue in load_issues().by_name.values()}


def _rows(request: HttpRequest, asked: Filter, made: Counts) -> list[dict[str, Any]]:
    """The table beside a chart, the latest period first: each number with the list it counts."""
    day = as_of(request)
    return [
        {
            "label": charts.label_of(p.span, made.step),
            "is_silent": p.is_silent,
            "total": p.total,
            "killed": p.killed,
            "address": charts.address(asked, p.span, as_of=day),
            "quads": [(q, p.quads[q], charts.address(asked, p.span, q, day)) for q in LABELS],
            "issues": _cells((p.issues[i], charts.address(asked, p.span, "", day, i)) for i in made.issues),
        }
        for p in reversed(made.periods)
    ]


def _cells(numbers: Iterable[tuple[int, str]]) -> SafeString:
    """The cells of a row of numbers, each but zero with the list it counts. Made here, since there are hundreds."""
    zero = mark_safe('<td class="num">0</td>')
    found = (
        format_html('<td class="num"><a href="{}">{}</a></td>', to, n) if n else zero for n, to in numbers
    )
    return mark_safe("".join(found))

"""The list of engagements."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from sarez.desk.accounts.access import needs
from sarez.desk.dialogue.engagements.register import lines, narrowed
from sarez.desk.dialogue.engagements.views.part import today
from sarez.desk.dialogue.models import Series
from sarez.desk.dialogue.models.encounters import STATES
from sarez.desk.events.listing import Filter
from sarez.desk.events.views.lists import frame

MOST_SERIES = 500
LONGEST_NUMBER = 12


@needs("read")
@require_GET
def engagements(request: HttpRequest) -> HttpResponse:
    """The engagements on record, with what the desk keeps on each."""
    asked = Filter.of(request.GET)
    told, state = request.GET.get("series", ""), request.GET.get("state", "")
    series = int(told) if told.isascii() and told.isdigit() and len(told) < LONGEST_NUMBER else None
    state = state if state in dict(STATES) else ""
    page = narrowed(asked, request.viewer, series, state).get_page(request.GET.get("page"))
    known = Series.objects.seen_by(request.viewer).only("number", "title")[:MOST_SERIES]
    return render(
        request,
        "dialogue/engagements.html",
        {
            **frame(asked, page.object_list),
            "page": page,
            "lines": lines(page.object_list, request.viewer),
            "today": today(request),
            "series_known": known,
            "series_asked": series,
            "states": [(name, label) for name, label in STATES if name],
            "state_asked": state,
            "is_narrowed": series is not None or bool(state),
        },
    )

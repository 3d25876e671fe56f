"""The commitments as a plain list."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from sarez.desk.accounts.access import needs
from sarez.desk.events.views.lists import listed


@needs("read")
def commitments(request: HttpRequest) -> HttpResponse:
    """The commitments on record."""
    return render(
        request, "events/commitments.html", {**listed(request, "commitment"), "today": _day(request)}
    )


def _day(request: HttpRequest) -> date:
    """The day the page tells of: what lies before it is past."""
    return (request.viewer.as_of or timezone.now()).date()

"""The first page."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from sarez.desk.accounts.access import needs
from sarez.desk.accounts.signing import signed_in_before
from sarez.desk.dialogue.follow_up.dues import dues_of
from sarez.desk.dialogue.follow_up.views.days import day_of
from sarez.desk.events.today import today_of
from sarez.desk.warnings.inbox.due import due_of

LONGEST_AWAY = timedelta(days=14)


@needs("read")
def today(request: HttpRequest) -> HttpResponse:
    """What came in, what waits, what changed, what comes up."""
    now = timezone.now()
    told = today_of(request.viewer, now=now, last_visit=_last_visit(request))
    dues = dues_of(request.viewer, day_of(request), told.since or now, now)
    return render(
        request, "events/today.html", {"told": told, "dues": dues, "warned": due_of(request.viewer, now)}
    )


def _last_visit(request: HttpRequest) -> datetime | None:
    """When the user signed in the time before this one, no further back than two weeks."""
    before = signed_in_before(request)
    return max(before, timezone.now() - LONGEST_AWAY) if before else None

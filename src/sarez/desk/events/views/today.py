"""The first page."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from sarez.desk.accounts.access import needs
from sarez.desk.accounts.models import AuditEntry
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
    """When the user signed in the time before this one, no further back than two weeks; asked for once a session."""
    user: Any = request.user
    if user.last_login is None:
        return None
    began = user.last_login.isoformat()
    told = request.session.get("visit_before", {})
    if told.get("began") != began:
        before = AuditEntry.objects.filter(
            action="signed in", who=user.username, at__lt=user.last_login - timedelta(seconds=5)
        )
        last = before.order_by("-id").values_list("at", flat=True).first()
        told = request.session["visit_before"] = {"began": began, "at": last.isoformat() if last else ""}
    return max(datetime.fromisoformat(told["at"]), timezone.now() - LONGEST_AWAY) if told["at"] else None

"""The meeting page: who is present and the minutes, taken down by keyboard and saved line by line."""

from __future__ import annotations

import json
import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sarez.desk.accounts import markings
from sarez.desk.accounts.access import needs
from sarez.desk.accounts.audit import saw
from sarez.desk.accounts.forms import clearances
from sarez.desk.dialogue.engagements.plans import plans_at
from sarez.desk.dialogue.entries import kept_by_entry
from sarez.desk.dialogue.keeping import KeepingError, floor_of
from sarez.desk.dialogue.meetings.sitting import (
    CONFLICT,
    Answer,
    Line,
    lines_of,
    save_attendance,
    save_line,
    told_of,
    told_of_attendance,
)  # fmt: skip
from sarez.desk.dialogue.meetings.views.calendar import engagement_seen
from sarez.desk.dialogue.models import AgendaItem, Attendance, Passage, Role
from sarez.desk.dialogue.models.encounters import ATTENDANCES, WORDINGS
from sarez.desk.dialogue.models.minutes import SORTS
from sarez.desk.events.apart import kin
from sarez.desk.events.models import Entry, Version
from sarez.desk.events.wording import party

MOST_SENT = 200_000
KEYS = {
    "to_invite": "T", "invited": "I", "accepted": "C", "declined": "D", "present": "P", "excused": "E",
    "absent": "A", "replaced": "R",
}  # fmt: skip
"""The key that sets each state of an attendance."""


@needs("read")
@require_safe
def sitting(request: HttpRequest, number: int) -> HttpResponse:
    """The page of a meeting while it is held."""
    return _page(request, engagement_seen(request, number))


@needs("read")
@require_safe
def sitting_lines(request: HttpRequest, number: int) -> JsonResponse:
    """The lines and who is present as they stand now, so that one sees what others write."""
    version = engagement_seen(request, number)
    viewer: Any = request.viewer  # type: ignore[attr-defined]
    home = kin([version.entry_id])
    rows = kept_by_entry(Attendance, home, viewer).get(version.entry_id, ())
    lines = lines_of(home, viewer)
    saw(request, f"engagement {version.entry_id}", max((version.low, *(k.marking for k in (*rows, *lines)))))
    return JsonResponse(
        {
            "lines": [told_of(line) for line in lines],
            "seats": [told_of_attendance(row) for row in rows],
            "csrf": get_token(request),
        }
    )


@needs("dialogue")
@require_POST
def sitting_line(request: HttpRequest, number: int) -> HttpResponse:
    """Keep one line; asked by the page's script, or by its form where there is none."""
    version = _now(request, number)
    sent = _sent(request)
    by: Any = request.user
    try:
        answer = save_line(_entry(version), Line.of(sent), by)
    except KeepingError as error:
        return _refused(request, version, str(error), sent)
    if _is_script(request):
        return _told(answer)
    if answer.state == CONFLICT:
        message = _("Someone has changed this line meanwhile. What you wrote stands below as a new line.")
        return _refused(request, version, message, sent, status=409)
    return redirect("sitting", version.entry_id)


@needs("dialogue")
@require_POST
def sitting_attendance(request: HttpRequest, number: int) -> HttpResponse:
    """Keep who is present: one from the page's script, all from its form."""
    version = _now(request, number)
    by: Any = request.user
    if _is_script(request):
        try:
            return _told(save_attendance(_entry(version), _sent(request), by))
        except KeepingError as error:
            return JsonResponse({"state": "refused", "problem": str(error)}, status=422)
    for name in (n for n in request.POST if n.startswith("state-")):
        seat = name.removeprefix("state-")
        sent = {
            "number": seat,
            "state": request.POST[name],
            "replaced_by": request.POST.get(f"instead-{seat}", ""),
            "knows": [request.POST.get(f"was-{seat}", "")],
        }
        try:
            answer = save_attendance(_entry(version), sent, by)
        except KeepingError as error:
            messages.error(request, str(error))
            continue
        if answer.state == CONFLICT:
            messages.error(request, _("Someone has changed this meanwhile. See what stands now."))
    return redirect("sitting", version.entry_id)


def _page(
    request: HttpRequest, version: Version, draft: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    viewer: Any = request.viewer  # type: ignore[attr-defined]
    user: Any = request.user
    number = version.entry_id
    home = kin([number])
    plan = plans_at(home, viewer).get(number)
    roles = kept_by_entry(Role, home, viewer).get(number, ())
    rows = sorted(
        kept_by_entry(Attendance, home, viewer).get(number, ()),
        key=lambda r: (r.party, not r.is_head, r.number or 0),
    )
    lines = lines_of(home, viewer)
    saw(request, f"engagement {number}", max((version.low, *(k.marking for k in (*rows, *lines)))))
    told = {
        code
        for role in ("organizers", "participants")
        for code in (version.values.get(role) or {}).get("value") or ()
    }
    codes = (
        told | {r.party for r in (*roles, *rows) if r.party} | {line.party for line in lines if line.party}
    )
    least = floor_of(version.entry_id)
    shown = {
        "version": version,
        "plan": plan,
        "zone": plan.zone if plan else "",
        "rows": rows,
        "lines": lines,
        "agenda": sorted(
            kept_by_entry(AgendaItem, home, viewer).get(number, ()), key=lambda i: (i.position, i.pk)
        ),
        "passages": Passage.objects.seen_by(viewer).filter(entry__in=home).count(),
        "parties": sorted((code, party(code)) for code in codes),
        "states": [(name, label, KEYS[name]) for name, label in ATTENDANCES],
        "sorts": SORTS,
        "wordings": WORDINGS,
        "markings": [(n, name) for n, name in clearances(user) if n >= min(least, user.clearance)],
        "marking": max(markings.GREEN, version.low),
        "may_write": user.may("dialogue") and viewer.as_of is None,
        "draft": draft or {},
        "new_key": uuid.uuid4().hex,
        "new_edit": uuid.uuid4().hex,
        "next": max((line.position for line in lines), default=0) + 1,
        "now": timezone.now(),
    }
    return render(request, "dialogue/sitting.html", shown, status=status)


def _refused(
    request: HttpRequest, version: Version, message: str, sent: dict[str, Any], status: int = 422
) -> HttpResponse:
    """Say why something is not kept; where there is no script the page comes again with what was typed."""
    if _is_script(request):
        return JsonResponse({"state": "refused", "problem": message}, status=status)
    messages.error(request, message)
    return _page(request, version, sent, status)


def _told(answer: Answer) -> JsonResponse:
    body = {"state": answer.state, "stands": answer.stands, "line": answer.told}
    return JsonResponse(body, status=409 if answer.state == CONFLICT else 200)


def _is_script(request: HttpRequest) -> bool:
    return bool(request.content_type == "application/json")


def _sent(request: HttpRequest) -> dict[str, Any]:
    """What was sent, as JSON or by a form; nothing where it cannot be read."""
    if not _is_script(request):
        return {**request.POST.dict(), "knows": request.POST.getlist("knows")}
    if len(request.body) > MOST_SENT:
        return {}
    try:
        found = json.loads(request.body)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _now(request: HttpRequest, number: int) -> Version:
    """The engagement as it stands now; what is shown as of another day is not changed."""
    viewer: Any = request.viewer  # type: ignore[attr-defined]
    if viewer.as_of is not None:
        raise Http404
    return engagement_seen(request, number)


def _entry(version: Version) -> Entry:
    return Entry(pk=version.entry_id, kind=version.kind)

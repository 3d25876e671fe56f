"""The working page of an engagement, its plan and its sections, each changed in place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sarez.desk.accounts.access import needs
from sarez.desk.accounts.audit import saw
from sarez.desk.dialogue.engagements.attendance import by_gender, by_party
from sarez.desk.dialogue.engagements.documents import too_large
from sarez.desk.dialogue.engagements.forms_plan import ZONES, PlanForm
from sarez.desk.dialogue.engagements.plans import PLANNED, page_of
from sarez.desk.dialogue.engagements.sections import SECTIONS, Section
from sarez.desk.dialogue.engagements.views.part import address, found, refused, today
from sarez.desk.dialogue.keeping import KeepingError, begin, change, drop, floor_of
from sarez.desk.dialogue.models import Attendance, Plan, Role
from sarez.desk.dialogue.models.encounters import ATTENDANCES, ROLES
from sarez.desk.events.listing import parties_to_choose
from sarez.desk.events.models import ENGAGEMENT, Version

MOST_ATTENDING = 300
MOST_OFFERED = 40


@needs("read")
@require_GET
def engagement(request: HttpRequest, number: int) -> HttpResponse:
    """One engagement: what stands on record and what the desk keeps beside it."""
    version = found(request, number)
    if version.entry_id != number:
        return redirect(address(request, version.entry_id))
    saw(request, f"{version.kind} {number}", version.low)
    return render(request, "dialogue/engagement.html", _told(request, version))


@needs("dialogue")
@require_http_methods(["GET", "POST"])
def engagement_plan(request: HttpRequest, number: int) -> HttpResponse:
    """How the desk works on it: the form, and what it says kept."""
    version = found(request, number)
    if (no := refused(request, address(request, version.entry_id))) is not None:
        return no
    stood = page_of(version, request.viewer).plan
    kept = stood if stood is not None and stood.entry_id == version.entry_id else None
    planned = {name: getattr(stood, name) for name in PLANNED} if stood is not None else {}
    blank = Plan(entry_id=version.entry_id, **planned)
    form = PlanForm(request.POST or None, instance=kept or blank, by=request.user, auto_id=_id("plan"))
    return _answer(request, version, form, {"section": "plan", "part": "plan", "title": _("Plan")})


@needs("dialogue")
@require_http_methods(["GET", "POST"])
def engagement_add(request: HttpRequest, number: int, section: str) -> HttpResponse:
    """A new row of a section."""
    version, of = found(request, number), _section(section)
    if (no := refused(request, address(request, version.entry_id, of.part))) is not None:
        return no
    row = of.blank(version.entry_id, request.user)  # type: ignore[arg-type]
    form = of.new(
        request.POST or None,
        request.FILES or None,
        instance=row,
        by=request.user,
        auto_id=_id(of.name),
    )
    if request.method == "POST" and getattr(request, "too_large", None):
        form.errors.pop("file", None)
        form.add_error("file", too_large())
    return _answer(request, version, form, {"section": of.name, "part": of.part, "title": of.title})


@needs("dialogue")
@require_http_methods(["GET", "POST"])
def engagement_change(request: HttpRequest, number: int, section: str, row: int) -> HttpResponse:
    """Another wording of a row that stands."""
    version, of = found(request, number), _section(section)
    if (no := refused(request, address(request, version.entry_id, of.part))) is not None:
        return no
    stands = _row(request, of, version, row)
    form = of.form(request.POST or None, instance=stands, by=request.user, auto_id=_id(of.name))
    told = {"section": of.name, "part": of.part, "title": of.title, "row": row}
    return _answer(request, version, form, told)


@needs("dialogue")
@require_POST
def engagement_drop(request: HttpRequest, number: int, section: str, row: int) -> HttpResponse:
    """Take a row off; it stays in the history."""
    version, of = found(request, number), _section(section)
    if (no := refused(request, address(request, version.entry_id, of.part))) is not None:
        return no
    return _done(request, version, of.part, lambda: drop(_row(request, of, version, row), request.user))  # type: ignore[arg-type]


@needs("dialogue")
@require_POST
def attendance_state(request: HttpRequest, number: int, row: int) -> HttpResponse:
    """Whether someone accepted, came or stayed away, by one choice."""
    version, of = found(request, number), SECTIONS["attendance"]
    if (no := refused(request, address(request, version.entry_id, of.part))) is not None:
        return no
    state = request.POST.get("state", "")
    if state not in dict(ATTENDANCES):
        raise Http404
    stood = _row(request, of, version, row)
    return _done(request, version, of.part, lambda: change(stood, request.user, state=state))  # type: ignore[arg-type]


@needs("dialogue")
@require_POST
def engagement_take(request: HttpRequest, number: int, what: str) -> HttpResponse:
    """Take over those whom reports name: as organizers, or as coming (as present where it was held)."""
    if what not in ("roles", "attendance"):
        raise Http404
    version = found(request, number)
    if (no := refused(request, address(request, version.entry_id, what))) is not None:
        return no
    return _done(request, version, what, lambda: _take(request, version, what))


@transaction.atomic
def _take(request: HttpRequest, version: Version, what: str) -> None:
    page, by = page_of(version, request.viewer), request.user
    marked = {"entry_id": version.entry_id, "marking": floor_of(version.entry_id)}
    if what == "roles":
        for party in page.unlisted["organizers"]:
            begin(Role(party=party, role="organizer", **marked), by)  # type: ignore[arg-type]
        return
    state = "present" if page.state.name == "held" else "to_invite"
    for party in page.unlisted["participants"]:
        begin(Attendance(party=party, state=state, **marked), by)  # type: ignore[arg-type]
    for person in page.unlisted["people"]:
        begin(Attendance(person=person[:200], state=state, **marked), by)  # type: ignore[arg-type]


def _answer(request: HttpRequest, version: Version, form: Any, open_: dict[str, Any]) -> HttpResponse:
    """The form, or what became of it: its part alone for htmx, else the whole page or a redirect to it."""
    if request.method == "POST" and form.is_valid():
        try:
            form.keep()
        except KeepingError as error:
            form.add_error(None, str(error))
        else:
            return _after(request, version, open_["part"])
    told = _told(request, version, {**open_, "form": form})
    if request.htmx:
        return render(request, f"dialogue/parts/{open_['part']}.html", told)
    return render(request, "dialogue/engagement.html", told, status=422 if form.errors else 200)


def _done(request: HttpRequest, version: Version, part: str, act: Callable[[], Any]) -> HttpResponse:
    try:
        act()
    except KeepingError as error:
        if request.htmx:
            return _after(request, version, part, str(error))
        messages.error(request, str(error))
    return _after(request, version, part)


def _after(request: HttpRequest, version: Version, part: str, problem: str = "") -> HttpResponse:
    if not request.htmx:
        return redirect(address(request, version.entry_id, part))
    told = _told(request, found(request, version.entry_id))
    return render(request, f"dialogue/parts/{part}.html", {**told, "problem": problem, "kept": True})


def _told(request: HttpRequest, version: Version, open_: dict[str, Any] | None = None) -> dict[str, Any]:
    page = page_of(version, request.viewer)
    told = {
        "version": version,
        "page": page,
        "open": open_ or {},
        "number": version.entry_id,
        "can_change": request.user.may("dialogue") and request.viewer.as_of is None,  # type: ignore[union-attr]
        "today": today(request),
        "attendances": ATTENDANCES,
        "shown": page.attendance[:MOST_ATTENDING],
        "more": max(0, len(page.attendance) - MOST_ATTENDING),
        "by_party": by_party(page.attendance),
        "by_gender": by_gender(page.attendance),
        "by_role": [
            (label, rows) for name, label in ROLES if (rows := [r for r in page.roles if r.role == name])
        ],
    }
    if open_:
        told |= {"parties": parties_to_choose([version]), "zones": ZONES}
    if open_ and open_["section"] == "ties":
        near = Version.objects.seen_by(request.viewer).filter(kind=ENGAGEMENT).exclude(entry=version.entry_id)
        told["entries"] = near[:MOST_OFFERED]
    return told


def _id(section: str) -> str:
    """How the fields of a form are called on a page that may have another section open."""
    return f"{section}-%s"


def _section(name: str) -> Section:
    if name not in SECTIONS:
        raise Http404
    return SECTIONS[name]


def _row(request: HttpRequest, of: Section, version: Version, row: int) -> Any:
    stands = of.row(version.entry_id, row, request.viewer)
    if stands is None:
        raise Http404
    return stands

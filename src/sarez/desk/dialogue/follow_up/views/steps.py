"""Next steps on an entry: added, changed, ticked off, opened again, dropped; by htmx in place, or by pages of their own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sarez.desk.accounts.access import needs
from sarez.desk.dialogue.entries import at_entry, versions_at
from sarez.desk.dialogue.follow_up.steps import TAKERS, StepForm, blank, fresh, steps_on, turn
from sarez.desk.dialogue.follow_up.views.days import day_of
from sarez.desk.dialogue.keeping import KeepingError, drop
from sarez.desk.dialogue.models.steps import Step
from sarez.desk.events.models import Version


@needs("dialogue")
@require_POST
def step_add(request: HttpRequest, number: int) -> HttpResponse:
    """Add a next step to an entry."""
    version = _now(request, number)
    by: Any = request.user
    form = StepForm(request.POST, instance=fresh(version, by), by=by, auto_id=f"step-{number}-%s")
    if _is_kept(form):
        return _answer(request, version, _("The next step is added."))
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "dialogue/steps.html", section(request, version, form=form))
    return _page(request, version, form, status=422)


@needs("dialogue")
def step(request: HttpRequest, number: int) -> HttpResponse:
    """One next step to change: what, who, by when."""
    found, version = _found(request, number)
    by: Any = request.user
    form = StepForm(request.POST or None, instance=found, by=by, auto_id=f"step-of-{number}-%s")
    if request.method == "POST" and _is_kept(form):
        return _answer(request, version, _("The next step is changed."))
    status = 422 if form.errors else 200
    if request.htmx:  # type: ignore[attr-defined]
        shown = {
            "form": form,
            "step": found,
            "version": version,
            "back": _back(request, version),
            "is_part": True,
        }
        response = render(request, "dialogue/step_form.html", shown)
        response["HX-Retarget"], response["HX-Reswap"] = f"#step-{found.number}", "innerHTML"
        return response
    return _page(request, version, form, step=found, status=status)


@needs("dialogue")
@require_POST
def step_turn(request: HttpRequest, number: int) -> HttpResponse:
    """Tick a step off, or open it again."""
    found, version = _found(request, number)
    is_done = request.POST.get("to") != "open"
    told = _("Done.") if is_done else _("The next step is open again.")
    return _try(request, version, lambda: turn(found, request.user, is_done=is_done), told)  # type: ignore[arg-type]


@needs("dialogue")
@require_POST
def step_drop(request: HttpRequest, number: int) -> HttpResponse:
    """Take a step off the record; it is still seen as of before."""
    found, version = _found(request, number)
    return _try(request, version, lambda: drop(found, request.user), _("The next step is dropped."))  # type: ignore[arg-type]


def section(request: HttpRequest, version: Version, **more: Any) -> dict[str, Any]:
    """What the section of an entry's next steps shows."""
    viewer: Any = request.viewer  # type: ignore[attr-defined]
    by: Any = request.user
    is_open = by.may("dialogue") and viewer.as_of is None and version.kind in TAKERS
    shown = {
        "version": version,
        "steps": steps_on(viewer, version.entry_id, day_of(request)),
        "may_change": is_open,
        "as_of": viewer.as_of.date().isoformat() if viewer.as_of else "",
        "back": _back(request, version),
    }
    if is_open and "form" not in more:
        shown["form"] = blank(version, by)
    return shown | more


def _page(
    request: HttpRequest, version: Version, form: StepForm, *, status: int, **more: Any
) -> HttpResponse:
    shown = {"form": form, "version": version, "back": _back(request, version), **more}
    return render(request, "dialogue/step.html", shown, status=status)


def _is_kept(form: StepForm) -> bool:
    """Whether what the form holds is on record now; else the form says why not."""
    if not form.is_valid():
        return False
    try:
        form.keep()
    except KeepingError as error:
        form.add_error(None, str(error))
        return False
    return True


def _try(request: HttpRequest, version: Version, work: Callable[[], object], told: str) -> HttpResponse:
    try:
        work()
    except KeepingError as error:
        return _answer(request, version, problem=str(error))
    return _answer(request, version, told)


def _answer(request: HttpRequest, version: Version, told: str = "", problem: str = "") -> HttpResponse:
    """The section anew for htmx, else back to the page that one came from."""
    if request.htmx:  # type: ignore[attr-defined]
        shown = section(request, version, told=told, problem=problem)
        response = render(request, "dialogue/steps.html", shown)
        response["HX-Retarget"], response["HX-Reswap"] = f"#steps-{version.entry_id}", "outerHTML"
        return response
    (messages.error if problem else messages.success)(request, problem or told)
    return redirect(_back(request, version))


def _back(request: HttpRequest, version: Version) -> str:
    """The page of the desk that one came from, else that of the entry."""
    given = request.POST.get("next") or request.GET.get("next") or ""
    if given.startswith("/") and url_has_allowed_host_and_scheme(given, allowed_hosts=None):
        return given
    here = "" if request.path.startswith("/step/") or request.method == "POST" else request.get_full_path()
    return here or reverse("entry", args=[version.entry_id])


def _found(request: HttpRequest, number: int) -> tuple[Step, Version]:
    """A step as it stands now, and the entry it is on, for who asks; what is shown as of another day is not changed."""
    viewer: Any = request.viewer  # type: ignore[attr-defined]
    found = Step.objects.seen_by(viewer).filter(number=number).annotate(at=at_entry()).first()
    version = versions_at(viewer, [found.at]).get(found.at) if found else None
    if found is None or version is None or viewer.as_of is not None:
        raise Http404
    return found, version


def _now(request: HttpRequest, number: int) -> Version:
    """An entry that takes next steps as it stands now for who asks."""
    viewer: Any = request.viewer  # type: ignore[attr-defined]
    version = versions_at(viewer, [number]).get(number)
    if version is None or version.kind not in TAKERS or viewer.as_of is not None:
        raise Http404
    return version

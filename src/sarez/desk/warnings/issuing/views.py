"""Warnings written: new, from a proposal, as an update, cancelled; proposals dismissed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sarez.desk.accounts.access import needs
from sarez.desk.accounts.audit import saw
from sarez.desk.warnings.issuing import issue
from sarez.desk.warnings.issuing.drafts import draft, redraft
from sarez.desk.warnings.issuing.forms import CancelForm, UpdateForm, WarningForm, blank, initial_of
from sarez.desk.warnings.models import Proposal, Warning
from sarez.desk.warnings.models.warnings import WAITING
from sarez.errors import SarezError
from sarez.region.region import folder_of, watched_states


@needs("propose")
def new(request: HttpRequest) -> HttpResponse:
    """Write a warning: issue it, or keep it as a draft."""
    _now_only(request)
    given = {
        name: request.GET[name] for name in ("unit", "issue", "level", "evidence") if name in request.GET
    }
    form = WarningForm(request.POST or None, by=request.user, initial=blank() | given)
    return _written(request, form, None)


@needs("propose")
def proposal(request: HttpRequest, number: int) -> HttpResponse:
    """A proposal as a form: mended, issued, or kept for later."""
    _now_only(request)
    found = _proposal(request, number)
    if found.state != WAITING:
        return redirect("warning", found.warning) if found.warning else redirect("warnings")
    saw(request, found.name, found.marking)
    form = WarningForm(request.POST or None, by=request.user, initial=initial_of(found))
    return _written(request, form, found)


@needs("propose")
@require_POST
def dismiss(request: HttpRequest, number: int) -> HttpResponse:
    """Say that no warning is issued on a proposal, and why."""
    _now_only(request)
    found = _proposal(request, number)
    try:
        issue.dismiss(found, request.POST.get("why", ""), request.user)  # type: ignore[arg-type]
        messages.success(request, _("Dismissed. The reason is kept."))
    except SarezError as error:
        messages.error(request, str(error))
    return redirect("warnings")


@needs("warn")
def update(request: HttpRequest, number: int) -> HttpResponse:
    """Issue a warning that takes the place of another."""
    _now_only(request)
    before = _warning(request, number)
    saw(request, before.name, before.marking)
    form = UpdateForm(request.POST or None, by=request.user, initial=initial_of(before))
    if request.method == "POST" and form.is_valid():
        made = _try(
            form,
            lambda: issue.update(
                before,
                form.warning,
                request.user,
                form.cleaned_data["why"],
                form.recipients(form.cleaned_data["marking"]),  # type: ignore[arg-type]
            ),
        )
        if made is not None:
            messages.success(request, _("The update is out."))
            return redirect("warning", made.number)
    return _page(request, form, before=before)


@needs("warn")
def cancel(request: HttpRequest, number: int) -> HttpResponse:
    """Take a warning back."""
    _now_only(request)
    before = _warning(request, number)
    form = CancelForm(request.POST or None, by=request.user)
    if request.method == "POST" and form.is_valid():
        made = _try(
            form,
            lambda: issue.cancel(
                before, request.user, form.cleaned_data["why"], form.recipients(before.marking)
            ),  # type: ignore[arg-type]
        )
        if made is not None:
            messages.success(request, _("The warning is cancelled."))
            return redirect("warning", made.number)
    return _page(request, form, before=before, is_cancel=True)


def _written(request: HttpRequest, form: WarningForm, of: Proposal | None) -> HttpResponse:
    if request.method != "POST" or not form.is_valid():
        return _page(request, form, proposal=of)
    user: Any = request.user
    if request.POST.get("do") == "draft":
        kept = _try(form, lambda: redraft(of, form.values, user) if of else draft(form.values, user))
        if kept is not None:
            messages.success(request, _("The draft is kept. It goes nowhere before someone issues it."))
            return redirect("warnings")
        return _page(request, form, proposal=of)
    made = _try(
        form,
        lambda: issue.issue(form.warning, user, form.recipients(form.cleaned_data["marking"]), proposal=of),
    )
    if made is None:
        return _page(request, form, proposal=of)
    messages.success(request, _("The warning is out. Its clock runs."))
    return redirect("warning", made.number)


def _page(request: HttpRequest, form: Any, **more: Any) -> HttpResponse:
    states = sorted(watched_states(folder_of("central_asia")))
    units = [*states, *(f"{one}-{two}" for n, one in enumerate(states) for two in states[n + 1 :])]
    status = 422 if form.is_bound and form.errors else 200
    shown = {"form": form, "units": units, "groups": _groups(form), **more}
    return render(request, "warnings/form.html", shown, status=status)


def _groups(form: Any) -> list[tuple[str, list[tuple[Any, bool]]]]:
    """The recipients by their list, each with whether it is ticked."""
    found: dict[str, list[tuple[Any, bool]]] = {}
    for one in form.every:
        found.setdefault(one.recipient.group, []).append((one, one.recipient.number in form.chosen))
    return list(found.items())


def _try(form: Any, deed: Any) -> Any:
    """What a deed makes; None where it cannot be done, with the reason on the form."""
    try:
        return deed()
    except SarezError as error:
        form.add_error(None, str(error))
        return None


def _proposal(request: HttpRequest, number: int) -> Proposal:
    return get_object_or_404(Proposal.objects.seen_by(request.viewer), number=number)  # type: ignore[attr-defined]


def _warning(request: HttpRequest, number: int) -> Warning:
    return get_object_or_404(Warning.objects.seen_by(request.viewer), number=number)  # type: ignore[attr-defined]


def _now_only(request: HttpRequest) -> None:
    """Nothing is written in the past."""
    if request.viewer.as_of is not None:  # type: ignore[attr-defined]
        raise Http404

"""Pages of bodies that may be one, and what people change on an actor: merged, told apart, another name, a holder."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sarez.desk.accounts.access import needs
from sarez.desk.actors import editing
from sarez.desk.actors.dossier import actor_called, may_know
from sarez.desk.actors.merging import MergingError, forget_difference, merge, tell_apart, unmerge
from sarez.desk.actors.models import Actor, Alias, Difference, Merging, Office, Term
from sarez.desk.actors.proposals import proposals
from sarez.desk.actors.views.relations import then


@needs("read")
def bodies(request: HttpRequest) -> HttpResponse:
    """The bodies that may be one, those merged, and those kept apart."""
    differences = list(Difference.objects.select_related("one", "two")[:100])
    mergings = list(Merging.objects.filter(undone_at=None).select_related("kept", "gone")[:100])
    both = [(m.kept, m.gone) for m in mergings] + [(d.one, d.two) for d in differences]
    seen = may_know(request.viewer, [a for pair in both for a in pair])
    context = {
        "proposals": proposals(request.viewer),
        "mergings": [m for m in mergings if {m.kept_id, m.gone_id} <= seen],
        "differences": [d for d in differences if {d.one_id, d.two_id} <= seen],
        "then": then(request),
    }
    return render(request, "actors/bodies.html", context)


@needs("join")
@require_POST
def merge_bodies(request: HttpRequest) -> HttpResponse:
    """Make two bodies one."""
    kept, gone = _actor(request, "kept"), _actor(request, "gone")
    reasons = [r for r in request.POST.getlist("reason") if r][:5]
    why = request.POST.get("why", "").strip() or "; ".join(reasons)
    _tried(
        request,
        lambda: merge(kept, gone, _user(request), why, score=_score(request), reasons=reasons),
        _("%(gone)s is %(kept)s now. This can be undone.") % {"gone": gone, "kept": kept},
    )
    return redirect("bodies")


@needs("join")
@require_POST
def unmerge_bodies(request: HttpRequest, number: int) -> HttpResponse:
    """Set two merged bodies apart again."""
    merging = get_object_or_404(Merging.objects.select_related("kept", "gone"), pk=number)
    if not _may_know(request, merging.kept, merging.gone):
        raise Http404
    _tried(request, lambda: unmerge(merging, _user(request)), _("Each stands for itself again."))
    return redirect("bodies")


@needs("join")
@require_POST
def tell_bodies_apart(request: HttpRequest) -> HttpResponse:
    """Remember that two bodies are not the same."""
    one, two = _actor(request, "kept"), _actor(request, "gone")
    tell_apart(one, two, _user(request), request.POST.get("why", ""))
    messages.success(request, _("Remembered: the two are not the same."))
    return redirect("bodies")


@needs("join")
@require_POST
def forget_apart(request: HttpRequest, number: int) -> HttpResponse:
    """Let two bodies be proposed as one again."""
    found = get_object_or_404(Difference.objects.select_related("one", "two"), pk=number)
    if not _may_know(request, found.one, found.two):
        raise Http404
    forget_difference(found, _user(request))
    return redirect("bodies")


@needs("review")
@require_POST
def add_name(request: HttpRequest) -> HttpResponse:
    """Give an actor another name."""
    actor = _actor(request, "code")
    _tried(
        request,
        lambda: editing.add_name(
            actor,
            request.POST.get("name", ""),
            request.POST.get("why", ""),
            _marking(request),
            _user(request),
        ),
        _("The name is on record."),
    )
    return redirect(_page(actor))


@needs("review")
@require_POST
def remove_name(request: HttpRequest, number: int) -> HttpResponse:
    """Take a name off an actor."""
    alias = get_object_or_404(
        Alias.objects.filter(marking__lte=request.viewer.clearance).select_related("actor"), pk=number
    )
    if not _may_know(request, alias.actor):
        raise Http404
    editing.remove_name(alias, _user(request))
    return redirect(_page(alias.actor))


@needs("review")
@require_POST
def add_term(request: HttpRequest, number: int) -> HttpResponse:
    """Put a holder of an office on record."""
    office = get_object_or_404(Office.objects.select_related("actor"), pk=number)
    given = {name: request.POST.get(name, "").strip() for name in ("holder", "since", "until", "note")}
    _tried(
        request,
        lambda: editing.add_term(office, **given, marking=_marking(request), by=_user(request)),
        _("The holder is on record."),
    )
    return redirect(_page(office.actor))


@needs("review")
@require_POST
def change_term(request: HttpRequest, number: int) -> HttpResponse:
    """Correct when a person held an office."""
    term = get_object_or_404(
        Term.objects.filter(marking__lte=request.viewer.clearance).select_related("office__actor"), pk=number
    )
    given = {name: request.POST.get(name, "").strip() for name in ("since", "until", "note")}
    _tried(
        request, lambda: editing.change_term(term, **given, by=_user(request)), _("The term is corrected.")
    )
    return redirect(_page(term.office.actor))


def _tried(request: HttpRequest, act: Any, done: str) -> None:
    """Do it and say so; say why it cannot be done where it cannot."""
    try:
        act()
    except (MergingError, editing.EditingError) as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done)


def _user(request: HttpRequest) -> Any:
    return request.user


def _actor(request: HttpRequest, field: str) -> Actor:
    """The actor that a form names, if the viewer may know of it."""
    found = actor_called(request.viewer, request.POST.get(field, "").strip())
    if found is None:
        raise Http404
    return found


def _may_know(request: HttpRequest, *actors: Actor) -> bool:
    return {a.pk for a in actors} <= may_know(request.viewer, actors)


def _marking(request: HttpRequest) -> int:
    """The marking chosen, no higher than the one who chooses may see."""
    given = request.POST.get("marking", "0")
    return min(int(given), request.viewer.clearance) if given.isdigit() else 0


def _score(request: HttpRequest) -> float | None:
    try:
        return max(0.0, min(1.0, float(request.POST.get("score", ""))))
    except ValueError:
        return None


def _page(actor: Actor) -> str:
    return reverse("actor", args=(actor.code,))

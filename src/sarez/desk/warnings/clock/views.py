"""One warning: what it says, its clock, what it rests on; and what is done about it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sarez.desk.accounts.access import needs
from sarez.desk.accounts.audit import saw
from sarez.desk.dialogue.entries import versions_at
from sarez.desk.events.apart import ends
from sarez.desk.warnings import evidence
from sarez.desk.warnings.clock import turns
from sarez.desk.warnings.clock.following import came_of
from sarez.desk.warnings.clock.forms import ActForm, CloseForm, DecideForm, OptionForm
from sarez.desk.warnings.clock.stages import stages
from sarez.desk.warnings.clock.standing import Standing, chain_of, stand
from sarez.desk.warnings.models import Turn, Warning
from sarez.errors import SarezError


@needs("read")
def warning(request: HttpRequest, number: int) -> HttpResponse:
    """A warning with its clock."""
    return _page(request, _standing(request, number))


@needs("read")
@require_POST
def acknowledge(request: HttpRequest, number: int) -> HttpResponse:
    """Note that whoever is signed in has taken notice of it."""
    found = _open(request, number).warning
    return _done(request, found, _("It is noted that you have taken notice of it."), lambda user: turns.acknowledge(found, user))  # fmt: skip


@needs("propose")
@require_POST
def option(request: HttpRequest, number: int) -> HttpResponse:
    """Propose a response."""
    standing = _open(request, number)
    form = OptionForm(request.POST, prefix="option")
    if not form.is_valid():
        return _page(request, standing, option=form)
    return _done(request, standing.warning, _("The option is on record."), lambda user: turns.propose(standing.warning, form.cleaned_data["text"], user))  # fmt: skip


@needs("warn")
@require_POST
def decide(request: HttpRequest, number: int) -> HttpResponse:
    """Decide what is done."""
    standing = _open(request, number)
    form = DecideForm(request.POST, standing=standing, prefix="decide")
    if not form.is_valid():
        return _page(request, standing, decide=form)
    told = form.cleaned_data
    chosen = next((t for t in standing.turns if t.number == told["option"]), None)
    return _done(request, standing.warning, _("The decision is on record."), lambda user: turns.decide(standing.warning, told["why"], user, chosen))  # fmt: skip


@needs("dialogue")
@require_POST
def act(request: HttpRequest, number: int) -> HttpResponse:
    """Link what was done to an engagement or a commitment."""
    standing = _open(request, number)
    form = ActForm(request.POST, viewer=request.viewer, prefix="act")  # type: ignore[attr-defined]
    if not form.is_valid():
        return _page(request, standing, act=form)
    told = form.cleaned_data
    return _done(request, standing.warning, _("What was done is on record."), lambda user: turns.act(standing.warning, told["entry"], told["text"], user))  # fmt: skip


@needs("warn")
@require_POST
def close(request: HttpRequest, number: int) -> HttpResponse:
    """Close it, with what came of it."""
    standing = _open(request, number)
    form = CloseForm(request.POST, prefix="close")
    if not form.is_valid():
        return _page(request, standing, close=form)
    told = form.cleaned_data
    return _done(request, standing.warning, _("The warning is closed."), lambda user: turns.close(standing.warning, told["outcome"], told["why"], user))  # fmt: skip


def _page(request: HttpRequest, standing: Standing, **bound: Any) -> HttpResponse:
    found, viewer = standing.warning, request.viewer  # type: ignore[attr-defined]
    saw(request, found.name, found.marking)
    user: Any = request.user
    entries = [turn.entry_id for turn in standing.turns if turn.entry_id]
    there = ends(entries) if entries else {}
    acted = versions_at(viewer, there.values()) if entries else {}
    forms = {
        "option": OptionForm(prefix="option"),
        "decide": DecideForm(standing=standing, prefix="decide"),
        "act": ActForm(viewer=viewer, prefix="act"),
        "close": CloseForm(prefix="close"),
    }
    chain = chain_of(found, viewer)
    shown = {
        "s": standing,
        "w": found,
        "stages": stages(standing),
        "evidence": evidence.shown(found.evidence, viewer),
        "chain": chain,
        "came": came_of(chain, viewer),
        "turns": [
            (turn, acted.get(there.get(turn.entry_id or 0, 0)), _option(standing, turn))
            for turn in standing.turns
        ],
        "has_acknowledged": any(t.by == user.username for t in standing.of("acknowledged")),
        "forms": forms | bound,
        "bound": next(iter(bound), ""),
    }
    return render(request, "warnings/warning.html", shown, status=422 if bound else 200)


def _option(standing: Standing, turn: Turn) -> Turn | None:
    """The option that a decision is for."""
    return next((t for t in standing.turns if turn.option and t.number == turn.option), None)


def _standing(request: HttpRequest, number: int) -> Standing:
    viewer: Any = request.viewer  # type: ignore[attr-defined]
    found = get_object_or_404(Warning.objects.seen_by(viewer), number=number)
    return stand([found], viewer, timezone.now())[0]


def _open(request: HttpRequest, number: int) -> Standing:
    """The warning as it stands now: nothing is done about it in the past."""
    if request.viewer.as_of is not None:  # type: ignore[attr-defined]
        raise Http404
    return _standing(request, number)


def _done(request: HttpRequest, found: Warning, said: str, deed: Any) -> HttpResponse:
    try:
        deed(request.user)
        messages.success(request, said)
    except SarezError as error:
        messages.error(request, str(error))
    return redirect("warning", found.number)

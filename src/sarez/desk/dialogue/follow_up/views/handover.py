"""A hand-over: who takes what, a look at it before it is done, then done in one go."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import ngettext

from sarez.desk.accounts.access import needs
from sarez.desk.accounts.models import User
from sarez.desk.dialogue.follow_up.forms_handover import HandoverForm, fingerprint
from sarez.desk.dialogue.follow_up.handover import Division, divided, hand_over, held_by, takers_for
from sarez.desk.dialogue.follow_up.portfolio import KINDS
from sarez.desk.dialogue.keeping import KeepingError


@needs("dialogue")
def handover(request: HttpRequest, username: str) -> HttpResponse:
    """Hand a portfolio over: what is in it, who takes what, and what would happen."""
    viewer: Any = request.viewer  # type: ignore[attr-defined]
    owner = get_object_or_404(User, username=username)
    if viewer.as_of is not None:
        raise Http404
    by: Any = request.user
    takers = takers_for(owner)
    form = HandoverForm(by, held_by(username, viewer), takers, request.POST or None)
    division = None
    if request.method == "POST" and form.is_valid():
        division = divided(form.held, form.wanted(), takers)
        is_told = request.POST.get("seen") == fingerprint(division)
        form.refuse_if_unseen(name for name, _kinds in division.each())
        if is_told and not form.errors and _is_done(form, owner, division, by):
            _say(request, division)
            return redirect("portfolio-of", username)
    shown = {"owner": owner, "form": form, "takers": sorted(takers), "division": division}
    if division is not None:
        shown |= {"told": _told(division), "seen": fingerprint(division)}
    return render(request, "dialogue/handover.html", shown, status=422 if form.errors else 200)


def _is_done(form: HandoverForm, owner: User, division: Division, by: User) -> bool:
    try:
        hand_over(owner, division, by, form.cleaned_data["note"], form.cleaned_data["marking"])
    except KeepingError as error:
        form.add_error(None, str(error))
        return False
    return True


def _say(request: HttpRequest, division: Division) -> None:
    moved = len(division.moves)
    told = ngettext("%(n)d thing is handed over.", "%(n)d things are handed over.", moved) % {"n": moved}
    messages.success(request, told)
    if division.left:
        left = ngettext("%(n)d stays where it was.", "%(n)d stay where they were.", division.left)
        messages.info(request, left % {"n": division.left})


def _told(division: Division) -> list[tuple[str, list[tuple[Any, int]], int]]:
    """To each taker: how much of each kind, and how much of what was meant for them they may not see."""
    moved = dict(division.each())
    names = sorted({*moved, *division.closed})
    return [
        (name, [(KINDS[kind], n) for kind, n in moved.get(name, {}).items()], division.closed[name])
        for name in names
    ]

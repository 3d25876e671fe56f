"""Portfolios: one's own, and those of the others as far as one may see."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from sarez.desk.accounts.access import needs
from sarez.desk.accounts.models import User
from sarez.desk.dialogue.follow_up.handover import notes_to
from sarez.desk.dialogue.follow_up.portfolio import loads
from sarez.desk.dialogue.follow_up.portfolio import portfolio as parts_of
from sarez.desk.dialogue.follow_up.views.days import day_of


@needs("read")
def portfolio(request: HttpRequest) -> HttpResponse:
    """One's own portfolio, and who follows what."""
    by: Any = request.user
    return _page(request, by)


@needs("read")
def portfolio_of(request: HttpRequest, username: str) -> HttpResponse:
    """What someone of the desk has taken on."""
    return _page(request, get_object_or_404(User, username=username))


def _page(request: HttpRequest, person: User) -> HttpResponse:
    viewer: Any = request.viewer  # type: ignore[attr-defined]
    on, only = day_of(request), request.GET.get("show", "")
    every = loads(viewer, on)
    shown = {
        "person": person,
        "is_own": person == request.user,
        "parts": parts_of(viewer, person.username, on, only=only, page=request.GET.get("page")),
        "only": only,
        "load": next((one for one in every if one.name == person.username), None),
        "loads": every,
        "gone": set(User.objects.filter(is_active=False).values_list("username", flat=True)),
        "handed": notes_to(viewer, person.username, on),
        "on": on,
    }
    return render(request, "dialogue/portfolio.html", shown)

"""Pages of actors: the list with its search, and one actor."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sarez.desk.accounts import markings
from sarez.desk.accounts.access import needs
from sarez.desk.actors import searching
from sarez.desk.actors.dossier import actor_called, day_of, dossier
from sarez.desk.actors.merging import root_of
from sarez.desk.actors.views.relations import then
from sarez.desk.events.listing import PER_PAGE

KINDS = (("state", _("States")), ("body", _("Bodies")), ("group", _("Groups")), ("crowd", _("Crowds")))


@needs("read")
def actors(request: HttpRequest) -> HttpResponse:
    """The states, bodies and groups that the viewer may know of."""
    text, kind = request.GET.get("q", "").strip()[:120], request.GET.get("kind", "")
    page = Paginator(searching.actors(request.viewer, text, kind), PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "q": text, "kind": kind, "kinds": KINDS, "then": then(request)}
    return render(request, "actors/actors.html", context)


@needs("read")
def actor(request: HttpRequest, code: str) -> HttpResponse:
    """One actor: its names, offices, counterparts and what it did."""
    found = actor_called(request.viewer, code)
    if found is None:
        raise Http404
    stands = root_of(found)
    if stands != found:
        return redirect(reverse("actor", args=(stands.code,)) + then(request))
    on = day_of(request.viewer, timezone.localdate())
    shown = dossier(request.viewer, found, on)
    context = {
        "d": shown,
        "chart": shown.chart,
        "on": on,
        "then": then(request),
        "markings": [m for m in markings.choices() if m[0] <= request.viewer.clearance],
    }
    return render(request, "actors/actor.html", context)

"""The catalogue of measures with the clocks that run, one measure with its uses, all acts, and what two parties have in use."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from sarez.desk.accounts.access import needs
from sarez.desk.dialogue.measures import catalogue
from sarez.desk.dialogue.measures.clocks import OVERDUE
from sarez.desk.dialogue.measures.running import between, latest, running, stand
from sarez.desk.dialogue.models import Act, Arrangement
from sarez.desk.dialogue.models.measures import ACT_STATES
from sarez.desk.events.coding import party_of
from sarez.desk.events.listing import parties_to_choose
from sarez.desk.events.views.lists import as_of
from sarez.desk.pages import Shelf
from sarez.region.region import load_region

PER_PAGE = 25
MOST_RUNNING = 12
MOST_ARRANGEMENTS = 100


@needs("read")
def measures(request: HttpRequest) -> HttpResponse:
    """The clocks that run, and the catalogue below them."""
    sought, known = catalogue.Sought.of(request.GET), catalogue.measures()
    found = running(request.viewer, timezone.now())
    shown = {
        "running": found,
        "overdue": found.overdue[:MOST_RUNNING],
        "coming": found.coming[:MOST_RUNNING],
        "now": found.moment,
        "sought": sought,
        "shelves": catalogue.shelves(sought),
        "fault": catalogue.fault(),
        "dimensions": catalogue.choices(known.dimensions),
        "sources": catalogue.choices(known.sources),
        "kinds": catalogue.choices(known.kinds),
        "used": _used(request),
    }
    return render(request, "dialogue/measures/catalogue.html", shown)


@needs("read")
def measure(request: HttpRequest, name: str) -> HttpResponse:
    """One measure: what it does, its clocks, what is arranged for it, and its uses."""
    found = catalogue.measures().measures.get(name)
    uses = latest(Act.objects.seen_by(request.viewer).filter(measure=name))
    arranged = Arrangement.objects.seen_by(request.viewer).filter(measure=name)[:MOST_ARRANGEMENTS]
    if found is None and not uses.exists() and not arranged:
        raise Http404
    shown = {
        "measure": found or catalogue.measure_called(name),
        "is_gone": found is None,
        "arrangements": arranged,
        **_listed(request, uses),
    }
    return render(request, "dialogue/measures/measure.html", shown)


@needs("read")
def register(request: HttpRequest) -> HttpResponse:
    """All acts under measures, found by party, measure and state."""
    asked = {name: request.GET.get(name, "").strip()[:120] for name in ("party", "other", "measure", "state")}
    found = Act.objects.seen_by(request.viewer)
    if asked["measure"]:
        found = found.filter(measure=asked["measure"])
    if asked["state"] == OVERDUE:
        late = running(request.viewer, timezone.now()).overdue
        found = found.filter(number__in=[s.act.number for s in late])
    elif asked["state"]:
        found = found.filter(state=asked["state"])
    found = between(found, *(party_of(asked[n]) for n in ("party", "other") if asked[n]))
    shown = {
        "asked": asked,
        "is_asked": any(asked.values()),
        "states": [(OVERDUE, _("overdue")), *ACT_STATES],
        "groups": catalogue.grouped(),
        "parties": parties_to_choose(),
        **_listed(request, latest(found)),
    }
    return render(request, "dialogue/measures/acts.html", shown)


@needs("read")
def pair(request: HttpRequest, one: str, two: str) -> HttpResponse:
    """The measures that two parties have in use between them: what they arranged, and what they did."""
    codes = sorted(party_of(code) for code in (one, two))
    if codes[0] == codes[1]:
        raise Http404
    if codes != [one, two]:
        day = as_of(request)
        return redirect(reverse("measures-pair", args=codes) + (f"?as_of={day}" if day else ""))
    viewer: Any = request.viewer
    states = load_region().actors.states
    shown = {
        "one": one,
        "two": two,
        "are_states": all(code in states for code in codes),
        "arrangements": between(Arrangement.objects.seen_by(viewer), *codes)[:MOST_ARRANGEMENTS],
        **_listed(request, latest(between(Act.objects.seen_by(viewer), *codes))),
    }
    return render(request, "dialogue/measures/pair.html", shown)


def _listed(request: HttpRequest, acts: QuerySet[Act]) -> dict[str, Any]:
    """A page of acts as they stand."""
    page: Page = Shelf(acts, PER_PAGE).get_page(request.GET.get("page"))
    viewer: Any = request.viewer
    now = timezone.now()
    rows = stand(list(page.object_list), viewer, now)
    return {"page": page, "rows": rows, "now": min(viewer.as_of, now) if viewer.as_of else now}


def _used(request: HttpRequest) -> set[str]:
    """The measures that the viewer sees an act under."""
    names = Act.objects.seen_by(request.viewer).order_by().values_list("measure", flat=True)
    return set(names.distinct())

"""Pages: the region at a glance, one unit, and the reports behind a point."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language

from sarez.desk.accounts.access import needs
from sarez.desk.drawn import drawn, once
from sarez.desk.events.models import Claim, Version
from sarez.desk.events.views.lists import as_of
from sarez.desk.warnings.glance import naming, places
from sarez.desk.warnings.glance.cards import SPANS, USUAL, Card, cards, in_order, step_for
from sarez.desk.warnings.glance.fans import fans
from sarez.desk.warnings.glance.figures import figures
from sarez.desk.warnings.glance.findings import USUAL as USUAL_AHEAD
from sarez.desk.warnings.glance.findings import likely_by_unit, moved_by_unit
from sarez.desk.warnings.glance.warned import Warned, told, warned_by_unit, warnings_about, warnings_beside
from sarez.desk.warnings.outlook import headlines
from sarez.desk.warnings.outlook.asking import asked_for
from sarez.desk.warnings.outlook.behind import entries_behind
from sarez.desk.warnings.outlook.reading import end_of, headlines_of, lines_of
from sarez.desk.warnings.outlook.shelf import Outlook
from sarez.desk.warnings.watched import shelf
from sarez.region.region import load_region
from sarez.vocabulary.issues import load_issues
from sarez.watch.units import Unit, UnitError, begin, unit_of

MOST_BEHIND = 200


@needs("read")
def glance(request: HttpRequest) -> HttpResponse:
    """Every unit that the desk watches: a map, and small series of conflict and cooperation."""
    found = asked_for(request.viewer)
    if found is None:
        return render(request, "watch/making.html", {"tab": "watch"})
    step, periods = _step(request, found)
    warned = warned_by_unit(request.viewer)
    asked = (found.key, step, periods, as_of(request), told(warned))
    units = drawn("watch/glance_units.html", asked, lambda: _units(request, found, step, periods, warned))
    return render(request, "watch/glance.html", {"tab": "watch", "units": units, **_address(request, step)})


@needs("read")
def points(request: HttpRequest) -> HttpResponse:
    """The countries and provinces of the glance as GeoJSON."""
    found = asked_for(request.viewer)
    shown: dict[str, Any] = places.features([], "")
    if found is not None:
        step, periods = _step(request, found)
        asked = ("points", found.key, step, periods, as_of(request))
        shown = once(asked, lambda: places.features(_flat(_cards(found, step, periods)), as_of(request)))
    answer = JsonResponse(shown)
    answer.headers["Content-Type"] = "application/geo+json"
    return answer


@needs("read")
def unit(request: HttpRequest, name: str) -> HttpResponse:
    """One unit: each indicator over time, those of tension beside those of peace."""
    of = _unit(name)
    found = asked_for(request.viewer)
    if found is None:
        return render(request, "watch/making.html", {"tab": "watch", "of": naming.title(of)})
    step, periods = _step(request, found)
    per_reports = request.GET.get("per") == "reports"
    asked = (found.key, of, step, periods, per_reports, as_of(request))
    shown = drawn(
        "watch/unit_figures.html", asked, lambda: _figures(request, found, of, step, periods, per_reports)
    )
    context = {
        **_frame(request, found, step, periods),
        "tab": "watch",
        "title": naming.title(of),
        "per_reports": per_reports,
        "warnings": warnings_about(of, warned_by_unit(request.viewer)),
        "figures": shown,
    }
    return render(request, "watch/unit.html", context)


@needs("read")
def behind(request: HttpRequest) -> HttpResponse:
    """What is behind a point: the events that an indicator counts of a unit in a period, each with its sentence."""
    of = _unit(request.GET.get("unit", ""))
    indicator = headlines.indicators().get(request.GET.get("indicator", ""))
    step = request.GET.get("step", "week")
    try:
        period = begin(date.fromisoformat(request.GET.get("period", "")), step)
    except ValueError as error:  # a UnitError of a step that is none is handled with the unit
        raise Http404 from error
    except UnitError as error:
        raise Http404 from error
    if indicator is None:
        raise Http404
    kept = shelf.kept()
    entries = entries_behind(kept, request.viewer, of, indicator.name, step, period) if kept else []
    versions = {v.entry_id: v for v in Version.objects.seen_by(request.viewer).filter(entry__in=entries)}
    shown = [versions[entry] for entry in entries[:MOST_BEHIND] if entry in versions]
    claims = Claim.objects.seen_by(request.viewer).filter(entry__in=[v.entry_id for v in shown])
    told: dict[int, list[Claim]] = {}
    for claim in claims.select_related("report__source").defer("report__text", "report__notes"):
        told.setdefault(claim.entry_id, []).append(claim)
    context = {
        "tab": "watch",
        "of": of,
        "title": naming.title(of),
        "address": naming.address(of, step=step, as_of=as_of(request)),
        "indicator": indicator.label(get_language() or "en"),
        "says": indicator.description(get_language() or "en"),
        "period": naming.period_called(period, step),
        "rows": [(v, told.get(v.entry_id, [])) for v in shown],
    }
    return render(request, "watch/behind.html", context)


def _unit(name: str) -> Unit:
    """The unit of an address that the desk watches; not found for others."""
    try:
        of = unit_of(name)
    except UnitError as error:
        raise Http404 from error
    watched = load_region().watched
    if of.kind == "issue" and of.name not in load_issues().by_name:
        raise Http404
    if any(state not in watched for state in of.states):
        raise Http404
    return of


def _units(request: HttpRequest, found: Outlook, step: str, periods: int, warned: Warned) -> dict[str, Any]:
    """What the glance draws; nothing in it is of the request but what the address says."""
    every = _cards(found, step, periods)
    flat = _flat(every)
    moved, likely = moved_by_unit(found.changes), likely_by_unit(found.chances)
    for card in flat:
        card.warnings = warned.get(card.unit, [])
        card.changes = [one for one in moved.get(card.unit, ()) if one.ended is None]
        card.chance = next((one for one in likely.get(card.unit, ()) if one.weeks == USUAL_AHEAD), None)
    return {
        **_frame(request, found, step, periods),
        "kinds": [
            (kind, [c for c in own if c.is_told], [c for c in own if not c.is_told])
            for kind, own in in_order(every).items()
        ],
        "has_data": any(not card.is_empty for card in flat),
        "warned_beside": warnings_beside([card.unit for card in flat], warned),
    }


def _figures(
    request: HttpRequest, found: Outlook, of: Unit, step: str, periods: int, per_reports: bool
) -> dict[str, Any]:
    """What the page of a unit draws; nothing in it is of the request but what the address says."""
    lines = lines_of(found, of, step, periods)
    moved, likely = moved_by_unit(found.changes).get(of, []), likely_by_unit(found.chances).get(of, [])
    shown = figures(found, of, lines, moved, per_reports=per_reports, as_of=as_of(request))
    return {
        **_frame(request, found, step, periods),
        "sides": [
            (side, [f for f in shown if f.side == side and not f.is_empty]) for side in ("tension", "peace")
        ],
        "silent": [f for f in shown if f.is_empty],
        "is_empty": all(f.is_empty for f in shown),
        "per_reports": per_reports,
        "moved": moved,
        "likely": likely,
        "fans": fans(likely),
        "reported": sum(next(iter(lines.values())).reported) if lines else 0,
    }


def _cards(found: Outlook, step: str, periods: int) -> dict[str, list[Card]]:
    return in_order(cards(headlines_of(found, step, periods)))


def _flat(every: dict[str, list[Card]]) -> list[Card]:
    return [card for own in every.values() for card in own]


def _step(request: HttpRequest, found: Outlook) -> tuple[str, int]:
    """The step and number of periods that an address asks for; else weeks where there is enough, months where not."""
    step = request.GET.get("step", "")
    if step not in SPANS:
        step = once(("step", found.key), lambda: step_for(headlines_of(found, "week", USUAL["week"])))
    asked = request.GET.get("span", "")
    periods = int(asked) if asked.isdigit() and len(asked) < 4 and int(asked) in SPANS[step] else USUAL[step]
    return step, periods


def _address(request: HttpRequest, step: str) -> dict[str, Any]:
    """What links to the other page keep of the address."""
    return {"step": step, "then": f"&as_of={as_of(request)}" if as_of(request) else ""}


def _frame(request: HttpRequest, found: Outlook, step: str, periods: int) -> dict[str, Any]:
    """What both pages have about the time they show."""
    return {
        **_address(request, step),
        "LANGUAGE_CODE": get_language() or "en",
        "as_of": as_of(request),
        "outlook": found,
        "end": end_of(found),
        "is_late": end_of(found) != found.day,
        "span": periods,
        "spans": SPANS[step],
    }

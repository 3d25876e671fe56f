"""Pages of relations: the pairs, and one pair with its whole history."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language

from sarez.desk.accounts.access import needs
from sarez.desk.accounts.viewers import Viewer
from sarez.desk.actors.counting import as_written
from sarez.desk.actors.dossier import actor_called
from sarez.desk.actors.merging import root_of
from sarez.desk.actors.models import Actor
from sarez.desk.actors.relations import address_of, history, pairs
from sarez.desk.drawn import drawn
from sarez.desk.events.listing import Filter
from sarez.vocabulary.issues import load_issues


def then(request: HttpRequest) -> str:
    """The end of an address that keeps the day asked about."""
    day = request.GET.get("as_of", "")
    return f"?{urlencode({'as_of': day})}" if request.viewer.as_of else ""


@needs("read")
def relations(request: HttpRequest) -> HttpResponse:
    """The pairs of states that the desk watches, and the other pairs with most between them."""
    one, two = request.GET.get("one", "").strip(), request.GET.get("two", "").strip()
    if one and two:
        if "/" in one + two:
            return pair(request, one, two)
        return redirect(address_of(one, two) + then(request))
    asked = Filter.of(request.GET)
    watched, others = pairs(request.viewer, asked.since, asked.until)
    context = {"watched": watched, "others": others, "asked": asked, "then": then(request)}
    return render(request, "actors/relations.html", context)


@needs("read")
def pair(request: HttpRequest, one: str, two: str) -> HttpResponse:
    """All that is between two parties, under one address whichever is named first."""
    parties = sorted((_party(request.viewer, code) for code in (one, two)), key=lambda a: a.code)
    codes = [a.code for a in parties]
    if codes[0] == codes[1]:
        raise Http404
    if codes != [one, two]:
        query = request.GET.urlencode() if "/" not in one + two else urlencode({"as_of": ""})
        return redirect(address_of(*codes) + (f"?{query}" if query else ""))
    asked = Filter.of(request.GET)
    key = (as_written(request.viewer), tuple(codes), asked, request.path, then(request))
    told = drawn("actors/pair_told.html", key, lambda: _told(request, codes, asked))
    return render(request, "actors/pair.html", {"one": codes[0], "two": codes[1], "told": told})


def _told(request: HttpRequest, codes: Sequence[str], asked: Filter) -> dict[str, Any]:
    """What the page of a pair draws; nothing in it is of who looks but what they may see."""
    viewer = request.viewer
    shown = history(viewer, *codes, issue=asked.issue, since=asked.since, until=asked.until)
    return {
        "h": shown,
        "chart": shown.chart,
        "asked": asked,
        "issues": load_issues().by_name.values(),
        "path": request.path,
        "viewer": viewer,
        "as_of": viewer.as_of.date().isoformat() if viewer.as_of else "",
        "then": then(request),
        "LANGUAGE_CODE": get_language(),
    }


def _party(viewer: Viewer, code: str) -> Actor:
    """The actor of a code that a viewer may know of, under the name that stands for it."""
    found = actor_called(viewer, code)
    if found is None:
        raise Http404
    return root_of(found)

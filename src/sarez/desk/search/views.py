"""The page of search."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from sarez.desk.accounts.access import needs
from sarez.desk.search.asking import KINDS, Asked
from sarez.desk.search.finding import PER_PAGE, find

NAMES = {
    "person": _("People"),
    "event": _("Events"),
    "engagement": _("Engagements"),
    "commitment": _("Commitments"),
    "report": _("Reports"),
}
FURTHEST = 400  # pages


@needs("read")
def search(request: HttpRequest) -> HttpResponse:
    """What answers a question, by kind."""
    asked = Asked.of(request.GET)
    page = _number(request.GET.get("page", ""))
    found = find(asked, request.viewer, page)  # type: ignore[attr-defined]
    shown = found.counts.get(asked.kind, 0)
    groups = [(kind, NAMES[kind], found.told(kind), found.hits.get(kind, [])) for kind in KINDS]
    context = {
        "asked": asked,
        "found": found,
        "groups": [group for group in groups if group[3]],
        "more": {kind for kind, hits in found.hits.items() if found.counts[kind] > len(hits)},
        "tabs": [(kind, NAMES[kind], found.told(kind) if kind in found.counts else "") for kind in KINDS],
        "page_number": page,
        "pages": min(-(-shown // PER_PAGE), FURTHEST),
    }
    return render(request, "search/search.html", context)


def _number(text: str) -> int:
    return min(max(1, int(text)), FURTHEST) if text.isascii() and text.isdigit() and len(text) < 7 else 1

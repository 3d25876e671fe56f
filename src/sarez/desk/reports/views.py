"""The list of reports, one report, and its marking."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from sarez.desk.accounts.access import needs
from sarez.desk.accounts.audit import saw
from sarez.desk.accounts.markings import name_of
from sarez.desk.pages import Shelf
from sarez.desk.reports import filing, listing
from sarez.desk.reports.models import Report
from sarez.desk.reports.opened import Opened, credibilities, find, markings_for, opened


@needs("read")
@require_GET
def reports(request: HttpRequest) -> HttpResponse:
    """The reports on file, the latest first, as the filter in the address asks."""
    asked = listing.ReportFilter.of(request.GET)
    page = Shelf(listing.reports(request.viewer, asked), listing.PER_PAGE).get_page(request.GET.get("page"))
    told = {
        "page": page,
        "lines": listing.lines(page, request.viewer),
        "asked": asked,
        "sources": listing.sources(request.viewer),
        "states": listing.STATES,
        "languages": listing.LANGUAGES,
        "markings": markings_for(request.viewer),
    }
    return render(request, "reports/reports.html", told)


@needs("read")
@require_GET
def report(request: HttpRequest, number: int) -> HttpResponse:
    """One report: its text with the evidence marked, and what was found in it."""
    shown = found(request, number)
    saw(request, shown.name, shown.marking)
    return render(request, "reports/report.html", context(request, opened(shown, request.viewer)))


@needs("mark")
@require_POST
def mark(request: HttpRequest, number: int) -> HttpResponse:
    """Change the marking of a report, for a stated reason."""
    shown, why = found(request, number), request.POST.get("why", "").strip()[:500]
    wanted = dict(markings_for(request.viewer))
    marking = request.POST.get("marking", "")
    if marking not in map(str, wanted) or not why:
        messages.error(request, _("Choose a marking you are cleared for, and say why."))
    elif int(marking) != shown.marking:
        filing.mark(shown, int(marking), request.user, why)
        messages.success(request, _("Now marked %(name)s.") % {"name": name_of(int(marking))})
    return redirect("report", number)


def found(request: HttpRequest, number: int) -> Report:
    """The report of an address; 404 where there is none that the viewer may see."""
    shown = find(number, request.viewer)
    if shown is None:
        raise Http404
    return shown


def context(request: HttpRequest, shown: Opened, current: int | None = None) -> dict[str, Any]:
    """What the templates of a report's page are given; `current` is the claim to look at."""
    user: Any = request.user
    return {
        "shown": shown,
        "report": shown.report,
        "current": current,
        "grades": credibilities(),
        "markings": markings_for(request.viewer),
        "is_live": request.viewer.as_of is None,
        "can_review": user.may("review") and request.viewer.as_of is None,
        "can_code": user.may("propose") and request.viewer.as_of is None,
    }

"""Filing in the browser: files and pasted text, and how far their reading has come."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from sarez.desk.accounts.access import needs
from sarez.desk.events.days import span_of
from sarez.desk.reports.listing import lines, sources
from sarez.desk.reports.opened import markings_for
from sarez.desk.reports.uploads import Filed, Given, file_all, progress, source_of

MOST_WATCHED = 200
"""Reports whose reading a page follows; of an archive of more, the first."""


@needs("file")
@require_http_methods(["GET", "POST"])
def file_reports(request: HttpRequest) -> HttpResponse:
    """The form to file with, and what became of what was filed."""
    if request.method == "GET":
        return render(request, "reports/file.html", _form(request))
    given, problems = _given(request)
    files = request.FILES.getlist("files")
    text, title = request.POST.get("text", ""), request.POST.get("title", "").strip()[:300]
    too_large = getattr(request, "too_large", [])
    if not files and not text.strip() and not too_large:
        problems["files"] = _("Choose a file, or paste a text.")
    if problems:
        return render(request, "reports/file.html", {**_form(request), "problems": problems}, status=422)
    done = file_all(files, text, title, given, too_large)
    return render(request, "reports/filed.html", {"filed": done, **_watched(request, _numbers(done))})


@needs("file")
@require_GET
def filing_progress(request: HttpRequest) -> HttpResponse:
    """How far the reading of these reports has come; the page asks again until nothing waits."""
    told = request.GET.getlist("n")[:MOST_WATCHED]
    numbers = [int(n) for n in told if n.isascii() and n.isdigit() and len(n) < 12]
    template = "reports/progress.html" if request.htmx else "reports/filed.html"
    return render(request, template, _watched(request, numbers))


def _watched(request: HttpRequest, numbers: list[int]) -> dict[str, Any]:
    now = progress(numbers, request.viewer)
    return {"progress": now, "numbers": numbers, "lines": lines(now.reports, request.viewer)}


def _numbers(done: list[Filed]) -> list[int]:
    return [r.pk for f in done for r in (*f.reports, *f.known)][:MOST_WATCHED]


def _form(request: HttpRequest) -> dict[str, Any]:
    return {
        "sources": sources(request.viewer),
        "markings": markings_for(request.viewer),
        "most": settings.MOST_UPLOADED // 2**20,
        "told": request.POST,
    }


def _given(request: HttpRequest) -> tuple[Given, dict[str, str]]:
    """What the form says of all that comes with it, and what is wrong with that."""
    problems: dict[str, str] = {}
    user: Any = request.user
    given = Given(user.username, request.viewer)
    told = {
        k: request.POST.get(k, "").replace("\x00", "").strip() for k in ("source", "new_source", "marking")
    }
    if told["source"]:
        given = replace(given, source=source_of(request.viewer, told["source"]))
        if given.source is None:
            problems["source"] = _("Choose a source of the list, or name a new one.")
    given = replace(given, new_source=told["new_source"][:200])
    if told["marking"]:
        if told["marking"] in {str(order) for order, _name in markings_for(request.viewer)}:
            given = replace(given, marking=int(told["marking"]))
        else:
            problems["marking"] = _("Choose a marking you are cleared for.")
    published = request.POST.get("published", "").strip()
    if published and (span_of(published) is None or len(published) > 10):
        problems["published"] = _("A date is 2021-04-30, or 2021-04, or 2021.")
    return replace(given, published=published), problems

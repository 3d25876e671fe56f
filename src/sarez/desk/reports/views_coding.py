"""Forms for what a person codes: a correction of a claim, or a record of their own on words of the text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from sarez.desk.accounts.access import needs
from sarez.desk.events import coding
from sarez.desk.events.coding import CodingError
from sarez.desk.events.decisions import DecisionError
from sarez.desk.events.fields import FIELDS
from sarez.desk.reports import review as reviewing
from sarez.desk.reports.form import blanks, parties_for, rows, texts_of
from sarez.desk.reports.marked import span_of_words, whole_words
from sarez.desk.reports.models import Report
from sarez.desk.reports.views import found
from sarez.desk.reports.views_review import claim_of, work

MOST_WORDS = 2000


@needs("review")
@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, number: int) -> HttpResponse:
    """Correct a claim: its own values stand in the form, and only what differs is changed."""
    claim = claim_of(request, number)
    report = found(request, claim.report_id)
    about = {"claim": claim, "kind": claim.kind, "seen": request.POST.get("seen", claim.decision)}
    if request.method == "GET":
        return _form(request, report, texts_of(claim.kind, claim.values), about)
    given = _given(request.POST)
    try:
        new = coding.changed(
            claim.values, coding.values_of(claim.kind, given, kept=claim.values), request.user
        )
        verb: dict[str, Any] = {"verb": "correct", "values": new} if new else {"verb": "accept"}
        done = reviewing.decide(number, by=request.user, viewer=request.viewer, seen=about["seen"], **verb)
    except CodingError as error:
        return _form(request, report, given, about, error.problems)
    except DecisionError as error:
        messages.error(request, str(error))
        return work(request, report, number, stays=True)
    return work(request, found(request, report.pk), done.pk)


@needs("propose")
@require_http_methods(["GET", "POST"])
def code(request: HttpRequest, number: int) -> HttpResponse:
    """Put a record of one's own on words of a report; whoever may review has it accepted, others propose it."""
    report = found(request, number)
    asked = request.POST if request.method == "POST" else request.GET
    kind = asked.get("record", "")
    if kind not in FIELDS or request.viewer.as_of is not None:
        raise Http404
    words = asked.get("words", "").replace("\x00", "")[:MOST_WORDS]
    span = _span(report, words, asked)
    place = {"start": span[0], "end": span[1]} if span else {}
    about = {"kind": kind, "words": report.text[slice(*span)] if span else words, **place}
    if request.method == "GET":
        return _form(request, report, blanks(kind, about["words"]), about)
    given = _given(request.POST)
    try:
        values = coding.values_of(kind, given)
    except CodingError as error:
        return _form(request, report, given, about, error.problems)
    if span is None:
        return _form(request, report, given, about, {"words": "missing"})
    user: Any = request.user
    made = coding.code(report, kind, values, span, user, is_accepted=user.may("review"))
    return work(request, found(request, number), made.pk, stays=True)


def _form(
    request: HttpRequest,
    report: Report,
    given: Mapping[str, Sequence[str]],
    about: dict[str, Any],
    problems: Mapping[str, str] | None = None,
) -> HttpResponse:
    told = {
        **about,
        "report": report,
        "rows": rows(about["kind"], given, problems or {}),
        "parties": parties_for(report, request.viewer),
        "problems": problems or {},
    }
    response = render(request, "reports/form.html" if request.htmx else "reports/form_page.html", told)
    if request.htmx and problems:
        place = f"#form-{about['claim'].pk}" if "claim" in about else "#form-new"
        response["HX-Retarget"], response["HX-Reswap"] = place, "innerHTML"
    return response


def _given(data: QueryDict) -> dict[str, list[str]]:
    """The fields of a posted form; names of several people may stand in one field, a line each."""
    return {
        key.removeprefix("f-"): [line for text in data.getlist(key) for line in text.splitlines()]
        for key in data
        if key.startswith("f-")
    }


def _span(report: Report, words: str, asked: QueryDict) -> tuple[int, int] | None:
    """Where the chosen words stand: where the page says, if they do stand there, else where they first occur."""
    start, end = asked.get("start", ""), asked.get("end", "")
    if start.isascii() and start.isdigit() and end.isascii() and end.isdigit():
        text = report.text[int(start) : int(end)]
        if text.split() and text.split() == words.split():
            return whole_words(report.text, int(start), int(end))
    return span_of_words(report.text, words)

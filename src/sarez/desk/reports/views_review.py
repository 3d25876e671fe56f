"""Decisions on what was read in a report, by keys, buttons or plain forms; and the queue of what waits."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from sarez.desk.accounts.access import needs
from sarez.desk.events.decisions import DecisionError
from sarez.desk.events.models import Claim
from sarez.desk.reports import review as reviewing
from sarez.desk.reports.models import Report
from sarez.desk.reports.opened import opened
from sarez.desk.reports.views import context, found

VERBS = frozenset({"accept", "reject", "undo", "grade"})


@needs("review")
@require_POST
def decide(request: HttpRequest, number: int, verb: str) -> HttpResponse:
    """Accept, reject or grade a claim, or take a decision back."""
    if verb not in VERBS:
        raise Http404
    claim = claim_of(request, number)
    details: dict[str, Any] = {}
    if verb == "reject":
        details["why"] = request.POST.get("why", "").strip()[:500]
    if verb == "grade":
        figure = request.POST.get("credibility", "")
        details["credibility"] = int(figure) if figure.isascii() and figure.isdigit() else 0
    seen = request.POST.get("seen", "")
    stays = verb in ("grade", "undo")
    try:
        done = reviewing.decide(number, verb, request.user, request.viewer, seen=seen, **details)
    except DecisionError as error:
        messages.error(request, str(error))
        done, stays = claim, True
    return work(
        request,
        found(request, claim.report_id),
        done.pk,
        stays=stays,
        is_marked_anew=verb in ("reject", "undo"),
    )


@needs("review")
@require_POST
def accept_rest(request: HttpRequest, number: int) -> HttpResponse:
    """Accept every proposal of a report that the page showed and nobody has decided on."""
    report = found(request, number)
    if request.viewer.as_of is not None:
        return HttpResponseBadRequest()
    numbers = [int(n) for n in request.POST.get("claims", "").split() if n.isascii() and n.isdigit()]
    done = reviewing.accept_rest(report, numbers, request.user, request.viewer)
    told = ngettext("%(n)d proposal accepted.", "%(n)d proposals accepted.", done) % {"n": done}
    messages.success(request, told)
    return work(request, found(request, number), 0, is_marked_anew=False)


@needs("read")
@require_GET
def review(request: HttpRequest) -> HttpResponse:
    """The reports that wait for a person's decision: those that tell of deeds of conflict first, then the oldest."""
    text = request.GET.get("page", "")
    number = max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 6 else 1
    start = (number - 1) * reviewing.PER_PAGE
    numbers = reviewing.queue(request.viewer, start, reviewing.PER_PAGE + 1)
    told = {
        "waiting": reviewing.told(numbers[: reviewing.PER_PAGE], request.viewer),
        "number": number,
        "has_more": len(numbers) > reviewing.PER_PAGE,
    }
    return render(request, "reports/review.html", told)


@needs("read")
@require_GET
def next_report(request: HttpRequest) -> HttpResponse:
    """Go to the report to review next."""
    after = request.GET.get("after", "")
    number = reviewing.next_after(int(after) if after.isascii() and after.isdigit() else 0, request.viewer)
    if number is None:
        messages.info(request, _("Nothing else waits for review."))
        return redirect("review")
    return redirect("report", number)


def claim_of(request: HttpRequest, number: int) -> Claim:
    """The claim of an address, standing or not; 404 where the viewer may not see it, or asks as of another day."""
    if request.viewer.as_of is not None:
        raise Http404
    seen = Claim.objects.filter(marking__lte=request.viewer.clearance, known_at__lte=request.viewer.moment)
    claim = seen.filter(pk=number).first()
    if claim is None:
        raise Http404
    return claim


def work(
    request: HttpRequest, report: Report, claim: int, *, stays: bool = False, is_marked_anew: bool = True
) -> HttpResponse:
    """After a decision: cards (and text, if its marks change) anew for htmx, else back to the page at the card to look at next."""
    shown = opened(report, request.viewer)
    current = claim if stays and shown.card_of(claim) else shown.after(claim)
    if request.htmx:
        part = "work" if is_marked_anew or shown.beyond else "panel"
        answer = render(request, f"reports/{part}.html", context(request, shown, current) | {"done": claim})
        if part == "panel":
            answer["HX-Retarget"] = "#proposals"
        return answer
    place = f"#claim-{current}" if current else "#proposals"
    return redirect(reverse("report", args=[report.pk]) + place)

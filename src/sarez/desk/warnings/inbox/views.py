"""The inbox of warnings."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from sarez.desk.accounts.access import needs
from sarez.desk.pages import Shelf
from sarez.desk.warnings.clock.standing import by_due, closed_warnings, open_warnings, stand
from sarez.desk.warnings.issuing.drafts import waiting
from sarez.desk.warnings.models import RuleRun

PER_PAGE, MOST = 25, 200


@needs("read")
def warnings(request: HttpRequest) -> HttpResponse:
    """What rules and people propose, what is open, what is closed."""
    viewer: Any = request.viewer  # type: ignore[attr-defined]
    now = timezone.now()
    open_ = by_due(stand(open_warnings(viewer)[:MOST], viewer, now))
    proposals = list(waiting(viewer)[: MOST + 1])
    page = Shelf(closed_warnings(viewer), PER_PAGE).get_page(request.GET.get("page"))
    told = {
        "open": open_,
        "loud": sum(s.is_loud for s in open_),
        "proposals": proposals[:MOST],
        "is_cut": len(proposals) > MOST,
        "page": page,
        "closed": stand(page.object_list, viewer, now),
        "run": RuleRun.objects.filter(clearance__lte=viewer.clearance, at__lte=viewer.as_of or now).first(),
        "now": viewer.as_of or now,
    }
    return render(request, "warnings/inbox.html", told)

"""What the pages of engagements and series share: the entry as seen, refusals, answers for htmx and without."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from sarez.desk.dialogue.engagements.plans import Page, page_of
from sarez.desk.events.apart import ends
from sarez.desk.events.models import ENGAGEMENT, Version
from sarez.desk.events.views.entry import seen
from sarez.desk.events.views.lists import as_of


def found(request: HttpRequest, number: int) -> Version:
    """What stands of an engagement for who asks; 404 where that is nothing."""
    version = seen(request, number)
    if version is None:
        version = seen(request, ends([number])[number])
    if version is None or version.kind != ENGAGEMENT:
        raise Http404
    return version


def opened(request: HttpRequest, number: int) -> Page:
    """An engagement with all that is kept on it."""
    return page_of(found(request, number), request.viewer)


def address(request: HttpRequest, number: int, part: str = "") -> str:
    """The page of an engagement, as of the day asked about, at one of its parts."""
    day = as_of(request)
    query = f"?as_of={day}" if day else ""
    return reverse("engagement", args=[number]) + query + (f"#{part}" if part else "")


def refused(request: HttpRequest, where: str) -> HttpResponse | None:
    """An answer to who would change the past; None to who looks at the present."""
    if request.viewer.as_of is None:
        return None
    messages.error(
        request, _("This page shows the past, which stays as it was. Go back to now to change it.")
    )
    return redirect(where)


def today(request: HttpRequest) -> Any:
    """The day the page tells of."""
    return (request.viewer.as_of or timezone.now()).date()

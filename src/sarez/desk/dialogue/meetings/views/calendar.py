"""The calendar: a month as a grid or a list, and as a file for a calendar program."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sarez.desk.accounts.access import needs, open_to_all
from sarez.desk.accounts.audit import saw
from sarez.desk.dialogue.engagements.plans import plans_of
from sarez.desk.dialogue.forms import owners
from sarez.desk.dialogue.meetings import feedtokens
from sarez.desk.dialogue.meetings.calendar import Day, Month, Occasion, above, grid_span, weeks
from sarez.desk.dialogue.meetings.happenings import happenings
from sarez.desk.dialogue.meetings.ics import MEDIA, calendar_text
from sarez.desk.dialogue.meetings.occasions import (
    ENGAGEMENT,
    Asked,
    engagement_on,
    in_words,
    occasions,
    rows_of,
)  # fmt: skip
from sarez.desk.dialogue.templatetags.calendars import address_of
from sarez.desk.events.apart import ends
from sarez.desk.events.listing import parties_to_choose
from sarez.desk.events.models import Version
from sarez.desk.events.views.entry import seen
from sarez.desk.events.views.lists import as_of
from sarez.desk.events.wording import word
from sarez.vocabulary.engagements import load_engagements

PER_PAGE = 50


@needs("read")
def calendar(request: HttpRequest) -> HttpResponse:
    """A month: what the desk plans beside what reports tell of, what falls due, next steps."""
    viewer: Any = request.viewer  # type: ignore[attr-defined]
    today = (viewer.as_of or timezone.now()).date()
    month, asked = Month.of(request.GET.get("month", ""), today), Asked.of(request.GET)
    is_list = request.GET.get("view") == "list"
    first, last = (month.first, month.last) if is_list else grid_span(month)
    found = occasions(viewer, first, last, asked)
    told: dict[str, Any] = {
        "month": month,
        "asked": asked,
        "is_list": is_list,
        "is_cut": found.is_cut,
        "today": today,
        "this_month": Month(today.year, today.month),
        "count": sum(o.first <= month.last and o.last >= month.first for o in found.occasions),
        "kinds": [(name, word(name).capitalize()) for name in load_engagements()],
        "owners": owners(),
        "parties": parties_to_choose(),
        "filter": f"&{asked.query}" if asked else "",
    }
    told |= _listed(request, found.occasions) if is_list else _grid(request, month, found.occasions, today)
    if not told["count"]:
        told["earlier"], told["later"] = _nearest(request, month)
    return render(request, "dialogue/calendar.html", told)


def _grid(request: HttpRequest, month: Month, found: list[Occasion], today: date) -> dict[str, Any]:
    rows, over = weeks(month, found, today), above(month, found)
    said = _said(request, [*over, *(o for week in rows for day in week for o in day.occasions)])
    days: list[Day] = [day for week in rows for day in week]
    for day in days:
        day.occasions = [said(o) for o in day.occasions]
    return {"weeks": rows, "above": [said(o) for o in over], "names": [day.date for day in days[:7]]}


def _listed(request: HttpRequest, found: list[Occasion]) -> dict[str, Any]:
    day = request.GET.get("day", "")
    if day:
        found = [o for o in found if o.first.isoformat() <= day <= o.last.isoformat()]
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    said = _said(request, page.object_list)
    return {"page": page, "shown": [said(o) for o in page.object_list], "day": day}


def _said(request: HttpRequest, shown: Any) -> Callable[[Occasion], Occasion]:
    """Occasions with their titles in the language of the page."""
    titles = in_words(request.viewer, shown)  # type: ignore[attr-defined]
    return lambda o: replace(o, title=titles.get(o.version, o.title))


def _nearest(request: HttpRequest, month: Month) -> tuple[str, str]:
    """The months before and after an empty one in which an engagement is known; empty where there is none."""
    seen_: QuerySet[Version] = Version.objects.seen_by(request.viewer)  # type: ignore[attr-defined]
    every = seen_.filter(kind="engagement").exclude(status="denied").values_list("first", flat=True)
    before = every.filter(first__lt=month.first).order_by("-first").first()
    after = every.filter(first__gt=month.last).order_by("first").first()
    return tuple(str(Month(day.year, day.month)) if day else "" for day in (before, after))  # type: ignore[return-value]


@needs("read")
@require_safe
def engagement_ics(request: HttpRequest, number: int) -> HttpResponse:
    """One engagement for a calendar program; where no day is known, a word why there is no file."""
    version = engagement_seen(request, number)
    saw(request, f"engagement {version.entry_id}", version.low)
    viewer: Any = request.viewer  # type: ignore[attr-defined]
    rows = rows_of(Version.objects.seen_by(viewer).filter(pk=version.pk, first__isnull=False))
    plan = plans_of(viewer, [version.entry_id]).get(version.entry_id)
    told = [o for row in rows for o in engagement_on(row, plan)]
    made = happenings(viewer, told, lambda o: request.build_absolute_uri(address_of(o)))
    if not made:
        messages.info(request, _("The day is not known yet, so there is no calendar file."))
        day = as_of(request)
        return redirect(reverse("engagement", args=[version.entry_id]) + (f"?as_of={day}" if day else ""))
    return _file(calendar_text(made), f"engagement-{version.entry_id}.ics")


@open_to_all
@require_safe
def calendar_feed(request: HttpRequest, secret: str) -> HttpResponse:
    """The calendar behind a secret address, for the program that follows it."""
    feed = feedtokens.feed_of(secret)
    who = f"feed {feed.pk}" if feed else f"unknown {request.META.get('REMOTE_ADDR', '')}"
    if feedtokens.is_too_often(who):
        return HttpResponse(
            _("Asked too often. Ask again in an hour."), status=429, content_type="text/plain; charset=utf-8",
            headers={"Retry-After": "3600"},
        )  # fmt: skip
    if feed is None:
        raise Http404
    with translation.override(feed.owner.language):
        told = feedtokens.shown_in(feed, timezone.now().date())
        made = happenings(
            feedtokens.viewer_of(feed), told, lambda o: request.build_absolute_uri(address_of(o))
        )
        return _file(calendar_text(made, f"Sarez · {feed.name}"), "sarez.ics")


def engagement_seen(request: HttpRequest, number: int) -> Version:
    """The engagement of this number, or the one it was joined into, as who asks may see it; else 404."""
    version = seen(request, number) or seen(request, ends([number])[number])
    if version is None or version.kind != ENGAGEMENT:
        raise Http404
    return version


def _file(text: str, name: str) -> HttpResponse:
    return HttpResponse(
        text, content_type=MEDIA, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )

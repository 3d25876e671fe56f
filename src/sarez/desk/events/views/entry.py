"""One entry: what stands and why, every claim it rests on, and what may be the same."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from sarez.desk.accounts.access import needs
from sarez.desk.accounts.audit import saw
from sarez.desk.events.apart import ends
from sarez.desk.events.entries import names, page_of, positions
from sarez.desk.events.models import Entry, Version
from sarez.desk.events.proposals import proposals
from sarez.desk.events.views.lists import as_of


@needs("read")
def entry(request: HttpRequest, number: int) -> HttpResponse:
    """One entry; the number of one joined into another leads to that."""
    version = seen(request, number)
    if version is None:
        return _elsewhere(request, number)
    saw(request, f"{version.kind} {number}", version.low)
    page = page_of(version, request.viewer)
    told = {"page": page, "version": version}
    if version.kind == "person":
        told |= {"positions": positions(page.rows), "names": names(page.rows)}
    return render(request, "events/entry.html", told)


@needs("join")
def alike(request: HttpRequest, number: int) -> HttpResponse:
    """What may be the same as an entry: the choice of what to join with it or keep apart from it."""
    version = seen(request, number)
    if version is None:
        return _elsewhere(request, number)
    told = {"version": version, "proposals": proposals(request.viewer, version)}
    wanted = request.GET.get("other", "")
    if wanted.isdigit() and len(wanted) < 10 and int(wanted) != number:
        other = seen(request, int(wanted))
        told |= {"wanted": wanted, "other": other if other and other.kind == version.kind else None}
    return render(request, "events/alike.html", told)


def seen(request: HttpRequest, number: int) -> Version | None:
    """What stands of an entry for who asks."""
    return Version.objects.seen_by(request.viewer).filter(entry=number).first()


def _elsewhere(request: HttpRequest, number: int) -> HttpResponse:
    """To the entry that this one was joined into, if who asks may see that."""
    if not Entry.objects.filter(pk=number, joined_into__isnull=False).exists():
        raise Http404
    there = ends([number])[number]
    if seen(request, there) is None:
        raise Http404
    day = as_of(request)
    return redirect(reverse("entry", args=[there]) + (f"?as_of={day}" if day else ""))

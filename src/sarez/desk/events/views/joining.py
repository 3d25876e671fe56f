"""Entries joined, parted, put back and kept apart by a person. Who may not see an entry cannot touch it."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from sarez.desk.accounts.access import needs
from sarez.desk.events import joining
from sarez.desk.events.apart import keep_apart, withdraw
from sarez.desk.events.entries import page_of
from sarez.desk.events.models import Claim, Entry, Version
from sarez.desk.events.views.entry import seen
from sarez.errors import SarezError


@needs("join")
@require_POST
def join(request: HttpRequest, number: int) -> HttpResponse:
    """Join the chosen entries into this one, or keep them apart from it."""
    version = _now(request, number)
    wanted = {int(n) for n in request.POST.getlist("other") if n.isdigit() and len(n) < 10} - {number}
    others = Version.objects.seen_by(request.viewer).filter(entry__in=wanted, kind=version.kind)
    entries = [v.entry for v in others.select_related("entry").order_by("entry")]
    why = request.POST.get("why", "").strip()
    if not entries:
        messages.error(request, _("Choose at least one other entry."))
        return redirect("entry-alike", number)
    if request.POST.get("do") == "apart":
        for other in entries:
            keep_apart(version.entry, other, request.user, why)
        messages.success(request, _("Kept apart. They will not be proposed as one again."))
        return redirect("entry", number)
    try:
        joining.join([version.entry, *entries], request.user, why)
        messages.success(request, _("Joined. What was joined can be undone below."))
    except SarezError as error:
        messages.error(request, str(error))
    return redirect("entry", number)


@needs("join")
@require_POST
def part(request: HttpRequest, number: int) -> HttpResponse:
    """Take the chosen claims out of this entry into one of their own."""
    _now(request, number)
    chosen = {int(n) for n in request.POST.getlist("claim") if n.isdigit()}
    shown = list(Claim.objects.seen_by(request.viewer).filter(entry=number).order_by("pk"))
    leaving = [c for c in shown if c.pk in chosen]
    if not leaving or len(leaving) == len(shown):
        messages.error(request, _("Choose some of the claims, not all of them."))
        return redirect("entry", number)
    try:
        done = joining.part(leaving, request.user, request.POST.get("why", "").strip())
    except SarezError as error:
        messages.error(request, str(error))
        return redirect("entry", number)
    told = ngettext(
        "%(n)d claim has an entry of its own now.",
        "%(n)d claims have an entry of their own now.",
        len(leaving),
    )
    messages.success(request, told % {"n": len(leaving)})
    return redirect("entry", done.entry_id)


@needs("join")
@require_POST
def undo(request: HttpRequest, number: int, joining_number: int) -> HttpResponse:
    """Undo a joining or parting of this entry."""
    version = _now(request, number)
    page = page_of(version, request.viewer)
    wanted = next((j for j in page.joinings if j.pk == joining_number), None)
    if wanted is None:
        raise Http404
    try:
        joining.undo(wanted, request.user)
        messages.success(request, _("Undone: every claim is back where it was."))
    except SarezError as error:
        messages.error(request, str(error))
    return redirect("entry", number)


@needs("join")
@require_POST
def meet(request: HttpRequest, number: int, finding: int) -> HttpResponse:
    """Withdraw that two entries are different."""
    page = page_of(_now(request, number), request.viewer)
    wanted = next((apart for apart, _other in page.apart if apart.pk == finding), None)
    if wanted is None:
        raise Http404
    withdraw(wanted, request.user)
    messages.success(request, _("Withdrawn: they may be proposed as one again."))
    return redirect("entry", number)


def _now(request: HttpRequest, number: int) -> Version:
    """The entry as it stands now for who asks; what is shown as of another day is not changed."""
    get_object_or_404(Entry, pk=number)
    version = seen(request, number)
    if version is None or request.viewer.as_of is not None:
        raise Http404
    return version

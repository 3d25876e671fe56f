"""Pages of people: the persons on record, and those who may be one."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sarez.desk.accounts.access import needs
from sarez.desk.actors import people as persons
from sarez.desk.actors.views.relations import then
from sarez.desk.events.apart import keep_apart
from sarez.desk.events.joining import JoiningError, join, undo
from sarez.desk.events.listing import PER_PAGE
from sarez.desk.events.models import Entry, Version
from sarez.desk.pages import Shelf


@needs("read")
def people(request: HttpRequest) -> HttpResponse:
    """The persons on record with their office, state and reports."""
    text = request.GET.get("q", "").strip()[:120]
    page = Shelf(persons.people(request.viewer, text), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "actors/people.html", {"page": page, "q": text, "then": then(request)})


@needs("read")
def proposals(request: HttpRequest) -> HttpResponse:
    """The persons who may be one, with the reasons, and those made one lately."""
    context = {
        "proposals": persons.proposals(request.viewer),
        "joinings": persons.joinings(request.viewer),
        "then": then(request),
    }
    return render(request, "actors/person_proposals.html", context)


@needs("join")
@require_POST
def join_people(request: HttpRequest) -> HttpResponse:
    """Make two persons on record one."""
    one, two = _pair(request)
    why = request.POST.get("why", "").strip() or request.POST.get("reasons", "")
    try:
        join([one, two], request.user, why)  # type: ignore[arg-type]
    except JoiningError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The two persons are one now. This can be undone below."))
    return redirect("person-proposals")


@needs("join")
@require_POST
def tell_people_apart(request: HttpRequest) -> HttpResponse:
    """Remember that two persons are not the same."""
    one, two = _pair(request)
    keep_apart(one, two, request.user, request.POST.get("why", ""))  # type: ignore[arg-type]
    messages.success(request, _("Remembered: the two are not the same person."))
    return redirect("person-proposals")


@needs("join")
@require_POST
def undo_people(request: HttpRequest, number: int) -> HttpResponse:
    """Set persons apart again who were made one."""
    found = [j for j in persons.joinings(request.viewer, 200) if j.joining.pk == number]
    if not found:
        raise Http404
    try:
        undo(found[0].joining, request.user)  # type: ignore[arg-type]
    except JoiningError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The two persons stand for themselves again."))
    return redirect("person-proposals")


def _pair(request: HttpRequest) -> tuple[Entry, Entry]:
    """The two persons that a form names, if the viewer may see both."""
    numbers = [n for n in (request.POST.get("one", ""), request.POST.get("two", "")) if n.isdigit()]
    seen = Version.objects.seen_by(request.viewer).filter(kind="person", entry__in=numbers)
    entries = {v.entry_id: v.entry for v in seen.select_related("entry")}
    if len(entries) != 2:
        raise Http404
    one, two = (entries[int(n)] for n in numbers)
    return one, two

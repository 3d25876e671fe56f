"""What parties arranged for a measure between them: put on record, changed, taken off."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sarez.desk.accounts.access import needs
from sarez.desk.dialogue import keeping
from sarez.desk.dialogue.keeping import KeepingError
from sarez.desk.dialogue.measures.forms import ArrangementForm
from sarez.desk.dialogue.models import Arrangement
from sarez.desk.events.listing import parties_to_choose


@needs("dialogue")
def add(request: HttpRequest) -> HttpResponse:
    """Put an arrangement on record."""
    initial = {name: request.GET.get(name, "") for name in ("measure", "entry")}
    initial["sides"] = "; ".join(c for c in (request.GET.get("one", ""), request.GET.get("two", "")) if c)
    return _edit(request, Arrangement(), initial)


@needs("dialogue")
def change(request: HttpRequest, number: int) -> HttpResponse:
    """Change an arrangement; what stood is kept."""
    return _edit(request, _found(request, number))


@needs("dialogue")
@require_POST
def drop_it(request: HttpRequest, number: int) -> HttpResponse:
    """Take an arrangement off the record: the times of the measure hold again."""
    found = _found(request, number)
    try:
        keeping.drop(found, request.user)  # type: ignore[arg-type]
        messages.success(request, _("The arrangement no longer stands; it is still seen as of before."))
    except KeepingError as error:
        messages.error(request, str(error))
    return redirect("measure", found.measure)


def _edit(request: HttpRequest, row: Arrangement, initial: dict[str, Any] | None = None) -> HttpResponse:
    if request.viewer.as_of is not None:
        raise Http404
    form = ArrangementForm(
        request.POST or None, instance=row, by=request.user, viewer=request.viewer, initial=initial
    )
    if request.method == "POST" and form.is_valid():
        try:
            kept: Any = form.keep()
            messages.success(request, _("The arrangement is on record."))
            return redirect("measure", kept.measure)
        except KeepingError as error:
            form.add_error(None, str(error))
    shown = {"form": form, "number": row.number, "parties": parties_to_choose()}
    return render(
        request, "dialogue/measures/arrangement_form.html", shown, status=422 if form.errors else 200
    )


def _found(request: HttpRequest, number: int) -> Arrangement:
    viewer: Any = request.viewer
    if viewer.as_of is not None:
        raise Http404
    return get_object_or_404(Arrangement.objects.seen_by(viewer), number=number)

"""An engagement entered by hand."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sarez.desk.accounts.access import needs
from sarez.desk.dialogue.engagements.forms_new import NewEngagementForm
from sarez.desk.dialogue.engagements.forms_plan import ZONES
from sarez.desk.dialogue.engagements.views.part import refused
from sarez.desk.dialogue.keeping import KeepingError
from sarez.desk.events.listing import parties_to_choose
from sarez.desk.events.models import Claim

_PARTS = (
    ("what", ("kind", "title", "state", "track")),
    ("when", ("date", "date_end", "starts", "zone")),
    ("where", ("place", "country", "mode")),
    ("who", ("organizers", "cooperating", "supporting", "participants", "people", "expected")),
    ("about", ("issues",)),
    ("series", ("series", "edition", "is_extraordinary")),
    ("source", ("words", "marking", "owner")),
)


@needs("dialogue")
@require_http_methods(["GET", "POST"])
def engagement_new(request: HttpRequest) -> HttpResponse:
    """The form, and the engagement put on record."""
    if (no := refused(request, reverse("engagements"))) is not None:
        return no
    start = {
        name: request.GET[name] for name in ("series", "edition", "date", "place") if request.GET.get(name)
    }
    form = NewEngagementForm(request.POST or None, by=request.user, initial=start)  # type: ignore[arg-type]
    if request.method == "POST" and form.is_valid():
        try:
            claim = form.keep()
        except KeepingError as error:
            form.add_error(None, str(error))
        else:
            return _kept(request, claim)
    told = {
        "form": form,
        "parts": [(name, [form[field] for field in fields]) for name, fields in _PARTS],
        "parties": parties_to_choose(),
        "zones": ZONES,
    }
    return render(request, "dialogue/engagement_new.html", told, status=422 if form.errors else 200)


def _kept(request: HttpRequest, claim: Claim) -> HttpResponse:
    others = Claim.objects.seen_by(request.viewer).filter(entry=claim.entry_id).exclude(pk=claim.pk)
    if others.exists():
        messages.success(
            request, _("It was on record already: what you entered stands beside what reports tell.")
        )
    else:
        messages.success(request, _("The engagement is on record."))
    return redirect("engagement", claim.entry_id)

"""To whom warnings go: recipients kept, confirmed, given a new secret; a sending tried again."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sarez.desk.accounts.access import needs
from sarez.desk.accounts.audit import log
from sarez.desk.accounts.viewers import FOREVER
from sarez.desk.warnings.delivery.forms import RecipientForm
from sarez.desk.warnings.delivery.recipients import choices, confirm, renew_secret
from sarez.desk.warnings.models import Delivery, Recipient, Warning
from sarez.desk.warnings.models.recipients import GIVEN_UP, QUEUED, WITHHELD
from sarez.errors import SarezError


@needs("warn")
def recipients(request: HttpRequest) -> HttpResponse:
    """All recipients by their list, and a form for a new one; the secret of a webhook is on that answer alone."""
    form = RecipientForm(request.POST or None, instance=Recipient(), by=request.user)
    made: tuple[Recipient, str] | None = None
    if request.method == "POST":
        _now_only(request)
        made = _put(form)
        if made is not None and not made[1]:
            messages.success(request, _("Kept. Nothing goes there before an administrator has confirmed it."))
            return redirect("warning-recipients")
    shown = form if made is None else RecipientForm(instance=Recipient(), by=request.user)
    return _page(request, shown, made=made, status=422 if form.is_bound and made is None else 200)


@needs("warn")
def recipient(request: HttpRequest, number: int) -> HttpResponse:
    """Change a recipient."""
    _now_only(request)
    form = RecipientForm(request.POST or None, instance=_found(request, number), by=request.user)
    if request.method == "POST" and _put(form) is not None:
        messages.success(
            request, _("Kept. A recipient that gets more than before, or elsewhere, is confirmed anew.")
        )
        return redirect("warning-recipients")
    return render(request, "warnings/recipient.html", {"form": form, "number": number, "recipient": _found(request, number)}, status=422 if form.errors else 200)  # fmt: skip


@needs("users")
@require_POST
def recipient_confirm(request: HttpRequest, number: int) -> HttpResponse:
    """Let warnings go there: an administrator's word."""
    _now_only(request)
    found = _found(request, number)
    try:
        confirm(found, request.user)  # type: ignore[arg-type]
        messages.success(request, _("Confirmed: warnings may go there."))
    except SarezError as error:
        messages.error(request, str(error))
    return redirect("warning-recipients")


@needs("warn")
@require_POST
def recipient_secret(request: HttpRequest, number: int) -> HttpResponse:
    """A new secret for a webhook, on this answer alone."""
    _now_only(request)
    found = _found(request, number)
    try:
        secret = renew_secret(found, request.user)  # type: ignore[arg-type]
    except SarezError as error:
        messages.error(request, str(error))
        return redirect("warning-recipients")
    return _page(request, RecipientForm(instance=Recipient(), by=request.user), made=(found, secret))


@needs("warn")
@require_POST
def delivery_again(request: HttpRequest, number: int, delivery_number: int) -> HttpResponse:
    """Let a sending that was withheld or given up be tried again, to where the recipient is now."""
    _now_only(request)
    viewer: Any = request.viewer  # type: ignore[attr-defined]
    warning = get_object_or_404(Warning.objects.seen_by(viewer), number=number)
    found = get_object_or_404(Delivery, pk=delivery_number, warning=number, state__in=(WITHHELD, GIVEN_UP))
    to = Recipient.objects.filter(number=found.recipient, known_to=FOREVER).first()
    if to is not None:
        told = {
            "way": to.way,
            "address": to.address,
            "state": QUEUED,
            "next_try": timezone.now(),
            "problem": "",
        }
        Delivery.objects.filter(pk=found.pk, state=found.state).update(**told)
        user: Any = request.user
        log(user, "sent again", warning.name, to=to.name)
        messages.success(request, _("It is tried again."))
    return redirect("warning", number)


def _page(request: HttpRequest, form: RecipientForm, made: Any, status: int = 200) -> HttpResponse:
    viewer: Any = request.viewer  # type: ignore[attr-defined]
    groups: dict[str, list[Any]] = {}
    for one in choices(viewer):
        groups.setdefault(one.recipient.group, []).append(one)
    shown = {
        "groups": list(groups.items()),
        "form": form,
        "made": made,
        "unconfirmed": sum(one.recipient.confirmed_at is None for rows in groups.values() for one in rows),
    }
    return render(request, "warnings/recipients.html", shown, status=status)


def _put(form: RecipientForm) -> tuple[Recipient, str] | None:
    """What a form keeps; None where it cannot, with the reason on the form."""
    if not form.is_valid():
        return None
    try:
        return form.put()
    except SarezError as error:
        form.add_error(None, str(error))
        return None


def _found(request: HttpRequest, number: int) -> Recipient:
    viewer: Any = request.viewer  # type: ignore[attr-defined]
    return get_object_or_404(Recipient.objects.seen_by(viewer), number=number)


def _now_only(request: HttpRequest) -> None:
    """Nothing is written in the past."""
    if request.viewer.as_of is not None:  # type: ignore[attr-defined]
        raise Http404

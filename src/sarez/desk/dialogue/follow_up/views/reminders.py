"""One's own reminders by e-mail: off until one switches them on."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sarez.desk.accounts import markings
from sarez.desk.accounts.access import needs
from sarez.desk.dialogue.follow_up import mailing
from sarez.desk.dialogue.follow_up.confirming import ConfirmingError, confirm, send_code
from sarez.desk.dialogue.follow_up.forms_reminders import ReminderForm
from sarez.desk.dialogue.follow_up.mailing import TROUBLES, MailError, Post
from sarez.desk.dialogue.follow_up.reminding import past
from sarez.desk.dialogue.models.reminders import Reminder


@needs("read")
def account_reminders(request: HttpRequest) -> HttpResponse:
    """What one is reminded of, where and when; and how the last messages fared."""
    user: Any = request.user
    reminder = Reminder.objects.filter(user=user).first() or Reminder(user=user, address=user.email)
    form = ReminderForm(request.POST or None, instance=reminder)
    if request.method == "POST" and form.is_valid():
        is_new = form.keep(timezone.now())
        messages.success(request, _("Your reminders are set."))
        if is_new:
            _send_code(request, reminder)
        return redirect("account-reminders")
    server, trouble = _post()
    stood = Reminder.objects.filter(user=user).first()
    shown = {
        "form": form,
        "reminder": stood,
        "is_set_up": server is not None,
        "trouble": trouble,
        "zone": settings.TIME_ZONE,
        "ceiling": min(mailing.ceiling(), user.clearance, markings.RED),
        "sendings": [(one, TROUBLES.get(one.problem, "")) for one in past(reminder, timezone.localdate())],
    }
    return render(request, "dialogue/reminders.html", shown, status=422 if form.errors else 200)


@needs("read")
@require_POST
def account_reminders_confirm(request: HttpRequest) -> HttpResponse:
    """Give back the code that was sent to one's address, or let another be sent."""
    user: Any = request.user
    reminder = Reminder.objects.filter(user=user).exclude(address="").first()
    if reminder is None:
        messages.error(request, _("Give the address that the messages go to."))
    elif request.POST.get("do") == "send":
        _send_code(request, reminder)
    else:
        try:
            confirm(reminder, request.POST.get("code", ""), timezone.now())
            messages.success(request, _("The address is confirmed."))
        except ConfirmingError as error:
            messages.error(request, str(error))
    return redirect("account-reminders")


def _send_code(request: HttpRequest, reminder: Reminder) -> None:
    server, trouble = _post()
    if server is None:
        messages.error(request, trouble or _("An administrator has to set up the mail of this desk first."))
        return
    try:
        send_code(reminder, server, timezone.now())
        messages.success(request, _("A code was sent to %(address)s.") % {"address": reminder.address})
    except (MailError, ConfirmingError) as error:
        messages.error(request, str(error))


def _post() -> tuple[Post | None, str]:
    """The desk's mail server, or what is wrong with how it is set."""
    try:
        return mailing.post(), ""
    except MailError as error:
        return None, str(error)

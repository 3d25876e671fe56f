"""The calendars one follows elsewhere: made, listed, revoked."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sarez.desk.accounts.access import needs
from sarez.desk.dialogue.meetings import feedtokens
from sarez.desk.dialogue.meetings.forms import FeedForm
from sarez.desk.dialogue.models import CalendarFeed


@needs("read")
def account_calendars(request: HttpRequest) -> HttpResponse:
    """One's own calendar addresses, and a form for a new one; its secret is on that answer alone."""
    user: Any = request.user
    form, made, status = FeedForm(user, request.POST or None), "", 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                secret = feedtokens.make_feed(user, **form.cleaned_data)
            except feedtokens.FeedTokenError as error:
                form.add_error(None, str(error))
            else:
                made = request.build_absolute_uri(reverse("calendar-feed", args=[secret]))
                form, status = FeedForm(user), 200
    feeds = CalendarFeed.objects.filter(owner=user)
    told = {"form": form, "made": made, "feeds": feeds, "now": timezone.now()}
    return render(request, "dialogue/account_calendars.html", told, status=status)


@needs("read")
@require_POST
def account_calendar_revoke(request: HttpRequest, number: int) -> HttpResponse:
    """Revoke one's own address."""
    user: Any = request.user
    feedtokens.revoke(get_object_or_404(CalendarFeed, pk=number, owner=user), user)
    messages.success(request, _("The address works no more."))
    return redirect("account-calendars")

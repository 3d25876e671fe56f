"""Warnings for programs: CAP and Atom, behind sign-in or a secret address that its owner can revoke."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sarez.desk.accounts.access import needs, open_to_all
from sarez.desk.accounts.audit import saw
from sarez.desk.dialogue.meetings.feedtokens import is_too_often
from sarez.desk.warnings.clock.standing import chain_of
from sarez.desk.warnings.feed import atom, tokens
from sarez.desk.warnings.feed.cap import MEDIA as CAP
from sarez.desk.warnings.feed.cap import cap
from sarez.desk.warnings.feed.forms import FeedForm
from sarez.desk.warnings.models import Warning, WarningFeed


@needs("read")
def warning_cap(request: HttpRequest, number: int) -> HttpResponse:
    """A warning as CAP 1.2."""
    viewer: Any = request.viewer  # type: ignore[attr-defined]
    found = get_object_or_404(Warning.objects.seen_by(viewer), number=number)
    saw(request, found.name, found.marking)
    earlier = [one for one in chain_of(found, viewer) if one.pk < found.pk]
    answer = HttpResponse(cap(found, earlier, _desk(request)), content_type=CAP)
    answer["Content-Disposition"] = f'inline; filename="sarez-warning-{number}.cap.xml"'
    return answer


@needs("read")
@require_safe
def warnings_atom(request: HttpRequest) -> HttpResponse:
    """The feed for who is signed in."""
    return _feed(request, atom.shown(request.viewer))  # type: ignore[attr-defined]


@open_to_all
@require_safe
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """The feed behind a secret address."""
    caller = request.META.get("REMOTE_ADDR", "")
    found = tokens.feed_of(secret)
    if is_too_often(f"warnings {secret if found else caller}"):
        return HttpResponse(status=429, headers={"Retry-After": "3600"})
    if found is None:
        raise Http404
    with translation.override(found.owner.language):
        return _feed(request, atom.shown(tokens.viewer_of(found)))


@needs("read")
def account_feeds(request: HttpRequest) -> HttpResponse:
    """One's own addresses, and a form for a new one; its secret is on that answer alone."""
    user: Any = request.user
    form, made, status = FeedForm(user, request.POST or None), "", 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                secret = tokens.make_feed(user, **form.cleaned_data)
            except tokens.FeedTokenError as error:
                form.add_error(None, str(error))
            else:
                made = request.build_absolute_uri(reverse("warning-feed", args=[secret]))
                form, status = FeedForm(user), 200
    feeds = WarningFeed.objects.filter(owner=user)
    told = {"form": form, "made": made, "feeds": feeds, "now": timezone.now()}
    return render(request, "warnings/account_feeds.html", told, status=status)


@needs("read")
@require_POST
def account_feed_revoke(request: HttpRequest, number: int) -> HttpResponse:
    """Revoke one's own address."""
    user: Any = request.user
    tokens.revoke(get_object_or_404(WarningFeed, pk=number, owner=user), user)
    messages.success(request, _("The address works no more."))
    return redirect("account-warning-feeds")


def _feed(request: HttpRequest, warnings: list[Warning]) -> HttpResponse:
    answer = HttpResponse(atom.atom(warnings, _desk(request), timezone.now()), content_type=atom.MEDIA)
    answer["Cache-Control"] = "private, no-cache"
    return answer


def _desk(request: HttpRequest) -> str:
    return request.build_absolute_uri("/").rstrip("/")

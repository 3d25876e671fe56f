"""People and roles: who works at the desk, what they may do, and what they may see."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from sarez.desk.accounts import people
from sarez.desk.accounts.access import needs
from sarez.desk.accounts.forms import NewPersonForm, PersonForm
from sarez.desk.accounts.models import User
from sarez.desk.accounts.people import PeopleError
from sarez.desk.accounts.roles import permissions, roles
from sarez.desk.dialogue.follow_up.handover import owned


@needs("users")
def users(request: HttpRequest) -> HttpResponse:
    """The people of the desk, and what each role may do."""
    return _page(request)


def _page(request: HttpRequest, status: int = 200, **more: Any) -> HttpResponse:
    by: Any = request.user
    load = owned(request.viewer)  # type: ignore[attr-defined]
    every = [
        (
            user,
            PersonForm(
                by, initial={"role": user.role, "clearance": user.clearance}, auto_id=f"u{user.pk}_%s"
            ),
            load[user.username],
        )
        for user in User.objects.order_by("-is_active", "username")
    ]
    matrix = [
        (_(text), name, [(_(role.label), name in role.may) for role in roles().values()])
        for name, text in permissions().items()
    ]
    shown = {"people": every, "new": NewPersonForm(by), "roles": roles().values(), "matrix": matrix}
    return render(request, "accounts/users.html", shown | more, status=status)


@needs("users")
@require_POST
def users_add(request: HttpRequest) -> HttpResponse:
    """Add a person; the link to hand over is on this answer alone."""
    by: Any = request.user
    form = NewPersonForm(by, request.POST)
    if not form.is_valid():
        return _page(request, status=422, new=form)
    try:
        user, secret = people.add(by=by, **form.cleaned_data)
    except PeopleError as error:
        form.add_error(None, str(error))
        return _page(request, status=422, new=form)
    return _page(request, handed=user, link=_address(request, secret))


@needs("users")
@require_POST
def users_change(request: HttpRequest, number: int) -> HttpResponse:
    """Give a person another role or clearance."""
    by: Any = request.user
    user = get_object_or_404(User, pk=number)
    form = PersonForm(by, request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose a role, and a clearance no higher than your own."))
        return redirect("users")
    return _done(request, lambda: people.change(user, by, **form.cleaned_data))


@needs("users")
@require_POST
def users_act(request: HttpRequest, number: int, act: str) -> HttpResponse:
    """Deactivate or activate a person, make a link for them, or take their second factor off."""
    by: Any = request.user
    user = get_object_or_404(User, pk=number)
    if act == "link":
        try:
            secret = people.new_link(user, by)
        except PeopleError as error:
            return _page(request, status=422, problem=str(error))
        return _page(request, handed=user, link=_address(request, secret))
    acts = {
        "deactivate": people.deactivate,
        "activate": people.activate,
        "reset": people.reset_second_factor,
    }
    done = _done(request, lambda: acts[act](user, by))
    if act == "deactivate" and not user.is_active:
        _warn_of_load(request, user)
    return done


def _warn_of_load(request: HttpRequest, user: User) -> None:
    """Say what someone who was sent away still follows up, and where to hand it over."""
    load = owned(request.viewer)[user.username]  # type: ignore[attr-defined]
    if load:
        told = ngettext(
            "%(name)s still has %(n)d thing to follow up.",
            "%(name)s still has %(n)d things to follow up.",
            load,
        ) % {"name": user.username, "n": load}
        address = reverse("handover", args=[user.username])
        messages.warning(request, format_html('{} <a href="{}">{}</a>', told, address, _("Hand over")))


def _done(request: HttpRequest, work: Callable[[], None]) -> HttpResponse:
    try:
        work()
    except PeopleError as error:
        return _page(request, status=422, problem=str(error))
    messages.success(request, _("Done, and noted in the log."))
    return redirect("users")


def _address(request: HttpRequest, secret: str) -> str:
    return request.build_absolute_uri(reverse("sign-in-link", args=[secret]))

"""Signing in elsewhere, and coming back."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from sarez.desk.accounts import oidc
from sarez.desk.accounts.access import open_to_all
from sarez.desk.accounts.signing import sign_in

_KEPT = "sign-in elsewhere"


@open_to_all
def leave(request: HttpRequest) -> HttpResponse:
    """Go to the provider."""
    if not oidc.is_on():
        raise Http404
    try:
        address, request.session[_KEPT] = oidc.depart(_back(request))
    except oidc.SignInError as error:
        messages.error(request, str(error))
        return redirect("sign-in")
    return redirect(address)


@open_to_all
def come_back(request: HttpRequest) -> HttpResponse:
    """Take in the provider's answer; it counts once."""
    if not oidc.is_on():
        raise Http404
    try:
        user = oidc.arrive(request.GET, request.session.pop(_KEPT, {}), _back(request))
    except oidc.SignInError as error:
        messages.error(request, str(error))
        return redirect("sign-in")
    return redirect("today" if sign_in(request, user, "openid connect") else "sign-in-code")


def _back(request: HttpRequest) -> str:
    return request.build_absolute_uri(reverse("sign-in-back"))

"""Signing in and out."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import login, logout
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sarez.desk.accounts.access import needs, open_to_all
from sarez.desk.accounts.audit import log
from sarez.desk.accounts.signing import use_link

sign_in = open_to_all(
    LoginView.as_view(template_name="accounts/sign_in.html", redirect_authenticated_user=True)
)


@open_to_all
def sign_in_by_link(request: HttpRequest, secret: str) -> HttpResponse:
    """Sign in once by a link; opened by a button, so that a preview of the address does not use it up."""
    if request.method != "POST":
        return render(request, "accounts/link.html")
    user = use_link(secret)
    if user is None:
        messages.error(request, _("This link was used or is too old. Ask for a new one."))
        return redirect("sign-in")
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    log(user, "signed in", "by link")
    return redirect("today")


@needs("read")
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign out."""
    logout(request)
    return redirect("sign-in")

"""Signing in and out."""

from __future__ import annotations

from typing import Any

from axes.handlers.proxy import AxesProxyHandler
from axes.helpers import get_lockout_response
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.signals import user_login_failed
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST
from django.views.i18n import set_language as choose_language

from sarez.desk.accounts import oidc, second_factor
from sarez.desk.accounts.access import needs, open_to_all
from sarez.desk.accounts.signing import complete, pending, use_link
from sarez.desk.accounts.signing import sign_in as sign_in_as


class SignIn(LoginView):
    """Name and password; then the second factor, where one is set."""

    template_name = "accounts/sign_in.html"
    redirect_authenticated_user = True

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        """Sign in, or go on to the second factor."""
        onward = self.get_success_url()
        is_in = sign_in_as(self.request, form.get_user(), "password", onward=onward)
        return redirect(onward if is_in else "sign-in-code")

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        """Whether the page offers to sign in elsewhere."""
        return super().get_context_data(**more) | {"elsewhere": oidc.is_on()}


sign_in = open_to_all(SignIn.as_view())
set_language = open_to_all(require_POST(choose_language))


@open_to_all
def sign_in_by_link(request: HttpRequest, secret: str) -> HttpResponse:
    """Sign in once by a link; opened by a button, so that a preview of the address does not use it up."""
    if request.method != "POST":
        return render(request, "accounts/link.html")
    user = use_link(secret)
    if user is None:
        messages.error(request, _("This link was used or is too old. Ask for a new one."))
        return redirect("sign-in")
    return redirect("today" if sign_in_as(request, user, "link") else "sign-in-code")


@open_to_all
@sensitive_post_parameters("code")
def sign_in_code(request: HttpRequest) -> HttpResponse:
    """Ask for the second factor; wrong codes count like wrong passwords."""
    found = pending(request)
    if found is None:
        return redirect("sign-in")
    user, how, onward = found
    named = {"username": user.username}
    if not AxesProxyHandler.is_allowed(request, named):
        return get_lockout_response(request, credentials=named)
    if request.method == "POST":
        if second_factor.check(user, request.POST.get("code", ""), timezone.now()):
            complete(request, user, f"{how} and code")
            return redirect(onward or "today")
        user_login_failed.send(sender=__name__, credentials=named, request=request)
        messages.error(request, _("This code is wrong or was used. Wait for the next one."))
    return render(request, "accounts/code.html")


@needs("read")
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign out."""
    logout(request)
    return redirect("sign-in")

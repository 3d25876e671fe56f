"""Your account: language, password, second factor, tokens for programs."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.forms import PasswordChangeForm, SetPasswordForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from sarez.desk.accounts import second_factor
from sarez.desk.accounts.access import needs
from sarez.desk.accounts.audit import log
from sarez.desk.accounts.forms import LanguageForm, TokenForm
from sarez.desk.accounts.models import ApiToken, User
from sarez.desk.accounts.sealing import SealError, seal, unseal
from sarez.desk.accounts.tokens import TokenError, make_token, revoke

_OFFERED = "second factor offered"


@needs("read")
def account(request: HttpRequest) -> HttpResponse:
    """Your account."""
    return _page(request)


def _page(request: HttpRequest, status: int = 200, **more: Any) -> HttpResponse:
    user: Any = request.user
    shown = {
        "language": LanguageForm(instance=user),
        "password": password_form(user),
        "token": TokenForm(user),
        "tokens": ApiToken.objects.filter(owner=user),
        "codes_left": user.recovery_codes.count() if user.second_factor else 0,
        "now": timezone.now(),
    }
    return render(request, "accounts/account.html", shown | more, status=status)


def password_form(user: User, data: Any = None) -> SetPasswordForm:
    """The form to change a password, or to set a first one."""
    has_one = bool(user.password) and user.has_usable_password()
    form = (PasswordChangeForm if has_one else SetPasswordForm)(user, data)
    for field in form.fields.values():
        field.widget.attrs.pop("autofocus", None)
    return form


@needs("read")
@require_POST
def account_language(request: HttpRequest) -> HttpResponse:
    """Choose the language of the pages."""
    form = LanguageForm(request.POST, instance=request.user)
    if form.is_valid():
        form.save()
    return redirect("account")


@needs("read")
@require_POST
@sensitive_post_parameters()
def account_password(request: HttpRequest) -> HttpResponse:
    """Change the password; other sessions of this person end."""
    user: Any = request.user
    form = password_form(user, request.POST)
    if not form.is_valid():
        return _page(request, status=422, password=form)
    form.save()
    update_session_auth_hash(request, user)
    log(user, "changed password", f"user {user.username}")
    messages.success(request, _("The password is changed. Other sessions have ended."))
    return redirect("account")


@needs("read")
@require_POST
@sensitive_post_parameters("code")
def account_second_factor(request: HttpRequest) -> HttpResponse:
    """Offer a secret, then turn the second factor on with a first code; or off with one."""
    user: Any = request.user
    code = request.POST.get("code", "")
    if user.second_factor:
        if not second_factor.check(user, code, timezone.now()):
            messages.error(request, _("This code is wrong or was used. Wait for the next one."))
        else:
            second_factor.turn_off(user, user)
            messages.success(request, _("The second factor is off."))
        return redirect("account")
    try:
        return _offer(request, user, code)
    except SealError as error:
        messages.error(request, str(error))
        return redirect("account")


def _offer(request: HttpRequest, user: User, code: str) -> HttpResponse:
    sealed = request.session.get(_OFFERED)
    if code and sealed:
        codes = second_factor.turn_on(user, unseal(sealed), code, timezone.now())
        if codes:
            del request.session[_OFFERED]
            return _page(request, recovery_codes=codes)
        messages.error(request, _("This code is wrong. Check the clock of your phone, and try the next one."))
        secret = unseal(sealed)
    else:
        secret = second_factor.make_secret()
        request.session[_OFFERED] = seal(secret).decode()
    address = second_factor.address_of(secret, user)
    return _page(request, secret=secret, address=address, picture=second_factor.picture_of(address))


@needs("read")
@require_POST
def account_tokens(request: HttpRequest) -> HttpResponse:
    """Make a token; its secret is on this answer alone."""
    user: Any = request.user
    form = TokenForm(user, request.POST)
    if not form.is_valid():
        return _page(request, status=422, token=form)
    try:
        made = make_token(user, **form.cleaned_data)
    except TokenError as error:
        form.add_error(None, str(error))
        return _page(request, status=422, token=form)
    return _page(request, made=made)


@needs("read")
@require_POST
def account_revoke(request: HttpRequest, number: int) -> HttpResponse:
    """Revoke one's own token."""
    user: Any = request.user
    revoke(get_object_or_404(ApiToken, pk=number, owner=user), user)
    messages.success(request, _("The token works no more."))
    return redirect("account")

"""What a page needs: each view names its permission, and a test fails on one that does not."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from sarez.desk.accounts.markings import RED
from sarez.desk.accounts.roles import permissions

View = Callable[..., HttpResponse]


def needs(permission: str) -> Callable[[View], View]:
    """Let only those see a page whose role holds the permission; others are sent to sign in, or told no."""
    if permission not in permissions():
        raise ValueError(f"no such permission: {permission}")

    def wrap(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            user: Any = request.user
            if not user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not user.may(permission):
                raise PermissionDenied(f"Your role does not allow this: {permissions()[permission]}.")
            return view(request, *args, **kwargs)

        guarded.needs = permission  # type: ignore[attr-defined]
        return guarded

    return wrap


def whole_record(view: View) -> View:
    """Let only those cleared for everything see a page that names records of every marking. Goes below `needs`."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        user: Any = request.user
        if user.clearance < RED:
            raise PermissionDenied(
                _("This page names records of every marking: it is open to those cleared for TLP:RED.")
            )
        return view(request, *args, **kwargs)

    guarded.whole_record = True  # type: ignore[attr-defined]
    return guarded


def open_to_all(view: View) -> View:
    """Mark a page that needs no sign-in: signing in itself."""
    view.needs = None  # type: ignore[attr-defined]
    return view

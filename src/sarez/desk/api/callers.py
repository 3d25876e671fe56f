"""Who calls: a program with a token, or the browser of someone signed in; and what they may do.

A token comes as `Authorization: Bearer …`. A session may read, and writes only with the CSRF token of a page.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from ninja.security import APIKeyCookie, HttpBearer

from sarez.desk.accounts.models import User
from sarez.desk.accounts.roles import permissions
from sarez.desk.accounts.tokens import Bearer, bearer_of
from sarez.desk.accounts.viewers import Viewer
from sarez.desk.api.problems import ApiError
from sarez.desk.events.days import span_of


@dataclass(frozen=True, slots=True)
class Session:
    """Someone signed in, calling from a browser."""

    user: User

    @property
    def viewer(self) -> Viewer:
        """What they may see."""
        return Viewer(self.user.clearance, name=self.user.username)

    def may(self, permission: str) -> bool:
        """Whether their role holds a permission."""
        return self.user.may(permission)


Caller = Bearer | Session


class ByToken(HttpBearer):
    """A token in the header."""

    def __init__(self, permission: str) -> None:
        super().__init__()
        self.permission = permission

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        """The bearer, if the token lives and may do this."""
        bearer = bearer_of(token)
        if bearer is None:
            raise ApiError(
                401, "This token is unknown or expired.", "Make a new one on the page “Your account”."
            )
        return _allowed(bearer, self.permission)


class BySession(APIKeyCookie):
    """The cookie of someone signed in; a write needs the CSRF token too."""

    param_name = settings.SESSION_COOKIE_NAME

    def __init__(self, permission: str) -> None:
        super().__init__(csrf=True)
        self.permission = permission

    def _get_key(self, request: HttpRequest) -> str | None:
        return super()._get_key(request) if request.user.is_authenticated else None

    def authenticate(self, request: HttpRequest, key: str | None) -> Any:
        """The user, if signed in and allowed this."""
        user: Any = request.user
        return _allowed(Session(user), self.permission) if user.is_authenticated else None


def needs(permission: str) -> list[Callable[[HttpRequest], Any]]:
    """Who may call an operation: those whose token or role holds the permission."""
    if permission not in permissions():
        raise ValueError(f"no such permission: {permission}")
    return [ByToken(permission), BySession(permission)]


def _allowed(caller: Caller, permission: str) -> Caller:
    if not caller.may(permission):
        raise ApiError(
            403,
            f"This needs the permission “{permission}”: {permissions()[permission]}.",
            "Ask with a token, or as a person, whose role holds it.",
        )
    return caller


def caller_of(request: HttpRequest) -> Caller:
    """Who was let in."""
    found: Caller = request.auth  # type: ignore[attr-defined]
    return found


def viewer_of(request: HttpRequest) -> Viewer:
    """What the caller may see, as known at the end of the day that `as_of` names."""
    viewer, day = caller_of(request).viewer, request.GET.get("as_of", "")
    if day and (span_of(day) is None or len(day) != 10):
        raise ApiError(422, f"as_of is no day: {day[:40]}", "Give it as 2024-05-31.")
    return viewer.at(day) if day else replace(viewer, as_of=None)

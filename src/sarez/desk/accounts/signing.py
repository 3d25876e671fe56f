"""Signing in by a link that works once: how an embedded desk opens, and how a new person gets in."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from django.contrib.auth import login
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from sarez.desk.accounts.audit import log
from sarez.desk.accounts.models import SignInLink, User

MINUTES = 15
_PENDING = "sign-in pending"
_BEFORE = "signed in before"
_PATIENCE = 600
"""Seconds in which the second factor must follow the first."""


def make_link(user: User, minutes: int = MINUTES) -> str:
    """The secret part of an address that signs this person in once, within so many minutes."""
    secret = secrets.token_urlsafe(24)
    SignInLink.objects.create(
        user=user, digest=digest_of(secret), expires=timezone.now() + timedelta(minutes=minutes)
    )
    return secret


@transaction.atomic
def use_link(secret: str) -> User | None:
    """Whom a link signs in; None where it is unknown, used or too old. It works no second time."""
    SignInLink.objects.filter(expires__lt=timezone.now()).delete()
    link = (
        SignInLink.objects.select_for_update().filter(digest=digest_of(secret)).select_related("user").first()
    )
    if link is None or not link.user.is_active:
        return None
    user = link.user
    link.delete()
    return user


def sign_in(request: HttpRequest, user: User, how: str, *, onward: str = "") -> bool:
    """Sign a person in, or False where the second factor is still to be asked. The session gets a new key."""
    if user.second_factor:
        request.session.cycle_key()
        request.session[_PENDING] = [user.pk, how, onward, timezone.now().timestamp()]
        return False
    complete(request, user, how)
    return True


def complete(request: HttpRequest, user: User, how: str) -> None:
    """Sign a person in who has shown all that was asked."""
    request.session.pop(_PENDING, None)
    before = user.last_login
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    if before is not None:
        request.session[_BEFORE] = before.isoformat()
    log(user, "signed in", f"by {how}")


def signed_in_before(request: HttpRequest) -> datetime | None:
    """When the person of this session had last signed in before it; None where this is the first time."""
    told = request.session.get(_BEFORE)
    return datetime.fromisoformat(told) if told else None


def pending(request: HttpRequest) -> tuple[User, str, str] | None:
    """Who has shown the first factor and owes the second, how, and where they want to go."""
    pk, how, onward, at = request.session.get(_PENDING) or (None, "", "", 0.0)
    user = User.objects.filter(pk=pk, is_active=True).first() if pk else None
    if user is None or timezone.now().timestamp() - at > _PATIENCE:
        return None
    return user, how, onward


def digest_of(secret: str) -> str:
    """What is kept of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()

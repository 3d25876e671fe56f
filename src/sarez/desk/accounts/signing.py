"""Signing in by a link that works once: how an embedded desk opens, and how a new person gets in."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from sarez.desk.accounts.models import SignInLink, User

MINUTES = 15


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


def digest_of(secret: str) -> str:
    """What is kept of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()

"""Tokens for the API: made by a person for a program, never stronger than their owner is now."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sarez.desk.accounts.audit import log
from sarez.desk.accounts.models import ApiToken, User
from sarez.desk.accounts.roles import Role, roles
from sarez.desk.accounts.signing import digest_of
from sarez.desk.accounts.viewers import Viewer
from sarez.errors import SarezError

MOST_DAYS = 366


class TokenError(SarezError):
    """A token that may not be made; the message says why."""


@dataclass(frozen=True, slots=True)
class Bearer:
    """Who asks with a token: the owner, cut down to what the token allows."""

    token: ApiToken

    @property
    def user(self) -> User:
        """In whose name the program acts."""
        return self.token.owner

    @property
    def viewer(self) -> Viewer:
        """What the program may see."""
        return Viewer(min(self.token.clearance, self.user.clearance), name=self.user.username)

    def may(self, permission: str) -> bool:
        """Whether both the token's role and its owner's hold a permission."""
        return self.user.may(permission) and permission in roles()[self.token.role].may


def roles_within(user: User) -> list[Role]:
    """The roles that hold nothing the user's own does not."""
    own = roles()[user.role].may
    return [role for role in roles().values() if role.may <= own]


@transaction.atomic
def make_token(owner: User, name: str, role: str, clearance: int, days: int) -> str:
    """A new token; its secret is returned once and kept as a hash."""
    if role not in {r.name for r in roles_within(owner)} or clearance > owner.clearance:
        raise TokenError(_("A token can do and see no more than its owner."))
    if not 1 <= days <= MOST_DAYS:
        raise TokenError(_("A token lasts from 1 to %(days)s days.") % {"days": MOST_DAYS})
    secret, now = f"sarez_{secrets.token_urlsafe(32)}", timezone.now()
    made = ApiToken.objects.create(
        owner=owner,
        name=name[:80],
        digest=digest_of(secret),
        role=role,
        clearance=clearance,
        made=now,
        expires=now + timedelta(days=days),
    )
    log(owner, "made token", f"token {made.pk}", role=role, clearance=clearance, days=days)
    return secret


@transaction.atomic
def revoke(token: ApiToken, by: User) -> None:
    """Let a token work no more."""
    log(by, "revoked token", f"token {token.pk}")
    token.delete()


def bearer_of(secret: str) -> Bearer | None:
    """Who asks with this secret; None where it is unknown, too old, or its owner has left."""
    token = ApiToken.objects.select_related("owner").filter(digest=digest_of(secret)).first()
    now = timezone.now()
    if token is None or not token.owner.is_active or (token.expires and token.expires < now):
        return None
    if token.last_used is None or now - token.last_used > timedelta(minutes=1):
        ApiToken.objects.filter(pk=token.pk).update(last_used=now)
    return Bearer(token)

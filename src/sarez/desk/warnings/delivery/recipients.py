"""Those whom warnings are sent to: kept by whoever issues, confirmed by an administrator, signed for by a sealed secret."""

from __future__ import annotations

import base64
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sarez.desk.accounts import markings
from sarez.desk.accounts.audit import log
from sarez.desk.accounts.models import User
from sarez.desk.accounts.sealing import seal, unseal
from sarez.desk.accounts.viewers import Viewer
from sarez.desk.dialogue.keeping import KeepingError, begin, change
from sarez.desk.warnings.delivery.queue import CLOSEST, clearance_of
from sarez.desk.warnings.models import Recipient
from sarez.desk.warnings.models.recipients import WEBHOOK

PREFIX = "whsec_"
"""How the secret of a webhook begins, as receivers' libraries (Standard Webhooks) expect it."""
TO_CONFIRM = ("way", "address", "username", "clearance")
"""What an administrator confirms: a change of it is confirmed anew."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A recipient as one may be chosen for a warning: how much may go there now."""

    recipient: Recipient
    clearance: int

    @property
    def is_ready(self) -> bool:
        """Whether anything may go there at all."""
        return self.clearance >= 0

    @property
    def banner(self) -> str:
        """The highest marking that may go there."""
        return markings.name_of(self.clearance) if self.is_ready else ""


def choices(viewer: Viewer) -> list[Choice]:
    """Every recipient that a viewer may know of, with what may go there."""
    return [Choice(one, clearance_of(one)) for one in Recipient.objects.seen_by(viewer)]


def those(numbers: Sequence[int], marking: int, viewer: Viewer) -> list[Recipient]:
    """The recipients of these numbers. KeepingError where one is not cleared for the marking."""
    found = [one for one in choices(viewer) if one.recipient.number in set(numbers)]
    for one in found:
        if one.clearance < marking:
            raise KeepingError(
                _("%(name)s is not cleared for %(marking)s: nothing goes there.")
                % {"name": one.recipient.title, "marking": markings.name_of(marking)}
            )
    return [one.recipient for one in found]


@transaction.atomic
def add(row: Recipient, by: User) -> tuple[Recipient, str]:
    """Put a recipient on record, unconfirmed; with the secret of a webhook, which is told this once."""
    _check(row)
    secret = ""
    if row.way == WEBHOOK:
        secret = make_secret()
        row.secret = seal(secret).decode()
    return begin(row, by), secret


@transaction.atomic
def alter(row: Recipient, by: User, **values: Any) -> Recipient:
    """Change a recipient. One that may get more, or elsewhere, is to be confirmed anew."""
    if any(name in values and values[name] != getattr(row, name) for name in TO_CONFIRM):
        values |= {"confirmed_by": "", "confirmed_at": None}
    _check(row, **values)
    return change(row, by, **values)


@transaction.atomic
def confirm(row: Recipient, by: User) -> Recipient:
    """Let warnings go there from now on: an administrator's word."""
    if not by.may("users"):
        raise KeepingError(_("An administrator confirms to whom warnings go."))
    made = change(row, by, confirmed_by=by.username, confirmed_at=timezone.now())
    log(by, "confirmed recipient", made.name, clearance=markings.name_of(made.clearance))
    return made


@transaction.atomic
def renew_secret(row: Recipient, by: User) -> str:
    """A new secret for a webhook; what was signed with the old one before stays as it is."""
    if row.way != WEBHOOK:
        raise KeepingError(_("Only a webhook has a secret."))
    secret = make_secret()
    made = change(row, by, secret=seal(secret).decode())
    log(by, "made secret", made.name)
    return secret


def make_secret() -> str:
    """A secret to sign with, as text: 24 random bytes."""
    return PREFIX + base64.b64encode(secrets.token_bytes(24)).decode()


def secret_of(row: Recipient) -> bytes:
    """The bytes that a webhook is signed with. SealError where the desk's key is another."""
    return base64.b64decode(unseal(row.secret).removeprefix(PREFIX))


def _check(row: Recipient, **values: Any) -> None:
    told = {name: values.get(name, getattr(row, name)) for name in ("way", "username", "clearance")}
    if told["way"] == WEBHOOK and told["username"]:
        raise KeepingError(_("A person of the desk gets mail; a webhook is a program outside it."))
    if told["clearance"] > CLOSEST:
        raise KeepingError(_("What is marked TLP:RED does not leave the desk."))

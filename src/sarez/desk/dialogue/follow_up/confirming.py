"""An address for reminders, confirmed by a code sent to it: a slip of the pen tells nobody outside what the desk does."""

from __future__ import annotations

import hmac
import secrets
from datetime import datetime, timedelta
from hashlib import sha256

from django.utils.translation import gettext as _

from sarez.desk.accounts.audit import log
from sarez.desk.dialogue.follow_up import mailing
from sarez.desk.dialogue.follow_up.mailing import Post
from sarez.desk.dialogue.models.reminders import Reminder
from sarez.errors import SarezError

LASTING, PAUSE = timedelta(days=1), timedelta(minutes=2)
"""How long a code holds, and how long after it another may be sent."""
MOST_TRIES = 5
_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


class ConfirmingError(SarezError):
    """An address that was not confirmed; the message says why."""


def send_code(reminder: Reminder, server: Post, now: datetime, patience: float = mailing.PATIENCE) -> None:
    """Send a new code to the address that a person gave; the one before holds no more. MailError if it cannot be sent."""
    if reminder.code_until and now < reminder.code_until - LASTING + PAUSE:
        raise ConfirmingError(_("A code was sent just now. Wait two minutes for another."))
    code = "".join(secrets.choice(_LETTERS) for _n in range(8))
    text = _(
        "Someone who works with Sarez asked to get reminders at this address.\n\n"
        "The code to confirm it: %(code)s\n\nIf it was not you, do nothing: no more will come."
    )
    made = mailing.message(server, reminder.address, "Sarez", text % {"code": code} + "\n", code)
    with mailing.opened(server, patience) as send:
        send(made)
    reminder.code, reminder.code_until, reminder.code_tries = _hash(code), now + LASTING, 0
    reminder.save(update_fields=["code", "code_until", "code_tries"])


def confirm(reminder: Reminder, code: str, now: datetime) -> None:
    """Take the code that was sent to an address. ConfirmingError where it is another, or too old, or tried too often."""
    is_over = not reminder.code or reminder.code_until is None or now > reminder.code_until
    if is_over or reminder.code_tries >= MOST_TRIES:
        raise ConfirmingError(_("This code holds no more. Let the desk send another."))
    if not hmac.compare_digest(_hash(code.strip().upper()), reminder.code):
        reminder.code_tries += 1
        reminder.save(update_fields=["code_tries"])
        raise ConfirmingError(_("This is another code than the one sent. Look at the latest message."))
    reminder.code, reminder.confirmed_at = "", now
    reminder.save(update_fields=["code", "confirmed_at"])
    log(reminder.user, "confirmed address", f"user {reminder.user.username}")


def _hash(code: str) -> str:
    return sha256(code.encode()).hexdigest()

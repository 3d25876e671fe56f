"""A round of deliveries: what is due is sent, what failed is put off, what may not go is withheld. Nothing goes twice."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone

from sarez.desk.accounts.audit import log
from sarez.desk.accounts.sealing import SealError
from sarez.desk.accounts.viewers import FOREVER
from sarez.desk.dialogue.follow_up import mailing
from sarez.desk.dialogue.follow_up.mailing import MailError, Post
from sarez.desk.dialogue.follow_up.reminding import address_of_desk
from sarez.desk.warnings.delivery import hook, queue
from sarez.desk.warnings.delivery.letters import letter, payload
from sarez.desk.warnings.delivery.recipients import secret_of
from sarez.desk.warnings.models import Delivery, Recipient, Warning
from sarez.desk.warnings.models.recipients import MAIL, OVERTAKEN, SENT, UNSURE, WITHHELD

CHANGED, UNCLEARED, EXPIRED, SEALED = "changed", "uncleared", "expired", "sealed"
"""Why something was not sent, beside what mailing.TROUBLES says; told in words by troubles.py."""
_log = logging.getLogger(__name__)


@dataclass(slots=True)
class Round:
    """What a round came to: how many were sent, put off, and withheld."""

    sent: int = 0
    failed: int = 0
    withheld: int = 0
    said: list[str] = field(default_factory=list)


def deliver(
    now: datetime | None = None,
    *,
    server: Post | None = None,
    desk: str = "",
    progress: Callable[[str], object] = lambda said: None,
) -> Round:
    """Send what is due. `server` is the mail server, `desk` where links lead; both as the desk has them by default."""
    clock = (lambda: now) if now is not None else timezone.now
    queue.give_up_lost(clock())
    done, due = Round(), queue.due(clock())
    if not due:
        return done
    post = server or _post()
    where = desk or address_of_desk()
    warnings = {w.number: w for w in Warning.objects.filter(number__in={d.warning for d in due})}
    for one in due:
        warning = warnings.get(one.warning)
        if warning is None or not queue.take(one, clock()):
            continue
        _one(one, warning, post, where, clock())
        done.sent += one.state == SENT
        done.withheld += one.state in (WITHHELD, OVERTAKEN)
        done.failed += one.state not in (SENT, WITHHELD, OVERTAKEN)
        progress(f"{warning.name} → {one.title}: {one.state}{f' ({one.problem})' if one.problem else ''}")
    return done


def _one(one: Delivery, warning: Warning, server: Post | None, desk: str, now: datetime) -> None:
    """Send a delivery that is taken, or note why not."""
    recipient = Recipient.objects.filter(number=one.recipient, known_to=FOREVER).first()
    refusal = _refusal(one, warning, recipient, now)
    if refusal or recipient is None:
        queue.end(one, *(refusal or (WITHHELD, CHANGED)))
        return
    try:
        if one.way == MAIL:
            _mail(one, warning, recipient, server, desk)
        else:
            _call(one, warning, recipient, desk, now)
    except MailError as error:
        if error.is_unsure:
            queue.end(one, UNSURE, error.trouble)
        else:
            queue.again(one, error.trouble, now, warning.expires)
    except hook.HookError as error:
        if error.is_lasting:
            queue.end(one, WITHHELD, error.trouble)
        else:
            queue.again(one, error.trouble, now, warning.expires)
    except SealError:
        queue.end(one, WITHHELD, SEALED)
    else:
        queue.end(one, SENT, sent=now)
        log(None, "delivered warning", warning.name, to=recipient.name, how=one.way)


def _refusal(
    one: Delivery, warning: Warning, recipient: Recipient | None, now: datetime
) -> tuple[str, str] | None:
    """Why a sending may not leave now: as the recipient stands now, and as the warning does."""
    if Warning.objects.filter(supersedes=warning.number).exists():
        return OVERTAKEN, ""
    if warning.expires <= now:
        return WITHHELD, EXPIRED
    if recipient is None or (recipient.way, recipient.address) != (one.way, one.address):
        return WITHHELD, CHANGED
    if queue.clearance_of(recipient) < warning.marking:
        return WITHHELD, UNCLEARED
    return None


def _mail(one: Delivery, warning: Warning, recipient: Recipient, server: Post | None, desk: str) -> None:
    if server is None:
        raise MailError(mailing.SETTINGS)
    told = letter(warning, recipient, desk)
    made = mailing.message(server, one.address, told.subject, told.text, one.key, about="warnings")
    with mailing.opened(server) as send:
        send(made)


def _call(one: Delivery, warning: Warning, recipient: Recipient, desk: str, now: datetime) -> None:
    body = payload(warning, queue.clearance_of(recipient), one.key, desk, warning.known_from)
    hook.send(hook.signed(one.address, body, one.key, secret_of(recipient), timezone.now()))


def _post() -> Post | None:
    """The mail server of this desk; None where it is not set up, or wrongly."""
    try:
        return mailing.post()
    except MailError as error:
        _log.error("%s", error)
        return None

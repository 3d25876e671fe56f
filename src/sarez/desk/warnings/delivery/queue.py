"""What is to be sent to whom: laid out when a warning is issued, taken up by who sends, each once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from hashlib import sha256

from django.db.models import F, Q

from sarez.desk.accounts import markings
from sarez.desk.accounts.models import User
from sarez.desk.warnings.models import Delivery, Recipient, Warning
from sarez.desk.warnings.models.recipients import FAILED, GIVEN_UP, QUEUED, UNDER_WAY, UNSURE, WEBHOOK

FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=1)
LEASE = timedelta(minutes=5)
"""How long a sending may be under way: longer than any one may take."""
CLOSEST = markings.STRICT
"""TLP:RED is for those in the room: no word of it leaves the desk."""


def lay(warning: Warning, to: Iterable[Recipient], now: datetime) -> list[Delivery]:
    """Lay a warning out for its recipients, each once."""
    rows = {
        one.number: Delivery(
            warning=warning.number,
            recipient=one.number,
            marking=warning.marking,
            title=one.title,
            way=one.way,
            address=one.address,
            key=key_of(warning, one),
            made=now,
            next_try=now,
        )
        for one in to
    }
    return Delivery.objects.bulk_create(rows.values())


def key_of(warning: Warning, recipient: Recipient) -> str:
    """By what a receiver tells tries of one sending as one."""
    told = f"{warning.number}\n{recipient.number}\n{warning.known_from.isoformat()}"
    return sha256(told.encode()).hexdigest()[:40]


def clearance_of(recipient: Recipient) -> int:
    """How much may go to a recipient now: what an administrator confirmed, to a person of the desk no more than they
    may see; -1 where nothing may."""
    if not recipient.is_on or recipient.confirmed_at is None:
        return -1
    if not recipient.username:
        return min(recipient.clearance, CLOSEST)
    user = User.objects.filter(username=recipient.username, is_active=True).first()
    return min(recipient.clearance, user.clearance, CLOSEST) if user else -1


def take(delivery: Delivery, now: datetime) -> bool:
    """Take a sending up for this process, on record before anything leaves; False where another has it."""
    free = Q(state__in=(QUEUED, FAILED)) | Q(state=UNDER_WAY, way=WEBHOOK)
    mine = Delivery.objects.filter(free, pk=delivery.pk, next_try__lte=now)
    if not mine.update(state=UNDER_WAY, tried=now, next_try=now + LEASE, tries=F("tries") + 1, problem=""):
        return False
    delivery.refresh_from_db()
    return True


def due(now: datetime) -> list[Delivery]:
    """What is to be sent now, the oldest first."""
    return list(Delivery.objects.filter(next_try__lte=now).order_by("next_try", "id")[:200])


def end(delivery: Delivery, state: str, problem: str = "", *, sent: datetime | None = None) -> None:
    """Note how a sending ended; it is not tried again."""
    delivery.state, delivery.problem, delivery.next_try, delivery.sent = state, problem[:500], None, sent
    delivery.save(update_fields=["state", "problem", "next_try", "sent"])


def again(delivery: Delivery, problem: str, now: datetime, until: datetime) -> None:
    """Note that it failed, and when it is tried again: the later the more often, and no more once the warning expired."""
    wait = min(FIRST_WAIT * 2 ** min(max(delivery.tries - 1, 0), 10), LONGEST_WAIT)
    if now + wait >= until:
        end(delivery, GIVEN_UP, problem)
        return
    delivery.state, delivery.problem, delivery.next_try = FAILED, problem[:500], now + wait
    delivery.save(update_fields=["state", "problem", "next_try"])


def give_up_lost(now: datetime) -> int:
    """Mails that were under way when the desk was stopped may have come: they are not sent again. How many."""
    lost = Delivery.objects.filter(state=UNDER_WAY, next_try__lte=now).exclude(way=WEBHOOK)
    return lost.update(state=UNSURE, next_try=None, problem="lost")

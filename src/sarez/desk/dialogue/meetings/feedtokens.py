"""Secret addresses by which a person's calendar program follows the desk; never stronger than the person is now."""

from __future__ import annotations

import secrets
from datetime import date, timedelta

from django.core.cache import cache
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from sarez.desk.accounts import markings
from sarez.desk.accounts.audit import log
from sarez.desk.accounts.models import User
from sarez.desk.accounts.signing import digest_of
from sarez.desk.accounts.viewers import Viewer
from sarez.desk.dialogue.meetings.calendar import Occasion
from sarez.desk.dialogue.meetings.occasions import Asked, occasions
from sarez.desk.dialogue.models import CalendarFeed
from sarez.errors import SarezError

MOST_DAYS = 366
CLOSEST = markings.STRICT
"""TLP:RED is for those in the room: it never goes into a calendar kept elsewhere."""
MOST_FEEDS = 20
PAST, AHEAD = timedelta(days=92), timedelta(days=731)
PACE = 60
"""How often one address, or one caller with unknown ones, may ask in an hour. Programs ask every quarter of an hour at most."""


class FeedTokenError(SarezError):
    """An address that may not be made; the message says why."""


@transaction.atomic
def make_feed(owner: User, name: str, clearance: int, days: int, *, is_own_work: bool = False) -> str:
    """A new address; its secret is returned once and kept as a hash."""
    if clearance > owner.clearance:
        raise FeedTokenError(_("A calendar can show no more than its owner may see."))
    if clearance > CLOSEST:
        raise FeedTokenError(_("What is marked TLP:RED does not leave the desk by a calendar."))
    if not 1 <= days <= MOST_DAYS:
        raise FeedTokenError(_("An address lasts from 1 to %(days)s days.") % {"days": MOST_DAYS})
    if CalendarFeed.objects.filter(owner=owner).count() >= MOST_FEEDS:
        raise FeedTokenError(
            _("You have %(n)s addresses. Revoke one that you use no more.") % {"n": MOST_FEEDS}
        )
    secret, now = secrets.token_urlsafe(32), timezone.now()
    made = CalendarFeed.objects.create(
        owner=owner,
        name=name[:80],
        digest=digest_of(secret),
        clearance=clearance,
        is_own_work=is_own_work,
        made=now,
        expires=now + timedelta(days=days),
    )
    log(owner, "made token", f"calendar {made.pk}", clearance=clearance, days=days)
    return secret


@transaction.atomic
def revoke(feed: CalendarFeed, by: User) -> None:
    """Let an address work no more."""
    log(by, "revoked token", f"calendar {feed.pk}")
    feed.delete()


def feed_of(secret: str) -> CalendarFeed | None:
    """The calendar behind an address; None where it is unknown or too old, or its owner has left."""
    found = CalendarFeed.objects.select_related("owner").filter(digest=digest_of(secret)).first()
    now = timezone.now()
    if found is None or not found.owner.is_active or found.expires < now:
        return None
    if found.last_used is None or now - found.last_used > timedelta(minutes=1):
        CalendarFeed.objects.filter(pk=found.pk).update(last_used=now)
    return found


def viewer_of(feed: CalendarFeed) -> Viewer:
    """What a calendar may show: no more than its address allows, nor than its owner may see now."""
    return Viewer(min(feed.clearance, feed.owner.clearance, CLOSEST), name=feed.owner.username)


def shown_in(feed: CalendarFeed, today: date) -> list[Occasion]:
    """What a calendar holds: three months back and two years ahead."""
    asked = Asked(owner=feed.owner.username if feed.is_own_work else "")
    with translation.override(feed.owner.language):
        return occasions(viewer_of(feed), today - PAST, today + AHEAD, asked).occasions


def is_too_often(who: str, most: int = PACE) -> bool:
    """Whether someone has asked more often than `most` times in this hour."""
    key = f"calendar-{digest_of(who)[:40]}"
    cache.add(key, 0, 3600)
    try:
        return cache.incr(key) > most
    except ValueError:  # the hour ended in between
        return False

"""Secret addresses by which a program follows the desk's warnings; never stronger than the person is now."""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sarez.desk.accounts.audit import log
from sarez.desk.accounts.models import User
from sarez.desk.accounts.signing import digest_of
from sarez.desk.accounts.viewers import Viewer
from sarez.desk.warnings.delivery.queue import CLOSEST
from sarez.desk.warnings.models import WarningFeed
from sarez.errors import SarezError

MOST_DAYS, MOST_FEEDS = 366, 20


class FeedTokenError(SarezError):
    """An address that may not be made; the message says why."""


@transaction.atomic
def make_feed(owner: User, name: str, clearance: int, days: int) -> str:
    """A new address; its secret is returned once and kept as a hash."""
    if clearance > min(owner.clearance, CLOSEST):
        raise FeedTokenError(_("A feed can show no more than its owner may see, and nothing marked TLP:RED."))
    if not 1 <= days <= MOST_DAYS:
        raise FeedTokenError(_("An address lasts from 1 to %(days)s days.") % {"days": MOST_DAYS})
    if WarningFeed.objects.filter(owner=owner).count() >= MOST_FEEDS:
        raise FeedTokenError(
            _("You have %(n)s addresses. Revoke one that you use no more.") % {"n": MOST_FEEDS}
        )
    secret, now = secrets.token_urlsafe(32), timezone.now()
    made = WarningFeed.objects.create(
        owner=owner,
        name=name[:80],
        digest=digest_of(secret),
        clearance=clearance,
        made=now,
        expires=now + timedelta(days=days),
    )
    log(owner, "made token", f"warning feed {made.pk}", clearance=clearance, days=days)
    return secret


@transaction.atomic
def revoke(feed: WarningFeed, by: User) -> None:
    """Let an address work no more."""
    log(by, "revoked token", f"warning feed {feed.pk}")
    feed.delete()


def feed_of(secret: str) -> WarningFeed | None:
    """The feed behind an address; None where it is unknown or too old, or its owner has left."""
    found = WarningFeed.objects.select_related("owner").filter(digest=digest_of(secret)).first()
    now = timezone.now()
    if found is None or not found.owner.is_active or found.expires < now:
        return None
    if found.last_used is None or now - found.last_used > timedelta(minutes=1):
        WarningFeed.objects.filter(pk=found.pk).update(last_used=now)
    return found


def viewer_of(feed: WarningFeed) -> Viewer:
    """What a feed may show: no more than its address allows, nor than its owner may see now."""
    return Viewer(min(feed.clearance, feed.owner.clearance, CLOSEST), name=feed.owner.username)

"""Which commitments are followed up, and which of them are open: the conditions that every list and count shares."""

from __future__ import annotations

from django.db.models import Q

from sarez.desk.accounts.viewers import Viewer
from sarez.desk.dialogue.entries import entries_of
from sarez.desk.dialogue.models.commitments import BROKEN, KEPT, LAPSED, Finding, Following
from sarez.desk.events.models import COMMITMENT, Version, VersionQuery

FIRM = ("agreed", "in_principle")
"""How firm a commitment is to be followed up without anybody raising it."""
CLOSING = (KEPT, BROKEN, LAPSED)
"""What became of a commitment that needs no more following up; kept in part, or unclear, it stays open."""


def followed_up(viewer: Viewer) -> VersionQuery:
    """The commitments that are followed up: agreed, at least in principle, or raised by a person; none that was dropped."""
    following = Following.objects.seen_by(viewer)
    raised, dropped = following.filter(is_raised=True), following.filter(is_dropped=True)
    seen = Version.objects.seen_by(viewer).filter(kind=COMMITMENT)
    is_firm = Q(label__in=FIRM) | Q(entry__in=entries_of(raised))
    return seen.filter(is_firm).exclude(entry__in=entries_of(dropped))


def still_open(viewer: Viewer) -> VersionQuery:
    """Those of them that nobody has found kept, broken or lapsed as a whole."""
    whole = Finding.objects.seen_by(viewer).filter(party="", period="", outcome__in=CLOSING)
    return followed_up(viewer).exclude(entry__in=entries_of(whole))

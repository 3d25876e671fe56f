"""Which commitments are followed up, and which of them nobody has closed: conditions that lists, counts and mails share."""

from __future__ import annotations

from django.db.models import Q

from sarez.desk.accounts.viewers import Viewer
from sarez.desk.dialogue.commitments.standing import SETTLED
from sarez.desk.dialogue.entries import entries_of
from sarez.desk.dialogue.models import Finding, Following
from sarez.desk.events.models import COMMITMENT, Version, VersionQuery
from sarez.vocabulary.modalities import firm


def followed_up(viewer: Viewer) -> VersionQuery:
    """The commitments a viewer may see that are followed up: undertaken firmly or raised, and not taken off the list."""
    kept = Following.objects.seen_by(viewer)
    raised, dropped = (entries_of(kept.filter(**{name: True})) for name in ("is_raised", "is_dropped"))
    seen = Version.objects.seen_by(viewer).filter(kind=COMMITMENT)
    return seen.filter(Q(label__in=firm()) | Q(entry__in=raised)).exclude(entry__in=dropped)


def still_open(viewer: Viewer) -> VersionQuery:
    """Those of them that nobody has found kept, broken or lapsed as a whole; kept in part, or unclear, they stay open."""
    settled = Finding.objects.seen_by(viewer).filter(party="", period="", outcome__in=SETTLED)
    return followed_up(viewer).exclude(entry__in=entries_of(settled))

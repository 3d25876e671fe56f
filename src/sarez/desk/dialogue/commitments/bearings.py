"""Later reports that may bear on a commitment: what was proposed, and a person's decision on it. It closes nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, QuerySet
from django.db.models.functions import Greatest, Substr
from django.utils.translation import gettext as _

from sarez.desk.accounts.models import User
from sarez.desk.accounts.viewers import Viewer
from sarez.desk.dialogue.keeping import KeepingError, change
from sarez.desk.dialogue.models import Bearing
from sarez.desk.dialogue.models.commitments import BEARINGS
from sarez.desk.events.models import ACCEPTED, PROPOSED, REJECTED

DECISIONS = tuple(name for name, _label in BEARINGS)
MOST_WAITING, MOST_REJECTED = 30, 60


@dataclass(slots=True)
class Evidence:
    """What is proposed for a commitment, the newest first; what bears on it, in time; and what a person set aside."""

    waiting: list[Bearing] = field(default_factory=list)
    accepted: list[Bearing] = field(default_factory=list)
    rejected: list[Bearing] = field(default_factory=list)
    more: int = 0


def shown(rows: QuerySet[Any], viewer: Viewer) -> QuerySet[Any]:
    """Those whose report the viewer may see as well."""
    return rows.filter(report__marking__lte=viewer.clearance, report__known_at__lte=viewer.moment)


def bearings(entries: Iterable[int], viewer: Viewer) -> QuerySet[Bearing]:
    """What bears or may bear on these entries, the newest report first, each with its `words`, without the whole text."""
    found = shown(Bearing.objects.seen_by(viewer).filter(entry__in=entries), viewer)
    words = Substr("report__text", F("start") + 1, Greatest(F("end") - F("start"), 0))
    rows = found.annotate(words=words).select_related("report__source").defer("report__text")
    return rows.order_by(F("report__day").desc(nulls_last=True), "-score", "-id")


def evidence(entries: Iterable[int], viewer: Viewer) -> Evidence:
    """What bears or may bear on one commitment, kept on its entry and on those joined into it."""
    found = Evidence()
    for row in bearings(entries, viewer):
        {PROPOSED: found.waiting, ACCEPTED: found.accepted, REJECTED: found.rejected}[row.decision].append(
            row
        )
    found.accepted.reverse()
    found.more = max(0, len(found.waiting) - MOST_WAITING)
    del found.waiting[MOST_WAITING:], found.rejected[MOST_REJECTED:]
    return found


def decide(row: Bearing, decision: str, by: User) -> Bearing:
    """Say whether a report bears on a commitment; deciding what is decided so already changes nothing."""
    if decision not in DECISIONS:
        raise KeepingError(_("Say whether it bears on the commitment or not."))
    return change(row, by, decision=decision)

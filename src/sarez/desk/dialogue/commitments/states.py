"""The commitments in a state, found by the database: what standing.py says of one, as conditions for lists and counts."""

from __future__ import annotations

from datetime import date

from django.db.models import Case, F, Max, OuterRef, Q, QuerySet, Subquery, When

from sarez.desk.accounts.viewers import Viewer
from sarez.desk.dialogue.commitments.bearings import shown
from sarez.desk.dialogue.commitments.openness import followed_up, still_open
from sarez.desk.dialogue.commitments.standing import (
    CLOSED,
    DUE,
    LEFT,
    LONG,
    OPEN,
    OVERDUE,
    RECURRING,
    SETTLED,
    SOON,
    STALE,
)
from sarez.desk.dialogue.entries import at_entry, entries_of
from sarez.desk.dialogue.models import Bearing, Finding, Following
from sarez.desk.events.indexes import LATEST
from sarez.desk.events.models import ACCEPTED, COMMITMENT, Claim, Version, VersionQuery
from sarez.vocabulary.modalities import firm

DATED, UNDATED = Q(date__gt=""), Q(date="")
ORDERS = {
    DUE: ("last", "entry"),
    OVERDUE: ("last", "entry"),
    CLOSED: ("-found", LATEST, "-entry"),
    OPEN: (Case(When(DATED, then=F("last"))).asc(nulls_last=True), LATEST, "-entry"),
}
"""In what order a state is worked through: what is due first, what was closed last, else the latest told."""


def in_state(viewer: Viewer, state: str, day: date) -> VersionQuery:
    """The commitments that a viewer may see which are in a state on a day."""
    if state == LEFT:
        return _left(viewer)
    if state == CLOSED:
        return followed_up(viewer).filter(entry__in=entries_of(_settled(viewer)))
    live = still_open(viewer)
    recurring = entries_of(Following.objects.seen_by(viewer).exclude(recurrence=""))
    if state == RECURRING:
        return live.filter(entry__in=recurring)
    return live.exclude(entry__in=recurring).filter(_condition(viewer, state, day))


def in_order(found: VersionQuery, viewer: Viewer, state: str) -> VersionQuery:
    """Those of a state in the order they are worked through."""
    if state == CLOSED:
        own = _settled(viewer).annotate(stands_as=at_entry()).filter(stands_as=OuterRef("entry"))
        found = found.annotate(
            found=Subquery(own.order_by().values("stands_as").annotate(n=Max("on")).values("n"))
        )
    return found.order_by(*ORDERS.get(state, (LATEST, "-entry")))


def _left(viewer: Viewer) -> VersionQuery:
    kept = Following.objects.seen_by(viewer)
    raised, dropped = (entries_of(kept.filter(**{name: True})) for name in ("is_raised", "is_dropped"))
    loose = ~Q(label__in=firm()) & ~Q(entry__in=raised)
    return Version.objects.seen_by(viewer).filter(loose | Q(entry__in=dropped), kind=COMMITMENT)


def _settled(viewer: Viewer) -> QuerySet[Finding]:
    return Finding.objects.seen_by(viewer).filter(party="", period="", outcome__in=SETTLED)


def _condition(viewer: Viewer, state: str, day: date) -> Q:
    since = day - LONG
    if state == DUE:
        return DATED & Q(last__gte=day, last__lte=day + SOON)
    if state == OVERDUE:
        return DATED & (Q(last__lt=day, last__gte=since) | Q(last__lt=since) & _told(viewer, since))
    if state == STALE:
        silent = UNDATED & Q(first__lt=since) & ~_told(viewer, since)
        return silent | DATED & Q(last__lt=since) & ~_told(viewer, since)
    fresh = Q(first__gte=since) | Q(first=None) | _told(viewer, since)
    return DATED & Q(last__gt=day + SOON) | UNDATED & fresh


def _told(viewer: Viewer, since: date) -> Q:
    """What a report told of, or bore on, on a day or later: looked up among the reports since, not one by one."""
    told = Claim.objects.seen_by(viewer).filter(kind=COMMITMENT, report__day__gte=since)
    return Q(entry__in=told.order_by().values("entry")) | _borne_on(viewer, since)


def _borne_on(viewer: Viewer, since: date) -> Q:
    rows = shown(Bearing.objects.seen_by(viewer), viewer)
    return Q(entry__in=entries_of(rows.filter(decision=ACCEPTED, report__day__gte=since)))

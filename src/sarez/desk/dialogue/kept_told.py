"""What the desk keeps on commitments and engagements, as exports and the API tell it: plain values, codes and English."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import QuerySet

from sarez.desk.accounts import markings
from sarez.desk.accounts.viewers import Viewer
from sarez.desk.dialogue.commitments.bearings import shown
from sarez.desk.dialogue.commitments.cards import Card, cards
from sarez.desk.dialogue.engagements.attendance import by_state
from sarez.desk.dialogue.engagements.plans import plans_at, state_of
from sarez.desk.dialogue.engagements.register import series_of
from sarez.desk.dialogue.entries import at_entry, kept_by_entry
from sarez.desk.dialogue.models import Attendance, Bearing, Finding, Following, Kept, Plan, Role, Series
from sarez.desk.events.apart import kin
from sarez.desk.events.models import ACCEPTED, COMMITMENT, ENGAGEMENT, Version

KINDS = (COMMITMENT, ENGAGEMENT)
FIELDS = {
    COMMITMENT: {
        "state": "on the day asked about: due, overdue, open, stale, recurring, closed, or left (not followed up)",
        "owner": "who of the desk follows it up",
        "owed_to": "the codes of those it is owed to",
        "recurrence": "monthly, quarterly, half-yearly or yearly; null if it is due once",
        "conditions": "on what it depends, as noted",
        "findings": "what people found to have become of it: party (null for all), period (null for the whole), outcome, on, marking",
        "accepted_bearings": "how many later reports a person found to bear on it",
        "marking": "the highest TLP 2.0 marking of what is kept here; null if nothing is",
    },
    ENGAGEMENT: {
        "series": "number and title of the series it belongs to, or null",
        "edition": "its number in the series",
        "is_extraordinary": "whether it is an edition without a number",
        "track": "1, 1.5 or 2",
        "mode": "place, online or hybrid",
        "state": "called_for, planned, held, postponed or cancelled: as the desk keeps it, else as reports tell",
        "roles": "who is what there: party, role, side, marking",
        "expected": "how many are expected, as stated",
        "attendance": "for each state of attendance how many: sure, the numbers stated roughly, delegations of unknown size",
        "marking": "the highest TLP 2.0 marking of what is kept here; null if nothing is",
    },
}
"""What each kind tells, field by field."""


def kept_told(kind: str, versions: Sequence[Version], viewer: Viewer) -> dict[int, dict[str, Any]]:
    """What is kept on each of these entries as far as a viewer may see it; a handful of queries for any number."""
    if not versions or kind not in KINDS:
        return {}
    return _commitments(versions, viewer) if kind == COMMITMENT else _engagements(versions, viewer)


def count_kept(kind: str, viewer: Viewer, entries: QuerySet[Any]) -> int:
    """How many rows of what these tell a viewer may see on some entries, asked for as a query of their numbers."""
    if kind not in KINDS:
        return 0
    plans = Plan.objects.seen_by(viewer).annotate(at=at_entry()).filter(at__in=entries)
    rows: list[QuerySet[Any]] = (
        [Following.objects.seen_by(viewer), Finding.objects.seen_by(viewer), _accepted(viewer)]
        if kind == COMMITMENT
        else [Role.objects.seen_by(viewer), Attendance.objects.seen_by(viewer)]
    )
    count = sum(r.order_by().annotate(at=at_entry()).filter(at__in=entries).count() for r in rows)
    if kind == COMMITMENT:
        return count
    series = Series.objects.seen_by(viewer).filter(number__in=plans.order_by().values("series"))
    return count + plans.count() + series.count()


def _accepted(viewer: Viewer) -> QuerySet[Bearing]:
    return shown(Bearing.objects.seen_by(viewer), viewer).filter(decision=ACCEPTED)


def _commitments(versions: Sequence[Version], viewer: Viewer) -> dict[int, dict[str, Any]]:
    every = {card.version.entry_id: card for card in cards(versions, viewer, is_weighed=False)}
    home = {entry: number for number, card in every.items() for entry in card.entries}
    borne: dict[int, dict[int, tuple[date | None, int]]] = {number: {} for number in every}
    rows = _accepted(viewer).filter(entry__in=home).order_by()
    for entry, report, day, marking in rows.values_list("entry", "report", "report__day", "marking"):
        borne[home[entry]][report] = day, marking
    return {number: _commitment(card, borne[number]) for number, card in every.items()}


def _commitment(card: Card, borne: Mapping[int, tuple[date | None, int]]) -> dict[str, Any]:
    card.evidenced = max((day for day, _marking in borne.values() if day), default=None)
    kept = card.following
    findings = sorted(card.findings, key=lambda f: (f.on, f.pk))
    levels = [marking for _day, marking in borne.values()]
    return {
        "state": card.state,
        "owner": (kept.owner if kept else "") or None,
        "owed_to": list(kept.owed_to) if kept else [],
        "recurrence": card.facts.recurrence or None,
        "conditions": (kept.conditions if kept else "") or None,
        "findings": [
            {
                "party": f.party or None,
                "period": f.period or None,
                "outcome": f.outcome,
                "on": f.on.isoformat(),
                "marking": markings.name_of(f.marking),
            }
            for f in findings
        ],
        "accepted_bearings": len(borne),
        "marking": _highest([*card.followings, *findings], levels),
    }


def _engagements(versions: Sequence[Version], viewer: Viewer) -> dict[int, dict[str, Any]]:
    at = kin([v.entry_id for v in versions])
    plans = plans_at(at, viewer)
    series = series_of((plan.series for plan in plans.values()), viewer)
    roles, came = kept_by_entry(Role, at, viewer), kept_by_entry(Attendance, at, viewer)
    told = {}
    for version in versions:
        number = version.entry_id
        plan = plans.get(number)
        of = series.get(plan.series) if plan else None
        told[number] = _engagement(version, plan, of, roles.get(number, []), came.get(number, []))
    return told


def _engagement(
    version: Version, plan: Plan | None, of: Series | None, roles: list[Role], came: list[Attendance]
) -> dict[str, Any]:
    blank = plan or Plan()
    return {
        "series": {"number": of.number, "title": of.title} if of else None,
        "edition": blank.edition if of else None,
        "is_extraordinary": blank.is_extraordinary if of else False,
        "track": blank.track or None,
        "mode": blank.mode or None,
        "state": state_of(version, plan).name,
        "roles": [
            {"party": r.party, "role": r.role, "side": r.side or None, "marking": markings.name_of(r.marking)}
            for r in roles
        ],
        "expected": blank.expected or None,
        "attendance": {
            state: {"sure": n.sure, "stated": list(n.told), "delegations_of_unknown_size": n.unknown}
            for state, _label, n in by_state(came)
        },
        "marking": _highest([*filter(None, (plan, of)), *roles, *came]),
    }


def _highest(rows: Iterable[Kept], more: Iterable[int] = ()) -> str | None:
    levels = [*(row.marking for row in rows), *more]
    return markings.name_of(max(levels)) if levels else None

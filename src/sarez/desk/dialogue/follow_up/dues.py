"""What is due: own next steps, commitments due and overdue, new evidence on them, engagements to come."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, Window

from sarez.desk.accounts.viewers import Viewer
from sarez.desk.dialogue.commitments.openness import still_open
from sarez.desk.dialogue.entries import at_entry, versions_at
from sarez.desk.dialogue.follow_up.portfolio import Item, OnEntry, followed_by, item, open_steps, planned_by
from sarez.desk.dialogue.follow_up.steps import SOON, timed
from sarez.desk.dialogue.measures.running import Running, running
from sarez.desk.dialogue.models.commitments import Bearing
from sarez.desk.events.models import PROPOSED, Version, VersionQuery

AHEAD = timedelta(days=30)
FEW = 6
MOST_COUNTED = 1000
MOST_READ = 200
"""Steps and proposals that are looked at to show a few and count the rest."""


@dataclass(slots=True)
class Evidence:
    """A commitment with what was newly proposed to bear on it, the likeliest first."""

    version: Version
    bearings: list[Bearing] = field(default_factory=list)

    @property
    def best(self) -> Bearing:
        """What most likely bears on it."""
        return max(self.bearings, key=lambda bearing: bearing.score)


@dataclass(slots=True)
class Dues:
    """What the first page tells someone of what is to be followed up."""

    day: date
    steps: list[OnEntry] = field(default_factory=list)
    late_steps: int = 0
    more_steps: int = 0
    overdue: list[Item] = field(default_factory=list)
    overdue_count: int = 0
    due: list[Item] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)
    planned: list[Item] = field(default_factory=list)
    clocks: Running | None = None


def dues_of(viewer: Viewer, on: date, since: datetime, now: datetime) -> Dues:
    """What is due for the desk, and of their own for who looks; evidence that was proposed since a moment."""
    told = Dues(on)
    late = overdue(viewer, on)
    told.clocks = running(viewer, now)
    first = list(late.annotate(every=Window(Count("*")))[:FEW])
    told.overdue = [item(version, on) for version in first]
    told.overdue_count = min(first[0].every, MOST_COUNTED) if first else 0  # type: ignore[attr-defined]
    told.due = [item(version, on) for version in due(viewer, on, on + AHEAD)[:FEW]]
    told.planned = [item(version, on) for version in coming(viewer, on, on + AHEAD)[:FEW]]
    steps = list(due_steps(viewer, on, viewer.name)[:MOST_READ]) if viewer.name else []
    told.late_steps = sum(step.due < on for step in steps)
    told.more_steps = max(0, len(steps) - FEW)
    bearings = list(new_evidence(viewer, since)[:MOST_READ])
    shown = dict.fromkeys(bearing.at for bearing in bearings)
    versions = versions_at(viewer, [*(step.at for step in steps[:FEW]), *list(shown)[:FEW]])
    told.steps = [OnEntry(timed(s, on), versions[s.at]) for s in steps[:FEW] if s.at in versions]
    told.evidence = by_commitment(bearings, versions)
    return told


def overdue(viewer: Viewer, on: date, owner: str | None = None) -> VersionQuery:
    """The open commitments past the day they were due, the latest due first."""
    return _open(viewer, owner).filter(date__gt="", last__lt=on).order_by("-last", "entry")


def due(viewer: Viewer, on: date, until: date, owner: str | None = None) -> VersionQuery:
    """The open commitments due from a day to another, the first due first."""
    return _open(viewer, owner).filter(date__gt="", last__gte=on, last__lte=until).order_by("last", "entry")


def coming(viewer: Viewer, on: date, until: date, owner: str | None = None) -> VersionQuery:
    """The engagements that the desk plans from a day to another, the first one first."""
    found = planned_by(viewer, owner).filter(date__gt="", first__lte=until)
    return found.filter(Q(first__gte=on) | Q(last__gte=on)).order_by("first", "entry")


def due_steps(viewer: Viewer, on: date, owner: str | None) -> Any:
    """The steps due within two weeks, those overdue among them, of one person or of all."""
    return open_steps(viewer, owner).filter(due__lte=on + SOON)


def new_evidence(viewer: Viewer, since: datetime, owner: str | None = None) -> Any:
    """What was proposed since a moment to bear on an open commitment, the newest first."""
    rows = Bearing.objects.seen_by(viewer).filter(decision=PROPOSED, known_from__gt=since)
    rows = rows.filter(report__marking__lte=viewer.clearance).annotate(at=at_entry())
    wanted = _open(viewer, owner).filter(entry=OuterRef("at")).order_by()
    return rows.filter(Exists(wanted)).select_related("report").order_by("-known_from", "-score")


def by_commitment(bearings: Iterable[Bearing], versions: Mapping[int, Version]) -> list[Evidence]:
    """Evidence by the commitment that it is proposed for, in the order it came."""
    found: dict[int, Evidence] = {}
    for bearing in bearings:
        entry = bearing.at  # type: ignore[attr-defined]
        if entry in versions:
            found.setdefault(entry, Evidence(versions[entry])).bearings.append(bearing)
    return list(found.values())


def _open(viewer: Viewer, owner: str | None) -> VersionQuery:
    return still_open(viewer) if owner is None else followed_by(viewer, owner)

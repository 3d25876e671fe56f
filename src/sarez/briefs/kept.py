"""What the desk keeps on the entries of a brief: how they are followed up, what was found, next steps, plans."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from sarez.desk.accounts.viewers import Viewer
from sarez.desk.dialogue.models.commitments import ACCEPTED, PROPOSED, Bearing, Chain, Finding, Following
from sarez.desk.dialogue.models.encounters import Attendance, Plan
from sarez.desk.dialogue.models.steps import Step
from sarez.desk.events.models import Entry, Version

REPLACES = ("supersedes", "renews")
Row = TypeVar("Row")


@dataclass(slots=True)
class OnEntries:
    """The rows that a viewer may see, by the entry as it stands for them."""

    followings: dict[int, list[Following]] = field(default_factory=dict)
    findings: dict[int, list[Finding]] = field(default_factory=dict)
    bearings: dict[int, list[Bearing]] = field(default_factory=dict)
    steps: dict[int, list[Step]] = field(default_factory=dict)
    plans: dict[int, list[Plan]] = field(default_factory=dict)
    successors: dict[int, Version] = field(default_factory=dict)


def on_entries(viewer: Viewer, commitments: Iterable[int], engagements: Iterable[int]) -> OnEntries:
    """What is kept on commitments and engagements that the viewer was shown already."""
    pledged, met = set(commitments), set(engagements)
    stands = _stands(pledged | met)
    found = OnEntries()
    if pledged:
        own = {entry for entry, now in stands.items() if now in pledged}
        found.followings = _by_entry(Following.objects.seen_by(viewer).filter(entry__in=own), stands)
        found.findings = _by_entry(
            _with_report(Finding.objects.seen_by(viewer).filter(entry__in=own)), stands
        )
        found.bearings = _by_entry(_bearings(viewer, own), stands)
        found.successors = _successors(viewer, own, stands)
    if pledged or met:
        steps = Step.objects.seen_by(viewer).filter(entry__in=stands, is_done=False)
        found.steps = _by_entry(steps, stands)
    if met:
        own = {entry for entry, now in stands.items() if now in met}
        found.plans = _by_entry(Plan.objects.seen_by(viewer).filter(entry__in=own), stands)
    return found


def attended(viewer: Viewer, names: Iterable[str]) -> set[int]:
    """The entries of engagements to which someone of these names is kept as invited or come."""
    rows = Attendance.objects.seen_by(viewer).filter(person__in=set(names)).order_by()
    return set(rows.values_list("entry", flat=True)[:200])


def _stands(entries: set[int]) -> dict[int, int]:
    """Each entry, and those joined into it, with the one that stands for it. One that is shown stands for itself."""
    stands = {entry: entry for entry in entries}
    new = stands
    while new:
        rows = Entry.objects.filter(joined_into__in=list(new)).values_list("pk", "joined_into")
        new = {pk: stands[into] for pk, into in rows if pk not in stands}
        stands |= new
    return stands


def _bearings(viewer: Viewer, entries: set[int]) -> Any:
    """Later reports that bear on these, or of which that is proposed; none that the viewer may not see."""
    rows = Bearing.objects.seen_by(viewer).filter(
        entry__in=entries, decision__in=(ACCEPTED, PROPOSED), report__marking__lte=viewer.clearance
    )
    return _with_report(rows.filter(report__known_at__lte=viewer.moment))


def _with_report(rows: Any) -> Any:
    return rows.select_related("report__source").defer("report__text", "report__notes")


def _successors(viewer: Viewer, entries: set[int], stands: Mapping[int, int]) -> dict[int, Version]:
    """What took the place of commitments, by these, as far as the viewer may see it."""
    rows = list(Chain.objects.seen_by(viewer).filter(earlier__in=entries, how__in=REPLACES))
    seen = {r.entry_id for r in rows}
    later = {v.entry_id: v for v in Version.objects.seen_by(viewer).filter(entry__in=seen)} if seen else {}
    return {stands[r.earlier_id]: later[r.entry_id] for r in rows if r.entry_id in later}


def _by_entry(rows: Iterable[Row], stands: Mapping[int, int]) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = {}
    for row in rows:
        found.setdefault(stands[row.entry_id], []).append(row)  # type: ignore[attr-defined]
    return found

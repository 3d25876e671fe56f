"""The marking gate: what goes out is what someone cleared no higher than the chosen marking would see.

So an entry told by a GREEN and a RED report goes out at GREEN as the GREEN report alone tells it. What is held back is
counted only as far as the exporter may see it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.db.models import QuerySet

from sarez.desk.accounts.viewers import Viewer
from sarez.desk.dialogue.kept_told import KINDS as KEPT
from sarez.desk.dialogue.kept_told import count_kept
from sarez.desk.events.listing import Filter, versions
from sarez.desk.events.models import Version
from sarez.desk.reports.listing import ReportFilter
from sarez.desk.reports.models import Report
from sarez.desk.reports.states import in_state
from sarez.desk.warnings.listing import WarningFilter, warnings

REPORT, WARNING = "report", "warning"
Asked = Filter | ReportFilter | WarningFilter


@dataclass(frozen=True, slots=True)
class Counts:
    """How many records pass, how many stay behind, and how many go out without the closest of what they rest on; and of
    what the desk keeps on those that pass, how much stays behind."""

    records: int
    left_out: int
    told_in_part: int
    kept_left_out: int = 0


def let_out(viewer: Viewer, marking: int) -> Viewer:
    """Someone who may see what is let out: cleared to the marking, and never above the exporter."""
    return replace(viewer, clearance=min(viewer.clearance, marking))


def passing(kind: str, viewer: Viewer, asked: Asked) -> QuerySet[Any]:
    """The records of a kind that a viewer may see and a filter lets pass."""
    if isinstance(asked, ReportFilter):
        return every_report(viewer, asked)
    if isinstance(asked, WarningFilter):
        return warnings(viewer, asked)
    return versions(kind, viewer, asked)


def filter_of(kind: str, query: Any) -> Asked:
    """The filter that an address asks for a kind."""
    other = {REPORT: ReportFilter, WARNING: WarningFilter}.get(kind, Filter)
    return other.of(query)


def count(kind: str, viewer: Viewer, marking: int, asked: Asked) -> Counts:
    """What would go out and what would stay behind."""
    out = let_out(viewer, marking)
    records = passing(kind, out, asked).count()
    every = passing(kind, viewer, asked)
    if isinstance(asked, ReportFilter | WarningFilter):
        return Counts(records, every.count() - records, 0)
    seen = Version.objects.seen_by(out).filter(kind=kind)
    closest = every.filter(low__gt=out.clearance)
    return Counts(
        records,
        every.exclude(entry__in=passing(kind, out, asked).order_by().values("entry")).count(),
        closest.filter(entry__in=seen.values("entry")).count(),
        _kept_left_out(kind, viewer, out, asked),
    )


def _kept_left_out(kind: str, viewer: Viewer, out: Viewer, asked: Filter) -> int:
    """How much of what the viewer sees kept on the entries that pass is not let out with them."""
    if kind not in KEPT or out.clearance >= viewer.clearance:
        return 0
    entries = passing(kind, out, asked).order_by().values("entry")
    return count_kept(kind, viewer, entries) - count_kept(kind, out, entries)


def every_report(viewer: Viewer, asked: ReportFilter) -> QuerySet[Report]:
    """Every report a viewer may see that a filter lets pass, copies too, the latest known first."""
    found = Report.objects.seen_by(viewer)
    for name in ("source", "marking", "language"):
        if value := getattr(asked, name):
            found = found.filter(**{name: value})
    if asked.state:
        found = in_state(found, asked.state, viewer)
    if asked.text:
        found = found.filter(title__icontains=asked.text)
    if asked.since:
        found = found.filter(day__gte=asked.since)
    if asked.until:
        found = found.filter(day__lte=asked.until)
    return found.prefetch_related("source").order_by("-known_at", "-pk")

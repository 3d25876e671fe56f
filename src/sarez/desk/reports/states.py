"""When a report counts as reviewed: once nothing that was read from it waits for a person's decision."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Exists, OuterRef

from sarez.desk.accounts.viewers import Viewer
from sarez.desk.events.models import PROPOSED, Claim, is_proposed
from sarez.desk.reports.grades import as_graded
from sarez.desk.reports.models import Report

_BOTH = (Report.READ, Report.SEEN)


def settle(number: int) -> None:
    """Let a read report be `reviewed` when all its proposals are decided, and `read` again when one is reopened."""
    report = Report.objects.only("state").get(pk=number)
    if report.state not in _BOTH:
        return
    is_open = Claim.objects.filter(report=number, decision=PROPOSED).exists()
    state = Report.READ if is_open else Report.SEEN
    if state != report.state:
        Report.objects.filter(pk=number).update(state=state)


def in_state(found: Any, state: str, viewer: Viewer) -> Any:
    """Those of these reports that were in a state at the moment asked about; whether one was read is of today."""
    if viewer.as_of is None or state not in _BOTH:
        return found.filter(state=state)
    told = Claim.objects.filter(report=OuterRef("pk"), known_at__lte=viewer.moment)
    is_open, is_told = Exists(told.filter(is_proposed(viewer))), Exists(told)
    is_seen = is_told & ~is_open
    return found.filter(is_seen if state == Report.SEEN else ~is_seen, state__in=_BOTH)


def as_stood(reports: Iterable[Report], viewer: Viewer) -> list[Report]:
    """These reports with the state, and their sources with the grade, of the moment asked about; to be shown, not saved."""
    found = list(reports)
    if viewer.as_of is None:
        return found
    as_graded((report.source for report in found), viewer)
    read = [report for report in found if report.state in _BOTH]
    told = Claim.objects.filter(report__in=read, known_at__lte=viewer.moment).order_by()
    counts = told.values_list("report").annotate(open=Count("pk", filter=is_proposed(viewer)))
    seen = {report for report, open_ in counts if not open_}
    for report in read:
        report.state = Report.SEEN if report.pk in seen else Report.READ
    return found

"""When a report counts as reviewed: once nothing that was read from it waits for a person's decision."""

from __future__ import annotations

from sarez.desk.reports.models import Report

_OPEN = "proposed"


def settle(number: int) -> None:
    """Let a read report be `reviewed` when all its proposals are decided, and `read` again when one is reopened."""
    report = Report.objects.only("state").get(pk=number)
    if report.state not in (Report.READ, Report.SEEN):
        return
    is_open = report.claims.filter(decision=_OPEN).exists()
    state = Report.READ if is_open else Report.SEEN
    if state != report.state:
        Report.objects.filter(pk=number).update(state=state)

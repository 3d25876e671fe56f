"""What a person finds to have become of a commitment: for one party or all, for one period or the whole, as of a day."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from sarez.desk.accounts.models import User
from sarez.desk.accounts.viewers import Viewer
from sarez.desk.dialogue.keeping import KeepingError, begin, change, drop, floor_of
from sarez.desk.dialogue.models import Finding
from sarez.desk.events.apart import kin
from sarez.desk.events.models import Version
from sarez.desk.reports.models import Report


def find(
    version: Version,
    by: User,
    outcome: str,
    on: date,
    *,
    party: str = "",
    period: str = "",
    why: str = "",
    report: Report | None = None,
    marking: int = 0,
) -> Finding:
    """Put on record what became of it. It takes the place of what the same marking holds for this party and period.

    The finding is marked no lower than the commitment and than the report it rests on.
    """
    level = max(marking, floor_of(version.entry_id), report.marking if report else 0)
    if level > by.clearance:
        raise KeepingError(_("This marking is above your own clearance: you would not see what you keep."))
    values = {"outcome": outcome, "on": on, "why": why, "report": report}
    stood = _standing(version, by, party, period, level)
    if stood is not None:
        return change(stood, by, **values)
    made = Finding(entry_id=version.entry_id, party=party, period=period, marking=level, **values)
    return begin(made, by, outcome=outcome, entry=version.entry_id)


def withdraw(row: Finding, by: User, why: str = "") -> None:
    """Take a finding back from now on."""
    drop(row, by, why)


def _standing(version: Version, by: User, party: str, period: str, marking: int) -> Finding | None:
    rows = Finding.objects.seen_by(Viewer(by.clearance)).filter(
        entry__in=kin([version.entry_id]), party=party, period=period, marking=marking
    )
    return rows.order_by("-known_from").first()

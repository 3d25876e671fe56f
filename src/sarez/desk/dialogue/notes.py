"""What the desk learns by itself: filed as a report of its own, so that what is entered by hand is sourced like the rest."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sarez.desk.accounts.models import User
from sarez.desk.dialogue.keeping import KeepingError
from sarez.desk.events.coding import code
from sarez.desk.events.models import Claim
from sarez.desk.reports.filing import Filing, file, source_named
from sarez.desk.reports.models import Report
from sarez.intake.report import Report as Received

SOURCE = "Notes of the desk"


@transaction.atomic
def note(text: str, by: User, marking: int, *, title: str = "", day: date | None = None) -> Report:
    """File a text of the desk's own, dated `day` or today; the one on file where its words are there already.

    It only backs what a person codes: it is not read.
    """
    if not text.strip():
        raise KeepingError(_("Write down the words that this rests on."))
    if marking > by.clearance:
        raise KeepingError(_("This marking is above your own clearance: you would not see what you keep."))
    published = (day or timezone.now().date()).isoformat()
    received = Received(file="", text=text, title=title or None, published=published)
    how = Filing(by.username, source_named(SOURCE, by.clearance), marking, clearance=by.clearance)
    report, is_new = file(received, how)
    if is_new:
        report.state, report.language = Report.SEEN, "en"
        report.save(update_fields=["state", "language"])
    return report


@transaction.atomic
def entered(
    kind: str,
    values: Mapping[str, Any],
    words: str,
    by: User,
    marking: int,
    *,
    title: str = "",
    day: date | None = None,
) -> Claim:
    """Put what a person enters by hand on record: a note with the words it rests on, and an accepted claim on all of it.

    `values` are those of events/coding.py:values_of. The claim is laid to an entry like any other, so that what the
    news tells of the same thing comes together with it.
    """
    report = note(words, by, marking, title=title, day=day)
    return code(report, kind, values, (0, len(report.text)), by)

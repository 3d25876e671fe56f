"""What is drafted and not issued: by a person, or by a rule and then mended by a person."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from sarez.desk.accounts.models import User
from sarez.desk.accounts.viewers import Viewer
from sarez.desk.dialogue.keeping import KeepingError, begin, change
from sarez.desk.warnings.issuing.issue import check_marking
from sarez.desk.warnings.models import Proposal
from sarez.desk.warnings.models.warnings import WAITING, WORDED


def waiting(viewer: Viewer) -> QuerySet[Proposal]:
    """The proposals and drafts that nobody has settled, the latest first."""
    return Proposal.objects.seen_by(viewer).filter(state=WAITING)


def draft(values: dict[str, Any], by: User) -> Proposal:
    """Keep a warning that someone drafts, for who may issue it."""
    made = Proposal(**values)
    check_marking(made, by)
    return begin(made, by)


def redraft(stood: Proposal, values: dict[str, Any], by: User) -> Proposal:
    """Change a proposal; what stood is kept."""
    if stood.state != WAITING:
        raise KeepingError(_("This is settled already."))
    check_marking(Proposal(**values), by)
    is_reworded = any(values[name] != getattr(stood, name) for name in WORDED)
    return change(stood, by, **values, words={} if is_reworded else stood.words)

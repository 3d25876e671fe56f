"""A person issues a warning, and another that takes its place: the only way out of the desk for one."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sarez.desk.accounts import markings
from sarez.desk.accounts.audit import log
from sarez.desk.accounts.models import User
from sarez.desk.accounts.viewers import Viewer
from sarez.desk.dialogue.keeping import CollisionError, KeepingError, begin, change
from sarez.desk.warnings import evidence
from sarez.desk.warnings.clock.standing import stand
from sarez.desk.warnings.delivery.queue import lay
from sarez.desk.warnings.models import Content, Proposal, Recipient, Warning
from sarez.desk.warnings.models.turns import CLOSED
from sarez.desk.warnings.models.warnings import CANCEL, DISMISSED, ISSUED, TAKEN, UPDATE, WAITING

FIELDS = (
    "unit", "issue", "level", "first", "last", "probability", "rationale", "evidence", "alternatives", "would_change",
    "opportunities", "expires", "marking_reason", "is_exercise", "marking",
)  # fmt: skip
"""What a warning says, whoever says it."""


@transaction.atomic
def issue(
    told: Warning,
    by: User,
    to: Sequence[Recipient] = (),
    *,
    proposal: Proposal | None = None,
    at: datetime | None = None,
) -> Warning:
    """Put a warning on record and lay it out for its recipients. KeepingError where it may not go out so."""
    now = at or timezone.now()
    _check(told, by, now)
    told.kind, told.supersedes, told.chain = ISSUED, None, None
    if proposal is not None:
        told.proposal = proposal.number
    made = _put(told, by, now)
    if proposal is not None:
        change(proposal, by, at=now, state=TAKEN, warning=made.number)
    log(by, "issued warning", made.name, level=made.level, marking=markings.name_of(made.marking))
    lay(made, to, now)
    return made


@transaction.atomic
def update(before: Warning, told: Warning, by: User, why: str, to: Sequence[Recipient] = ()) -> Warning:
    """Issue a warning that takes the place of another; its clock begins anew."""
    now = timezone.now()
    _check(told, by, now)
    made = _after(before, told, UPDATE, by, why, now)
    log(by, "updated warning", before.name, to=made.number, level=made.level)
    lay(made, to, now)
    return made


@transaction.atomic
def cancel(before: Warning, by: User, why: str, to: Sequence[Recipient] = ()) -> Warning:
    """Take a warning back by one that says so, with what it said."""
    now = timezone.now()
    told = Warning(**{name: copy(getattr(before, name)) for name in FIELDS})
    made = _after(before, told, CANCEL, by, why, now)
    log(by, "cancelled warning", before.name, to=made.number)
    lay(made, to, now)
    return made


@transaction.atomic
def dismiss(proposal: Proposal, why: str, by: User) -> Proposal:
    """Say that no warning is issued on a proposal, and why."""
    if proposal.state != WAITING:
        raise KeepingError(_("This is settled already."))
    if not why.strip():
        raise KeepingError(_("Say why no warning is issued: it helps to mend the rule."))
    made = change(proposal, by, state=DISMISSED, why=why.strip()[:500])
    log(by, "dismissed proposal", proposal.name)
    return made


def _after(before: Warning, told: Warning, kind: str, by: User, why: str, now: datetime) -> Warning:
    """Put a warning on record in the place of another."""
    if not by.may("warn"):
        raise KeepingError(_("Your role does not let you issue warnings."))
    if not why.strip():
        raise KeepingError(_("Say why another takes its place."))
    standing = stand([before], Viewer(by.clearance, name=by.username), now)[0]
    if standing.later is not None or before.kind == CANCEL:
        raise KeepingError(_("Another has taken the place of this warning already: go on from that one."))
    if standing.first(CLOSED):
        raise KeepingError(_("This warning is closed: issue a new one."))
    told.kind, told.supersedes, told.chain = kind, before.number, before.chain
    told.why = why.strip()[:500]
    return _put(told, by, now)


def _put(told: Warning, by: User, now: datetime) -> Warning:
    try:
        with transaction.atomic():
            made = begin(told, by, at=now)
    except (IntegrityError, CollisionError) as error:
        raise KeepingError(
            _("Another has taken the place of this warning already: go on from that one.")
        ) from error
    if made.chain is None:
        made.chain = made.number
        made.save(update_fields=["chain"])
    return made


def _check(told: Content, by: User, now: datetime) -> None:
    """A warning goes out whole, in time, and marked no lower than what it rests on without a reason."""
    if not by.may("warn"):
        raise KeepingError(_("Your role does not let you issue warnings."))
    if told.probability is None or not 0 <= told.probability <= 1:
        raise KeepingError(_("A warning says how likely it is: give a probability from 0 to 100 %."))
    if not told.rationale.strip():
        raise KeepingError(_("Say in one line why."))
    if told.last < told.first:
        raise KeepingError(_("The window ends before it begins."))
    if told.expires <= now:
        raise KeepingError(_("This warning would have expired already: give a later end."))
    check_marking(told, by)


def check_marking(told: Content, by: User) -> None:
    """KeepingError where a warning is marked lower than its evidence and nobody says why."""
    evidence.check(told.evidence, Viewer(by.clearance, name=by.username))
    least = evidence.floor(told.evidence)
    if told.marking < least and not told.marking_reason.strip():
        raise KeepingError(
            _("What it rests on is marked %(marking)s: mark it so, or say why it may be told to more people.")
            % {"marking": markings.name_of(least)}
        )

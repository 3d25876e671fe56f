"""What a person decides on a claim: accepted, corrected, rejected, graded. Nothing is overwritten.

How a claim stood until then is kept as a spell, so that it is seen as it was “as known on” any day before. `at` is the
moment of the act, now unless given; it is never before the act that came last.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sarez.desk.accounts.audit import log
from sarez.desk.accounts.models import User
from sarez.desk.accounts.viewers import FOREVER
from sarez.desk.events.models import ACCEPTED, PROPOSED, REJECTED, REPLACED, Claim
from sarez.desk.events.register import rebuild
from sarez.desk.events.spells import spell_until
from sarez.desk.reports.states import settle
from sarez.errors import SarezError

_CHANGED = ("decision", "decided_by", "decided_at", "changed_at", "ended_at", "credibility")


class DecisionError(SarezError):
    """A decision that cannot be taken on this claim; the message says why."""


@transaction.atomic
def accept(claim: Claim, by: User, *, at: datetime | None = None) -> Claim:
    """Let a claim stand as right."""
    _hold(claim)
    _must_stand(claim)
    return _decide(claim, ACCEPTED, by, _moment(claim, at))


@transaction.atomic
def reject(claim: Claim, by: User, why: str = "", *, at: datetime | None = None) -> Claim:
    """Take a claim off the record from now on; it stays to be seen as of before."""
    _hold(claim)
    _must_stand(claim)
    return _decide(claim, REJECTED, by, _moment(claim, at), why=why)


@transaction.atomic
def reopen(claim: Claim, by: User, *, at: datetime | None = None) -> Claim:
    """Undo a decision: the claim is a proposal again from now on."""
    _hold(claim)
    if claim.replaced_by.filter(ended_at=FOREVER).exists():
        raise DecisionError(
            _("This claim was corrected. Reject the correction first, then reopen the claim.")
        )
    if claim.replaces is not None and claim.replaces.ended_at == FOREVER:
        raise DecisionError(_("What this corrected stands again. Correct that instead."))
    return _decide(claim, PROPOSED, by, _moment(claim, at))


@transaction.atomic
def correct(claim: Claim, values: dict[str, Any], by: User, *, at: datetime | None = None) -> Claim:
    """Put a person's coding in the place of a claim, on the same words. The old claim is kept."""
    _hold(claim)
    _must_stand(claim)
    now = _moment(claim, at)
    made = Claim.objects.create(
        kind=claim.kind,
        entry=claim.entry,
        report=claim.report,
        reading=claim.reading,
        author=by.username,
        values={**claim.values, **values},
        evidence=claim.evidence,
        sentence=claim.sentence,
        credibility=claim.credibility,
        marking=claim.marking,
        decision=ACCEPTED,
        decided_by=by.username,
        decided_at=now,
        known_at=now,
        ended_at=FOREVER,
        replaces=claim,
        match=claim.match,
    )
    _decide(claim, REPLACED, by, now, changed=sorted(values))
    return made


@transaction.atomic
def grade(claim: Claim, credibility: int, by: User, *, at: datetime | None = None) -> Claim:
    """Say how credible a claim is from now on, 1 to 6."""
    if credibility not in range(1, 7):
        raise DecisionError(_("Credibility runs from 1 (confirmed) to 6 (cannot be judged)."))
    _hold(claim)
    if credibility != claim.credibility:
        _keep(claim, by, _moment(claim, at))
        claim.credibility = credibility
        claim.save(update_fields=_CHANGED)
        rebuild([claim.entry_id])
    log(by, "graded", claim.name, credibility=credibility)
    return claim


def _hold(claim: Claim) -> None:
    """Take a claim as it is now, and keep others from changing it until this is done (where a database holds rows)."""
    claim.refresh_from_db(fields=_CHANGED, from_queryset=Claim.objects.select_for_update())


def _moment(claim: Claim, at: datetime | None) -> datetime:
    """When an act is: never before what was done on the claim last, nor before it was known."""
    return max(at or timezone.now(), claim.changed_at or claim.known_at)


def _must_stand(claim: Claim) -> None:
    if claim.ended_at == FOREVER:
        return
    if not claim.decided_by:
        raise DecisionError(_("A newer reading has replaced this claim."))
    is_rejected = claim.decision == REJECTED
    told = (
        _("%(who)s has rejected this claim. Reopen it first.")
        if is_rejected
        else _("%(who)s has corrected this claim. Reopen it first.")
    )
    raise DecisionError(told % {"who": claim.decided_by})


def _keep(claim: Claim, by: User, at: datetime) -> None:
    """Keep how a claim stood until now."""
    if spell := spell_until(claim, at, by.username):
        spell.save()


def _decide(claim: Claim, decision: str, by: User, at: datetime, **details: Any) -> Claim:
    _keep(claim, by, at)
    claim.decision, claim.decided_by, claim.decided_at = decision, by.username, at
    claim.ended_at = at if decision in (REJECTED, REPLACED) else FOREVER
    claim.save(update_fields=_CHANGED)
    rebuild([claim.entry_id])
    settle(claim.report_id)
    log(by, decision, claim.name, **details)
    return claim

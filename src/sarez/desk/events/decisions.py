"""What a person decides on a claim: accepted, corrected, rejected, graded. Nothing is overwritten."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from sarez.desk.accounts.audit import log
from sarez.desk.accounts.models import User
from sarez.desk.accounts.viewers import FOREVER
from sarez.desk.events.models import ACCEPTED, PROPOSED, REJECTED, REPLACED, Claim
from sarez.desk.events.register import rebuild
from sarez.desk.reports.states import settle
from sarez.errors import SarezError


class DecisionError(SarezError):
    """A decision that cannot be taken on this claim; the message says why."""


@transaction.atomic
def accept(claim: Claim, by: User) -> Claim:
    """Let a claim stand as right."""
    _must_stand(claim)
    return _decide(claim, ACCEPTED, by)


@transaction.atomic
def reject(claim: Claim, by: User, why: str = "") -> Claim:
    """Take a claim off the record from now on; it stays to be seen as of before."""
    _must_stand(claim)
    claim.ended_at = timezone.now()
    return _decide(claim, REJECTED, by, why=why)


@transaction.atomic
def reopen(claim: Claim, by: User) -> Claim:
    """Undo a decision: the claim is a proposal again."""
    if claim.replaced_by.filter(ended_at=FOREVER).exists():
        raise DecisionError("This claim was corrected. Reject the correction first, then reopen the claim.")
    if claim.replaces is not None and claim.replaces.ended_at == FOREVER:
        raise DecisionError("What this corrected stands again. Correct that instead.")
    claim.ended_at = FOREVER
    return _decide(claim, PROPOSED, by)


@transaction.atomic
def correct(claim: Claim, values: dict[str, Any], by: User) -> Claim:
    """Put a person's coding in the place of a claim, on the same words. The old claim is kept."""
    _must_stand(claim)
    now = timezone.now()
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
    claim.ended_at = now
    _decide(claim, REPLACED, by, changed=sorted(values))
    return made


@transaction.atomic
def grade(claim: Claim, credibility: int, by: User) -> Claim:
    """Say how credible a claim is, 1 to 6."""
    if credibility not in range(1, 7):
        raise DecisionError("Credibility runs from 1 (confirmed) to 6 (cannot be judged).")
    claim.credibility = credibility
    claim.save(update_fields=["credibility"])
    rebuild([claim.entry_id])
    log(by, "graded", claim.name, credibility=credibility)
    return claim


def _must_stand(claim: Claim) -> None:
    if claim.ended_at < FOREVER:
        raise DecisionError(
            f"This claim was {claim.decision} by {claim.decided_by or 'the reader'}. Reopen it first."
        )


def _decide(claim: Claim, decision: str, by: User, **details: Any) -> Claim:
    claim.decision, claim.decided_by, claim.decided_at = decision, by.username, timezone.now()
    claim.save(update_fields=["decision", "decided_by", "decided_at", "ended_at"])
    rebuild([claim.entry_id])
    settle(claim.report_id)
    log(by, decision, claim.name, **details)
    return claim

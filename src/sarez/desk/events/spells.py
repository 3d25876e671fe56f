"""Claims in time: what is kept of a claim when it is changed, how it stood at a moment, and its changes in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sarez.desk.accounts.viewers import Viewer
from sarez.desk.events.models import ACCEPTED, PROPOSED, REJECTED, REPLACED, Claim, Spell
from sarez.desk.reports.grades import as_graded

BECAME = {
    ACCEPTED: gettext_lazy("accepted"),
    REJECTED: gettext_lazy("rejected"),
    REPLACED: gettext_lazy("replaced"),
    PROPOSED: gettext_lazy("decision taken back"),
}


@dataclass(frozen=True, slots=True)
class Turn:
    """A change of a claim: when, by whom (a username; empty: the reader), and what in words."""

    at: datetime
    by: str
    what: str


def spell_until(claim: Claim, at: datetime, by: str = "") -> Spell | None:
    """How a claim stood until now, not saved yet, and the claim marked as changed; None where that lasted no time."""
    since, claim.changed_at = claim.changed_at or claim.known_at, at
    if since >= at:
        return None
    return Spell(
        claim=claim,
        known_from=since,
        known_to=at,
        decision=claim.decision,
        decided_by=claim.decided_by,
        credibility=claim.credibility,
        by=by,
    )


def as_known(claims: Iterable[Claim], viewer: Viewer) -> list[Claim]:
    """These claims as decided and graded at the moment a viewer asks about, their sources too; to be shown, not saved."""
    found = list(claims)
    if viewer.as_of is None:
        return found
    later = [c.pk for c in found if c.changed_at is not None and c.changed_at > viewer.moment]
    spells = Spell.objects.of(viewer.moment).filter(claim__in=later) if later else ()
    then = {spell.claim_id: spell for spell in spells}
    for claim in found:
        if spell := then.get(claim.pk):
            claim.decision, claim.decided_by = spell.decision, spell.decided_by
            claim.credibility = spell.credibility
    as_graded((c.report.source for c in found if _has_source(c)), viewer)
    return found


def _has_source(claim: Claim) -> bool:
    """Whether its source was asked for with it."""
    return "report" in claim._state.fields_cache and "source" in claim.report._state.fields_cache


def turns(claims: Iterable[Claim], viewer: Viewer) -> dict[int, list[Turn]]:
    """What was decided on claims (as known then) until the moment asked about, by claim, the first first."""
    changed = {c.pk: c for c in claims if c.changed_at is not None}
    found: dict[int, list[Any]] = {}
    if changed:
        for spell in Spell.objects.filter(claim__in=list(changed), known_to__lte=viewer.moment):
            found.setdefault(spell.claim_id, []).append(spell)
    return {pk: _turns([*spells, changed[pk]]) for pk, spells in found.items()}


def _turns(states: Sequence[Any]) -> list[Turn]:
    return [Turn(a.known_to, a.by, _change(a, b)) for a, b in pairwise(states)]


def _change(a: Any, b: Any) -> str:
    """What differs between two states of a claim."""
    if a.credibility != b.credibility:
        return _("credibility %(before)s → %(after)s") % {"before": a.credibility, "after": b.credibility}
    return str(BECAME[b.decision])

"""What was found in a report, as cards beside its text: each claim with its values in words and the reasons for them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from sarez.desk.accounts.viewers import Viewer
from sarez.desk.events.columns import quad_of
from sarez.desk.events.fields import FIELDS, KIND_LABELS, Field
from sarez.desk.events.models import ACCEPTED, KINDS, PROPOSED, REJECTED, Claim, Version
from sarez.desk.events.spells import Turn, as_known, turns
from sarez.desk.events.wording import party, title_of, word
from sarez.desk.reports.marked import Mark
from sarez.desk.reports.models import Report

ORDER = [kind for kind, _name in KINDS]
_RANK = {"material-conflict": 0, "verbal-conflict": 1, "material-cooperation": 2, "verbal-cooperation": 3}
_KIND_RANK = {"event": 4, "engagement": 5, "commitment": 6, "person": 7}
_IN_HEAD = frozenset({"type", "actor", "recipient", "kind", "name", "text"})


@dataclass(frozen=True, slots=True)
class Said:
    """A field of a claim in words, and why it was read so."""

    label: Any
    text: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """A claim as its report's page shows it; `number` counts the cards of a page, `past` is what was decided on it."""

    claim: Claim
    number: int
    kind: str
    label: str
    title: str
    tone: str
    decision: str
    said: tuple[Said, ...]
    reasons: tuple[str, ...]
    version: Version | None
    past: tuple[Turn, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether it waits for a decision."""
        return self.decision == PROPOSED

    @property
    def is_standing(self) -> bool:
        """Whether it is on record."""
        return self.decision in (PROPOSED, ACCEPTED)

    @property
    def kind_label(self) -> Any:
        """What its kind is called."""
        return KIND_LABELS[self.kind]


def claims_of(report: Report, viewer: Viewer) -> list[Claim]:
    """The claims of a report that stand for the viewer, in order of kind and of the words they rest on."""
    found = as_known(Claim.objects.seen_by(viewer).filter(report=report), viewer)
    return sorted(found, key=_place)


def dropped(report: Report, viewer: Viewer) -> list[Claim]:
    """The claims of a report that a person rejected; they can be taken back."""
    found: QuerySet[Claim] = report.claims.filter(
        decision=REJECTED, marking__lte=viewer.clearance, known_at__lte=viewer.moment
    )
    return sorted((c for c in found if c.decided_by != ""), key=_place)


def cards(claims: Sequence[Claim], viewer: Viewer) -> list[Card]:
    """Cards of these claims, each with its entry as it stands for the viewer."""
    versions = {
        v.entry_id: v
        for v in Version.objects.seen_by(viewer)
        .filter(entry__in={c.entry_id for c in claims})
        .only("entry", "title", "stories", "reports")
    }
    past = turns(claims, viewer)
    return [
        card(claim, n, viewer, versions.get(claim.entry_id), past.get(claim.pk, ()))
        for n, claim in enumerate(claims, 1)
    ]


def card(
    claim: Claim, number: int, viewer: Viewer, version: Version | None = None, past: Sequence[Turn] = ()
) -> Card:
    """One claim in words."""
    values = claim.values
    label = {"event": "type", "engagement": "kind"}.get(claim.kind, "")
    return Card(
        claim=claim,
        number=number,
        kind=claim.kind,
        label=word(str(values.get(label) or "")).capitalize(),
        title=_title(claim),
        tone=tone_of(claim),
        decision=claim.decision,
        said=tuple(_said(claim)),
        reasons=reasons_for(claim, viewer),
        version=version,
        past=tuple(past),
    )


def reasons_for(claim: Claim, viewer: Viewer) -> tuple[str, ...]:
    """Why a claim was laid to its entry; nothing where that would tell of a claim the viewer may not see."""
    if claim.match.get("marking", 0) > viewer.clearance:
        return ()
    return tuple(r for r in claim.match.get("reasons", ()) if r)


def tone_of(claim: Claim) -> str:
    """The class that colours a claim: the quad class of an act, else its kind."""
    return quad_of(claim.values.get("type")).replace(" ", "-") if claim.kind == "event" else claim.kind


def marks(cards: Iterable[Card]) -> list[Mark]:
    """The words that these cards rest on; of several on the same words the gravest gives the colour."""
    return [
        Mark(start, end, c.claim.pk, c.tone, _RANK.get(c.tone, _KIND_RANK[c.kind]), c.number)
        for c in cards
        for start, end in c.claim.evidence
    ]


def in_words(field: Field, value: Any) -> str:
    """A value as a page shows it."""
    if value is None or value in ("", []):
        return ""
    if field.shape == "parties":
        return ", ".join(party(code) for code in value)
    if field.shape == "country":
        return party(value)
    choices = field.choices()
    if isinstance(value, list):
        return ", ".join(choices.get(v, v) for v in value)
    return str(choices.get(value, value))


def _said(claim: Claim) -> Iterable[Said]:
    why = claim.values.get("date_reason") or ""
    for field in FIELDS[claim.kind]:
        text = in_words(field, claim.values.get(field.name))
        if text and field.name not in _IN_HEAD:
            yield Said(field.label, text, why if field.name in ("date", "due") else "")


def _title(claim: Claim) -> str:
    values = claim.values
    if claim.kind == "event":
        sides = title_of("event", {**values, "place": None}).partition(": ")[2]
        return sides or _("not named")
    if claim.kind == "engagement":
        parties = [*(values.get("organizers") or []), *(values.get("participants") or [])]
        return values.get("title") or ", ".join(party(p) for p in dict.fromkeys(parties))
    return title_of(claim.kind, values)


def _place(claim: Claim) -> tuple[int, int, int]:
    first = claim.evidence[0][0] if claim.evidence else 1 << 40
    return ORDER.index(claim.kind), first, claim.replaces_id or claim.pk

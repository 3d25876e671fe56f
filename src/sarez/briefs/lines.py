"""Entries as a brief tells them: from what stands and the claims it rests on to lines, commitments and rival values."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sarez.briefs.brief import Figure, Later, Line, Outcome, Rival, Step, Undertaking
from sarez.briefs.kept import OnEntries
from sarez.briefs.sources import Sources, grade_of, grade_order
from sarez.desk.dialogue.models.commitments import RECURRENCES
from sarez.desk.dialogue.models.encounters import STATES as PLANNED
from sarez.desk.events import wording
from sarez.desk.events.entries import cell
from sarez.desk.events.fields import FIELDS
from sarez.desk.events.models import ACCEPTED, Claim, Version

CONTESTED = ("killed", "injured", "date", "due", "status")
LONGEST_WORDS = 280


def line_of(version: Version, claims: Sequence[Claim], sources: Sources, *, status: str = "") -> Line:
    """An entry as a line; `status` is what the desk's own plan says of it, in words."""
    sources.holds(version.low)
    notes = sources.of_claims(claims, version)
    told = status or (wording.status(version.status) if version.status not in ("", "occurred") else "")
    return Line(
        entry=version.entry_id,
        date=version.date,
        title=wording.title(version),
        act=wording.act(version),
        quad=version.quad,
        status=told,
        grade=grade_of(claims),
        is_accepted=version.decision == ACCEPTED,
        marking=version.low,
        words=_words(claims),
        notes=notes,
        more=max(0, len({c.report.story_id or c.report_id for c in claims}) - len(notes)),
    )


def status_of(version: Version, kept: OnEntries, sources: Sources) -> str:
    """What the desk's own plan says of an engagement, in words."""
    plan = kept.plans.get(version.entry_id)
    if plan is None:
        return ""
    sources.holds(plan.marking)
    if plan.state in ("", "held"):
        return ""
    told = str(dict(PLANNED)[plan.state])
    return f"{told} ({plan.postponed_to})" if plan.postponed_to else told


def undertaking_of(
    version: Version, claims: Sequence[Claim], kept: OnEntries, sources: Sources
) -> Undertaking:
    """A commitment with what became of it, as its card on the board tells it."""
    card, steps = kept.cards[version.entry_id], kept.steps.get(version.entry_id, ())
    line = line_of(version, claims, sources)
    following, whole, successor = card.following, card.whole, kept.successors.get(version.entry_id)
    for row in (*card.findings, *card.accepted, *steps, *card.followings):
        sources.holds(row.marking)
    if successor is not None:
        sources.holds(successor.low)
    return Undertaking(
        line=line,
        told=min((c.report.published for c in claims if c.report.published), default=""),
        parties=", ".join(wording.party(c) for c in card.parties),
        text=card.text,
        due=version.date,
        modality=wording.act(version),
        state=card.state,
        state_label=card.state_label,
        became=whole.outcome if whole else "",
        became_label=str(whole.get_outcome_display()) if whole else "",
        owed_to=", ".join(wording.party(c) for c in (following.owed_to if following else ())),
        recurrence=str(dict(RECURRENCES)[card.facts.recurrence]) if card.facts.recurrence else "",
        conditions=following.conditions if following else "",
        owner=following.owner if following else "",
        successor=wording.title(successor) if successor else "",
        outcomes=tuple(_outcome(f, sources) for f in sorted(card.findings, key=lambda f: (f.on, f.pk))),
        later=tuple(Later(b.get_reads_like_display(), sources.of([b.report])) for b in card.accepted),
        waiting=card.waiting,
        steps=tuple(Step(s.text, s.owner, s.due) for s in steps),
    )  # fmt: skip


def _outcome(found: Any, sources: Sources) -> Outcome:
    return Outcome(
        name=found.outcome,
        label=str(found.get_outcome_display()),
        on=found.on,
        party=wording.party(found.party) if found.party else "",
        period=found.period,
        why=found.why,
        notes=sources.of([found.report]) if found.report else (),
    )


def rivals_of(version: Version, claims: Sequence[Claim], sources: Sources) -> Iterable[Rival]:
    """The figures, dates and states of an entry on which the reports that may be let in differ."""
    for field in FIELDS[version.kind]:
        told = _told(field.name, claims) if field.name in CONTESTED else {}
        if len(told) < 2:
            continue
        shown = (version.values.get(field.name) or {}).get("value")
        figures = [
            Figure(cell(field, value).text, value == shown, sources.of_claims(own))
            for value, own in told.items()
        ]
        ordered = sorted(figures, key=lambda f: (not f.is_shown, len(f.value), f.value))
        yield Rival(version.entry_id, wording.title(version), version.date, str(field.label), tuple(ordered))


def _told(name: str, claims: Sequence[Claim]) -> dict[Any, list[Claim]]:
    """The claims of each value of a field, of the values that cannot all hold.

    A date told more precisely is the same date; what was planned and then held is no contradiction, what is denied is.
    """
    told: dict[Any, list[Claim]] = {}
    for claim in claims:
        if (value := claim.values.get(name)) not in (None, ""):
            told.setdefault(value, []).append(claim)
    if name == "status":
        return told if "denied" in told else {}
    if name in ("date", "due"):
        return {v: own for v, own in told.items() if not any(o != v and o.startswith(f"{v}-") for o in told)}
    return told


def _words(claims: Sequence[Claim]) -> str:
    """The sentence of the best graded claim that has one."""
    best = min((c for c in claims if c.sentence), key=grade_order, default=None)
    text = " ".join(best.sentence.split()) if best else ""
    return short(text, LONGEST_WORDS)


def short(text: str, most: int = 120) -> str:
    """A text no longer than a line of a list."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"

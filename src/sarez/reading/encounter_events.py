"""Encounters as events: a meeting is a consultation, a training a cooperation (guide, decision 13)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sarez.reading.drafts import Draft
from sarez.reading.merging import Act
from sarez.reading.roles import CIVILIANS
from sarez.reading.status import CALLED_FOR, PLANNED

if TYPE_CHECKING:
    from sarez.reading.engagement_links import Encounter

TOLD_BY_ENCOUNTERS = frozenset({"CONSULT"})
ALLIANCES = frozenset({"CSTO", "NATO"})
BODIES_OF_THREE = frozenset(
    {"SCO", "CIS", "OIC", "OTS", "ECO", "ADB", "EIB", "IMF", "WHO", "IOM", "FAO", "WFP"}
)
COOPERATION = frozenset({"training", "conference", "launch"})


def act_of(encounter: Encounter) -> Act | None:
    """The act that an encounter is; None where it names one party only, is asked for, or is yet to be opened."""
    parties = encounter.parties
    type_ = _type_of(encounter)
    if len(parties) < 2 or encounter.status == CALLED_FOR or not encounter.cues:
        return None
    if encounter.kind == "launch" and encounter.status == PLANNED:
        return None
    actor = encounter.organizers or parties[:1]
    recipient = tuple(p for p in parties if p not in actor)
    if not recipient:
        actor, recipient = parties[:1], parties[1:]
    start, end = encounter.spans[0]
    features = {"given": 2.0, "guessed": 0.0, "named": float(len(parties)), "encounter told": 1.0}
    if encounter.is_dated:
        features["dated"] = 1.0
    draft = Draft(
        type_, encounter.kind, encounter.status, actor, recipient, start, end, start,
        encounter.cues[0].trigger, features,
    )  # fmt: skip
    told = [
        Draft(draft.type, draft.kind, draft.status, actor, recipient, s, e, s, draft.trigger)
        for s, e in encounter.spans[1:]
    ]
    return Act(draft, encounter.when, encounter.where, encounter.is_dated, told=told)


def _type_of(encounter: Encounter) -> str:
    """The type of the act: experts' gatherings held by bodies are cooperation, and so are their missions."""
    hosts = encounter.organizers
    if encounter.kind == "conference" and len(hosts) > 1 and not any(is_state(c) for c in hosts):
        return "COOPERATE"
    if encounter.kind == "deployment" and not any(
        is_state(c) or c in ALLIANCES for c in encounter.parties[:1]
    ):
        return "COOPERATE"
    return encounter.type


def is_state(code: str) -> bool:
    """Whether a party code is that of a state (ISO 3166 alpha-3)."""
    return len(code) == 3 and code.isupper() and code not in BODIES_OF_THREE


def with_encounters(acts: Sequence[Act], encounters: Sequence[Encounter]) -> list[Act]:
    """Acts read from drafts, their consultations and cooperations replaced by those that the encounters are.

    A consultation in a sentence that tells of no encounter stays, marked as such.
    """
    found = [a for a in map(act_of, encounters) if a is not None]
    told = {start for e in encounters for start, _ in e.spans}
    others: list[Act] = []
    for act in acts:
        if not _is_told_by_encounter(act.draft):
            others.append(act)
        elif act.draft.start not in told:
            act.draft.features["no encounter"] = 1.0
            others.append(act)
    return others + [a for a in found if not any(_says_the_same(o, a) for o in others)]


def _is_told_by_encounter(draft: Draft) -> bool:
    """Whether an act is recorded through its encounter; whom a minister meets of the people is on no list of delegates."""
    if draft.type == "CONSULT" and draft.recipient == (CIVILIANS,):
        return False
    return draft.type in TOLD_BY_ENCOUNTERS or (draft.type == "COOPERATE" and draft.kind in COOPERATION)


def _says_the_same(other: Act, act: Act) -> bool:
    """Whether a draft tells of the same act in the same sentence: "signed an agreement" and the signing."""
    a, b = set(other.draft.parties), set(act.draft.parties)
    return (
        other.draft.type == act.draft.type
        and other.draft.start == act.draft.start
        and 2 * len(a & b) >= len(a | b)
    )

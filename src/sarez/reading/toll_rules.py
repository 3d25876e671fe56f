"""The incident that a figure belongs to by rule: that of its own sentence, else the nearest before it, else the main one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sarez.reading.drafts import Draft
    from sarez.reading.toll_signs import Figure, Scene

BACKWARDS = 3  # sentences more that a figure is away which stands before its act
REACH = 6  # sentences between an act and a figure for it, outside the lead
DOUBT = 2.0  # sentences that an act which is none may be nearer
OPEN = 0.8  # the same, for an attack that names nobody whom it hit
SENTENCE = 1000  # characters within one sentence that weigh as much as a sentence between


def by_rule(scene: Scene, figure: Figure) -> int | None:
    """The number of the incident that a figure belongs to; None where none is in reach."""
    costs = [
        (cost + DOUBT * (1 - incident.score), number)
        for number, incident in enumerate(scene.incidents)
        if not (figure.toll.count > 1 and incident.kills_one)
        for draft in incident.tellings
        if (cost := _cost(scene, figure, draft)) is not None
    ]
    return min(costs)[1] if costs else None


def distance(gap: int) -> int:
    """How far away a figure is that stands so many sentences after its act, or before it, which counts for more."""
    return gap if gap >= 0 else BACKWARDS - gap


def _cost(scene: Scene, figure: Figure, draft: Draft) -> float | None:
    """By how many sentences a telling is away from a figure, with what speaks against it; None out of reach."""
    gap = figure.at - scene.number_of(draft)
    cost = float(distance(gap))
    if gap == 0:
        cost += abs(draft.at - figure.toll.start) / SENTENCE
    is_of_people = "civilians" in draft.recipient
    if figure.toll.are_forces and gap and draft.actor and set(draft.recipient) == {"civilians"}:
        return None
    if draft.type == "PROTEST":  # but "the disorders cost eight lives"
        cost += 1.5 if gap else -0.3 if draft.features.get("subject") else 0.3
    if figure.at <= scene.lead:
        is_hit = gap == 0 if draft.type == "PROTEST" else is_of_people
        cost = min(cost, 3.0) + (0.0 if is_hit else 0.3) + (0.6 if draft.features.get("weak") else 0.0)
    elif abs(gap) > REACH:
        return None
    return cost + (_openness(draft, gap) if draft.type == "ASSAULT" else 0.0)


def _openness(draft: Draft, gap: int) -> float:
    is_guessed = not gap and not draft.features.get("given")
    return (0.0 if draft.actor else 0.5) + (0.0 if draft.recipient else OPEN) + (0.5 if is_guessed else 0.0)

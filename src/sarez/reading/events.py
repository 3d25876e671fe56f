"""Drafts to events and engagements: dated, placed, counted, merged, and kept only where they are likely."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sarez.reading.casualties_incidents import count_casualties
from sarez.reading.drafts import Draft
from sarez.reading.merging import Act, merge
from sarez.reading.parsed import ParsedPassage, ParsedReport
from sarez.reading.settings import Stage
from sarez.reading.settings_states import StateWords, default_actors

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sarez.region.names import Match
    from sarez.region.places import Place


def settle(
    report: ParsedReport,
    drafts: Sequence[tuple[ParsedPassage, Draft]],
    dateline: Match[Place] | None,
    states: frozenset[str],
) -> list[Act]:
    """Each draft with its date, place and figures."""
    names = StateWords(default_actors(), report.day)
    stage = Stage(report, dateline, states, names)
    acts = [Act(draft, *stage.set(parsed, draft)) for parsed, draft in drafts]
    count_casualties(report, [a for a in acts if a.draft.is_event and accept(a)], names)
    return acts


def accept(act: Act) -> bool:
    """Whether a draft is sure enough to be recorded: a weak word needs a party of its own and little guessing."""
    draft = act.draft
    if not draft.parties:
        return False
    if draft.features.get("weak"):
        return draft.features.get("given", 0) >= 1 and draft.features.get("guessed", 0) <= 1
    return True


def events_of(acts: Sequence[Act]) -> list[Act]:
    return merge([a for a in acts if a.draft.is_event and accept(a)])


def engagements_of(acts: Sequence[Act]) -> list[Act]:
    import copy

    chosen = []
    for act in acts:
        if act.draft.kind is not None and accept(act):
            twin = copy.copy(act)
            twin.draft = copy.copy(act.draft)
            twin.draft.type = "CONSULT"
            twin.told = []
            chosen.append(twin)
    return merge(chosen)

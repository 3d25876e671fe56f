"""Drafts to events and engagements: dated, placed, counted, merged, and kept only where they are likely."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sarez.reading.casualties import find_tolls, total
from sarez.reading.drafts import Draft
from sarez.reading.merging import Act, merge
from sarez.reading.parsed import ParsedPassage, ParsedReport
from sarez.reading.settings import Stage
from sarez.reading.settings_states import StateWords, default_actors
from sarez.reading.status import OCCURRED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sarez.region.names import Match
    from sarez.region.places import Place

VIOLENT = frozenset({"ASSAULT", "PROTEST", "COERCE"})


def settle(
    report: ParsedReport,
    drafts: Sequence[tuple[ParsedPassage, Draft]],
    dateline: Match[Place] | None,
    states: frozenset[str],
) -> list[Act]:
    """Each draft with its date, place and figures."""
    stage = Stage(report, dateline, states, StateWords(default_actors(), report.day))
    acts = [Act(draft, *stage.set(parsed, draft)) for parsed, draft in drafts]
    for act in acts:
        draft = act.draft
        if draft.type in VIOLENT and draft.status == OCCURRED:
            tolls = find_tolls(report.text, draft.start, draft.end)
            act.killed, act.injured = total(tolls, "killed"), total(tolls, "injured")
    return acts


def accept(act: Act) -> bool:
    """Whether a draft is sure enough to be recorded."""
    draft = act.draft
    if not draft.parties:
        return False
    given = draft.features.get("given", 0)
    if draft.features.get("weak"):
        return given >= 2
    return given >= 1 or draft.kind is not None


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

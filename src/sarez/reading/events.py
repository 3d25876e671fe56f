"""Drafts to events and engagements: dated, placed, counted, merged, and kept only where they are likely."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sarez.reading.acceptance import sure_ones, weigh
from sarez.reading.casualties_incidents import count_casualties
from sarez.reading.drafts import Draft
from sarez.reading.encounter_events import with_encounters
from sarez.reading.merging import Act, merge
from sarez.reading.parsed import ParsedPassage, ParsedReport
from sarez.reading.settings import Stage, Where, printed_city
from sarez.reading.settings_country import is_between_states
from sarez.reading.settings_states import StateWords

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sarez.reading.engagement_links import Encounter
    from sarez.region.actors import Actors
    from sarez.region.names import Match
    from sarez.region.places import Place


def settle(
    report: ParsedReport,
    drafts: Sequence[tuple[ParsedPassage, Draft]],
    dateline: Match[Place] | None,
    actors: Actors,
) -> tuple[list[Act], Stage]:
    """The acts that the drafts tell, merged, with date and place, and their stage; `actors` are those of the region."""
    names = StateWords(actors, report.day)
    states = frozenset(actors.states)
    stage = Stage(report, dateline or printed_city(report), states, names)
    acts = merge(
        mergeable([_date_of_no_count(Act(draft, *stage.set(parsed, draft))) for parsed, draft in drafts])
    )
    for act in acts:
        if act.told and act.draft.type == "ASSAULT" and is_between_states(act.draft, states):
            act.where = act.where if act.where.place else Where(None, None)
    weigh(acts)
    return acts, stage


def _date_of_no_count(act: Act) -> Act:
    """Where only the dead are counted, the day is that of the count: "on Sunday the ministry raised the toll to 46"."""
    if act.draft.features.get("counted"):
        act.own_date = False
    return act


def mergeable(acts: Sequence[Act]) -> list[Act]:
    """The drafts worth merging: a weak word needs a party of its own and little guessing."""
    return [a for a in acts if a.draft.is_event and a.draft.parties and _is_borne(a.draft)]


def _is_borne(draft: Draft) -> bool:
    features = draft.features
    return not features.get("weak") or (features.get("given", 0) >= 1 and features.get("guessed", 0) <= 1)


def events_of(stage: Stage, acts: Sequence[Act], encounters: Sequence[Encounter]) -> list[Act]:
    """The events of a report: its acts, joined by those that its encounters are, and sure enough, with their dead."""
    events = sure_ones(with_encounters(acts, encounters), stage.report.sentences)
    count_casualties(stage.lines, events)
    return events

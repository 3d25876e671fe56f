"""Encounters that took place and that no event tells: rows of consultations, agreements, joint work.

The reader records most encounters as events too. An encounter counts by itself only for those and for as long as they
see no event of a type that its kind usually is, told by a report that tells the encounter as well, on a day in common
and with two states of it (all, where it has fewer). What the desk keeps of an encounter goes before what reports say:
one kept as held counts from then on, one kept as postponed or cancelled does not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sarez.desk.accounts.markings import RED
from sarez.desk.accounts.viewers import FOREVER
from sarez.desk.dialogue.models import Plan
from sarez.desk.events.columns import MOST_IN_DYADS
from sarez.desk.events.models import EVENT, Claim
from sarez.desk.warnings.watched.pieces import Piece, left_of
from sarez.desk.warnings.watched.states import pairs_of
from sarez.desk.warnings.watched.telling import Told, rows
from sarez.vocabulary.engagements import EngagementKind, load_engagements
from sarez.vocabulary.events import load_events

HELD = ("held",)
OFF = ("postponed", "cancelled", "planned", "called_for")
PARTIES = ("organizers", "participants")


def encounter_rows(told: Told, events: Sequence[Told], plans: Sequence[Plan]) -> Iterator[dict[str, Any]]:
    """The rows of an encounter beside the events that the same reports tell, and what the desk keeps of it."""
    kind = load_engagements().get(told.label)
    states = told.states(*PARTIES)
    if kind is None or kind.event is None or told.first is None or not states:
        return
    pieces = [p for whole in _held(told, plans) for p in left_of(whole, _told_by(told, kind, states, events))]
    crowd = len(states) > MOST_IN_DYADS
    pairs = [(None, None)] if crowd else pairs_of(states, [])
    modes = load_events()[kind.event].modes
    mode = kind.name if kind.name in modes else None
    yield from rows(told, pieces, pairs, kind.event, mode=mode, status="occurred")


def events_beside(entries: Iterable[int]) -> dict[int, set[int]]:
    """For each encounter the entries of the events that a report tells beside it."""
    reports: dict[int, set[int]] = defaultdict(set)
    own = Claim.objects.filter(entry__in=list(entries)).order_by()
    for entry, report in own.values_list("entry", "report"):
        reports[report].add(entry)
    beside: dict[int, set[int]] = defaultdict(set)
    events = Claim.objects.filter(report__in=list(reports), kind=EVENT).order_by()
    for event, report in events.values_list("entry", "report"):
        for entry in reports[report]:
            beside[entry].add(event)
    return beside


def _held(told: Told, plans: Iterable[Plan]) -> list[Piece]:
    """For whom and when it is known to have taken place."""
    own = [(plan.state, _piece(plan)) for plan in plans if plan.state]
    held = [both for state, piece in own if state in HELD and (both := told.piece.common(piece))]
    if told.status not in ("occurred", ""):
        return held
    return left_of(told.piece, [piece for state, piece in own if state in OFF])


def _piece(plan: Plan) -> Piece:
    return Piece(plan.marking, RED, plan.known_from, min(plan.known_to, FOREVER))


def _told_by(told: Told, kind: EngagementKind, states: Sequence[str], events: Iterable[Told]) -> list[Piece]:
    return [event.piece for event in events if _is_the_same(told, kind, states, event)]


def _is_the_same(told: Told, kind: EngagementKind, states: Sequence[str], event: Told) -> bool:
    if event.label not in (kind.event, kind.expert_event) or event.first is None or told.first is None:
        return False
    if event.status not in ("occurred", ""):
        return False
    common = set(states) & set(event.states("actor", "recipient"))
    if len(common) < min(2, len(states)):
        return False
    return event.first <= (told.last or told.first) and (event.last or event.first) >= told.first


def by_entry(versions: Iterable[Told]) -> Mapping[int, list[Told]]:
    """Versions by their entry."""
    found: dict[int, list[Told]] = defaultdict(list)
    for told in versions:
        found[told.entry_id].append(told)
    return found

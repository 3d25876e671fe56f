"""What a person is reminded of: gathered as they see it, and told as far as what is sent by mail may tell."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.urls import reverse

from sarez.desk.accounts.viewers import Viewer
from sarez.desk.dialogue.entries import versions_at
from sarez.desk.dialogue.follow_up import digest
from sarez.desk.dialogue.follow_up.digest import Digest, Line, Section
from sarez.desk.dialogue.follow_up.dues import coming, due, due_steps, new_evidence, overdue
from sarez.desk.dialogue.follow_up.portfolio import item
from sarez.desk.dialogue.follow_up.steps import overdue_by
from sarez.desk.dialogue.measures.running import running
from sarez.desk.dialogue.models.reminders import Reminder
from sarez.desk.events.models import Version
from sarez.desk.events.wording import title

AHEAD, WEEK = timedelta(days=14), timedelta(days=7)
MOST = 500
"""Of one kind in one message; whoever has more is told of these."""
Told = dict[int, tuple[Line, bool]]
"""Lines by the number of what they tell of, and whether it is overdue."""


def gathered(reminder: Reminder, on: date, since: datetime, now: datetime, ceiling: int) -> Digest:
    """The digest of a person for a day: titles only of what a viewer cleared for `ceiling` sees so, the rest counted."""
    user = reminder.user
    everything = Viewer(user.clearance, name=user.username)
    tellable = Viewer(min(user.clearance, ceiling), name=user.username)
    owner = None if reminder.is_of_all else user.username
    found = Digest(on)
    for name, ask in _asked(reminder, on, since, now).items():
        every, told = ask(everything, owner), ask(tellable, owner)
        lines = [told[key][0] for key in every if key in told]
        late = sum(is_late for _line, is_late in every.values())
        found.sections.append(Section(name, lines, len(every) - len(lines), late))
    return found


def _asked(
    reminder: Reminder, on: date, since: datetime, now: datetime
) -> Mapping[str, Callable[[Viewer, str | None], Told]]:
    """What the person wants to be reminded of, by section."""
    asked: dict[str, Callable[[Viewer, str | None], Told]] = {}
    if reminder.has_steps:
        asked[digest.STEPS] = lambda viewer, owner: _steps(viewer, owner, on)
    if reminder.has_commitments:
        asked[digest.OVERDUE] = lambda viewer, owner: _entries(overdue(viewer, on, owner), on)
        asked[digest.DUE] = lambda viewer, owner: _entries(due(viewer, on, on + AHEAD, owner), on)
    if reminder.has_evidence:
        asked[digest.EVIDENCE] = lambda viewer, owner: _evidence(viewer, owner, since)
    if reminder.has_engagements:
        asked[digest.ENGAGEMENTS] = lambda viewer, owner: _entries(coming(viewer, on, on + WEEK, owner), on)
    if reminder.has_measures:
        asked[digest.MEASURES] = lambda viewer, _owner: _clocks(viewer, now)
    return asked


def _clocks(viewer: Viewer, now: datetime) -> Told:
    """The clocks of measures that run out within a week or have: whoever owns them, for overdue is everybody's."""
    running_ = running(viewer, now)
    soon = [s for s in running_.coming if s.next and s.next.due and s.next.due <= now + WEEK]
    found = {}
    for standing in (*running_.overdue, *soon):
        day = standing.next.due.date().isoformat() if standing.next and standing.next.due else ""
        path = reverse("measure-act", args=[standing.act.number])
        found[standing.act.number] = (
            Line(standing.act.subject, path, day, standing.label),
            standing.is_overdue,
        )
    return found


def _steps(viewer: Viewer, owner: str | None, on: date) -> Told:
    steps: list[Any] = list(due_steps(viewer, on, owner)[:MOST])
    versions = versions_at(viewer, (step.at for step in steps))
    found = {}
    for step in steps:
        if step.at in versions:
            late = (on - step.due).days
            told = " · ".join(part for part in (overdue_by(late), title(versions[step.at])) if part)
            found[step.number] = (
                Line(step.text, _path(versions[step.at]), step.due.isoformat(), told),
                late > 0,
            )
    return found


def _entries(versions: Any, on: date) -> Told:
    found = {}
    for version in versions[:MOST]:
        late = item(version, on).late
        found[version.entry_id] = _line(version, overdue_by(late)), late > 0
    return found


def _evidence(viewer: Viewer, owner: str | None, since: datetime) -> Told:
    rows: list[Any] = list(new_evidence(viewer, since, owner)[:MOST])
    versions = versions_at(viewer, (row.at for row in rows))
    told: dict[int, list[Any]] = {}
    for row in rows:
        told.setdefault(row.at, []).append(row)
    found = {}
    for entry, own in told.items():
        if entry in versions:
            what = max(own, key=lambda row: row.score).get_reads_like_display()
            found[entry] = (
                Line(title(versions[entry]), _path(versions[entry]), "", f"{what} ({len(own)})"),
                False,
            )
    return found


def _line(version: Version, note: str = "") -> Line:
    return Line(title(version), _path(version), version.date, note)


def _path(version: Version) -> str:
    return reverse(version.kind, args=[version.entry_id])

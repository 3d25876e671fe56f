"""What is taken down during a meeting: lines and who is present, each sent as often as need be and kept once.

Whoever types names each line (`key`) and each state of it (`edit`), and says which states it `knows`: the last it was
told is kept and those it has sent since. A line that stands in another state has been changed by someone else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from sarez.desk.accounts import markings
from sarez.desk.accounts.models import User
from sarez.desk.accounts.viewers import FOREVER, Viewer
from sarez.desk.dialogue.keeping import CollisionError, KeepingError, begin, change, drop
from sarez.desk.dialogue.models import Attendance, Minute, Passage
from sarez.desk.dialogue.models.encounters import AGREED, ATTENDANCES, BRACKETED
from sarez.desk.dialogue.models.minutes import SAID, SORTS
from sarez.desk.events.apart import ends, kin
from sarez.desk.events.coding import party_of
from sarez.desk.events.models import Entry

SAVED, CONFLICT = "saved", "conflict"
LONGEST_TEXT, LONGEST_PARTY, LONGEST_NAME = 5000, 120, 200
MOST_KNOWN = 500
MOST_LINES = 3000
_KEY = re.compile(r"[A-Za-z0-9-]{8,40}")


class SittingError(KeepingError):
    """What was sent cannot be kept; the message says why."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it was sent: which it is, which state, which states its writer knows, and what it says."""

    key: str
    edit: str
    knows: frozenset[str]
    marking: int
    values: Mapping[str, Any]

    @classmethod
    def of(cls, sent: Mapping[str, Any]) -> Line:
        """A line from what was sent; SittingError where it is none."""
        key, edit = str(sent.get("key") or ""), str(sent.get("edit") or "")
        knows = sent.get("knows") or []
        if not _KEY.fullmatch(key) or not _KEY.fullmatch(edit) or not isinstance(knows, list):
            raise SittingError(_("This is not a line of minutes."))
        sort, wording = str(sent.get("sort") or SAID), str(sent.get("wording") or "")
        if sort not in dict(SORTS) or wording not in ("", AGREED, BRACKETED):
            raise SittingError(_("A line is said, proposed, agreed or decided."))
        text = str(sent.get("text") or "").replace("\x00", "").strip()
        if len(text) > LONGEST_TEXT:
            raise SittingError(_("A line has at most %(n)d characters.") % {"n": LONGEST_TEXT})
        values = {
            "position": _number(sent.get("position")),
            "day": _day(sent.get("day")),
            "hour": _time(sent.get("at")),
            "party": _party(sent.get("party")),
            "text": text,
            "sort": sort,
            "wording": wording,
        }
        return cls(
            key, edit, frozenset(str(k) for k in knows[:MOST_KNOWN]), _number(sent.get("marking")), values
        )


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a line or an attendance: saved, or in conflict with what `stands`."""

    state: str
    stands: Mapping[str, Any] | None = None
    told: Mapping[str, Any] = field(default_factory=dict)


def save_line(entry: Entry, line: Line, by: User) -> Answer:
    """Keep a line as it was sent, unless it is kept so already or another has changed it meanwhile."""
    try:
        with transaction.atomic():
            return _save(entry, line, by)
    except CollisionError:  # the same line came twice at the same moment
        with transaction.atomic():
            return _save(entry, line, by)


def _save(entry: Entry, line: Line, by: User) -> Answer:
    rows = Minute.objects.filter(entry__in=kin({entry.pk}), key=line.key)
    standing = rows.select_for_update().filter(known_to=FOREVER).first()
    if standing is not None and standing.marking > by.clearance:
        raise SittingError(_("This line cannot be kept."))
    if standing is None:
        is_past = rows.filter(edit=line.edit).exists()
        return Answer(SAVED) if is_past or not line.values["text"] else _new(entry, line, by)
    if standing.edit == line.edit:
        return Answer(SAVED, told=told_of(standing))
    if standing.edit not in line.knows:
        is_late = rows.filter(edit=line.edit).exists()  # what it said was kept, and changed since
        if is_late:
            return Answer(SAVED, told=told_of(standing))
        return Answer(CONFLICT, stands=told_of(standing))
    if not line.values["text"]:
        drop(standing, by)
        return Answer(SAVED)
    made = change(standing, by, edit=line.edit, **line.values)
    return Answer(SAVED, told=told_of(_with_passage(made, by)))


def _new(entry: Entry, line: Line, by: User) -> Answer:
    """A new line, or one that comes back: another took it out while this one was writing on it."""
    marking = min(max(line.marking, markings.CLEAR), markings.RED)
    row = Minute(entry=entry, key=line.key, edit=line.edit, marking=marking, **line.values)
    return Answer(SAVED, told=told_of(_with_passage(begin(row, by), by)))


def _with_passage(line: Minute, by: User) -> Minute:
    """The line, with the passage of the communiqué that it asks for; its wording follows the line, its text does not."""
    if not line.wording:
        return line
    found = Passage.objects.filter(number=line.passage, known_to=FOREVER).first() if line.passage else None
    if found is not None:
        if found.wording != line.wording and found.marking <= by.clearance:
            change(found, by, wording=line.wording)
        return line
    if line.passage:  # taken out of the communiqué since
        return line
    others = Passage.objects.filter(entry=line.entry_id, known_to=FOREVER, marking__lte=by.clearance)
    last = others.aggregate(last=Max("position"))
    row = Passage(
        entry_id=line.entry_id,
        position=(last["last"] or 0) + 1,
        text=line.text,
        wording=line.wording,
        parties=[line.party] if line.party and line.wording == BRACKETED else [],
        marking=line.marking,
    )
    return change(line, by, passage=begin(row, by).number)


def save_attendance(entry: Entry, sent: Mapping[str, Any], by: User) -> Answer:
    """Keep the state of someone who is invited or comes. `knows` are the states that the sender saw or sent before."""
    state, knows = str(sent.get("state") or ""), sent.get("knows") or []
    if state not in dict(ATTENDANCES) or not isinstance(knows, list):
        raise SittingError(_("This is no state of an attendance."))
    rows = Attendance.objects.select_for_update()
    with transaction.atomic():
        row = rows.filter(
            number=_number(sent.get("number")), known_to=FOREVER, marking__lte=by.clearance
        ).first()
        if row is None or not _is_of(row, entry):
            raise SittingError(_("This person is no longer on the list."))
        instead = (
            " ".join(str(sent.get("replaced_by") or "").split())[:LONGEST_NAME] if state == "replaced" else ""
        )
        if (row.state, row.replaced_by) != (state, instead):
            if row.state not in knows:
                return Answer(CONFLICT, stands=told_of_attendance(row))
            row = change(row, by, state=state, replaced_by=instead)
        return Answer(SAVED, told=told_of_attendance(row))


def lines_of(entries: Iterable[int], viewer: Viewer) -> list[Minute]:
    """The lines of an engagement that a viewer may see, in their order."""
    return list(
        Minute.objects.seen_by(viewer).filter(entry__in=list(entries)).order_by("position", "id")[:MOST_LINES]
    )  # type: ignore[arg-type]


def told_of(line: Minute) -> dict[str, Any]:
    """A line as it is told to the page."""
    return {
        "key": line.key,
        "edit": line.edit,
        "position": line.position,
        "day": line.day.isoformat() if line.day else "",
        "at": f"{line.hour:%H:%M}" if line.hour else "",
        "party": line.party,
        "text": line.text,
        "sort": line.sort,
        "wording": line.wording,
        "passage": line.passage,
        "marking": line.marking,
        "by": line.by,
    }


def told_of_attendance(row: Attendance) -> dict[str, Any]:
    """An attendance as it is told to the page."""
    return {"number": row.number, "state": row.state, "replaced_by": row.replaced_by, "by": row.by}


def _is_of(row: Attendance, entry: Entry) -> bool:
    return row.entry_id == entry.pk or ends([row.entry_id])[row.entry_id] == entry.pk


def _number(sent: Any) -> int:
    text = str(sent or 0)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _day(sent: Any) -> date | None:
    try:
        return date.fromisoformat(str(sent)) if sent else None
    except ValueError:
        return None


def _time(sent: Any) -> time | None:
    try:
        return time.fromisoformat(str(sent)).replace(tzinfo=None, microsecond=0) if sent else None
    except ValueError:
        return None


def _party(sent: Any) -> str:
    told = " ".join(str(sent or "").replace("\x00", "").split())[:LONGEST_PARTY]
    return party_of(told)[:LONGEST_PARTY] if told else ""

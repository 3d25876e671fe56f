"""The text of a reminder: what is due in so many words. Titles stand in it only where their marking may travel by mail."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

STEPS, OVERDUE, DUE, EVIDENCE, ENGAGEMENTS, MEASURES = (
    "steps", "overdue", "due", "evidence", "engagements", "measures",
)  # fmt: skip
MOST = 10
"""Lines of one section; the rest is counted."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that is due: its title, its day, where it stands on the desk, and a word on it."""

    title: str
    path: str
    day: str = ""
    note: str = ""


@dataclass(slots=True)
class Section:
    """The lines of one kind that may be told, and how many more there are that only the desk shows."""

    name: str
    lines: list[Line] = field(default_factory=list)
    hidden: int = 0
    late: int = 0

    @property
    def count(self) -> int:
        """All of it, told or not."""
        return len(self.lines) + self.hidden


@dataclass(slots=True)
class Digest:
    """What one person is reminded of on one day."""

    day: date
    sections: list[Section] = field(default_factory=list)

    @property
    def late(self) -> int:
        """How much is overdue."""
        return sum(section.late for section in self.sections)

    @property
    def due(self) -> int:
        """How much is due and not overdue yet."""
        counted = (
            section.count - section.late
            for section in self.sections
            if section.name in (STEPS, DUE, MEASURES)
        )
        return sum(counted)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to tell."""
        return not any(section.count for section in self.sections)


def subject(digest: Digest) -> str:
    """How much is due and overdue, and the day; nothing else."""
    due = ngettext("%(n)d due", "%(n)d due", digest.due) % {"n": digest.due}
    late = ngettext("%(n)d overdue", "%(n)d overdue", digest.late) % {"n": digest.late}
    return f"Sarez: {due}, {late} · {digest.day.isoformat()}"


def body(digest: Digest, desk: str) -> str:
    """The message: a section of each kind, and at the end where the rest is and how to switch it off."""
    parts = [_section(section, desk) for section in digest.sections if section.count]
    return "\n\n".join([*parts, _foot(desk)]) + "\n"


def _section(section: Section, desk: str) -> str:
    told = [_heading(section), *(_line(line, desk) for line in section.lines[:MOST])]
    more = len(section.lines) - MOST
    if more > 0:
        told.append(
            "  " + ngettext("and %(n)d more on the desk", "and %(n)d more on the desk", more) % {"n": more}
        )
    if section.hidden:
        told.append("  " + _beyond(section.hidden))
    return "\n".join(told)


def _heading(section: Section) -> str:
    names = {
        STEPS: _("Next steps"),
        OVERDUE: _("Commitments overdue"),
        DUE: _("Commitments due"),
        EVIDENCE: _("New evidence proposed, to look at"),
        ENGAGEMENTS: _("Engagements of the coming week"),
        MEASURES: _("Clocks of measures"),
    }
    return f"{names[section.name]} ({section.count})"


def _line(line: Line, desk: str) -> str:
    told = " · ".join(part for part in (line.day, line.title, line.note) if part)
    return f"- {told}\n  {desk}{line.path}"


def _beyond(hidden: int) -> str:
    told = ngettext(
        "%(n)d is marked above what is sent by mail: see the desk.",
        "%(n)d are marked above what is sent by mail: see the desk.",
        hidden,
    )
    return told % {"n": hidden}


def _foot(desk: str) -> str:
    lines: Sequence[str] = (
        "-- ",
        _("All of it: %(address)s") % {"address": f"{desk}/portfolio"},
        _("You asked for this message. To change it or switch it off: %(address)s")
        % {"address": f"{desk}/account/reminders"},
    )
    return "\n".join(lines)

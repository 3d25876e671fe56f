"""The state of a commitment on a day, from what is known of it. The machine says what is due or silent; it closes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sarez.vocabulary.modalities import firm

DUE, OVERDUE, OPEN, STALE, RECURRING, CLOSED, LEFT = "due overdue open stale recurring closed left".split()
STATES: dict[str, str | Promise] = {
    OVERDUE: _("Overdue"),
    DUE: _("Due soon"),
    OPEN: _("Open"),
    STALE: _("Stale"),
    RECURRING: _("Recurring"),
    CLOSED: _("Closed"),
    LEFT: _("Not followed up"),
}
MEANINGS: dict[str, str | Promise] = {
    OVERDUE: _("the day it was due is past, and nobody has found what became of it"),
    DUE: _("due within 30 days"),
    OPEN: _("due later, or no date stated and told of within 180 days"),
    STALE: _("no date stated, or long past, and nothing new for 180 days"),
    RECURRING: _("each period is a promise of its own"),
    CLOSED: _("a person found it kept, broken or lapsed"),
    LEFT: _("offered, proposed or noted and not raised, or taken off the list"),
}
SETTLED = ("kept", "broken", "lapsed")
"""What a person finds of the whole that ends following it up; kept in part and unclear leave it open."""
SOON = timedelta(days=30)
LONG = timedelta(days=180)


@dataclass(frozen=True, slots=True)
class Facts:
    """What the state of a commitment hangs on. `due` is the last day that its due date may mean; `heard` the last day on
    which a report told of it or bore on it, None where no day is known; `outcome` what was found of the whole."""

    modality: str
    due: date | None = None
    heard: date | None = None
    recurrence: str = ""
    outcome: str = ""
    is_raised: bool = False
    is_dropped: bool = False


def state_of(facts: Facts, day: date) -> str:
    """The state on a day: one of STATES."""
    if facts.is_dropped or not (facts.modality in firm() or facts.is_raised):
        return LEFT
    if facts.outcome in SETTLED:
        return CLOSED
    if facts.recurrence:
        return RECURRING
    if facts.due is None:
        return STALE if facts.heard is not None and facts.heard < day - LONG else OPEN
    return _dated(facts.due, facts.heard, day)


def _dated(due: date, heard: date | None, day: date) -> str:
    if due > day + SOON:
        return OPEN
    if due >= day:
        return DUE
    is_silent = heard is None or heard < day - LONG
    return STALE if due < day - LONG and is_silent else OVERDUE

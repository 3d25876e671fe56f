"""What a date is read against, and what comes of reading it."""

from __future__ import annotations

from dataclasses import dataclass

from sarez.reading.dates_calendar import Period


@dataclass(frozen=True, slots=True)
class Setting:
    """What a form is read against.

    `published` and `context` (the last day that was mentioned) may be unknown; `tense` is "past", "future" or None;
    `relation` is the word before ("by", "since"); `words` is the form as printed.
    """

    published: Period | None
    context: Period | None
    tense: str | None
    relation: str
    words: str


@dataclass(frozen=True, slots=True)
class Meaning:
    """A resolved form: its period, the end of a range, why, of what kind, and how many days a duration has."""

    value: Period | None
    reason: str
    until: Period | None = None
    kind: str = "point"
    days: int | None = None


def publication(at: Setting) -> str:
    """The day of publication, as a reason names it."""
    known = at.published
    return f"publication {'on' if known and known.is_day else 'in'} {known.iso}" if known else "publication"

"""Invitations drafted from what is on record of an engagement, in English and in Russian. The desk sends nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db import transaction
from django.template.loader import render_to_string
from django.utils import formats, translation
from django.utils.translation import gettext as _

from sarez.desk.accounts.models import User
from sarez.desk.accounts.viewers import Viewer
from sarez.desk.dialogue.engagements.plans import plans_at
from sarez.desk.dialogue.entries import kept_by_entry
from sarez.desk.dialogue.keeping import KeepingError, change
from sarez.desk.dialogue.meetings.calendar import Occasion
from sarez.desk.dialogue.meetings.occasions import engagement_on
from sarez.desk.dialogue.models import AgendaItem, Attendance, Plan, Role, Series
from sarez.desk.events.apart import kin
from sarez.desk.events.days import span_of
from sarez.desk.events.models import Version
from sarez.desk.events.wording import party, spelt, word

LANGUAGES = (("en", "English"), ("ru", "Русский"))
TO_INVITE, INVITED = "to_invite", "invited"


@dataclass(frozen=True, slots=True)
class Invitation:
    """All that the letters of one engagement share; `marking` is the closest of what they quote."""

    entry: int
    title: str
    title_ru: str
    told: str
    first: date | None
    last: date | None
    place: str
    country: str
    mode: str
    starts: str
    zone: str
    organizers: tuple[str, ...]
    agenda: tuple[str, ...]
    marking: int


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter to one of those invited, in one language: paragraphs as they stand."""

    row: Attendance
    language: str
    text: str

    @property
    def paragraphs(self) -> list[str]:
        """Its lines, an empty one between paragraphs."""
        return self.text.split("\n")


def invitation_of(version: Version, viewer: Viewer, home: Mapping[int, int] | None = None) -> Invitation:
    """What the record and the plan of an engagement tell those who are invited, as far as the viewer may see it."""
    number = version.entry_id
    home = home or kin([number])
    plan = plans_at(home, viewer).get(number)
    agenda = sorted(kept_by_entry(AgendaItem, home, viewer).get(number, ()), key=lambda i: (i.position, i.pk))
    roles = [r for r in kept_by_entry(Role, home, viewer).get(number, ()) if r.role in ("organizer", "host")]
    told = {name: chosen["value"] for name, chosen in version.values.items()}
    series = _series(plan, viewer)
    kind = str(told.get("kind") or "meeting")
    when = _when(version, told, plan)
    bodies = dict.fromkeys([r.party for r in roles if r.role == "organizer"] or told.get("organizers") or ())
    marked = [version.low, *(k.marking for k in (plan, *agenda, *roles, series) if k is not None)]
    return Invitation(
        entry=version.entry_id,
        title=str(told.get("title") or _in("en", kind)),
        title_ru=(series.title_ru if series else "") or str(told.get("title") or _in("ru", kind)),
        told=when.told if when else "",
        first=when.first if when else None,
        last=when.last if when else None,
        place=spelt(version.place),
        country=version.country,
        mode=plan.mode if plan else "",
        starts=f"{plan.starts:%H:%M}" if plan and plan.starts else "",
        zone=plan.zone if plan else "",
        organizers=tuple(bodies),
        agenda=tuple(item.title for item in agenda),
        marking=max(marked),
    )


def letters(
    invitation: Invitation, rows: Iterable[Attendance], languages: Sequence[str], reply_by: date | None = None
) -> list[Letter]:
    """A letter to each, in each of the languages."""
    return [Letter(row, name, letter(invitation, row, name, reply_by)) for row in rows for name in languages]


def letter(invitation: Invitation, row: Attendance, language: str, reply_by: date | None = None) -> str:
    """One letter. What is not known stands in square brackets, to be filled in; nobody is addressed by a guessed sex."""
    with translation.override(language):
        told: dict[str, Any] = {
            "row": row,
            "to": [t for t in (row.person, row.office, party(row.party) if row.party else "") if t],
            "title": invitation.title_ru if language == "ru" else invitation.title,
            "when": days_in_words(invitation.first, invitation.last, invitation.told, language),
            "starts": invitation.starts,
            "zone": invitation.zone,
            "place": ", ".join(
                t for t in (invitation.place, party(invitation.country) if invitation.country else "") if t
            ),
            "mode": invitation.mode,
            "organizers": [party(code) for code in invitation.organizers],
            "agenda": invitation.agenda,
            "reply_by": days_in_words(reply_by, reply_by, reply_by.isoformat(), language) if reply_by else "",
        }
        text = render_to_string(f"dialogue/letters/invitation_{language}.txt", told)
    return "\n".join(line.rstrip() for line in text.strip().splitlines())


def days_in_words(first: date | None, last: date | None, told: str, language: str) -> str:
    """Days as a letter has them: `12–13 November 2026`, `12–13 ноября 2026 года`, a month where no day is known."""
    if first is None or last is None:
        return ""
    year = " года" if language == "ru" else ""
    with translation.override(language):
        if len(told) == 4:
            return f"{told}{' год' if language == 'ru' else ''}"
        if len(told) == 7:
            return formats.date_format(first, "F Y") + year
        if first == last:
            return formats.date_format(first, "j E Y") + year
        if (first.year, first.month) == (last.year, last.month):
            return f"{first.day}–{formats.date_format(last, 'j E Y')}{year}"
        begin = formats.date_format(first, "j E" if first.year == last.year else "j E Y")
        begin += year if first.year != last.year else ""
        return f"{begin} – {formats.date_format(last, 'j E Y')}{year}"


@transaction.atomic
def mark_invited(rows: Iterable[Attendance], by: User) -> tuple[int, list[str]]:
    """Put on record that a person has invited these; how many, and whom another has changed meanwhile."""
    done, refused = 0, []
    for row in rows:
        if row.state != TO_INVITE:
            refused.append(name_of(row))
            continue
        try:
            with transaction.atomic():
                change(row, by, state=INVITED)
            done += 1
        except KeepingError:
            refused.append(name_of(row))
    return done, refused


def name_of(row: Attendance) -> str:
    """Who is invited, as a list names them."""
    return row.person or (party(row.party) if row.party else "") or row.office or _("someone unnamed")


def _when(version: Version, told: dict[str, Any], plan: Plan | None) -> Occasion | None:
    """When it is to be: on the day it was postponed to, if it was; None where no date is known."""
    if version.first is None or version.last is None or span_of(version.date) is None:
        return None
    row = {
        "entry_id": version.entry_id, "pk": version.pk, "title": version.title, "first": version.first,
        "last": version.last, "date": version.date, "label": version.label, "status": version.status,
        "place": version.place, "low": version.low, "until": told.get("date_end"),
    }  # fmt: skip
    found = engagement_on(row, plan)[-1]
    return replace(found, last=found.first) if found.last < found.first else found


def _series(plan: Plan | None, viewer: Viewer) -> Series | None:
    if plan is None or plan.series is None:
        return None
    return Series.objects.seen_by(viewer).filter(number=plan.series).first()  # type: ignore[return-value]


def _in(language: str, kind: str) -> str:
    with translation.override(language):
        return word(kind).capitalize()

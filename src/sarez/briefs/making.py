"""Making a brief: what someone may know of a party, a person or a pair, put together with few questions to the database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import override

from sarez.briefs.asking import Asked, BriefError
from sarez.briefs.brief import OPEN_STATES, PAIR, PERSON, Brief, Line, Question, Rival, Subject, Undertaking
from sarez.briefs.gathering import AGREEMENT, Gathered, gather, kept_back
from sarez.briefs.kept import OnEntries, attended, on_entries
from sarez.briefs.lines import line_of, rivals_of, status_of, undertaking_of
from sarez.briefs.questions import AHEAD, not_told_of, questions
from sarez.briefs.sources import Sources
from sarez.briefs.who import Person, offices_of, party, person_of, person_subject, position_list, subject_of
from sarez.desk.accounts.viewers import Viewer
from sarez.desk.actors.models import Actor
from sarez.desk.events.models import COMMITMENT, ENGAGEMENT, EVENT, Version
from sarez.desk.exports.gate import let_out


@dataclass(slots=True)
class About:
    """Whom a brief is about: the parties of the desk that stand for them, and the person if it is one."""

    subjects: tuple[Subject, ...]
    counterpart: Subject | None
    actors: list[Actor]
    codes: list[str]
    person: Person | None = None


def brief_of(viewer: Viewer, asked: Asked, on: date, made: datetime, by: str = "") -> Brief:
    """The brief that a viewer asks for, as of the day `on`; made at `made` by `by`.

    What goes in is what someone cleared to the marking asked for would see. Raises NotOnRecord where that is nobody,
    BriefError for what cannot be asked.
    """
    limit = viewer.clearance if asked.marking is None else asked.marking
    if limit > viewer.clearance:
        raise BriefError(_("You can let out no more than you may see: choose a lower marking."), "marking")
    out = let_out(viewer, limit)
    with override(asked.language):
        return _made(viewer, out, asked, on, made, by)


def _made(viewer: Viewer, out: Viewer, asked: Asked, on: date, made: datetime, by: str) -> Brief:
    day, since, sources = on.isoformat(), asked.first_day(on), Sources(out.clearance)
    about = _about(out, asked, day)
    beside = set(about.person.engagements) if about.person else set()
    if about.person:
        sources.holds(about.person.version.low)
        beside |= attended(out, about.person.names)
    found = gather(out, about.codes, since, on, beside)
    commitments, met = found.lists[COMMITMENT], found.lists[ENGAGEMENT]
    kept = on_entries(out, commitments, (v.entry_id for v in met), on)
    offices = offices_of(out, about.actors, day, sources) if about.actors else ()
    positions = position_list(about.person, day, sources) if about.person else ()
    undertakings = _undertakings(found, kept, sources, since)
    agreements = tuple(_lines(found.lists[AGREEMENT], found, kept, sources))
    coming, past = _parted(met, on)
    past_lines = tuple(_lines(past, found, kept, sources))
    coming_lines = tuple(_lines(coming, found, kept, sources))
    events = tuple(_lines(found.lists[EVENT], found, kept, sources))
    rivals = _rivals(found, sources)
    asked_of = _not_told_of(past, past_lines, kept, on)
    return Brief(
        subjects=about.subjects,
        counterpart=about.counterpart,
        since=since,
        on=on,
        as_of=viewer.as_of,
        made=made,
        by=by,
        language=asked.language,
        offices=offices,
        positions=positions,
        undertakings=undertakings,
        agreements=agreements,
        past=past_lines,
        coming=coming_lines,
        events=events,
        rivals=rivals,
        questions=questions(undertakings, asked_of, rivals, offices),
        notes=sources.notes,
        marking=sources.marking,
        limit=out.clearance,
        cut=frozenset(found.cut),
        left_out=kept_back(viewer, out, about.codes, since),
    )


def _about(out: Viewer, asked: Asked, day: str) -> About:
    """Whom a brief is about, as far as `out` may know of them."""
    other = party(out, asked.with_) if asked.with_ else None
    counterpart = subject_of(other) if other else None
    if asked.kind == PERSON:
        person = person_of(out, asked.code)
        subject = person_subject(person, day)
        codes = [subject.acts_for] if subject.acts_for else []
        if other and codes and other.code not in codes:
            codes.append(other.code)
        return About((subject,), counterpart, [], codes, person)
    one = party(out, asked.code)
    if other is None and asked.kind == PAIR:
        raise BriefError(_("A pair has two parties: name the second."), "with_")
    if other is not None and other.code == one.code:
        raise BriefError(_("Choose a counterpart other than the party itself."), "with_")
    codes = [one.code, other.code] if other else [one.code]
    if asked.kind == PAIR and other is not None and counterpart is not None:
        return About((subject_of(one), counterpart), None, [one, other], codes)
    return About((subject_of(one),), counterpart, [one], codes)


def _undertakings(found: Gathered, kept: OnEntries, sources: Sources, since: date) -> tuple[Undertaking, ...]:
    """The commitments of the period, the latest told first, and of those before it what is still open."""
    told = {v.pk: _told(found, v) for v in found.lists[COMMITMENT]}
    latest = sorted(found.lists[COMMITMENT], key=lambda v: (told[v.pk], v.entry_id), reverse=True)
    return tuple(
        undertaking_of(version, found.claims.get(version.entry_id, []), kept, sources)
        for version in latest
        if told[version.pk] >= since.isoformat() or kept.cards[version.entry_id].state in OPEN_STATES
    )


def _told(found: Gathered, version: Version) -> str:
    """The first day on which a commitment was published; where none is known, its own date."""
    days = (c.report.published for c in found.claims.get(version.entry_id, ()) if c.report.published)
    return min(days, default=str(version.first or ""))


def _lines(versions: Sequence[Version], found: Gathered, kept: OnEntries, sources: Sources) -> list[Line]:
    return [
        line_of(v, found.claims.get(v.entry_id, []), sources, status=status_of(v, kept, sources))
        for v in versions
    ]


def _parted(met: Sequence[Version], on: date) -> tuple[list[Version], list[Version]]:
    """Engagements that are to come, the next first and those without a date last; and those past, the latest first."""
    coming = [v for v in met if v.status != "denied" and (v.last >= on if v.last else v.status in AHEAD)]
    ahead = {v.pk for v in coming}
    past = sorted((v for v in met if v.pk not in ahead), key=lambda v: str(v.first or ""), reverse=True)
    return sorted(coming, key=lambda v: (v.first is None, v.first or on, v.pk)), past


def _rivals(found: Gathered, sources: Sources) -> tuple[Rival, ...]:
    """What reports differ on, of all entries that the brief tells of, each once."""
    every = {v.entry_id: v for name in (EVENT, AGREEMENT, COMMITMENT, ENGAGEMENT) for v in found.lists[name]}
    return tuple(r for v in every.values() for r in rivals_of(v, found.claims.get(v.entry_id, []), sources))


def _not_told_of(past: Sequence[Version], lines: Sequence[Line], kept: OnEntries, on: date) -> list[Question]:
    return [
        question
        for version, line in zip(past, lines, strict=True)
        if _planned(kept, version) not in ("held", "cancelled")
        for question in not_told_of(version, line.title, line.notes, on)
    ]


def _planned(kept: OnEntries, version: Version) -> str:
    plan = kept.plans.get(version.entry_id)
    return plan.state if plan else ""

"""Engagements that read like editions of a series: proposed with the reason, laid to it or refused by a person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models.functions import Left

from sarez.desk.accounts.models import User
from sarez.desk.accounts.viewers import Viewer
from sarez.desk.dialogue.engagements.editions import Edition as TitleSays
from sarez.desk.dialogue.engagements.editions import Likeness, edition_in, likeness, searches, told_in
from sarez.desk.dialogue.engagements.numbering import roman
from sarez.desk.dialogue.engagements.plans import values_of
from sarez.desk.dialogue.keeping import begin, floor_of
from sarez.desk.dialogue.models import Plan, Refusal, Series
from sarez.desk.events.apart import kin
from sarez.desk.events.models import ENGAGEMENT, Claim, Version
from sarez.desk.events.wording import party
from sarez.desk.search.newest import newest
from sarez.desk.search.words import Wanted
from sarez.reading.stems import stems

MOST_LIKE = 300
"""Engagements of like words that are compared with a series, the latest first."""
MOST_CLAIMS = 100
MOST_READ = 200_000
"""Letters of a report in which its words are looked for."""
MOST_PROPOSED = 20


@dataclass(frozen=True, slots=True)
class Proposal:
    """An engagement whose title reads like an edition; `beside` is one that has its number already."""

    version: Version
    title: str
    number: int | None
    is_extraordinary: bool
    why: str
    beside: Version | None = None

    @property
    def roman(self) -> str:
        """Its number as editions are numbered."""
        return roman(self.number) if self.number else ""


def proposals(
    series: Series, numbers: Mapping[int, Version], viewer: Viewer
) -> tuple[list[Proposal], list[Proposal]]:
    """The engagements whose titles read like editions, and those of a like name; none that a person has refused.

    `numbers` are the editions that are laid to the series already.
    """
    candidates = _candidates(series, viewer)
    at = kin(v.entry_id for v in candidates)
    refused = {
        at[n]
        for n in Refusal.objects.seen_by(viewer)
        .filter(series=series.number, entry__in=at)
        .values_list("entry", flat=True)
    }
    elsewhere = Plan.objects.seen_by(viewer).filter(entry__in=at, series__isnull=False)
    done = refused | {at[n] for n in elsewhere.values_list("entry", flat=True)}
    open_ = [(v, *_like(series, v)) for v in candidates if v.entry_id not in done]
    fit = [(v, title, like) for v, title, like in open_ if like.is_of][:MOST_PROPOSED]
    near = [(v, title, like) for v, title, like in open_ if like.is_near and not like.is_of][:MOST_PROPOSED]
    words = _words([v.entry_id for v, _title, _like in fit], viewer) if fit else {}
    made = [_proposal(v, t, like, _said(series, t, words.get(v.entry_id, ())), numbers) for v, t, like in fit]
    return made, [_proposal(v, t, like, edition_in(t), {}) for v, t, like in near]


def _candidates(series: Series, viewer: Viewer) -> list[Version]:
    """The engagements that the search finds by the words of the series, the latest first."""
    found: list[int] = []
    for name in (n for title in (series.title, series.title_ru) if title for n in searches(title)):
        groups = [[run for form in forms if (run := stems(form))] for forms in name]
        held = newest(Wanted(groups), viewer, {ENGAGEMENT: MOST_LIKE}) if all(groups) else []
        found += [holding.number for holding in held]
    wanted = Version.objects.seen_by(viewer).filter(kind=ENGAGEMENT, document__in=set(found))
    return list(wanted) if found else []


def _like(series: Series, version: Version) -> tuple[str, Likeness]:
    """The title of an engagement as reports tell it, and how like the series' own it is."""
    title = str(values_of(version).get("title") or "")
    where = [version.place, *([party(version.country)] if version.country else ())]
    found = [likeness(name, title, where) for name in (series.title, series.title_ru) if name and title]
    return title, max(found, key=lambda like: (like.is_of, like.is_near), default=Likeness(False))


def _words(entries: Sequence[int], viewer: Viewer) -> dict[int, list[str]]:
    """The words in which reports tell of these entries: titles on record leave out “fifth” and “seventh”."""
    found: dict[int, list[str]] = {}
    claims = (
        Claim.objects.seen_by(viewer).filter(entry__in=entries).annotate(text=Left("report__text", MOST_READ))
    )
    for entry, evidence, text in claims.values_list("entry", "evidence", "text")[:MOST_CLAIMS]:
        found.setdefault(entry, []).extend(text[start:end] for start, end in evidence)
    return found


def _said(series: Series, title: str, words: Sequence[str]) -> TitleSays:
    """What the title says of the edition; where it tells no number, what the words of the reports agree on."""
    said = edition_in(title)
    if said.number or said.is_extraordinary:
        return said
    told = {t for text in words if (t := told_in(text, series.title)) and (t.number or t.is_extraordinary)}
    ways = {(t.number, t.is_extraordinary) for t in told}
    return told.pop() if len(ways) == 1 else said


def _proposal(
    version: Version, title: str, like: Likeness, said: TitleSays, numbers: Mapping[int, Version]
) -> Proposal:
    beside = numbers.get(said.number) if said.number else None
    return Proposal(version, title, said.number, said.is_extraordinary, like.why, beside)


@transaction.atomic
def refuse(series: Series, entry: int, by: User) -> Refusal:
    """Keep that an engagement is no edition of a series; what stands already stays."""
    there = Refusal.objects.seen_by(Viewer(by.clearance)).filter(entry=entry, series=series.number).first()
    marking = max(floor_of(entry), series.marking)
    return there or begin(Refusal(entry_id=entry, series=series.number, marking=marking), by)

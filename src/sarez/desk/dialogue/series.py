"""A series: its editions in order, what is missing, what each was about and agreed, and what may be editions of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models.functions import Left

from sarez.desk.accounts.models import User
from sarez.desk.accounts.viewers import Viewer
from sarez.desk.dialogue.attendance import Tally, tally
from sarez.desk.dialogue.editions import Edition as TitleSays
from sarez.desk.dialogue.editions import Likeness, edition_in, likeness, searches, told_in
from sarez.desk.dialogue.engagements import (
    State,
    joined_to,
    plan,
    plans_at,
    seen_entries,
    state_of,
    values_of,
)
from sarez.desk.dialogue.gaps import Gap, gaps
from sarez.desk.dialogue.keeping import begin, floor_of
from sarez.desk.dialogue.models import AgendaItem, Attendance, Passage, Plan, Refusal, Series
from sarez.desk.dialogue.models.encounters import AGREED
from sarez.desk.dialogue.numbering import roman
from sarez.desk.events.models import ENGAGEMENT, Claim, Version
from sarez.desk.events.wording import party
from sarez.desk.search.analysis import stems
from sarez.desk.search.newest import newest
from sarez.desk.search.words import Wanted

MOST_LIKE = 300
"""Engagements of like words that are compared with a series, the latest first."""
MOST_CLAIMS = 100
MOST_READ = 200_000
"""Letters of a report in which its words are looked for."""
MOST_PROPOSED = 20
MOST_PASSAGES = 5


@dataclass(slots=True)
class Edition:
    """One edition: the engagement as it stands, what the desk keeps on it, who came, what it agreed."""

    version: Version
    plan: Plan
    state: State
    present: Tally
    issues: Sequence[str] = ()
    agreed: Sequence[Passage] = ()
    more_agreed: int = 0
    commitments: Sequence[Version] = ()

    @property
    def number(self) -> str:
        """Its number as editions are numbered."""
        return roman(self.plan.edition) if self.plan.edition else ""

    @property
    def span(self) -> tuple[date, date] | None:
        """The days it may have been on; None without a date, or where it did not take place."""
        first, last = self.version.first, self.version.last
        is_on = self.state.name in ("held", "planned")
        return (first, last) if is_on and first and last else None


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


@dataclass(slots=True)
class Page:
    """All that the page of a series shows. `rows` are editions and gaps in order; `themes` an issue with its editions."""

    series: Series
    rows: Sequence[Edition | Gap] = ()
    extraordinary: Sequence[Edition] = ()
    undated: int = 0
    columns: Sequence[Edition] = ()
    themes: Sequence[tuple[str, Sequence[bool]]] = ()
    proposals: Sequence[Proposal] = ()
    near: Sequence[Proposal] = ()


def page_of(series: Series, viewer: Viewer, today: date) -> Page:
    """The page of a series as a viewer may see it, told on a day."""
    every = editions(series, viewer)
    ordinary = [e for e in every if not e.plan.is_extraordinary]
    page = Page(series, extraordinary=[e for e in every if e.plan.is_extraordinary])
    missing = gaps(series.cadence, [e.span for e in ordinary if e.span], today)
    page.rows = in_order(ordinary, missing)
    page.undated = sum(e.version.first is None for e in ordinary)
    page.columns = [row for row in in_order(every, ()) if isinstance(row, Edition)]
    page.themes = themes(page.columns)
    page.proposals, page.near = proposals(series, every, viewer)
    return page


def in_order(every: Iterable[Edition], missing: Iterable[Gap]) -> list[Edition | Gap]:
    """Editions and gaps by their dates; what has no date stands by its number at the end."""
    dated = [(e.version.first, e.plan.edition or 0, e) for e in every if e.version.first]
    rows: list[Any] = [*dated, *((gap.first, 0, gap) for gap in missing)]
    rows.sort(key=lambda row: row[:2])
    undated = sorted((e for e in every if not e.version.first), key=lambda e: e.plan.edition or 0)
    return [*(row[2] for row in rows), *undated]


def themes(every: Sequence[Edition]) -> list[tuple[str, list[bool]]]:
    """For each issue, the editions that were about it; the most frequent first."""
    counted: dict[str, int] = {}
    for edition in every:
        for issue in edition.issues:
            counted[issue] = counted.get(issue, 0) + 1
    order = sorted(counted, key=lambda issue: (-counted[issue], issue))
    return [(issue, [issue in e.issues for e in every]) for issue in order]


def editions(series: Series, viewer: Viewer) -> list[Edition]:
    """The editions of a series that a viewer may see."""
    laid, at = _laid([series.number], viewer)
    came, items = _by_entry(Attendance, at, viewer), _by_entry(AgendaItem, at, viewer)
    texts = _by_entry(Passage, at, viewer)
    promised = seen_entries((p.commitment_id for ps in texts.values() for p in ps), viewer)
    return [
        _edition(version, plan_, came.get(n, ()), items.get(n, ()), texts.get(n, ()), promised)
        for n, (version, plan_) in laid.items()
    ]


def _laid(
    numbers: Iterable[int | None], viewer: Viewer
) -> tuple[dict[int, tuple[Version, Plan]], dict[int, int]]:
    """The engagements laid to these series, each with its plan; and all their entries with those that were joined into them."""
    wanted = set(numbers)
    found = Plan.objects.seen_by(viewer).filter(series__in=wanted).values_list("entry", flat=True)
    versions = {v.entry_id: v for v in seen_entries(found, viewer).values()}
    at = joined_to(versions)
    plans = plans_at(at, viewer)
    return {n: (v, plans[n]) for n, v in versions.items() if n in plans and plans[n].series in wanted}, at


def _edition(
    version: Version,
    plan_: Plan,
    came: Sequence[Attendance],
    items: Sequence[AgendaItem],
    texts: Sequence[Passage],
    promised: Mapping[int, Version],
) -> Edition:
    promises = [promised[p.commitment_id] for p in texts if p.commitment_id in promised]
    kept = list({v.entry_id: v for v in promises}.values())
    of_promise = {p.pk for p in texts if p.commitment_id in promised}
    agreed = [p for p in texts if p.wording == AGREED and p.pk not in of_promise]
    told = [*(values_of(version).get("issues") or ()), *(i for item in items for i in item.issues)]
    return Edition(
        version,
        plan_,
        state_of(version, plan_),
        tally(a for a in came if a.state == "present"),
        list(dict.fromkeys(told)),
        agreed[:MOST_PASSAGES],
        max(0, len(agreed) - MOST_PASSAGES),
        kept,
    )


def _by_entry(model: Any, at: Mapping[int, int], viewer: Viewer) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for row in model.objects.seen_by(viewer).filter(entry__in=at):
        found.setdefault(at[row.entry_id], []).append(row)
    return found


def proposals(
    series: Series, laid: Sequence[Edition], viewer: Viewer
) -> tuple[list[Proposal], list[Proposal]]:
    """The engagements whose titles read like editions, and those of a like name; none that a person has refused."""
    candidates = _candidates(series, viewer)
    at = joined_to(v.entry_id for v in candidates)
    refused = {
        at[n]
        for n in Refusal.objects.seen_by(viewer)
        .filter(series=series.number, entry__in=at)
        .values_list("entry", flat=True)
    }
    elsewhere = Plan.objects.seen_by(viewer).filter(entry__in=at, series__isnull=False)
    done = refused | {at[n] for n in elsewhere.values_list("entry", flat=True)}
    numbers = {e.plan.edition: e.version for e in laid if e.plan.edition}
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
def lay(series: Series, entry: int, by: User, *, number: int | None, is_extraordinary: bool) -> Plan:
    """Make an engagement an edition of a series. An extraordinary one has no number."""
    return plan(
        entry,
        by,
        series=series.number,
        edition=None if is_extraordinary else number,
        is_extraordinary=is_extraordinary,
    )


@transaction.atomic
def refuse(series: Series, entry: int, by: User) -> Refusal:
    """Keep that an engagement is no edition of a series; what stands already stays."""
    there = Refusal.objects.seen_by(Viewer(by.clearance)).filter(entry=entry, series=series.number).first()
    marking = max(floor_of(entry), series.marking)
    return there or begin(Refusal(entry_id=entry, series=series.number, marking=marking), by)


@dataclass(slots=True)
class Listed:
    """A series in the list: how many editions a viewer may see, from when to when, and the next one planned."""

    series: Series
    ordinary: int = 0
    extraordinary: int = 0
    first: date | None = None
    last: date | None = None
    next: Version | None = None


def listed(found: Sequence[Series], viewer: Viewer, today: date) -> list[Listed]:
    """Some series with their editions counted."""
    rows = {s.number: Listed(s) for s in found}
    for version, plan_ in _laid(rows, viewer)[0].values():
        _count(rows[plan_.series], version, plan_, today)
    return list(rows.values())


def _count(row: Listed, version: Version, plan_: Plan, today: date) -> None:
    if plan_.is_extraordinary:
        row.extraordinary += 1
    else:
        row.ordinary += 1
    day = version.first
    if day is None or state_of(version, plan_).name in ("cancelled", "denied"):
        return
    if day > today:
        row.next = version if row.next is None or day < row.next.first else row.next
        return
    row.first, row.last = min(row.first or day, day), max(row.last or day, day)

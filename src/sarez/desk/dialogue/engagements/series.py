"""A series: its editions in order, what is missing, what each was about and agreed, and what may be editions of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from sarez.desk.accounts.models import User
from sarez.desk.accounts.viewers import Viewer
from sarez.desk.dialogue.engagements.attendance import Tally, tally
from sarez.desk.dialogue.engagements.gaps import Gap, gaps
from sarez.desk.dialogue.engagements.numbering import roman
from sarez.desk.dialogue.engagements.plans import (
    State,
    plan,
    plans_at,
    seen_entries,
    state_of,
    values_of,
)
from sarez.desk.dialogue.engagements.proposals import Proposal, proposals
from sarez.desk.dialogue.models import AgendaItem, Attendance, Passage, Plan, Series
from sarez.desk.dialogue.models.encounters import AGREED
from sarez.desk.events.apart import kin
from sarez.desk.events.models import Version

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
    numbers = {e.plan.edition: e.version for e in ordinary if e.plan.edition}
    page.proposals, page.near = proposals(series, numbers, viewer)
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
    at = kin(versions)
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

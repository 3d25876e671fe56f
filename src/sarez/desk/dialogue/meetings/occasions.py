"""What has a date, of all that a viewer may see: engagements planned or told of, commitments falling due, next steps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.fields.json import KT

from sarez.desk.accounts.viewers import Viewer
from sarez.desk.dialogue.commitments.cards import following_of, whole_of
from sarez.desk.dialogue.commitments.periods import periods
from sarez.desk.dialogue.engagements.plans import plans_at
from sarez.desk.dialogue.entries import kept_by_entry
from sarez.desk.dialogue.meetings.calendar import DUE, ENGAGEMENT, STEP, Occasion, in_order
from sarez.desk.dialogue.models import Finding, Following, Plan, Step
from sarez.desk.events.apart import ends, kin
from sarez.desk.events.days import span_of
from sarez.desk.events.listing import party_code
from sarez.desk.events.models import COMMITMENT, Facet, Version
from sarez.desk.events.models import ENGAGEMENT as ENGAGEMENTS
from sarez.desk.events.wording import language, title
from sarez.vocabulary.modalities import firm

LONGEST = timedelta(days=366)
"""How long before a span an engagement that reaches into it may have begun: a year is the coarsest date."""
MOST = 2000
_COLUMNS = ("pk", "entry_id", "title", "first", "last", "date", "label", "status", "place", "low", "until")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a calendar shows, as its address says; an empty field asks nothing. `kind` is one of engagement, due or step."""

    party: str = ""
    kind: str = ""
    owner: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Asked:
        """What an address asks."""
        given = {f.name: query.get(f.name, "").replace("\x00", "").strip()[:120] for f in fields(cls)}
        return cls(**(given | {"party": party_code(given["party"])}))

    @property
    def query(self) -> str:
        """The filter as it stands in an address."""
        return urlencode({f.name: value for f in fields(self) if (value := getattr(self, f.name))})

    def __bool__(self) -> bool:
        return any(getattr(self, f.name) for f in fields(self))


@dataclass(frozen=True, slots=True)
class Found:
    """The occasions of a span, in order; `is_cut` where there are more than could be read."""

    occasions: list[Occasion]
    is_cut: bool = False


def occasions(viewer: Viewer, first: date, last: date, asked: Asked | None = None) -> Found:
    """What falls between two days and passes a filter."""
    asked = asked or Asked()
    rows = _engagements(viewer, first, last, asked) if asked.kind not in (DUE, STEP) else []
    moved = _moved(viewer, first, last, asked) if asked.kind not in (DUE, STEP) else []
    due = _commitments(viewer, first, last, asked) if asked.kind in ("", DUE) else []
    steps = _steps(viewer, first, last, asked) if asked.kind in ("", STEP) else []
    every = {row["entry_id"] for row in (*rows, *moved, *due)}
    home = kin(every)
    plans = plans_at(home, viewer) if rows or moved else {}
    followings = kept_by_entry(Following, home, viewer) if due else {}
    findings = kept_by_entry(Finding, home, viewer) if due else {}
    found: dict[tuple[Any, ...], Occasion] = {}
    for row in (*rows, *moved):
        for made in engagement_on(row, plans.get(row["entry_id"])):
            found[made.what, made.entry, made.told] = made
    for row in due:
        number = row["entry_id"]
        for made in _dues(row, followings.get(number, ()), findings.get(number, ()), (first, last)):
            found[made.what, made.entry, made.told] = made
    for made in steps:
        found[made.what, made.entry, made.number] = made
    passing = [o for o in found.values() if o.first <= last and o.last >= first and _is_owned(o, asked.owner)]
    return Found(in_order(passing), len(rows) >= MOST or len(due) >= MOST or len(every) >= MOST)


def engagement_on(row: Mapping[str, Any], plan: Plan | None) -> list[Occasion]:
    """An engagement on its days; a postponed one on the days it was to be, and on those it was moved to."""
    told = row["date"]
    last = max(row["first"], row["last"]) if _is_day(row["until"]) or not row["until"] else row["first"]
    made = Occasion(
        ENGAGEMENT, row["entry_id"], row["pk"], row["title"], row["first"], last, told, row["label"],
        (plan.state if plan else "") or row["status"], row["place"],
        plan.owner if plan else "", max(row["low"], plan.marking if plan else 0), plan is not None,
        plan.starts if plan else None, plan.zone if plan else "",
    )  # fmt: skip
    to = span_of(plan.postponed_to) if plan and plan.state == "postponed" else None
    if plan is None or to is None:
        return [made]
    later = to[0] + (last - row["first"]) if _is_day(plan.postponed_to) else to[1]
    moved = replace(
        made, first=to[0], last=later, told=plan.postponed_to, state="planned", moved_from=told or "–"
    )
    return [made, moved]


def in_words(viewer: Viewer, shown: Iterable[Occasion]) -> dict[int, str]:
    """The titles of these occasions in the language of the page, by version: asked for only where it is another."""
    if language() == "en":
        return {}
    wanted = {occasion.version for occasion in shown}
    return {v.pk: title(v) for v in Version.objects.seen_by(viewer).filter(pk__in=wanted)} if wanted else {}


def rows_of(found: QuerySet[Version]) -> list[dict[str, Any]]:
    """Of versions with a date, what a calendar needs: no more, since a month may hold hundreds."""
    told = found.annotate(until=KT("values__date_end__value")).order_by("first", "entry")
    return [row for row in told.values(*_COLUMNS)[:MOST] if row["first"] is not None]


def period_ends(following: Following, first: date, last: date) -> list[date]:
    """The last days of the periods of a recurring commitment that fall between two days: of months, quarters, half-years
    or years by the calendar, from the one in which it began."""
    if following.since is None:
        return []
    until = min(last, following.until or last)
    every = periods(following.recurrence, following.since, until, last)
    return [p.last for p in every if first <= p.last <= until]


def _engagements(viewer: Viewer, first: date, last: date, asked: Asked) -> list[dict[str, Any]]:
    found = Version.objects.seen_by(viewer).filter(
        kind=ENGAGEMENTS, first__gte=first - LONGEST, first__lte=last, last__gte=first
    )
    if asked.kind and asked.kind != ENGAGEMENT:
        found = found.filter(label=asked.kind)
    if asked.owner:
        found = found.filter(entry__in=_owned(Plan, viewer, asked.owner))
    return rows_of(_with_party(found, asked.party).exclude(status="denied"))


def _moved(viewer: Viewer, first: date, last: date, asked: Asked) -> list[dict[str, Any]]:
    """What was postponed into the span."""
    plans = Plan.objects.seen_by(viewer).filter(
        state="postponed", postponed_to__gte=f"{first.year:04d}", postponed_to__lte=last.isoformat()
    )
    moved = [p.entry_id for p in plans if (to := span_of(p.postponed_to)) and to[1] >= first]
    if not moved:
        return []
    found = Version.objects.seen_by(viewer).filter(entry__in=set(ends(moved).values()))
    if asked.kind and asked.kind != ENGAGEMENT:
        found = found.filter(label=asked.kind)
    return rows_of(_with_party(found, asked.party))


def _commitments(viewer: Viewer, first: date, last: date, asked: Asked) -> list[dict[str, Any]]:
    seen = Version.objects.seen_by(viewer)
    near = Q(first__gte=first - LONGEST, first__lte=last)  # by these an index leads to what is due
    parts = [seen.filter(near, kind=COMMITMENT, date__gt="", last__gte=first, last__lte=last)]
    again = Following.objects.seen_by(viewer).filter(since__lte=last, is_dropped=False).exclude(recurrence="")
    recurring = set(ends(again.values_list("entry", flat=True)).values())
    if recurring:
        parts.append(seen.filter(entry__in=recurring))
    own = _owned(Following, viewer, asked.owner) if asked.owner else None
    rows: dict[int, dict[str, Any]] = {}
    for part in parts:
        kept = part if own is None else part.filter(entry__in=own)
        rows |= {row["entry_id"]: row for row in rows_of(_with_party(kept, asked.party))}
    return list(rows.values())


def _dues(
    row: Mapping[str, Any],
    followings: Sequence[Following],
    findings: Sequence[Finding],
    span: tuple[date, date],
) -> list[Occasion]:
    """When a commitment falls due, if it is followed up; with what a person found to have become of it."""
    is_followed = row["label"] in firm() or any(f.is_raised for f in followings)
    if not is_followed or any(f.is_dropped for f in followings):
        return []
    following, whole = following_of(followings, row["entry_id"]), whole_of(findings)
    made = Occasion(
        DUE, row["entry_id"], row["pk"], row["title"], row["first"], row["last"], row["date"], row["label"],
        whole.outcome if whole else "", "",
        following.owner if following else "", max(row["low"], following.marking if following else 0),
        following is not None,
    )  # fmt: skip
    if following is not None and following.recurrence:
        days = period_ends(following, *span)
        return [
            replace(made, first=day, last=day, told=day.isoformat(), state="", number=int(f"{day:%Y%m%d}"))
            for day in days
        ]
    return [made] if row["date"] else []


def _steps(viewer: Viewer, first: date, last: date, asked: Asked) -> list[Occasion]:
    found = Step.objects.seen_by(viewer).filter(is_done=False, due__gte=first, due__lte=last)
    if asked.owner:
        found = found.filter(owner=asked.owner)
    steps = list(found.order_by("due", "id")[:MOST])
    if not steps:
        return []
    now = ends({step.entry_id for step in steps})
    seen = Version.objects.seen_by(viewer).filter(entry__in=set(now.values()))
    versions = {v.entry_id: v for v in _with_party(seen, asked.party).defer("values")}
    return [
        Occasion(
            STEP, v.entry_id, v.pk, v.title, step.due, step.due, step.due.isoformat(), owner=step.owner,
            marking=max(v.low, step.marking), is_ours=True, text=step.text, number=step.number or 0,
        )
        for step in steps
        if step.due and (v := versions.get(now[step.entry_id]))
    ]  # fmt: skip


def _with_party(found: QuerySet[Version], party: str) -> QuerySet[Version]:
    """Those with a party: asked of each version by itself, for a party may have hundreds of thousands."""
    told = Facet.objects.filter(version=OuterRef("pk"), name="party", value=party)
    return found.filter(Exists(told)) if party else found


def _owned(model: type[Plan] | type[Following], viewer: Viewer, owner: str) -> set[int]:
    """The entries, as they stand now, that someone keeps."""
    own: Any = model.objects.seen_by(viewer).filter(Q(owner=owner))
    return set(ends(own.values_list("entry", flat=True)).values())


def _is_owned(occasion: Occasion, owner: str) -> bool:
    return not owner or occasion.owner == owner


def _is_day(told: str | None) -> bool:
    return bool(told) and len(told or "") == 10

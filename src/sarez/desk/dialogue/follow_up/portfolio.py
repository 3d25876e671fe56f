"""What someone of the desk has taken on: next steps, commitments they follow up, engagements they plan."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Case, Count, Exists, F, IntegerField, OuterRef, Q, Value, When
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sarez.desk.accounts.viewers import Viewer
from sarez.desk.dialogue.commitments.openness import still_open
from sarez.desk.dialogue.entries import at_entry, entries_of, on_seen, versions_at
from sarez.desk.dialogue.follow_up.steps import OVERDUE, Timed, time_of, timed
from sarez.desk.dialogue.models.commitments import Following
from sarez.desk.dialogue.models.encounters import Plan
from sarez.desk.dialogue.models.steps import Step
from sarez.desk.events.models import ENGAGEMENT, Version, VersionQuery
from sarez.desk.pages import Shelf

STEPS, COMMITMENTS, ENGAGEMENTS = "steps", "commitments", "engagements"
KINDS: dict[str, str | Promise] = {
    STEPS: _("Next steps"),
    COMMITMENTS: _("Commitments followed up"),
    ENGAGEMENTS: _("Engagements planned"),
}
FEW, PER_PAGE = 15, 50
AHEAD = ("planned", "called_for", "postponed")
"""States of an engagement that is still to be held."""


@dataclass(frozen=True, slots=True)
class OnEntry:
    """A step with the entry it is on."""

    timed: Timed
    version: Version


@dataclass(frozen=True, slots=True)
class Item:
    """A commitment or an engagement that someone has taken on, and how it stands to a day."""

    version: Version
    time: str
    late: int = 0


@dataclass(slots=True)
class Part:
    """One kind of what someone has taken on: a page of it, and how many there are."""

    kind: str
    label: str | Promise
    page: Any
    rows: list[Any] = field(default_factory=list)

    @property
    def has_more(self) -> bool:
        """Whether there is more than is shown."""
        return bool(self.page.paginator.count > len(self.rows) and self.page.paginator.per_page == FEW)


@dataclass(frozen=True, slots=True)
class Load:
    """How much someone has taken on, as far as the viewer may see."""

    name: str
    steps: int = 0
    late: int = 0
    commitments: int = 0
    engagements: int = 0

    @property
    def total(self) -> int:
        """All of it."""
        return self.steps + self.commitments + self.engagements


def portfolio(viewer: Viewer, owner: str, on: date, *, only: str = "", page: str | None = None) -> list[Part]:
    """What someone has taken on, the most pressing first: a few of each kind, or a page of one kind alone."""
    wanted = [only] if only in KINDS else list(KINDS)
    per_page = PER_PAGE if only in KINDS else FEW
    found = []
    for kind in wanted:
        shelf = Shelf(_ROWS[kind](viewer, owner, on), per_page)
        found.append(Part(kind, KINDS[kind], shelf.get_page(page)))
    _tell(found, viewer, on)
    return found


def open_steps(viewer: Viewer, owner: str | None = None) -> Any:
    """The steps that are to be done, of one person or of all, by their dates; the undated last."""
    rows = on_seen(Step.objects.seen_by(viewer).filter(is_done=False), viewer)
    if owner is not None:
        rows = rows.filter(owner=owner)
    return rows.order_by(F("due").asc(nulls_last=True), "pk")


def followed_by(viewer: Viewer, owner: str) -> VersionQuery:
    """The open commitments that someone follows up, by the day they are due; those without one last."""
    own = Following.objects.seen_by(viewer).filter(owner=owner)
    return still_open(viewer).filter(entry__in=entries_of(own))


def planned_by(viewer: Viewer, owner: str | None = None) -> VersionQuery:
    """The engagements that the desk plans and that are not held or called off yet, of one person or of all."""
    plans = Plan.objects.seen_by(viewer)
    stated = entries_of(plans.exclude(state=""))
    own = plans if owner is None else plans.filter(owner=owner)
    to_come = Q(entry__in=entries_of(plans.filter(state__in=AHEAD))) | (
        Q(status__in=AHEAD) & ~Q(entry__in=stated)
    )
    return Version.objects.seen_by(viewer).filter(to_come, kind=ENGAGEMENT, entry__in=entries_of(own))


def loads(viewer: Viewer, on: date) -> list[Load]:
    """How much each person has taken on, as far as the viewer may see; in the order of names, nobody ("") last."""
    steps = open_steps(viewer).order_by().values("owner")
    told = steps.annotate(n=Count("pk"), late=Count("pk", filter=Q(due__lt=on)))
    by_name: dict[str, dict[str, int]] = {}
    for row in told:
        by_name.setdefault(row["owner"], {}).update(steps=row["n"], late=row["late"])
    for kind, model, seen in (
        (COMMITMENTS, Following, still_open(viewer)),
        (ENGAGEMENTS, Plan, planned_by(viewer)),
    ):
        rows = model.objects.seen_by(viewer).exclude(owner="").annotate(at=at_entry())
        held = rows.filter(Exists(seen.filter(entry=OuterRef("at")).order_by())).order_by()
        for name, n in held.values_list("owner").annotate(n=Count("at", distinct=True)):
            by_name.setdefault(name, {})[kind] = n
    return sorted((Load(name, **n) for name, n in by_name.items()), key=lambda one: (not one.name, one.name))


def item(version: Version, on: date) -> Item:
    """A commitment or an engagement as it stands on a day; one without a day of its own is undated."""
    day = version.last if version.date else None
    time = time_of(day, on)
    return Item(version, time, (on - day).days if day and time == OVERDUE else 0)


def _steps(viewer: Viewer, owner: str, on: date) -> Any:
    return open_steps(viewer, owner)


def _commitments(viewer: Viewer, owner: str, on: date) -> Any:
    return _dated_first(followed_by(viewer, owner)).order_by("has_no_day", "last", "entry")


def _engagements(viewer: Viewer, owner: str, on: date) -> Any:
    return _dated_first(planned_by(viewer, owner)).order_by("has_no_day", "last", "entry")


_ROWS = {STEPS: _steps, COMMITMENTS: _commitments, ENGAGEMENTS: _engagements}


def _dated_first(found: VersionQuery) -> VersionQuery:
    has_no_day = Case(When(date="", then=Value(1)), default=Value(0), output_field=IntegerField())
    return found.annotate(has_no_day=has_no_day)


def _tell(parts: Iterable[Part], viewer: Viewer, on: date) -> None:
    """Give each page its rows; the entries that steps are on are asked for once."""
    for part in parts:
        if part.kind != STEPS:
            part.rows = [item(version, on) for version in part.page.object_list]
            continue
        steps = list(part.page.object_list)
        on_them = versions_at(viewer, (step.at for step in steps))
        part.rows = [OnEntry(timed(s, on), on_them[s.at]) for s in steps if s.at in on_them]

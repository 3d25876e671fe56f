"""What the first page calls out for: warnings that did not come, that nobody answered, that wait to be issued."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import BooleanField, Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from sarez.desk.accounts.viewers import Viewer
from sarez.desk.warnings.clock.standing import Next, next_of, open_warnings
from sarez.desk.warnings.issuing.drafts import waiting
from sarez.desk.warnings.models import Delivery, Turn, Warning
from sarez.desk.warnings.models.recipients import TROUBLED
from sarez.desk.warnings.models.turns import ACKNOWLEDGED, DECIDED

MOST, FEW = 500, 6
TOLD = (
    "number", "unit", "issue", "level", "first", "last", "probability", "rationale", "marking", "is_exercise", "known_from",
    "expires",
)  # fmt: skip
"""What a card shows of a warning; a proposal has the same."""


@dataclass(frozen=True, slots=True)
class Lead:
    """An open warning as a card shows it: what is next, by when, and how many sendings are in trouble."""

    warning: Warning
    next: Next
    troubled: int
    now: datetime

    @property
    def due(self) -> datetime | None:
        """By when the next thing is to happen."""
        return self.next.due

    @property
    def waits_for(self) -> str:
        """What is to happen next."""
        return self.next.deed

    @property
    def is_overdue(self) -> bool:
        """Whether that is late."""
        return self.due is not None and self.due <= self.now

    @property
    def is_loud(self) -> bool:
        """Whether the page is to call out for it."""
        return self.is_overdue or self.troubled > 0


@dataclass(slots=True)
class Due:
    """The open warnings, the loud ones first, and how many proposals wait."""

    now: datetime
    open: list[Lead] = field(default_factory=list)
    proposed: int = 0

    @property
    def loud(self) -> list[Lead]:
        """Those that are late or did not come."""
        return [lead for lead in self.open if lead.is_loud]

    @property
    def few(self) -> list[Lead]:
        """The loud ones and those due first, up to a few; of loud ones twice as many."""
        return self.open[: max(FEW, min(len(self.loud), 2 * FEW))]

    @property
    def more(self) -> int:
        """How many open ones are not shown."""
        return len(self.open) - len(self.few)

    def __bool__(self) -> bool:
        return bool(self.open or self.proposed)


def due_of(viewer: Viewer, now: datetime) -> Due:
    """What a viewer is to be told of warnings, in one query: the page has many others."""
    moment = viewer.as_of or now
    found = Due(moment)
    rows = _open(viewer, moment).union(_proposed(viewer), all=True).order_by("waits", "-known_from")[:MOST]
    for *told, acknowledged, decided, troubled, waits in rows:
        if waits:
            found.proposed += 1
            continue
        warning = Warning(**dict(zip(TOLD, told, strict=True)))
        found.open.append(Lead(warning, next_of(warning, acknowledged, decided), troubled, moment))
    found.open.sort(key=lambda lead: (not lead.is_loud, lead.due))
    return found


def _open(viewer: Viewer, moment: datetime) -> QuerySet[Warning, Any]:
    turns = Turn.objects.seen_by(viewer).filter(warning=OuterRef("number")).order_by()
    sendings = Delivery.objects.filter(warning=OuterRef("number"), state__in=TROUBLED).order_by()
    if viewer.as_of is not None:
        sendings = sendings.filter(Q(sent=None) | Q(sent__gt=moment), tried__lte=moment)
    troubled = sendings.values("warning").annotate(n=Count("pk")).values("n")
    return (
        open_warnings(viewer)
        .order_by()
        .annotate(
            acknowledged=Exists(turns.filter(kind=ACKNOWLEDGED)),
            decided=Exists(turns.filter(kind=DECIDED)),
            troubled=Coalesce(Subquery(troubled, output_field=IntegerField()), 0),
            waits=Value(False, BooleanField()),
        )
        .values_list(*TOLD, "acknowledged", "decided", "troubled", "waits")
    )


def _proposed(viewer: Viewer) -> QuerySet[Any, Any]:
    return (
        waiting(viewer)
        .order_by()
        .annotate(
            acknowledged=Value(False, BooleanField()),
            decided=Value(False, BooleanField()),
            troubled=Value(0, IntegerField()),
            waits=Value(True, BooleanField()),
        )
        .values_list(*TOLD, "acknowledged", "decided", "troubled", "waits")
    )

"""Warnings as they stand at a moment: their turns, their deliveries, what took their place, and what is due."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from sarez.desk.accounts.viewers import Viewer
from sarez.desk.warnings.levels import within
from sarez.desk.warnings.models import Content, Delivery, Turn, Warning
from sarez.desk.warnings.models.recipients import OVERTAKEN, QUEUED, SENT, TROUBLED
from sarez.desk.warnings.models.turns import ACKNOWLEDGED, ACTED, CLOSED, DECIDED
from sarez.desk.warnings.models.warnings import CANCEL

WORKED = (ACKNOWLEDGED, DECIDED, ACTED, CLOSED)
SUPERSEDED = "superseded"


@dataclass(frozen=True, slots=True)
class Next:
    """What is to be done about a warning next (`deed`: acknowledge, decide or close), and by when."""

    deed: str
    due: datetime | None


def next_of(warning: Content, is_acknowledged: bool, is_decided: bool) -> Next:
    """What is next for an open warning, by the hours of its level."""
    if not is_acknowledged:
        return Next("acknowledge", warning.known_from + within(warning.level, "acknowledge"))
    if not is_decided:
        return Next("decide", warning.known_from + within(warning.level, "decide"))
    return Next("close", warning.expires)


@dataclass(slots=True)
class Standing:
    """A warning with what was done about it, as one viewer may see it at `now`."""

    warning: Warning
    now: datetime
    turns: list[Turn] = field(default_factory=list)
    deliveries: list[Delivery] = field(default_factory=list)
    later: Warning | None = None

    def of(self, kind: str) -> list[Turn]:
        """Its turns of a kind, in their order."""
        return [turn for turn in self.turns if turn.kind == kind]

    def first(self, kind: str) -> Turn | None:
        """The first turn of a kind."""
        return next((turn for turn in self.turns if turn.kind == kind), None)

    @property
    def closing(self) -> Turn | None:
        """The turn that closed it, with what came of it."""
        return self.first(CLOSED)

    @property
    def state(self) -> str:
        """The furthest it has come: issued, acknowledged, decided, acted, closed; cancel, or superseded."""
        if self.later is not None:
            return SUPERSEDED
        if self.warning.kind == CANCEL:
            return CANCEL
        return next((kind for kind in reversed(WORKED) if self.first(kind)), "issued")

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done about it."""
        return self.state not in (SUPERSEDED, CANCEL, CLOSED)

    @property
    def is_expired(self) -> bool:
        """Whether its time is over."""
        return self.warning.expires <= self.now

    @property
    def acknowledge_by(self) -> datetime:
        """By when someone is to acknowledge it."""
        return self.warning.known_from + within(self.warning.level, "acknowledge")

    @property
    def decide_by(self) -> datetime:
        """By when someone is to decide on it."""
        return self.warning.known_from + within(self.warning.level, "decide")

    @property
    def next(self) -> Next:
        """What is to happen next, and by when."""
        if not self.is_open:
            return Next("", None)
        return next_of(self.warning, bool(self.first(ACKNOWLEDGED)), bool(self.first(DECIDED)))

    @property
    def due(self) -> datetime | None:
        """By when the next thing is to happen; None where nothing has a time."""
        return self.next.due

    @property
    def waits_for(self) -> str:
        """What is to happen next: acknowledge, decide or close; empty where nothing is."""
        return self.next.deed

    @property
    def is_overdue(self) -> bool:
        """Whether the next thing is late."""
        return self.due is not None and self.due <= self.now

    @property
    def undelivered(self) -> list[Delivery]:
        """Its sendings in trouble, and those that should have gone long ago."""
        return [d for d in self.deliveries if d.state in TROUBLED]

    @property
    def troubled(self) -> int:
        """How many of its sendings are in trouble."""
        return len(self.undelivered)

    @property
    def sent(self) -> list[Delivery]:
        """Its sendings that came."""
        return [d for d in self.deliveries if d.state == SENT]

    @property
    def wanted(self) -> list[Delivery]:
        """All its sendings but those that an update overtook."""
        return [d for d in self.deliveries if d.state != OVERTAKEN]

    @property
    def is_loud(self) -> bool:
        """Whether the first page is to call out for it."""
        return bool(self.is_overdue or (self.undelivered and self.later is None))


def stand(warnings: Iterable[Warning], viewer: Viewer, now: datetime) -> list[Standing]:
    """These warnings as they stand for a viewer: three queries for any number."""
    moment = viewer.as_of or now
    found = {w.number or 0: Standing(w, moment) for w in warnings}
    if not found:
        return []
    for turn in Turn.objects.seen_by(viewer).filter(warning__in=found).select_related("entry"):
        found[turn.warning].turns.append(turn)
    for delivery in Delivery.objects.filter(
        warning__in=found, marking__lte=viewer.clearance, made__lte=moment
    ):
        found[delivery.warning].deliveries.append(_as_of(delivery, viewer))
    for later in Warning.objects.seen_by(viewer).filter(supersedes__in=found):
        found[later.supersedes or 0].later = later
    return list(found.values())


def _as_of(delivery: Delivery, viewer: Viewer) -> Delivery:
    """A sending as it stood at the moment asked about, as far as its times tell."""
    if viewer.as_of is None:
        return delivery
    if delivery.sent is not None and delivery.sent > viewer.as_of:
        delivery.state, delivery.sent, delivery.problem = QUEUED, None, ""
    if delivery.tried is not None and delivery.tried > viewer.as_of:
        delivery.state, delivery.problem = QUEUED, ""
    return delivery


def open_warnings(viewer: Viewer) -> QuerySet[Warning]:
    """Those that stand for a viewer and are neither closed, cancelled nor superseded; the latest first."""
    return _standing(viewer).exclude(kind=CANCEL).filter(~_closed(viewer))


def closed_warnings(viewer: Viewer) -> QuerySet[Warning]:
    """Those that are closed, or are a cancellation; the latest first."""
    return _standing(viewer).filter(Q(kind=CANCEL) | _closed(viewer))


def _standing(viewer: Viewer) -> QuerySet[Warning]:
    later = Warning.objects.seen_by(viewer).filter(supersedes=OuterRef("number")).order_by()
    return Warning.objects.seen_by(viewer).filter(~Exists(later))


def _closed(viewer: Viewer) -> Exists:
    turns = Turn.objects.seen_by(viewer).filter(warning=OuterRef("number"), kind=CLOSED)
    return Exists(turns.order_by())


def chain_of(warning: Warning, viewer: Viewer) -> list[Warning]:
    """All warnings that took each other's place, the first first, as far as the viewer may see them."""
    return list(Warning.objects.seen_by(viewer).filter(chain=warning.chain).order_by("id"))


def by_due(standings: Sequence[Standing]) -> list[Standing]:
    """The loud ones first, then what is due first."""
    return sorted(standings, key=lambda s: (not s.is_loud, s.due or s.warning.expires))

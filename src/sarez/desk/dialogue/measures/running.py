"""Acts under measures as they stand for a viewer, and the clocks that run: what is overdue, what comes next."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from typing import TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.db.models import F, Q, QuerySet

from sarez.desk.accounts.viewers import Viewer
from sarez.desk.actors.canonical import canonical
from sarez.desk.actors.models import Actor
from sarez.desk.dialogue.measures.catalogue import measure_called, measures
from sarez.desk.dialogue.measures.clocks import Began, Due, Told, agreed, dues, next_of, with_deadline
from sarez.desk.dialogue.models.measures import OPEN, Act, Answer, Arrangement, told_parties
from sarez.desk.events.wording import language
from sarez.vocabulary.measures import Catalogue, Clock, Measure, Span

Row = TypeVar("Row", Act, Arrangement)
MOST = 1000
"""Acts that are looked through for clocks that run, the latest begun first."""


@dataclass(frozen=True, slots=True)
class Standing:
    """An act as it stands at a moment: its measure, every step, and the one that is due first."""

    act: Act
    measure: Measure
    dues: tuple[Due, ...] = ()
    next: Due | None = None
    answers: tuple[Answer, ...] = ()
    arrangement: Arrangement | None = None

    @property
    def is_overdue(self) -> bool:
        """Whether a step's time has passed and nothing was told."""
        return any(due.is_overdue for due in self.dues)

    @property
    def label(self) -> str:
        """What its measure is called in the language of the page."""
        return self.measure.label.told(language())

    @property
    def zone(self) -> tzinfo:
        """Where its days are counted."""
        return zone_of(self.act.zone)


@dataclass(slots=True)
class Running:
    """The open acts a viewer may see: those with a step overdue, the longest first; those due, the next first; the others.

    `is_cut` where there are more open acts than were looked through.
    """

    moment: datetime
    overdue: list[Standing] = field(default_factory=list)
    coming: list[Standing] = field(default_factory=list)
    quiet: list[Standing] = field(default_factory=list)
    is_cut: bool = False

    def __bool__(self) -> bool:
        return bool(self.overdue or self.coming or self.quiet)


def running(viewer: Viewer, now: datetime) -> Running:
    """The clocks that run for a viewer, now or as of the day asked about: three queries, whatever is on record."""
    acts = list(latest(Act.objects.seen_by(viewer).filter(state=OPEN))[: MOST + 1])
    found = Running(moment_of(viewer, now), is_cut=len(acts) > MOST)
    for standing in stand(acts[:MOST], viewer, now):
        if standing.is_overdue:
            found.overdue.append(standing)
        elif standing.next:
            found.coming.append(standing)
        else:
            found.quiet.append(standing)
    for group in (found.overdue, found.coming):
        group.sort(key=lambda s: s.next.due if s.next and s.next.due else found.moment)
    return found


def stand(acts: Sequence[Act], viewer: Viewer, now: datetime) -> list[Standing]:
    """Acts as they stand for a viewer, in their order."""
    if not acts:
        return []
    moment, catalogue = moment_of(viewer, now), measures()
    answers: dict[int, list[Answer]] = {}
    told_of = Answer.objects.seen_by(viewer).filter(act__in=[a.number for a in acts])
    for answer in told_of.select_related("report__source"):
        answers.setdefault(answer.act, []).append(answer)
    wanted = {a.arrangement for a in acts if a.arrangement}
    agreed_ = Arrangement.objects.seen_by(viewer).filter(number__in=wanted) if wanted else ()
    own = {a.number: a for a in agreed_}
    found = []
    for act in acts:
        told = [a for a in answers.get(act.number or 0, []) if a.at <= moment]
        arrangement = own.get(act.arrangement)
        measure = measure_called(act.measure)
        each = tuple(
            dues(clocks_of(act, measure, arrangement, catalogue), began_of(act), _told(told), moment)
        )
        found.append(Standing(act, measure, each, next_of(each), tuple(told), arrangement))
    return found


def clocks_of(
    act: Act, measure: Measure, arrangement: Arrangement | None, catalogue: Catalogue
) -> Sequence[Clock]:
    """The steps of an act: those of its measure, with what its parties agreed and what it asks for itself."""
    found: Sequence[Clock] = measure.clocks
    if arrangement is not None:
        found = agreed(found, spans_of(arrangement), catalogue.steps)
    return with_deadline(found, catalogue.steps) if act.reply_by else found


def spans_of(arrangement: Arrangement) -> dict[str, Span]:
    """What an arrangement sets for each step."""
    return {step: Span(int(count), str(unit)) for step, (count, unit) in arrangement.clocks.items()}


def began_of(act: Act) -> Began:
    """How an act began, for its clocks."""
    return Began(
        started=act.started_at,
        zone=zone_of(act.zone),
        happens=act.happens_at,
        year=act.year,
        reply_by=act.reply_by,
        asked=tuple(act.to_parties),
        is_over=act.state != OPEN,
    )


def latest(acts: QuerySet[Act]) -> QuerySet[Act]:
    """Acts with those still to be given first, then the latest begun."""
    return acts.order_by(F("started_at").desc(nulls_first=True), "-number")


def between(rows: QuerySet[Row], *codes: str) -> QuerySet[Row]:
    """Rows kept between all of these parties."""
    for code in codes:
        held = Q()
        for name in _every_code(code):
            held |= Q(parties__contains=told_parties([name]))
        rows = rows.filter(held)
    return rows


def moment_of(viewer: Viewer, now: datetime) -> datetime:
    """The moment at which clocks are read: the end of the day asked about, never later than now."""
    return min(viewer.as_of, now) if viewer.as_of else now


def zone_of(name: str) -> tzinfo:
    """A time zone by its IANA name; UTC for one this machine does not know."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return UTC


def _every_code(code: str) -> list[str]:
    """The code that stands for a party, and those of the actors that were joined into it since acts named them."""
    stands = canonical(code)
    joined = Actor.objects.filter(joined_into__isnull=False).order_by().values_list("code", flat=True)
    return [stands, *(c for c in joined if c != stands and canonical(c) == stands)]


def _told(answers: Iterable[Answer]) -> list[Told]:
    return [Told(a.step, a.at, a.party) for a in answers if a.step]

"""The clocks of an act: what is due by when, from the catalogue and what was told. The moment is passed in, never read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from sarez.vocabulary.measures import START, Clock, Span, Words

WAITING, OPEN, RUNNING, OVERDUE = "waiting", "open", "running", "overdue"
DONE, LATE, EARLY, STOPPED = "done", "late", "early", "stopped"
REPLY = "reply"
_LAST = time(23, 59, 59)


@dataclass(frozen=True, slots=True)
class Began:
    """How an act began: when (None: not yet), what it announces for when, of which year's round, by when it wants a reply.

    `asked` are those it went to. Where `is_over` nothing is waited for any more.
    """

    started: datetime | None
    zone: tzinfo = UTC
    happens: datetime | None = None
    year: int | None = None
    reply_by: datetime | None = None
    asked: tuple[str, ...] = ()
    is_over: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """A step that was taken: when, and by whom where that is known."""

    step: str
    at: datetime
    party: str = ""


@dataclass(frozen=True, slots=True)
class Due:
    """A step of an act: when it is due (None: at no set time), when it was taken, and how it stands.

    `party` is whose step it is where each of several has one of their own.
    """

    clock: Clock
    state: str
    due: datetime | None = None
    done: datetime | None = None
    earliest: datetime | None = None
    party: str = ""

    @property
    def is_overdue(self) -> bool:
        """Whether its time has passed and nothing was told."""
        return self.state == OVERDUE

    @property
    def is_running(self) -> bool:
        """Whether it is waited for by a set time, past or to come."""
        return self.state in (RUNNING, OVERDUE)


def dues(clocks: Sequence[Clock], began: Began, told: Iterable[Told], now: datetime) -> list[Due]:
    """Every step of an act as it stands at a moment, in the order of its clocks."""
    known = sorted((t for t in told if t.at <= now), key=lambda t: t.at)
    started = began.started if began.started and began.started <= now else None
    taken = {START: started} | {t.step: t.at for t in reversed(known)}
    found = []
    for clock in clocks:
        each = began.asked if clock.by == "to" and len(began.asked) > 1 else ("",)
        for party in each:
            own = [t for t in known if t.step == clock.name and party in ("", t.party)]
            done = started if clock.is_of_act else (own[0].at if own else None)
            found.append(_due(clock, began, taken.get(clock.of), done, party, now))
    return found


def next_of(found: Iterable[Due]) -> Due | None:
    """The step that is due first of those waited for by a set time."""
    running = [d for d in found if d.is_running and d.due]
    return min(running, key=lambda d: d.due or datetime.max.replace(tzinfo=UTC), default=None)


def agreed(
    clocks: Sequence[Clock], own: Mapping[str, Span], labels: Mapping[str, Words]
) -> tuple[Clock, ...]:
    """The clocks with what the parties agreed between them in the place of what the source sets.

    For the act itself a span is how long before; for any other step how long after what it is counted from.
    """
    found = [_with(clock, own[clock.name]) if clock.name in own else clock for clock in clocks]
    known = {clock.name for clock in clocks}
    more = [_with(Clock(n, labels.get(n, Words(n))), span) for n, span in own.items() if n not in known]
    return (*(c for c in more if c.is_of_act), *found, *(c for c in more if not c.is_of_act))


def with_deadline(clocks: Sequence[Clock], labels: Mapping[str, Words]) -> tuple[Clock, ...]:
    """The clocks with a reply among them, for an act that asks for one by a day of its own."""
    if any(clock.name == REPLY for clock in clocks):
        return tuple(clocks)
    return (*clocks, Clock(REPLY, labels.get(REPLY, Words("Reply", "Ответ")), by="to"))


def after(start: datetime, span: Span, zone: tzinfo) -> datetime:
    """So long after a moment: hours to the minute, days and months to the end of the last day where it happened."""
    if span.unit == "hours":
        return start.astimezone(UTC) + timedelta(hours=span.count)
    return datetime.combine(_moved(start.astimezone(zone).date(), span.count, span.unit), _LAST, zone)


def before(start: datetime, span: Span, zone: tzinfo) -> datetime:
    """So long before a moment; of days and months the end of the last day on which it is still in time."""
    return after(start, replace(span, count=-span.count), zone)


def _with(clock: Clock, span: Span) -> Clock:
    if clock.is_of_act:
        return replace(clock, before=span, yearly="")
    return replace(clock, within=span)


def _due(
    clock: Clock, began: Began, since: datetime | None, done: datetime | None, party: str, now: datetime
) -> Due:
    due, earliest = _time_of(clock, began, since), None
    if clock.earliest and since:
        earliest = _not_before(since, clock.earliest, began.zone)
    state = _state(clock, began, since, due, earliest, done, now)
    return Due(clock, state, due, done, earliest, party)


def _time_of(clock: Clock, began: Began, since: datetime | None) -> datetime | None:
    if clock.before:
        return before(began.happens, clock.before, began.zone) if began.happens else None
    if clock.yearly:
        year = began.year or (began.started.astimezone(began.zone).year if began.started else None)
        return _day_of(year, clock.yearly, began.zone) if year else None
    if clock.name == REPLY and began.reply_by and since:
        return began.reply_by
    return after(since, clock.within, began.zone) if clock.within and since else None


def _state(
    clock: Clock,
    began: Began,
    since: datetime | None,
    due: datetime | None,
    earliest: datetime | None,
    done: datetime | None,
    now: datetime,
) -> str:
    if done is not None:
        if due is not None and done > due:
            return LATE
        return EARLY if earliest is not None and done < earliest else DONE
    if began.is_over:
        return STOPPED
    if not clock.is_of_act and since is None:
        return WAITING
    if due is None:
        return OPEN
    return OVERDUE if now > due else RUNNING


def _not_before(since: datetime, span: Span, zone: tzinfo) -> datetime:
    found = after(since, span, zone)
    return found if span.unit == "hours" else datetime.combine(found.date(), time.min, zone)


def _day_of(year: int, day: str, zone: tzinfo) -> datetime:
    month, number = (int(part) for part in day.split("-"))
    first = date(year, month, 1)
    return datetime.combine(min(date(year, month, 1) + timedelta(number - 1), _end(first)), _LAST, zone)


def _moved(day: date, count: int, unit: str) -> date:
    if unit == "days":
        return day + timedelta(days=count)
    months = day.year * 12 + day.month - 1 + count
    first = date(months // 12, months % 12 + 1, 1)
    return min(first + timedelta(day.day - 1), _end(first))


def _end(first: date) -> date:
    """The last day of the month that begins so."""
    return (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)

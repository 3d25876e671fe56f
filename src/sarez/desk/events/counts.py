"""How many events of which kind, by week, month or year. A period with no reports has no data, not zero."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from django.db.models import CharField, Count, Exists, F, Func, Q, QuerySet, Sum
from django.utils import timezone

from sarez.desk.accounts.viewers import Viewer
from sarez.desk.actors.counting import kept
from sarez.desk.events.indexes import LATEST
from sarez.desk.events.listing import LONGEST, Filter, facets, versions
from sarez.desk.events.models import Facet, VersionQuery
from sarez.desk.events.spans import STEPS, Span, cut, place_of, step_for
from sarez.desk.reports.models import Report
from sarez.vocabulary.issues import load_issues

USUAL = 730  # days shown where the filter names none
MOST = 160  # periods of one chart


@dataclass(slots=True)
class Period:
    """What was counted in one week, month or year; `is_silent` where the desk has no report published in it."""

    span: Span
    quads: Counter[str] = field(default_factory=Counter)
    issues: Counter[str] = field(default_factory=Counter)
    killed: int = 0
    is_silent: bool = False

    @property
    def total(self) -> int:
        """All events in it."""
        return self.quads.total()


@dataclass(frozen=True, slots=True)
class Counts:
    """Periods in order of time, the step between them, and how many events have no date fine enough for it."""

    periods: list[Period]
    step: str
    left_out: int = 0

    @property
    def total(self) -> int:
        """All events counted."""
        return sum(period.total for period in self.periods)

    @property
    def issues(self) -> list[str]:
        """The issues met, the most frequent first."""
        every: Counter[str] = Counter()
        for period in self.periods:
            every.update(period.issues)
        return [issue for issue, _n in every.most_common()]


def happened(viewer: Viewer, asked: Filter) -> VersionQuery:
    """The events that count: those said to have occurred, unless the filter asks for another status."""
    return versions("event", viewer, counting(asked))


def counting(asked: Filter) -> Filter:
    """A filter that lets pass what occurred, unless it asks for another status."""
    return asked if asked.status else replace(asked, status="occurred")


def counts(viewer: Viewer, asked: Filter, *, step: str = "", with_issues: bool = False) -> Counts:
    """Events by quad class (and issue) in each period that the filter names, else in the last two years on record."""
    name = f"events {asked.query} {step} {with_issues}"
    return kept(viewer, name, lambda: _counts(viewer, asked, step, with_issues))


def _counts(viewer: Viewer, asked: Filter, step: str, with_issues: bool) -> Counts:
    events = happened(viewer, asked).order_by()
    whole = span_of_filter(events, asked, viewer)
    if whole is None:
        return Counts([], step or "month")
    step = step if step in STEPS and len(cut(whole, step)) <= MOST else step_for(whole)
    periods = [Period(span) for span in cut(whole, step)]
    spans = [period.span for period in periods]
    start = spans[0].first - LONGEST
    events = events.filter(first__gte=start, last__gte=spans[0].first, first__lte=spans[-1].last)
    left_out = 0
    for first, last, quad, n, killed in events.values_list("first", "last", "quad").annotate(
        Count("pk"), Sum("killed")
    ):
        at = place_of(first, last, spans)
        if at is None:
            left_out += n
            continue
        periods[at].quads[quad] += n
        periods[at].killed += killed or 0
    if with_issues:
        _count_issues(viewer, asked, periods, spans, step)
    _find_silence(viewer, periods)
    return Counts(periods, step, left_out)


def span_of_filter(events: VersionQuery, asked: Filter, viewer: Viewer) -> Span | None:
    """The days to count in: those of the filter, else the two years up to the last event; None where there is none."""
    today = (viewer.as_of or timezone.now()).date()
    until = date.fromisoformat(asked.until) if asked.until else None
    if until is None:
        until = events.filter(first__lte=today).order_by(LATEST).values_list("first", flat=True).first()
    if until is None:
        return None
    since = date.fromisoformat(asked.since) if asked.since else until - timedelta(days=USUAL)
    if since > until:
        return None
    return Span(max(since, date(1900, 1, 1), until - timedelta(days=365 * MOST)), until)


class _Start(Func):
    """The first letters of a day: its month, `2024-05`, or its year."""

    output_field = CharField()
    template = "substr(%(expressions)s, 1, %(letters)d)"

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        return self.as_sql(compiler, connection, template="substr((%(expressions)s)::text, 1, %(letters)d)")


def _count_issues(
    viewer: Viewer, asked: Filter, periods: Sequence[Period], spans: Sequence[Span], step: str
) -> None:
    """The issues of the events in these periods, by rows that an index holds in the order of issue and month."""
    first, last = (day.isoformat()[:7] for day in (spans[0].first, spans[-1].last))
    told = facets("event", viewer, counting(asked), "issue").filter(
        value__in=list(load_issues().by_name), month__gte=first, month__lte=last
    )
    for begin, end, issue, n in _by_period(told.order_by(), step):
        at = place_of(begin, end, spans)
        if at is not None:
            periods[at].issues[issue] += n


def _by_period(told: QuerySet[Facet], step: str) -> Iterator[tuple[date, date, str, int]]:
    """First and last day, issue and how many; by days only for weeks, since by months they are a thirtieth of the rows."""
    if step == "week":
        yield from told.values_list("first", "last", "value").annotate(n=Count("*"))
        return
    letters = 4 if step == "year" else 7
    ends = told.alias(
        begin=_Start("month", letters=letters), end=_Start("last", letters=letters)
    ).values_list("month", "value")
    for month, issue, n in ends.annotate(n=Count("kind", filter=Q(begin=F("end")))):
        day = date.fromisoformat(f"{month}-01")
        yield day, day, issue, n


def _find_silence(viewer: Viewer, periods: Sequence[Period]) -> None:
    """Tell the empty periods in which something was published from those of which nothing is known, in one query."""
    empty = [p for p in periods if not p.total]
    seen = Report.objects.seen_by(viewer)
    asked = {
        f"period_{n}": Exists(seen.filter(day__gte=p.span.first, day__lte=p.span.last))
        for n, p in enumerate(empty)
    }
    answer = Report.objects.filter(Q()).order_by("pk").annotate(**asked).values(*asked)[:1] if asked else []
    told = next(iter(answer), {})
    for n, period in enumerate(empty):
        period.is_silent = not told.get(f"period_{n}", False)

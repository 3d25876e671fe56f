"""The way in for many reports: filed as they come, then read in turn. Stopped at any moment, it is taken up again."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from django.db import transaction

from sarez.desk.dialogue.evidence.proposing import catch_up, is_behind
from sarez.desk.measuring import measure_if_grown
from sarez.desk.reports.filing import Filing, file, keep_readings, received, set_aside, source_named
from sarez.desk.reports.models import Report, Source
from sarez.desk.turns import reading_turn
from sarez.errors import Problem
from sarez.intake.report import Report as Received
from sarez.reading.records import Reading as Read

NO_SOURCE = "Unknown source"
STEP = 50
TOGETHER = 8
"""Readings put on record in one transaction: what is the same for all is asked and made anew once."""
Results = Iterator[tuple[Received, Read] | Problem]
ReadAll = Callable[[Iterable[Received]], Results]
"""Reads reports in order, as cli/workers.py does: each with its reading, or what made it fail."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How a batch is filed: by whom; with which source and marking; the date of texts that bear none; known as of when."""

    by: str
    source: Source | None = None
    marking: int | None = None
    published: str | None = None
    is_known_when_published: bool = False


def file_all(items: Iterable[Received | Problem], manner: Manner) -> Iterator[tuple[Report, bool] | Problem]:
    """File each report at once, so that nothing is lost from here on; the report and whether it is new."""
    for item in items:
        yield item if isinstance(item, Problem) else file(dated(item, manner.published), _how(item, manner))


def _how(item: Received, manner: Manner) -> Filing:
    source = manner.source or source_named(item.publisher or NO_SOURCE)
    return Filing(manner.by, source, manner.marking, manner.is_known_when_published)


def dated(item: Received, otherwise: str | None = None) -> Received:
    """A report with the date of its publication: given with it, found in it, or else the one stated."""
    from sarez.reading.paragraphs import split
    from sarez.reading.published import published_of

    if item.published:
        return item
    found = published_of(item.text, split(item.text), item.url, None)
    return replace(item, published=found.iso if found else otherwise)


def read_waiting(read_all: ReadAll, most: int | None = None) -> Iterator[tuple[Report, str]]:
    """Read what waits, oldest first; each report and what went wrong ("" if nothing). The caller has the turn.

    Readings are put on record with their reports' state, a few in one transaction; one that fails is set aside.
    """
    under_way: deque[Report] = deque()

    def taken() -> Iterator[Received]:
        for report in islice(waiting(), most):
            under_way.append(report)
            yield received(report)

    read: list[tuple[Report, Read]] = []
    for result in read_all(taken()):
        report = under_way.popleft()
        if isinstance(result, Problem):
            set_aside(report, result.message)
            yield report, result.message
            continue
        read.append((report, result[1]))
        if len(read) == TOGETHER:
            yield from _kept(read)
            read = []
    yield from _kept(read)
    measure_if_grown()


def _kept(read: Sequence[tuple[Report, Read]]) -> list[tuple[Report, str]]:
    """Put readings on record, but those of reports erased or read meanwhile; the reports now read."""
    with transaction.atomic():
        held = Report.objects.select_for_update().order_by("pk")
        asked = held.filter(pk__in=[report.pk for report, _ in read], state=Report.WAITING)
        wait = set(asked.values_list("pk", flat=True))
        kept = [(report, reading) for report, reading in read if report.pk in wait]
        keep_readings(kept)
    return [(report, "") for report, _ in kept]


def waiting() -> Iterator[Report]:
    """The reports that wait, the oldest first, a few at a time."""
    last = 0
    found = Report.objects.filter(state=Report.WAITING).select_related("source").order_by("pk")
    while batch := list(found.filter(pk__gt=last)[:STEP]):
        yield from batch
        last = batch[-1].pk


def read_in_turn(read_all: ReadAll, most: int) -> int:
    """Read a few of what waits if no other process is at it, else lay some of what was read beside the commitments it may
    bear on; how many were read or laid."""
    has_waiting = Report.objects.filter(state=Report.WAITING).exists()
    if not has_waiting and not is_behind():
        return 0
    with reading_turn() as is_ours:
        if not is_ours:
            return 0
        return sum(1 for _ in read_waiting(read_all, most)) if has_waiting else catch_up(most)

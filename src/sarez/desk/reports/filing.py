"""Reports into the desk: filed once, grouped with their copies, read, and their records proposed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, time
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sarez.desk.accounts.audit import log
from sarez.desk.accounts.models import User
from sarez.desk.accounts.redaction import MARK, in_address, pattern_of, redact
from sarez.desk.accounts.viewers import Viewer
from sarez.desk.events.days import span_of
from sarez.desk.events.register import record
from sarez.desk.events.versions import CLOSEST
from sarez.desk.reports.copies import group
from sarez.desk.reports.models import Reading, Report, Source
from sarez.desk.reports.sources import named, next_copy
from sarez.desk.search.index import index_read, index_reports
from sarez.errors import SarezError
from sarez.intake.report import Report as Received
from sarez.reading.records import Reading as Read

LONGEST_TITLE = 160
TRIES = 3
"""Times that a text is filed which others file at this very moment."""


class FilingError(SarezError):
    """A text that cannot be filed just now; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Filing:
    """How reports are filed: for whom, from which source, with which marking; as known when.

    `clearance` is what the person who files may see, or those who may know of a feed; a command sees all that is on file.
    """

    by: str
    source: Source
    marking: int | None = None
    is_known_when_published: bool = False
    clearance: int = CLOSEST


def file(received: Received, how: Filing) -> tuple[Report, bool]:
    """File a report that waits to be read; the one on record, and False, where the same text is there already.

    A text that is on file only where the filer may not see it is filed anew, as one that nobody has filed would be:
    to return the other, or to show none, would tell that it is there. The two are one story, and count once.
    """
    for _try in range(TRIES):
        there = list(Report.objects.filter(sha256=received.sha256).order_by("copy"))
        seen = next((report for report in there if report.marking <= how.clearance), None)
        if seen is not None:
            return seen, False
        try:
            return _filed(received, how, there), True
        except IntegrityError:  # filed by another at this very moment
            continue
    raise FilingError(_("This text is being filed by others just now. File it again."))


@transaction.atomic
def _filed(received: Received, how: Filing, hidden: Sequence[Report]) -> Report:
    """A new report, beside those of the same text that the filer may not see."""
    sha256, received = received.sha256, _without_erased(received, hidden)
    now = timezone.now()
    report = Report.objects.create(
        source=how.source,
        sha256=sha256,
        copy=max((report.copy for report in hidden), default=-1) + 1,
        file=received.file[:300],
        url=(received.url or "")[:1000],
        title=title_of(received),
        published=received.published or "",
        day=_day(received.published),
        received=now,
        known_at=_published_at(received.published) if how.is_known_when_published else now,
        marking=how.source.marking if how.marking is None else max(how.marking, how.source.marking),
        text=received.text.replace("\x00", " "),
        media_type=received.media_type,
        notes=list(received.notes),
        filed_by=how.by,
    )
    group(report)
    index_reports([report])
    log(how.by, "filed", report.name)
    return report


def _without_erased(received: Received, hidden: Sequence[Report]) -> Received:
    """What is filed without the names that were erased from the same text before: an erasure holds for every copy."""
    erased = next((report.text for report in hidden if MARK in report.text), "")
    pieces = [re.escape(piece) for piece in erased.split(MARK)]
    found = (
        re.fullmatch("(.+?)".join(pieces), received.text.replace("\x00", " "), re.DOTALL) if erased else None
    )
    if found is None:
        return received
    name = pattern_of(found.groups())
    return replace(
        received,
        text=erased,
        title=redact(received.title, name).text if received.title else received.title,
        file="" if in_address(received.file, found.groups()) else received.file,
        url=None if in_address(received.url or "", found.groups()) else received.url,
        notes=tuple(redact(note, name).text for note in received.notes),
    )


def title_of(received: Received) -> str:
    """The title of a report, else the first line of its text."""
    if received.title:
        return received.title[:500]
    lines = (" ".join(line.split()) for line in received.text.splitlines())
    first = next((line for line in lines if len(line) > 3), received.file or "Untitled")
    return first if len(first) <= LONGEST_TITLE else first[: LONGEST_TITLE - 1].rsplit(" ", 1)[0] + "…"


def _day(published: str | None) -> Any:
    span = span_of(published)
    return span[0] if span else None


def _published_at(published: str | None) -> datetime:
    """The end of the day a report was published; now, where that is unknown."""
    span = span_of(published)
    return datetime.combine(span[1], time(23, 59, 59), tzinfo=UTC) if span else timezone.now()


def received(report: Report) -> Received:
    """A filed report as the reader takes it."""
    return Received(
        file=report.file or f"report-{report.pk}",
        text=report.text,
        url=report.url or None,
        publisher=report.source.name,
        title=None,
        published=report.published or None,
        media_type=report.media_type,
    )


@transaction.atomic
def keep_readings(found: Sequence[tuple[Report, Read]]) -> list[Reading]:
    """Put what a reader made of some waiting reports on record, all of it or nothing."""
    now = timezone.now()
    kept = []
    for report, read in found:
        data = asdict(read)
        kept.append((_reading(report, read, data, now), data))
    record(kept, now)
    for report, _read in found:
        index_read(report)
    return [reading for reading, _data in kept]


def _reading(report: Report, read: Read, data: Mapping[str, Any], now: datetime) -> Reading:
    """The current reading of a report, which is now read."""
    if not report.published and read.published:
        report.published, report.day = read.published, _day(read.published)
    report.language, report.state, report.note = read.language, Report.READ, read.note or ""
    report.save(update_fields=["published", "day", "language", "state", "note"])
    report.readings.update(is_current=False)
    return Reading.objects.create(
        report=report,
        reader=f"{read.reader.name} {read.reader.version} ({read.reader.model})",
        made_by=data["reader"],
        at=now,
        passages=data["passages"],
        places=data["places"],
        note=read.note or "",
    )


def set_aside(report: Report, why: str) -> None:
    """Note that a report could not be read; it stays on record."""
    Report.objects.filter(pk=report.pk, state=Report.WAITING).update(state=Report.FAILED, note=why[:500])


def source_named(name: str, clearance: int = CLOSEST, **values: Any) -> Source:
    """The source of this name that someone with a clearance may know of, made if there is none."""
    name = name[:200] or "Unknown source"
    for _try in range(TRIES):
        if (there := named(Viewer(clearance), name)) is not None:
            return there
        try:
            with transaction.atomic():
                return Source.objects.create(name=name, copy=next_copy(name), **values)
        except IntegrityError:  # made by another at this very moment
            continue
    raise FilingError(_("A source of this name is made by others just now. File it again."))


@transaction.atomic
def mark(report: Report, marking: int, by: User, why: str) -> None:
    """Change the marking of a report and of all that was read from it."""
    from sarez.desk.events.register import rebuild

    before, report.marking = report.marking, marking
    report.save(update_fields=["marking"])
    report.claims.update(marking=marking)
    _cover(report)
    rebuild(report.claims.values_list("entry", flat=True))
    index_reports([report])
    log(by, "marked", report.name, before=before, after=marking, why=why)


def _cover(report: Report) -> None:
    """Let no claim tell of this report to those who may no longer see it: why it was laid beside may quote it."""
    from sarez.desk.events.models import Claim

    beside = Claim.objects.filter(entry__in=report.claims.values("entry")).exclude(report=report)
    told = [c for c in beside.only("match") if c.match.get("marking", report.marking) < report.marking]
    for claim in told:
        claim.match["marking"] = report.marking
    Claim.objects.bulk_update(told, ["match"])

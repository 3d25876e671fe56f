"""Files and pasted texts that come in by the browser: filed at once, read later, each with what was wrong with it."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, BinaryIO

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.utils.translation import gettext as _

from sarez.desk.accounts.viewers import Viewer
from sarez.desk.reports.filing import Filing, FilingError, file, source_named
from sarez.desk.reports.listing import sources
from sarez.desk.reports.models import Report, Source
from sarez.errors import Problem
from sarez.intake import Limits, Origin, read_stream
from sarez.intake.report import Report as Received

UNKNOWN = "Unknown source"


class Quota(FileUploadHandler):
    """Leaves out a file of an upload as soon as it is longer than the desk takes, and notes its name on the request."""

    chunk_size = 64 * 2**10

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Pass a chunk on, or stop."""
        if start + len(raw_data) > settings.MOST_UPLOADED:
            names = getattr(self.request, "too_large", [])
            self.request.too_large = [*names, self.file_name or ""]  # type: ignore[union-attr]
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Leave the keeping to the next handler."""


@dataclass(slots=True)
class Filed:
    """What became of one file: reports filed anew, reports that were there already, and what could not be read."""

    name: str
    reports: list[Report] = field(default_factory=list)
    known: list[Report] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def received(self) -> int:
        """How many texts were taken from it."""
        return len(self.reports) + len(self.known)


@dataclass(frozen=True, slots=True)
class Given:
    """What the person who files says of all that comes: who published it, how it is marked, and when it was published."""

    by: str
    viewer: Viewer
    source: Source | None = None
    new_source: str = ""
    marking: int | None = None
    published: str = ""

    def filing_of(self, received: Received) -> Filing:
        """How one text is filed; where no source was named, its own publisher."""
        name = self.new_source or received.publisher or UNKNOWN
        source = self.source or source_named(name, self.viewer.clearance)
        return Filing(self.by, source, self.marking, clearance=self.viewer.clearance)

    def dated(self, received: Received) -> Received:
        """The text with the date that was given, which goes before the one found in it."""
        if not self.published or self.published == received.published:
            return received
        return replace(
            received,
            published=self.published,
            notes=(*received.notes, f"published {self.published}, as {self.by} says"),
        )


def file_stream(name: str, stream: BinaryIO, given: Given) -> Filed:
    """File all that one stream holds; what is bad in it is told, the rest is filed."""
    filed = Filed(name)
    for item in read_stream(stream, Origin(name, name), Limits(file_bytes=settings.MOST_UPLOADED)):
        if isinstance(item, Problem):
            filed.problems.append(item)
            continue
        _put(item, given, filed)
    return filed


def file_text(text: str, title: str, given: Given) -> Filed:
    """File a pasted text."""
    name = title or _("Pasted text")
    filed = Filed(name)
    item = Origin("", name).report(
        text.replace("\r\n", "\n"), Limits(), "text/plain", title=title, notes=(f"pasted by {given.by}",)
    )
    if isinstance(item, Problem):
        filed.problems.append(item)
        return filed
    _put(item, given, filed)
    return filed


def _put(item: Received, given: Given, filed: Filed) -> None:
    """File one text, and note what became of it."""
    try:
        report, is_new = file(given.dated(item), given.filing_of(item))
    except FilingError as error:
        filed.problems.append(Problem(item.file, "", str(error), ""))
    else:
        (filed.reports if is_new else filed.known).append(report)


def file_all(
    files: Iterable[Any], text: str, title: str, given: Given, too_large: Sequence[str]
) -> list[Filed]:
    """File everything of one upload, each file for itself."""
    done = [file_stream(_plain(f.name), _binary(f), given) for f in files]
    if text.strip():
        done.append(file_text(text, title, given))
    return done + [_too_large(_plain(name)) for name in too_large]


def _too_large(name: str) -> Filed:
    size = settings.MOST_UPLOADED // 2**20
    message = _("is larger than %(size)d MB, the most the browser may send.") % {"size": size}
    return Filed(
        name, problems=[Problem(name, "", message, _("Split it, or file it with “sarez desk add”."))]
    )


def _plain(name: str | None) -> str:
    return (name or "").replace("\x00", "")[:200] or _("A file")


def _binary(upload: Any) -> BinaryIO:
    stream = upload.file if hasattr(upload, "file") else io.BytesIO(upload.read())
    stream.seek(0)
    found: BinaryIO = stream
    return found


@dataclass(frozen=True, slots=True)
class Progress:
    """How far reading has come with what one person filed: the reports, and how many still wait."""

    reports: Sequence[Report]
    waiting: int
    failed: int
    total: int

    @property
    def read(self) -> int:
        """How many are done with."""
        return self.total - self.waiting

    @property
    def is_done(self) -> bool:
        """Whether nothing waits any more."""
        return not self.waiting


def progress(numbers: Sequence[int], viewer: Viewer) -> Progress:
    """How the reports of an upload stand, as far as the viewer may see them."""
    found = Report.objects.seen_by(viewer).filter(pk__in=numbers).select_related("source").defer("text")
    reports = list(found.order_by("pk"))
    states = [r.state for r in reports]
    return Progress(reports, states.count(Report.WAITING), states.count(Report.FAILED), len(reports))


def source_of(viewer: Viewer, number: str) -> Source | None:
    """The source a form names by its number, if the viewer may know of it."""
    return sources(viewer).filter(pk=int(number)).first() if number.isascii() and number.isdigit() else None

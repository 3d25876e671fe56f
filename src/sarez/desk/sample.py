"""The sample chronicle on a desk of its own: ninety reports on Central Asia, known when they were published."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from django.db.models import Count

from sarez.desk.accounts.audit import log
from sarez.desk.accounts.models import AuditEntry
from sarez.desk.accounts.viewers import Viewer
from sarez.desk.events.models import Version
from sarez.desk.inbox import Manner, file_all
from sarez.desk.reports.filing import source_named
from sarez.desk.reports.models import Report
from sarez.errors import Problem, SarezError

SOURCE = "Sarez sample chronicle"
_DONE = "read sample"


class SampleError(SarezError):
    """The sample may not be put on this desk; the message says why."""


def is_done() -> bool:
    """Whether the chronicle was put on this desk before; what was done with it since is kept."""
    return AuditEntry.objects.filter(action=_DONE).exists()


def file_sample(by: str) -> int:
    """File what is not yet filed of the chronicle; how many reports. Refused on a desk that works with others."""
    if Report.objects.exclude(source__name=SOURCE).exists():
        raise SampleError(
            "This desk holds reports of its own: the sample would mix with them. Leave SAREZ_HOME out, or name another."
        )
    source = source_named(
        SOURCE, reliability="C", language="en", licence="Written for Sarez; its sources are in SOURCES.md"
    )
    with resources.as_file(resources.files("sarez.sample")) as folder:
        manner = Manner(by, source, is_known_when_published=True)
        return sum(not isinstance(filed, Problem) and filed[1] for filed in file_all(_texts(folder), manner))


def _texts(folder: Path) -> Iterator[object]:
    from dataclasses import replace

    from sarez.intake import read_paths

    for item in read_paths(sorted(folder.glob("*.txt"))):
        yield item if isinstance(item, Problem) else replace(item, file=Path(item.file).name)


def finish(by: str) -> None:
    """Note that all of the chronicle was read, so that what people take off the desk does not come back."""
    log(by, _DONE, "desk")


@dataclass(frozen=True, slots=True)
class Holding:
    """What a desk holds, in numbers."""

    reports: int
    first: str
    last: str
    kinds: dict[str, int]
    quads: dict[str, int]


def holding(viewer: Viewer) -> Holding:
    """What the desk holds for a viewer."""
    reports = Report.objects.seen_by(viewer).exclude(published="").order_by("published")
    days = reports.values_list("published", flat=True)
    seen = Version.objects.seen_by(viewer).order_by()
    kinds = dict(seen.values_list("kind").annotate(n=Count("pk")))
    quads = dict(seen.filter(kind="event").values_list("quad").annotate(n=Count("pk")))
    first, last = days.first() or "", days.last() or ""
    return Holding(reports.count(), first, last, kinds, quads)

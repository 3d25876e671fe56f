"""The index kept up to date: called wherever a report is filed or marked, or what stands is made anew."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from sarez.desk.accounts.audit import _one_at_a_time
from sarez.desk.accounts.viewers import FOREVER
from sarez.desk.events.models import Version
from sarez.desk.events.versions import CLOSEST
from sarez.desk.events.wording import party_name
from sarez.desk.reports.models import Report
from sarez.desk.search.models import KIND_REPORT, Document, Stem
from sarez.desk.search.words import put
from sarez.reading.stems import LONGEST_STEM, sound, stems

STEP = 500
_PARTIES = frozenset({"actor", "recipient", "organizers", "participants", "parties"})
_LONGEST_SOUND = 60


@transaction.atomic
def index_reports(reports: Iterable[Report]) -> None:
    """Make reports findable, as they are now."""
    every = list(reports)
    Document.objects.filter(report__in=every).delete()
    documents = [
        Document(
            kind=KIND_REPORT,
            report=report,
            low=report.marking,
            high=CLOSEST,
            known_from=report.known_at,
            known_to=FOREVER,
            first=report.day,
            last=report.day,
        )
        for report in every
    ]
    _keep(documents, [(report.title, report.text) for report in every])


def index_read(report: Report) -> None:
    """After a report was read: its day may be known only now; its words are those it was filed with."""
    there = Document.objects.filter(report=report)
    if not there.update(known_from=report.known_at, first=report.day, last=report.day):
        index_reports([report])


@transaction.atomic
def index_versions(versions: Iterable[Version]) -> None:
    """Make versions that were just made findable; those before went with theirs."""
    every = list(versions)
    documents = [
        Document(
            kind=version.kind,
            version=version,
            low=version.low,
            high=version.high,
            known_from=version.known_from,
            known_to=version.known_to,
            first=version.first,
            last=version.last,
        )
        for version in every
    ]
    _keep(documents, [(version.title, text_of(version)) for version in every])


def text_of(version: Version) -> str:
    """What is searched of a version: its values in words."""
    return " \n".join(dict.fromkeys(_said({name: v["value"] for name, v in version.values.items()})))


def _said(values: Mapping[str, Any]) -> Iterable[str]:
    for name, value in values.items():
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, str):
                yield one
                if name in _PARTIES:
                    yield party_name(one)


def _keep(documents: list[Document], texts: list[tuple[str, str]]) -> None:
    rows = [(stems(title), stems(text)) for title, text in texts]
    Document.objects.bulk_create(documents, batch_size=STEP)
    put((d.pk, d.kind, title, [*title, *text]) for d, (title, text) in zip(documents, rows, strict=True))
    lowest: dict[str, int] = {}
    for document, (title, text) in zip(documents, rows, strict=True):
        for stem in {*title, *text}:
            lowest[stem] = min(lowest.get(stem, CLOSEST), document.low)
    _learn(lowest)


def _learn(lowest: Mapping[str, int]) -> None:
    """Note stems not met before, or not under so open a marking."""
    known: dict[str, int] = {}
    every = sorted(lowest)
    for at in range(0, len(every), STEP):
        known |= dict(Stem.objects.filter(pk__in=every[at : at + STEP]).values_list("stem", "level"))
    new = [
        Stem(stem=stem[:LONGEST_STEM], sound=sound(stem)[:_LONGEST_SOUND], level=lowest[stem])
        for stem in every
        if stem.isalpha() and known.get(stem, CLOSEST + 1) > lowest[stem]
    ]
    if new:
        _one_at_a_time()  # the audit's lock, which a filing takes anyway: two orders of locks would block each other
        Stem.objects.bulk_create(
            new, STEP, update_conflicts=True, update_fields=["level"], unique_fields=["stem"]
        )


def catch_up(step: int = STEP) -> int:
    """Index the reports and versions that are not in the index yet; how many there were."""
    done = 0
    for model, take in ((Report, index_reports), (Version, index_versions)):
        while batch := list(model.objects.filter(document__isnull=True).order_by("pk")[:step]):
            take(batch)  # type: ignore[operator]
            done += len(batch)
    return done

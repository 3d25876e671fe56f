"""A person taken off the record: their claims, their name in the claims of others, their name in the texts.

A report keeps the digest of the text it came with, so that the same text is not filed again with the name in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from sarez.desk.accounts.audit import log
from sarez.desk.accounts.models import User
from sarez.desk.accounts.redaction import Redacted, in_address, pattern_of, redact, without
from sarez.desk.accounts.retention import tidy
from sarez.desk.actors.models import Term
from sarez.desk.dialogue import erasing
from sarez.desk.dialogue.engagements.naming import documents_naming
from sarez.desk.events.models import PERSON, Apart, Claim, Entry, Joining
from sarez.desk.reports.models import FeedItem, Reading, Report
from sarez.desk.search import words
from sarez.desk.search.index import index_reports
from sarez.errors import SarezError


class ErasureError(SarezError):
    """What cannot be erased this way; the message says why."""


@dataclass(frozen=True, slots=True)
class Traces:
    """Where a person occurs: the names they go by, the claims about them, and every report that names them."""

    names: tuple[str, ...]
    claims: tuple[int, ...]
    reports: tuple[int, ...]
    told_in: tuple[int, ...]
    """The reports that make a claim about the person: there, the surname alone is theirs too."""
    documents: tuple[int, ...] = ()
    unread: tuple[int, ...] = ()
    """The numbers of documents that name the person, and of those that the desk cannot read; both stay as they are."""


@dataclass(frozen=True, slots=True)
class Erased:
    """What an erasure did, in numbers, and the documents (their numbers) that still name the person."""

    claims: int
    changed_claims: int
    reports: int
    kept: int
    documents: tuple[int, ...]


def traces(entry: Entry) -> Traces:
    """Every claim and report in which the person of an entry occurs, whatever its marking."""
    if entry.kind != PERSON:
        raise ErasureError(_("Only a person can be erased. A report is deleted on the retention page."))
    claims = list(Claim.objects.filter(entry=entry).order_by("pk"))
    names = _names(claims)
    told_in = {c.report_id for c in claims}
    found = told_in | set(_reports_naming(names))
    named, unread = documents_naming(_full(names))
    own = tuple(c.pk for c in claims)
    return Traces(names, own, tuple(sorted(found)), tuple(sorted(told_in)), named, unread)


@transaction.atomic
def erase(entry: Entry, by: User | str, why: str) -> Erased:
    """Erase a person. The log says that it was done and why, without the name."""
    found, number = traces(entry), entry.name
    full = pattern_of(_full(found.names))
    touched, changed, reports = {entry.pk}, 0, []
    Claim.objects.filter(pk__in=found.claims).delete()
    for report in Report.objects.filter(pk__in=found.reports).iterator(chunk_size=100):
        own = pattern_of(_forms(report, found.names)) if report.pk in found.told_in else full
        entries = _redact_claims(report, own)
        if _redact_report(report, own, found.names):
            reports.append(report)
        touched |= set(entries)
        changed += len(entries)
    entries = _redact_coded(full)
    kept = erasing.erase(_full(found.names), beside=(Term, Joining, Apart))
    tidy(touched | set(entries))
    erasing.look_out_anew(touched | set(entries), found.reports)
    index_reports(reports)
    words.tidy()
    done = Erased(len(found.claims), changed + len(entries), len(reports), kept, found.documents)
    log(by, "erased", number, why=redact(why, pattern_of(found.names)).text, **asdict(done))
    return done


def _names(claims: Iterable[Claim]) -> tuple[str, ...]:
    every = [n for c in claims for n in (c.values.get("name"), *(c.values.get("aliases") or ()))]
    return tuple(dict.fromkeys(" ".join(n.split()) for n in every if n and n.strip()))


def _full(names: Iterable[str]) -> list[str]:
    """The names of two words or more: those that mean the person wherever they stand."""
    return [n for n in names if " " in n]


def _reports_naming(names: Sequence[str]) -> list[int]:
    """The reports whose text has a full name in it; over a line break too."""
    full = _full(names)
    if not full:
        return []
    asked = reduce(or_, (Q(text__icontains=word) for word in {_stem(n) for n in full}))
    pattern = pattern_of(full)
    found = Report.objects.filter(asked).values_list("pk", "text", "title").iterator(chunk_size=200)
    return [pk for pk, text, title in found if pattern.search(text) or pattern.search(title)]


def _stem(name: str) -> str:
    """What to ask the database for: the name's last word without its first letter, whose case SQLite tells apart
    outside ASCII."""
    return name.split()[-1][1:]


def _forms(report: Report, names: Sequence[str]) -> list[str]:
    """The names, and the surname alone unless another person of the report bears it too."""
    others = Claim.objects.filter(report=report, kind=PERSON).values_list("values", flat=True)
    taken = {(v.get("name") or " ").split()[-1].casefold() for v in others if (v.get("name") or "").split()}
    full = _full(names)
    alone = {*(n.split()[-1] for n in full), *(n for n in names if " " not in n)}
    return full + [n for n in alone if n.casefold() not in taken and len(n) > 2]


def _redact_claims(report: Report, name: re.Pattern[str]) -> list[int]:
    """Take a name out of the claims of a report, and move their evidence with its text; the entries changed."""
    moved, entries = redact(report.text, name), []
    for claim in Claim.objects.filter(report=report):
        before = (claim.values, claim.evidence, claim.sentence)
        claim.values = without(claim.values, name)
        claim.evidence = [[moved.moved(a), moved.moved(b, is_end=True)] for a, b in claim.evidence]
        claim.sentence = redact(claim.sentence, name).text
        if before != (claim.values, claim.evidence, claim.sentence):
            claim.save(update_fields=["values", "evidence", "sentence"])
            entries.append(claim.entry_id)
    for reading in Reading.objects.filter(report=report):
        reading.passages = shifted(without(reading.passages, name), moved)
        reading.places = shifted(without(reading.places, name), moved)
        reading.note = redact(reading.note, name).text
        reading.save(update_fields=["passages", "places", "note"])
    erasing.move_bearings(report, moved)
    return entries


def shifted(value: Any, moved: Redacted) -> Any:
    """A value of a reading with every pair of `start` and `end` in it moved with the text."""
    if isinstance(value, list):
        return [shifted(part, moved) for part in value]
    if not isinstance(value, dict):
        return value
    told = {key: shifted(part, moved) for key, part in value.items()}
    if isinstance(value.get("start"), int) and isinstance(value.get("end"), int):
        told |= {"start": moved.moved(value["start"]), "end": moved.moved(value["end"], is_end=True)}
    return told


def _redact_report(report: Report, name: re.Pattern[str], names: Sequence[str]) -> bool:
    """Take a name out of a report's text, title and notes; whether anything changed."""
    before = (report.text, report.title, report.url, report.file)
    for item in FeedItem.objects.filter(report=report):
        FeedItem.objects.filter(pk=item.pk).update(told=without(item.told, name))
    report.text = redact(report.text, name).text
    report.title = redact(report.title, name).text[:500]
    report.note = redact(report.note, name).text
    report.notes = without(report.notes, name)
    report.url = "" if in_address(report.url, names) else report.url
    report.file = "" if in_address(report.file, names) else report.file
    report.save(update_fields=["text", "title", "note", "notes", "url", "file"])
    index_reports([report])
    return before != (report.text, report.title, report.url, report.file)


def _redact_coded(name: re.Pattern[str]) -> list[int]:
    """Take a full name out of what people coded, wherever that is."""
    entries = []
    for claim in Claim.objects.exclude(author="").iterator(chunk_size=500):
        values, sentence = without(claim.values, name), redact(claim.sentence, name).text
        if (values, sentence) != (claim.values, claim.sentence):
            Claim.objects.filter(pk=claim.pk).update(values=values, sentence=sentence)
            entries.append(claim.entry_id)
    return entries

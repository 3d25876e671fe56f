"""Near-copies: one text on four sites is one story, and counts once as evidence.

A report's five-word shingles are min-hashed into bands; reports that share a band are compared shingle by shingle.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from typing import Any

from django.db.models import Count
from django.db.models.signals import pre_delete

from sarez.desk.reports.models import Report, Shingle
from sarez.reading.likeness import fold

WORDS = 5
BANDS = 16
ROWS = 3
LEAST = 0.6
"""The share of its shingles that a shorter text must have in common with a longer: agency copy with another headline and
footer has .7 and more, two reporters on one event .1 and less (tests/desk/reports/test_copies.py)."""
LEAST_OF_LONGER = 0.4
"""A digest that holds a whole report is no copy of it, unless it holds little else."""
MOST_WORDS = 4000
"""Words of a text that are looked at, so that a book costs no more than a long article."""
MOST_COMPARED = 8
_SEEDS = tuple((2 * i + 1) * 0x9E3779B1 & 0xFFFFFFFF for i in range(BANDS * ROWS))
_CHARACTERS = 40 * MOST_WORDS


def shingles(text: str) -> frozenset[int]:
    """The hashes of every run of five words."""
    words = fold(text[:_CHARACTERS]).split()[:MOST_WORDS]
    runs = (" ".join(words[i : i + WORDS]) for i in range(max(1, len(words) - WORDS + 1)))
    return frozenset(zlib.crc32(run.encode()) for run in runs)


def bands(marks: frozenset[int]) -> list[int]:
    """Sixteen numbers of which two near-copies very likely share one."""
    lows = [min([((mark ^ seed) * 0x85EBCA6B) & 0xFFFFFFFF for mark in marks]) for seed in _SEEDS]
    rows = (lows[b * ROWS : (b + 1) * ROWS] for b in range(BANDS))
    return [
        (b << 56 | zlib.crc32(repr(row).encode()) << 20 | row[0] & 0xFFFFF) % (1 << 62)
        for b, row in enumerate(rows)
    ]


def are_copies(a: frozenset[int], b: frozenset[int]) -> bool:
    """Whether one of two texts is in the main the other, as their shingles tell."""
    shared, (short, long) = len(a & b), sorted((len(a), len(b)))
    return shared >= LEAST * short and shared >= LEAST_OF_LONGER * long


def group(report: Report) -> Report | None:
    """Note a new report's bands, and lay it to the story of the report it copies; that report, or None."""
    marks = shingles(report.text)
    own = bands(marks)
    found = _first_copied(report, marks, own)
    Shingle.objects.bulk_create([Shingle(band=b, report=report) for b in own])
    if found is not None:
        report.story_id = found.story_id or found.pk
        report.save(update_fields=["story"])
    return found


def _first_copied(report: Report, marks: frozenset[int], own: Iterable[int]) -> Report | None:
    near = Shingle.objects.filter(band__in=list(own)).exclude(report=report).values("report")
    likely = near.annotate(shared=Count("id")).order_by("-shared", "report")[:MOST_COMPARED]
    numbers = [row["report"] for row in likely]
    others = Report.objects.only("text", "story").in_bulk(numbers)
    return next((others[n] for n in numbers if are_copies(marks, shingles(others[n].text))), None)


def pass_on(sender: object, instance: Report, **_: Any) -> None:
    """When the first report of a story is deleted, let the story live on under the next."""
    heirs = list(Report.objects.filter(story=instance).order_by("pk").values_list("pk", flat=True))
    if heirs:
        Report.objects.filter(pk__in=heirs[1:]).update(story=heirs[0])
        Report.objects.filter(pk=heirs[0]).update(story=None)


def watch_deletion() -> None:
    """Let stories be passed on; called when the app is ready."""
    pre_delete.connect(pass_on, sender=Report, dispatch_uid="stories live on")

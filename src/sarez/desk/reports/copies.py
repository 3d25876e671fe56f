"""Near-copies: one text on four sites is one story, and counts once as evidence.

A report's five-word shingles are min-hashed into bands; reports that share a band are compared shingle by shingle.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable

from sarez.desk.reports.models import Report, Shingle
from sarez.reading.likeness import fold

WORDS = 5
BANDS = 12
ROWS = 3
LEAST = 0.6
"""The share of shingles two texts must have in common: agency copy with another headline and footer has .7 and more."""
_SEEDS = tuple((2 * i + 1) * 0x9E3779B1 & 0xFFFFFFFF for i in range(BANDS * ROWS))
MOST_COMPARED = 20


def shingles(text: str) -> frozenset[int]:
    """The hashes of every run of five words."""
    words = fold(text).split()
    runs = (" ".join(words[i : i + WORDS]) for i in range(max(1, len(words) - WORDS + 1)))
    return frozenset(zlib.crc32(run.encode()) for run in runs)


def bands(marks: frozenset[int]) -> list[int]:
    """Twelve numbers of which two near-copies very likely share one."""
    lows = [min(((mark ^ seed) * 0x85EBCA6B) & 0xFFFFFFFF for mark in marks) for seed in _SEEDS]
    rows = (lows[b * ROWS : (b + 1) * ROWS] for b in range(BANDS))
    return [
        (b << 56 | zlib.crc32(repr(row).encode()) << 20 | row[0] & 0xFFFFF) % (1 << 62)
        for b, row in enumerate(rows)
    ]


def likeness(a: frozenset[int], b: frozenset[int]) -> float:
    """The share of the smaller text's shingles that the other has too."""
    return len(a & b) / max(1, min(len(a), len(b)))


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
    near = Shingle.objects.filter(band__in=list(own)).exclude(report=report).values_list("report", flat=True)
    others = Report.objects.filter(pk__in=list(dict.fromkeys(near))[:MOST_COMPARED]).order_by("pk")
    return next((r for r in others if likeness(marks, shingles(r.text)) >= LEAST), None)

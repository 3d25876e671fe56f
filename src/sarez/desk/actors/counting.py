"""Counts over what a viewer may see: by month, by quad class, by party. Every query here starts from the viewer.

A count that took long is kept, apart for each clearance and moment, and made anew beside when it is a minute old and
asked for again; a quick one is not kept.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from threading import Thread
from time import time
from typing import Any, TypeVar

from django.core.cache import cache
from django.db import connections
from django.db.models import CharField, Count, QuerySet
from django.db.models.functions import Cast, Substr

from sarez.desk.accounts.models import AuditEntry
from sarez.desk.accounts.viewers import Viewer, standing
from sarez.desk.events.columns import told_issues
from sarez.desk.events.indexes import LATEST
from sarez.desk.events.models import Dyad, Facet, Version
from sarez.desk.reports.models import Report

T = TypeVar("T")
LONG, KEPT, LEFT = 0.05, 60, 600  # seconds
HAPPENED = ("occurred", "")
DATED = ("event", "engagement", "commitment")
HIDING = ("marked", "erased", "merged", "unmerged", "join", "part")


@dataclass(frozen=True, slots=True)
class Scope:
    """What a page is about: versions that a viewer may see by place, or their rows by pair, party or issue; `key` is the version."""

    viewer: Viewer
    rows: QuerySet[Any]
    key: str
    name: str

    def narrowed(self, *, issue: str = "", since: str = "", until: str = "") -> Scope:
        """The same, of one issue and of a period (ISO dates)."""
        rows = self.rows
        if issue:
            rows = rows.filter(issues__contains=told_issues([issue]))
        if since:
            rows = rows.filter(first__gte=since)
        if until:
            rows = rows.filter(first__lte=until)
        return Scope(self.viewer, rows, self.key, f"{self.name} {issue} {since} {until}")


def of_pair(viewer: Viewer, one: str, two: str) -> Scope:
    """What is between two parties."""
    rows = Dyad.objects.filter(standing(viewer), one=one, two=two)
    return Scope(viewer, rows, "version", f"pair {one} {two}")


def of_facet(viewer: Viewer, name: str, value: str) -> Scope:
    """What names a party or an issue."""
    rows = Facet.objects.filter(standing(viewer), name=name, value=value)
    return Scope(viewer, rows, "version", f"{name} {value}")


def of_places(viewer: Viewer, names: Sequence[str]) -> Scope:
    """What happened at a place, under any of its names."""
    told = list(Version.objects.filter(place__in=names).order_by().values_list("place", flat=True).distinct())
    rows = Version.objects.seen_by(viewer)
    rows = (
        rows.filter(place=told[0]) if len(told) == 1 else rows.filter(place__in=told)
    )  # one is led to in order
    return Scope(viewer, rows, "pk", f"place {names}")


@dataclass(frozen=True, slots=True)
class Tally:
    """How many entries of a kind, quad class and status fall in a month; "" is an unknown month."""

    month: str
    kind: str
    quad: str
    status: str
    n: int


def tallies(scope: Scope) -> list[Tally]:
    """The entries of a scope by month, kind, quad class and status."""

    def count() -> list[Tally]:
        rows = scope.rows.filter(kind__in=DATED).order_by()
        found = rows.values_list("kind", "status", "month", "quad").annotate(n=Count("*"))
        return [Tally(month, kind, quad, status, n) for kind, status, month, quad, n in found]

    return kept(scope.viewer, f"tallies {scope.name}", count)


def latest(scope: Scope, kind: str, most: int = 8, **where: Any) -> list[Version]:
    """The latest dated entries of a kind in a scope.

    What stood on a day is found by passing over all that was learned since: it is kept as counts are.
    """
    found = scope.rows.filter(first__isnull=False, kind=kind, **where).order_by(LATEST, f"-{scope.key}")
    seen = Version.objects.seen_by(scope.viewer)
    rows: list[Version] = []

    def count() -> list[int]:
        rows[:] = list(seen.filter(pk__in=found.values(scope.key)[:most]))
        return [version.entry_id for version in rows]

    told = f"latest {scope.name} {kind} {most} {where}"
    entries = count() if scope.viewer.as_of is None else kept(scope.viewer, told, count)
    shown = rows or list(seen.filter(entry__in=entries))
    return sorted(shown, key=lambda v: (v.first or date.min, v.pk), reverse=True)


def totals(counted: Sequence[Tally]) -> Counter[str]:
    """The entries of each kind; of events that happened also of each quad class."""
    found: Counter[str] = Counter()
    for tally in counted:
        found[tally.kind] += tally.n
        if tally.kind == "event":
            found[tally.quad if tally.status in HAPPENED else "not held"] += tally.n
    found["cooperation"] = found["verbal cooperation"] + found["material cooperation"]
    found["conflict"] = found["verbal conflict"] + found["material conflict"]
    return found


def counts_by_party(viewer: Viewer) -> dict[str, Counter[str]]:
    """For every party that a viewer may see: how many entries of each kind name it, or that it was joined from ("raw")."""

    def count() -> dict[str, Counter[str]]:
        found: dict[str, Counter[str]] = {}
        rows = Facet.objects.filter(standing(viewer), name__in=("party", "raw")).order_by()
        for name, code, kind, n in rows.values_list("name", "value", "kind").annotate(n=Count("*")):
            found.setdefault(code, Counter())[kind if name == "party" else "raw"] += n
        return found

    return kept(viewer, "parties", count)


def told_months(viewer: Viewer) -> frozenset[str]:
    """The months from which there is any report on the desk that a viewer may see."""

    def count() -> frozenset[str]:
        days = Report.objects.seen_by(viewer).filter(day__isnull=False).order_by()
        months = days.annotate(month=Substr(Cast("day", CharField()), 1, 7)).values_list("month", flat=True)
        return frozenset(months.distinct())

    return kept(viewer, "told months", count)


def kept(viewer: Viewer, name: str, count: Callable[[], T]) -> T:
    """What a count finds; where counting took long, what it found lately.

    What is older than a minute is shown once more while it is counted anew beside. What was counted before a marking,
    an erasure or a merging is never shown after it.
    """
    key = sha256(f"{name}|{viewer.clearance}|{viewer.moment}".encode()).hexdigest()
    before: tuple[int, float, T] | None = cache.get(key)
    last = last_change(viewer)
    if before is None or before[0] != last:
        return _counted(key, last, count)
    if time() - before[1] > KEPT and cache.add(f"{key}-anew", True, KEPT):
        Thread(target=_count_anew, args=(key, count), daemon=True).start()
    return before[2]


def last_change(viewer: Viewer) -> int:
    """The number of the last act that may hide or rename something, asked for once for all of a page."""
    if "last change" not in viewer.asked:
        viewer.asked["last change"] = _last_change()
    return viewer.asked["last change"]


def _counted(key: str, last: int, count: Callable[[], T]) -> T:
    """Count, and keep what took long with the last change before it."""
    begun = time()
    found = count()
    if time() - begun > LONG:
        cache.set(key, (last, time(), found), LEFT)
    return found


def _count_anew(key: str, count: Callable[[], Any]) -> None:
    """Count in a thread of its own, with a connection of its own."""
    try:
        _counted(key, _last_change(), count)
    finally:
        connections.close_all()


def _last_change() -> int:
    """The latest line in the log of an act that may hide or rename what was counted."""
    acts = AuditEntry.objects.filter(action__in=HIDING).order_by("-id")
    return acts.values_list("id", flat=True).first() or 0

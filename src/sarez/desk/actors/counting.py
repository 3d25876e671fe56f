"""Counts over what a viewer may see: by month, by quad class, by party. Every query here starts from the viewer.

A count is kept, apart for each clearance and moment, until somebody writes. One that took long is shown a while longer,
and made anew beside when it is a minute old and asked for again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from threading import Thread
from time import time
from typing import Any, TypeVar

from django.apps import apps
from django.core.cache import cache
from django.db import connections
from django.db.models import CharField, Count, QuerySet, Subquery
from django.db.models.functions import Cast, Substr
from django.utils import timezone

from sarez.desk.accounts.models import AuditEntry, User
from sarez.desk.accounts.viewers import Viewer, standing
from sarez.desk.events.columns import told_issues
from sarez.desk.events.indexes import LATEST
from sarez.desk.events.models import Claim, Dyad, Facet, Version
from sarez.desk.reports.models import Report

T = TypeVar("T")
QUICK, LONG = (
    0.003,
    0.05,
)  # seconds: what is found faster is not kept at all, what takes longer also past a writing
KEPT, CHECKED, LEFT = 60, 300, 600  # seconds
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

    Which they are is kept as counts are; what stands of each is asked for anew.
    """
    found = scope.rows.filter(first__isnull=False, kind=kind, **where).order_by(LATEST, f"-{scope.key}")
    seen = Version.objects.seen_by(scope.viewer)
    rows: list[Version] = []

    def count() -> list[int]:
        rows[:] = list(seen.filter(pk__in=found.values(scope.key)[:most]))
        return [version.entry_id for version in rows]

    told = f"latest {scope.name} {kind} {most} {where}"
    entries = kept(scope.viewer, told, count)
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


@dataclass(frozen=True, slots=True)
class Stand:
    """How far the record is written: the last act that may hide or rename something, and the last of whatever is counted."""

    hiding: int
    written: tuple[int, ...]


def kept(viewer: Viewer, name: str, count: Callable[[], T]) -> T:
    """What a count finds; what it found before where nothing was written since.

    Where counting takes long, what is older than a minute is shown once more while it is counted anew beside. What was
    counted before a marking, an erasure or a merging is never shown after it.
    """
    key = sha256(f"{name}|{viewer.clearance}|{viewer.moment}".encode()).hexdigest()
    before: tuple[Stand, float, float, T] | None = cache.get(key)
    stands = _stand(viewer)
    if before is None or before[0].hiding != stands.hiding:
        return _counted(key, stands, count)
    then, at, took, found = before
    if (
        then == stands and time() - at <= CHECKED
    ):  # a writer's number may be lower than that of one who ended before
        return found
    if took <= LONG:
        return _counted(key, stands, count)
    if time() - at > KEPT and cache.add(f"{key}-anew", True, KEPT):
        Thread(target=_count_anew, args=(key, count), daemon=True).start()
    return found


def last_change(viewer: Viewer) -> int:
    """The number of the last act that may hide or rename something, asked for once for all of a page."""
    return _stand(viewer).hiding


def as_written(viewer: Viewer) -> Hashable:
    """A key for what is made of the record alone for a clearance: it differs once anybody wrote, hides, or asks on another day.

    It also differs every few minutes: who began to write first may end last.
    """
    day = (viewer.as_of or timezone.now()).date()
    return viewer.clearance, viewer.as_of, day, _stand(viewer), int(time() // CHECKED)


def _stand(viewer: Viewer) -> Stand:
    if "stand" not in viewer.asked:
        viewer.asked["stand"] = _stand_now()
    found: Stand = viewer.asked["stand"]
    return found


def _counted(key: str, stands: Stand, count: Callable[[], T]) -> T:
    """Count, and keep what was not found at once with how far the record was written before."""
    begun = time()
    found = count()
    if (took := time() - begun) > min(QUICK, LONG):
        cache.set(key, (stands, time(), took, found), LEFT)
    return found


def _count_anew(key: str, count: Callable[[], Any]) -> None:
    """Count in a thread of its own, with a connection of its own."""
    try:
        _counted(key, _stand_now(), count)
    finally:
        connections.close_all()


def _stand_now() -> Stand:
    """One question: the latest line in the log of an act that may hide or rename, and the last of the log, the record and the reports."""
    hiding = AuditEntry.objects.filter(action__in=HIDING)
    counted = (AuditEntry, Version, Claim, Report, apps.get_model("dialogue", "Bearing"))
    last = [rows.order_by("-pk").values("pk")[:1] for rows in (hiding, *(m._base_manager for m in counted))]
    told = {f"last_{n}": Subquery(rows) for n, rows in enumerate(last)}
    numbers = (
        User.objects.order_by("pk").annotate(**told).values_list(*told).first()
    )  # one row to put it beside
    if numbers is None:  # a desk without people
        numbers = tuple(rows.values_list("pk", flat=True).first() for rows in last)
    hidden, *written = (number or 0 for number in numbers)
    return Stand(hidden, tuple(written))

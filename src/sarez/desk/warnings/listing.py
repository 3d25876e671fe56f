"""Warnings as exports and the API list them: those that a viewer may see and a filter lets pass."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.utils import timezone

from sarez.desk.accounts.viewers import Viewer
from sarez.desk.warnings import evidence
from sarez.desk.warnings.clock.standing import stand
from sarez.desk.warnings.models import Warning
from sarez.desk.warnings.told import clock_told, told


@dataclass(frozen=True, slots=True)
class WarningFilter:
    """What a list of warnings shows; an empty field asks nothing. `since` and `until` are days of issue."""

    unit: str = ""
    issue: str = ""
    level: str = ""
    since: str = ""
    until: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> WarningFilter:
        """The filter of an address; what cannot be asks nothing."""
        given = {f.name: query.get(f.name, "").replace("\x00", "").strip()[:160] for f in fields(cls)}
        return cls(**(given | {name: _day(given[name]) for name in ("since", "until")}))

    @property
    def query(self) -> str:
        """The filter as it stands in an address."""
        return urlencode({f.name: value for f in fields(self) if (value := getattr(self, f.name))})

    def __bool__(self) -> bool:
        return bool(self.query)


def warnings(viewer: Viewer, asked: WarningFilter) -> QuerySet[Warning]:
    """The warnings that pass, the latest first."""
    found = Warning.objects.seen_by(viewer)
    for name in ("unit", "issue", "level"):
        if value := getattr(asked, name):
            found = found.filter(**{name: value})
    if asked.since:
        found = found.filter(known_from__date__gte=asked.since)
    if asked.until:
        found = found.filter(known_from__date__lte=asked.until)
    return found.order_by("-id")


def shaped(rows: Iterable[Warning], viewer: Viewer) -> list[dict[str, Any]]:
    """Warnings as they are told, each with how it stands."""
    standings = stand(rows, viewer, timezone.now())
    rests = evidence.shown_of([s.warning.evidence for s in standings], viewer)
    return [
        told(s.warning, viewer, seen) | {"clock": clock_told(s)}
        for s, seen in zip(standings, rests, strict=True)
    ]


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return ""

"""Lists of entries: the filter in the address, and the versions a viewer may see that pass it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from urllib.parse import urlencode

from sarez.desk.accounts.viewers import Viewer
from sarez.desk.events.models import Facet, Version, VersionQuery

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Filter:
    """What a list shows, as the address says; an empty field asks nothing."""

    party: str = ""
    other: str = ""
    label: str = ""
    quad: str = ""
    issue: str = ""
    country: str = ""
    place: str = ""
    status: str = ""
    decision: str = ""
    since: str = ""
    until: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Filter:
        """The filter of an address; unknown keys are left aside, a date that is none asks nothing."""
        given = {f.name: query.get(f.name, "").strip()[:120] for f in fields(cls)}
        return replace(cls(**given), since=_day(given["since"]), until=_day(given["until"]))

    @property
    def query(self) -> str:
        """The filter as it stands in an address."""
        return urlencode({f.name: value for f in fields(self) if (value := getattr(self, f.name))})

    def __bool__(self) -> bool:
        return any(getattr(self, f.name) for f in fields(self))


def versions(kind: str, viewer: Viewer, asked: Filter) -> VersionQuery:
    """The entries of a kind that a viewer may see and a filter lets pass, the latest first."""
    found = Version.objects.seen_by(viewer).filter(kind=kind)
    for name in ("label", "quad", "country", "place", "status", "decision"):
        if value := getattr(asked, name):
            found = found.filter(**{name: value})
    for name, value in (("party", asked.party), ("party", asked.other), ("issue", asked.issue)):
        if value:
            found = found.filter(pk__in=Facet.objects.filter(name=name, value=value).values("version"))
    if asked.since:
        found = found.filter(last__gte=asked.since)
    if asked.until:
        found = found.filter(first__lte=asked.until)
    return found.order_by("-first", "-entry")


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return ""

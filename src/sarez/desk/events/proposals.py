"""Which entries may be the same as this one, for a person to judge: from nothing but what that person may see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sarez.desk.accounts.viewers import Viewer
from sarez.desk.actors.canonical import resolved
from sarez.desk.events.apart import apart_from
from sarez.desk.events.indexes import LATEST
from sarez.desk.events.matching import match
from sarez.desk.events.models import Facet, Version

MOST = 10
MOST_COMPARED = 200
LEAST = 0.31  # acts of one class on other days have .3, which is no reason
NEAR = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class Proposal:
    """Another entry that may be the same, how alike it is, and what speaks for and against it."""

    version: Version
    score: float
    reasons: tuple[str, ...]


def proposals(viewer: Viewer, version: Version) -> list[Proposal]:
    """The entries most like this one, without those found to be different."""
    own = shown_values(version)
    apart = apart_from([version.entry_id])
    scored = []
    for other in _near(viewer, version):
        if other.entry_id in apart:
            continue
        found = match(version.kind, own, shown_values(other))
        if found.score >= LEAST:
            scored.append(Proposal(other, found.score, found.reasons))
    return sorted(scored, key=lambda p: (-p.score, p.version.entry_id))[:MOST]


def shown_values(version: Version) -> Mapping[str, Any]:
    """The values of a version as a claim would give them."""
    return resolved({name: choice["value"] for name, choice in version.values.items()})


def _near(viewer: Viewer, version: Version) -> list[Version]:
    """The entries of the kind that share a party or surname with it and lie near in time."""
    name = "surname" if version.kind == "person" else "party"
    keys = list(version.facets.filter(name=name).values_list("value", flat=True))
    facets = Facet.objects.filter(name=name, value__in=keys)
    if version.first is not None and version.kind in ("event", "engagement"):
        last = version.last or version.first
        facets = facets.filter(first__gte=version.first - NEAR, first__lte=last + NEAR)
    found = Version.objects.seen_by(viewer).filter(kind=version.kind, pk__in=facets.values("version"))
    return list(found.exclude(entry=version.entry_id).order_by(LATEST, "-entry")[:MOST_COMPARED])

"""Persons on record: who they are, the offices the region knows them in, and who of them may be one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from django.db.models import Count

from sarez.desk.accounts.viewers import Viewer, standing
from sarez.desk.actors.counting import kept
from sarez.desk.events.apart import ends
from sarez.desk.events.matching import match
from sarez.desk.events.models import Apart, Claim, Facet, Joining, Version, VersionQuery
from sarez.desk.events.namesakes import holders_called, surnames, taken_apart
from sarez.region.offices import Holding
from sarez.region.region import load_region

LEAST = 0.7
MOST_SURNAMES, MOST_OF_ONE, MOST = 400, 30, 50


def people(viewer: Viewer, text: str = "") -> VersionQuery:
    """The persons on record, those with most reports first; by a name in either alphabet, if asked."""
    found = Version.objects.seen_by(viewer).filter(kind="person")
    if text.strip():
        named = Facet.objects.filter(name="surname", value__in=surnames(text.split()))
        by_sound = found.filter(pk__in=named.values("version"))
        found = by_sound if by_sound.exists() else found.filter(title__icontains=text.strip())
    return found.order_by("-reports", "title", "-entry")


def holdings_of(values: Mapping[str, Any], on: str) -> list[Holding]:
    """The offices that the region knows a person in, those held on the day first; none where the name fits several."""
    name, country = str(values.get("name") or ""), str(values.get("country") or "")
    people = holders_called(name, country) or holders_called(name)
    parts = taken_apart(name)
    if len(people) != 1 or not parts.given or parts.is_initials:
        return []
    person = next(iter(people))
    held = [h for h in load_region().offices.persons(person) if h.person == person]
    return sorted(held, key=lambda h: (h.covers(on), h.since or ""), reverse=True)


@dataclass(frozen=True, slots=True)
class Same:
    """Two persons on record who may be one, with the score and the reasons."""

    one: Version
    two: Version
    score: float
    reasons: tuple[str, ...]


def proposals(viewer: Viewer) -> list[Same]:
    """The persons who may be one, the likeliest first."""
    pairs = kept(viewer, f"same persons {_changed()}", lambda: _near(viewer))
    versions = Version.objects.seen_by(viewer).filter(entry__in={e for pair in pairs for e in pair[:2]})
    by_entry = {v.entry_id: v for v in versions}
    return [
        Same(by_entry[one], by_entry[two], score, reasons)
        for one, two, score, reasons in pairs
        if one in by_entry and two in by_entry
    ]


def _changed() -> str:
    last = Joining.objects.order_by("-id").values_list("id", "undone_at").first()
    return f"{last} {Apart.objects.order_by('-id').values_list('id', flat=True).first()}"


def _near(viewer: Viewer) -> list[tuple[int, int, float, tuple[str, ...]]]:
    """The likeliest pairs of entries among those who share the sound of a surname."""
    groups = _namesakes(viewer)
    entries = {e for group in groups for e in group}
    versions = {
        v.entry_id: v
        for v in Version.objects.seen_by(viewer).filter(entry__in=entries).only("entry", "values", "reports")
    }
    apart = _apart()
    found: dict[frozenset[int], tuple[int, int, float, tuple[str, ...]]] = {}
    for group in groups:
        for one, two in combinations(sorted(group & versions.keys()), 2):
            pair = frozenset((one, two))
            if pair in apart or pair in found:
                continue
            like = match("person", told(versions[one]), told(versions[two]))
            if like.score >= LEAST:
                first, second = sorted((one, two), key=lambda e: (-versions[e].reports, e))
                found[pair] = first, second, like.score, like.reasons
    return sorted(found.values(), key=lambda p: (-p[2], p[0], p[1]))[:MOST]


def _apart() -> set[frozenset[int]]:
    """The pairs of persons found to be different, as they stand now."""
    found = list(Apart.objects.filter(one__kind="person").values_list("one", "two"))
    now = ends({entry for pair in found for entry in pair}) if found else {}
    return {frozenset((now[one], now[two])) for one, two in found}


def _namesakes(viewer: Viewer) -> list[set[int]]:
    """The entries that share a surname's sound, a set for each surname."""
    rows = Facet.objects.filter(standing(viewer), name="surname").order_by()
    shared = rows.values("value").annotate(n=Count("*")).filter(n__gt=1)
    names = [row["value"] for row in shared.order_by("value")[:MOST_SURNAMES] if row["n"] <= MOST_OF_ONE]
    groups: dict[str, set[int]] = {}
    for name, entry in rows.filter(value__in=names).values_list("value", "version__entry"):
        groups.setdefault(name, set()).add(entry)
    return list(groups.values())


def told(version: Version) -> dict[str, Any]:
    """The values that stand of a person, as the matching takes them."""
    values = {name: choice["value"] for name, choice in version.values.items()}
    return {"name": "", "aliases": [], **values}


@dataclass(frozen=True, slots=True)
class Joined:
    """Two persons made one, who did it, when and why."""

    joining: Joining
    version: Version


def joinings(viewer: Viewer, most: int = 10) -> list[Joined]:
    """The latest joinings of persons of whose claims the viewer may see every one."""
    found: Sequence[Joining] = (
        Joining.objects.filter(act=Joining.JOIN, entry__kind="person", undone_at=None)
        .select_related("entry")
        .order_by("-id")[: most * 2]
    )
    moved = {claim for joining in found for claim, *_ in joining.moves}
    seen = set(Claim.objects.seen_by(viewer).filter(pk__in=moved).values_list("pk", flat=True))
    by_entry = {
        v.entry_id: v for v in Version.objects.seen_by(viewer).filter(entry__in=[j.entry_id for j in found])
    }
    return [
        Joined(j, by_entry[j.entry_id])
        for j in found
        if j.entry_id in by_entry and all(claim in seen for claim, *_ in j.moves)
    ][:most]

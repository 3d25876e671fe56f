"""Chains of commitments on record: what may belong to one is looked up, links are made, seen and taken back."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from sarez.desk.accounts.models import User
from sarez.desk.accounts.viewers import Viewer, standing
from sarez.desk.actors.canonical import canonical
from sarez.desk.dialogue import keeping
from sarez.desk.dialogue.commitments.chains import Likeness, Thing, ranked, thing
from sarez.desk.dialogue.keeping import KeepingError, begin, floor_of
from sarez.desk.dialogue.models import Chain
from sarez.desk.dialogue.models.commitments import CHAINS
from sarez.desk.events.apart import ends, kin
from sarez.desk.events.columns import MOST_IN_DYADS
from sarez.desk.events.indexes import LATEST
from sarez.desk.events.models import COMMITMENT, Dyad, Facet, Version
from sarez.reading.likeness import content_words, overlap

REPLACES = ("supersedes", "renews")
"""How a commitment takes the place of an earlier one."""
LONGEST = 6
"""Links in a row that are followed."""
MOST_SCANNED, MOST_COMPARED = 2000, 40


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a chain as one of its ends sees it: the other commitment, and whether that is the earlier."""

    row: Chain
    other: Version
    is_back: bool


def proposals(
    version: Version, viewer: Viewer, beside: Iterable[int] = ()
) -> tuple[list[tuple[Likeness, Version]], list[tuple[Likeness, Version]]]:
    """What may belong to a chain with a commitment, and the near misses; those of `beside` are in it already."""
    one = thing(version)
    seen = Version.objects.filter(pk__in=_near(version, viewer, one, {*beside, one.number}))
    by_entry = {v.entry_id: v for v in seen}
    likely, close = ranked(one, [thing(v) for v in by_entry.values()])
    return [(f, by_entry[f.number]) for f in likely], [(f, by_entry[f.number]) for f in close]


def _near(version: Version, viewer: Viewer, one: Thing, but: set[int]) -> list[int]:
    """The versions worth comparing: of the commitments of the same parties, those whose titles share most words."""
    parties = sorted({canonical(c) for c in (version.values.get("parties") or {}).get("value") or ()})
    rows: QuerySet[Any] = Facet.objects.filter(name="party", value__in=parties)
    if 1 < len(parties) <= MOST_IN_DYADS:
        rows = Dyad.objects.filter(one=parties[0], two=parties[1])
    rows = rows.filter(standing(viewer), kind=COMMITMENT).order_by(LATEST, "-version")
    told = rows.values_list("version", "version__entry", "version__title")[:MOST_SCANNED]
    shared = {
        pk: overlap(one.words, content_words(title.partition(": ")[2]))
        for pk, entry, title in told
        if entry not in but
    }
    alike = [pk for pk in shared if shared[pk]]
    return sorted(alike, key=lambda pk: (-shared[pk], -pk))[:MOST_COMPARED]


def links(own: Collection[int], viewer: Viewer) -> tuple[list[Link], list[Version]]:
    """The links that a commitment has itself, and all of its chain that the viewer may see, the first first.

    `own` are the numbers of its entry and of those joined into it.
    """
    rows: dict[int, Chain] = {}
    reached, new = set(own), set(own)
    for _round in range(LONGEST):
        found = Chain.objects.seen_by(viewer).filter(Q(entry__in=new) | Q(earlier__in=new))
        rows |= {row.pk: row for row in found}
        new = {e for row in found for e in (row.entry_id, row.earlier_id)} - reached
        reached |= new
        if not new:
            break
    if not rows:
        return [], []
    now = ends(reached)
    seen = {v.entry_id: v for v in _seen(now.values(), viewer)}
    made = [_link(row, own, now, seen) for row in rows.values()]
    every = sorted(seen.values(), key=lambda v: (v.first or date.min, v.entry_id))
    return [link for link in made if link is not None], every


def successors(home: Mapping[int, int], viewer: Viewer) -> dict[int, Version]:
    """What took the place of commitments, as far as a viewer may see it, by the entry that each stands as (`home`)."""
    rows = list(Chain.objects.seen_by(viewer).filter(earlier__in=home, how__in=REPLACES))
    if not rows:
        return {}
    now = ends(row.entry_id for row in rows)
    seen = {v.entry_id: v for v in _seen(now.values(), viewer)}
    told = {home[row.earlier_id]: now[row.entry_id] for row in rows}
    return {own: seen[later] for own, later in told.items() if later in seen and later != own}


def _seen(entries: Iterable[int], viewer: Viewer) -> Iterable[Version]:
    return Version.objects.seen_by(viewer).filter(entry__in=set(entries), kind=COMMITMENT)


def _link(
    row: Chain, own: Collection[int], now: Mapping[int, int], seen: Mapping[int, Version]
) -> Link | None:
    """What a row says to the commitment that these entries are; None where it is not of it, or the other is not seen."""
    is_back = row.entry_id in own
    if not is_back and row.earlier_id not in own:
        return None
    other = now[row.earlier_id if is_back else row.entry_id]
    return Link(row, seen[other], is_back) if other in seen and other not in own else None


def chain(later: Version, earlier: Version, how: str, by: User, why: str = "") -> Chain:
    """Put on record that one commitment renews, supersedes or amends an earlier one."""
    if how not in dict(CHAINS):
        raise KeepingError(_("Say how the one follows the other."))
    if later.entry_id == earlier.entry_id:
        raise KeepingError(_("A commitment does not follow itself."))
    _then, every = links(kin([later.entry_id]), Viewer(by.clearance))
    if any(v.entry_id == earlier.entry_id for v in every):
        raise KeepingError(_("These two are in one chain already."))
    marking = max(floor_of(later.entry_id), floor_of(earlier.entry_id))
    made = Chain(
        entry_id=later.entry_id, earlier_id=earlier.entry_id, how=how, why=why[:500], marking=marking
    )
    return begin(made, by, how=how, one=later.entry_id, other=earlier.entry_id)


def drop(row: Chain, by: User) -> None:
    """Take a link back from now on."""
    keeping.drop(row, by)

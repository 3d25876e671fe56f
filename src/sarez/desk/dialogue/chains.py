"""Chains of commitments: one renews, supersedes or amends an earlier one. What may belong to one is proposed with reasons."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from sarez.desk.accounts.models import User
from sarez.desk.accounts.viewers import Viewer, standing
from sarez.desk.actors.canonical import canonical, resolved
from sarez.desk.dialogue import keeping
from sarez.desk.dialogue.keeping import KeepingError, begin, floor_of
from sarez.desk.dialogue.kin import kin
from sarez.desk.dialogue.models import Chain
from sarez.desk.dialogue.models.commitments import CHAINS
from sarez.desk.events.apart import ends
from sarez.desk.events.columns import MOST_IN_DYADS
from sarez.desk.events.indexes import LATEST
from sarez.desk.events.models import COMMITMENT, Dyad, Facet, Version
from sarez.reading.likeness import content_words, fold, overlap
from sarez.region.region import load_region

LONGEST = 6
MOST_SCANNED, MOST_COMPARED, MOST_PROPOSED, MOST_NEAR = 2000, 40, 5, 3
ALIKE, NEAR = 0.5, 0.25
"""From ALIKE on a commitment is proposed, from NEAR on shown apart as one that falls short. By eye, on the sample chronicle."""


@dataclass(frozen=True, slots=True)
class Thing:
    """A commitment as it is compared: its number, parties, words, the names in them (places, bodies), and the day it was
    told or is due."""

    number: int
    parties: frozenset[str]
    words: frozenset[str]
    day: date | None
    due: str = ""
    names: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike another commitment is, from 0 to 1, with what speaks for and against it; `is_later` of the other."""

    number: int
    score: float
    reasons: tuple[str, ...]
    is_later: bool


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a chain as one of its ends sees it: the other commitment, and whether that is the earlier."""

    row: Chain
    other: Version
    is_back: bool


def thing(version: Version) -> Thing:
    """A commitment on record as it is compared."""
    told = {name: (version.values.get(name) or {}).get("value") for name in ("parties", "text")}
    values: Mapping[str, Any] = resolved(told)
    parties = frozenset(fold(p) for p in values.get("parties") or ())
    text = str(values.get("text") or "")
    return Thing(version.entry_id, parties, content_words(text), version.first, version.date, names_in(text))


def names_in(text: str) -> frozenset[str]:
    """The names in a text, folded: words with a capital past the first, but for those that name a party."""
    told = [word.strip(".,;:()“”\"'’") for word in text.split()[1:]]
    actors = load_region().actors
    return frozenset(fold(word) for word in told if word[:1].isupper() and not actors.lookup(word))


def likeness(one: Thing, other: Thing) -> Likeness:
    """How likely `other` is the same undertaking at another time: parties weighed .3, words .7; half of it where both name
    places or bodies and none is the same."""
    parties, why_parties = _parties(one.parties, other.parties)
    common = sorted(one.words & other.words, key=lambda w: (-len(w), w))
    words = max(overlap(one.words, other.words), _inside(one.words, other.words))
    score = 0.3 * parties + 0.7 * words if parties and words else 0.0
    told = f"words in common: {', '.join(common[:6])}" if common else "no words in common"
    reasons = [why_parties, told]
    if one.names and other.names and not one.names & other.names:
        score /= 2
        reasons.append(f"other names: {', '.join(sorted(other.names)[:4])}")
    if one.due and other.due and one.due != other.due:
        reasons.append("different dates due")
    return Likeness(
        other.number, round(score, 2), tuple(reasons), (other.day or date.min) > (one.day or date.min)
    )


def ranked(one: Thing, others: Iterable[Thing]) -> tuple[list[Likeness], list[Likeness]]:
    """Those that may be of one chain with it, the most alike first; and the near misses, kept apart."""
    every = sorted((likeness(one, o) for o in others), key=lambda found: (-found.score, found.number))
    return (
        [found for found in every if found.score >= ALIKE][:MOST_PROPOSED],
        [found for found in every if NEAR <= found.score < ALIKE][:MOST_NEAR],
    )


def _parties(one: frozenset[str], other: frozenset[str]) -> tuple[float, str]:
    if not one & other:
        return 0.0, "other parties"
    if one == other:
        return 1.0, "the same parties"
    if one <= other or other <= one:
        return 0.8, "all the parties of one are among the other's"
    return overlap(one, other), "a party in common"


def _inside(one: frozenset[str], other: frozenset[str]) -> float:
    """How much of the shorter is in the longer, a little less than if they were the same; two words say nothing."""
    least = min(len(one), len(other))
    return 0.8 * len(one & other) / least if least > 2 else 0.0


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

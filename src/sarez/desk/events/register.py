"""Claims into the register: laid to the entry they tell of, and what stands made anew."""

from __future__ import annotations

import sys
from collections.abc import Container, Iterable, Mapping, Sequence
from datetime import datetime
from itertools import islice
from typing import Any, NamedTuple

from django.db import transaction

from sarez.desk.accounts.viewers import FOREVER
from sarez.desk.actors.canonical import meet, refresh, resolved
from sarez.desk.events.apart import barred, ends
from sarez.desk.events.beside import Beside, keep
from sarez.desk.events.columns import rows
from sarez.desk.events.matching import ENOUGH, Match, match
from sarez.desk.events.models import Claim, Dyad, Entry, Facet, Version
from sarez.desk.events.near import Block, blocks, entries_near
from sarez.desk.events.telling import Telling
from sarez.desk.events.tellings import tellings
from sarez.desk.events.versions import Band, bands, standings
from sarez.desk.reports.models import Reading, Report
from sarez.desk.search.index import index_versions
from sarez.desk.search.models import Document

RECORDS = {"event": "events", "engagement": "engagements", "commitment": "commitments", "person": "people"}
_BESIDE = frozenset({"evidence", "sentence", "confidence"})
STEP = 1000
MOST_COMPARED = 4  # claims of an entry from either end that a new claim is compared with


class Near(NamedTuple):
    """What a new claim is compared with: a claim that stands."""

    pk: int
    entry_id: int
    report_id: int
    values: dict[str, Any]
    marking: int


def record(found: Iterable[tuple[Reading, Mapping[str, Any]]], now: datetime) -> list[Claim]:
    """File what a reader found in some reports as proposed claims, each laid to its entry. One transaction, the caller's."""
    every = [list(claims_of(reading.report, reading, read)) for reading, read in found]
    claims = [claim for own in every for claim in own]
    propose(every, now)
    rebuild([claim.entry_id for claim in claims], new={claim.pk for claim in claims})
    return claims


def propose(every: Sequence[Sequence[Claim]], now: datetime) -> None:
    """Lay claims not on record yet, one list a report, to their entries and put them on record. The caller rebuilds the entries.

    A claim that comes with an entry stays there, unless it is like what another entry tells.
    """
    refresh()
    near = iter(entries_near([(claim.kind, claim.values) for claims in every for claim in claims]))
    around = [list(islice(near, len(claims))) for claims in every]
    told = _standing_claims({entry for own in around for entries in own for entry in entries})
    laid: dict[Block, list[Near]] = {}  # what the reports before in this list tell
    for claims, entries in zip(every, around, strict=True):
        _propose(claims, entries, told, laid, now)
        for claim in claims if len(every) > 1 else ():
            for block in blocks(claim.kind, claim.values):
                laid.setdefault(block, []).append(_near(claim))


def _propose(
    claims: Sequence[Claim],
    around: Sequence[Sequence[int]],
    told: Mapping[int, Sequence[Near]],
    laid: Mapping[Block, Sequence[Near]],
    now: datetime,
) -> None:
    """Lay the claims of one report, each to the best of the entries around it and of what was just laid."""
    if not claims:
        return
    new: list[Claim] = []
    closed = barred(claims[0].report, claims)
    for place, claim in enumerate(claims):
        others = [c for entry in around[place] for c in _ends_of(told.get(entry, ()), claim.report_id)]
        own = blocks(claim.kind, claim.values) if laid else ()
        just = {c.pk: c for block in own for c in laid.get(block, ())}
        others = [c for c in (*others, *just.values()) if c.entry_id not in closed.get(place, ())]
        if not _lay_to_best(claim, others) and claim.entry_id is None:
            new.append(claim)
    made = Entry.objects.bulk_create([Entry(kind=claim.kind, made=now) for claim in new])
    for claim, entry in zip(new, made, strict=True):
        claim.entry = entry
    Claim.objects.bulk_create(claims)


def claims_of(report: Report, reading: Reading, read: Mapping[str, Any]) -> Iterable[Claim]:
    """The claims that the records of a reading make, not yet laid to entries."""
    places = {p["name"]: p for p in read.get("places", ())}
    for kind, key in RECORDS.items():
        for found in read.get(key, ()):
            values = {k: v for k, v in found.items() if k not in _BESIDE}
            if values.get("place") in places:
                place = places[values["place"]]
                values["where"] = {k: place[k] for k in ("lat", "lon", "admin1")}
            yield Claim(
                kind=kind,
                report=report,
                reading=reading,
                values=values,
                evidence=[[e["start"], e["end"]] for e in found.get("evidence", ())],
                sentence=found.get("sentence") or "",
                confidence=found.get("confidence", 1.0),
                credibility=report.credibility,
                marking=report.marking,
                known_at=report.known_at,
                ended_at=FOREVER,
            )


def lay(claim: Claim, now: datetime) -> None:
    """Lay a claim to the entry it is most like, or to a new one; `match` keeps the reasons."""
    closed = barred(claim.report, [claim]).get(0, set())
    others = [c for c in candidates(claim) if c.entry_id not in closed]
    if not _lay_to_best(claim, others):
        claim.entry = Entry.objects.create(kind=claim.kind, made=now)


def _lay_to_best(claim: Claim, others: Iterable[Near]) -> bool:
    """Lay a claim to the entry of the claim it is most like, if that is like enough."""
    best, nearest = Match(0.0), None
    for other in others:
        found = match(claim.kind, resolved(claim.values), resolved(other.values))
        if found.score > best.score:
            best, nearest = found, other
    if nearest is None or best.score < ENOUGH[claim.kind]:
        claim.match = {"score": 0.0, "reasons": ["nothing on record is like it"]}
        return False
    claim.entry_id = nearest.entry_id
    claim.match = {"score": best.score, "reasons": list(best.reasons), "marking": nearest.marking}
    return True


def candidates(claim: Claim) -> list[Near]:
    """The standing claims of other reports that may tell of the same thing: a party or surname in common, dates not far apart."""
    told = _standing_claims(entries_near([(claim.kind, claim.values)])[0])
    return [other for claims in told.values() for other in _ends_of(claims, claim.report_id)]


def _standing_claims(entries: Iterable[int]) -> dict[int, list[Near]]:
    """The claims that stand now, by entry, in the order they were put on record."""
    told: dict[int, list[Near]] = {}
    found = Claim.objects.filter(entry__in=list(entries), ended_at=FOREVER).order_by()
    rows = found.values_list("pk", "entry_id", "report_id", "values", "marking")
    for row in sorted(rows, key=lambda row: row[0]):  # the database would sort their values along
        told.setdefault(row[1], []).append(Near(*row))
    return told


def _ends_of(claims: Sequence[Near], report: int) -> list[Near]:
    """The first and the last few of an entry's claims; none of the report's own, whose reader has said what is one thing."""
    others = [claim for claim in claims if claim.report_id != report]
    del others[MOST_COMPARED:-MOST_COMPARED]
    return others


def _near(claim: Claim) -> Near:
    return Near(claim.pk, claim.entry_id, claim.report_id, claim.values, claim.marking)


@transaction.atomic
def rebuild(entries: Iterable[int], new: Container[int] = ()) -> None:
    """Make the versions of these entries anew from their claims.

    Where nothing but the claims `new` has changed, what stood before them is left as it is.
    """
    kinds = _held(entries)
    refresh()
    told = tellings(sorted(kinds))
    versions: list[Version] = []
    beside: list[Beside] = []
    since = _forget(told, new)
    for entry, own in told.items():
        for standing in standings(kinds[entry], own, since[entry]):
            version, own_rows = rows(entry, kinds[entry], standing, own)
            versions.append(version)
            beside.append(own_rows)
    Version.objects.bulk_create(versions)
    keep(beside)
    index_versions(versions)
    meet({value for own_rows in beside for name, value, _ in own_rows.facets if name == "party"})


def _forget(told: Mapping[int, Sequence[Telling]], new: Container[int]) -> dict[int, dict[Band, datetime]]:
    """Take away the versions that new claims may change, or all; by entry and band, from when on others are wanted."""
    begin = {entry: _first_change(own, new) for entry, own in told.items()}
    since: dict[int, dict[Band, datetime]] = {
        entry: dict.fromkeys(bands(sorted({t.marking for t in told[entry]})), at) if at else {}
        for entry, at in begin.items()
    }
    gone = []
    found = Version.objects.filter(entry__in=list(told)).order_by()
    for version, entry, low, high, start, end in found.values_list(
        "pk", "entry", "low", "high", "known_from", "known_to"
    ):
        at = begin[entry]
        if at is None or end >= at:
            gone.append(version)
        if at is not None and end >= at:
            since[entry][low, high] = min(start, since[entry].get((low, high), start))
    for at_ in range(0, len(gone), STEP):
        some = gone[at_ : at_ + STEP]
        for model in (Facet, Dyad, Document):
            model.objects.filter(version__in=some).delete()
        Version.objects.filter(pk__in=some)._raw_delete(using=Version.objects.db)
    return since


def _first_change(own: Sequence[Telling], new: Container[int]) -> datetime | None:
    """The moment before which new claims change nothing of an entry; None if they may change all of it."""
    before = {t.marking for t in own if t.claim not in new}
    added = [t for t in own if t.claim in new]
    if not added or before != {t.marking for t in own}:
        return None  # another marking makes other bands
    return min(t.known_from for t in added)


def _held(entries: Iterable[int]) -> dict[int, str]:
    """These entries with their kinds, held so that no other process rebuilds them at the same time.

    Claims laid to an entry that was joined into another meanwhile follow it.
    """
    held = Entry.objects.select_for_update().order_by("pk")
    rows = list(held.filter(pk__in=set(entries)))
    for entry, end in ends([e.pk for e in rows if e.joined_into_id]).items():
        if Claim.objects.filter(entry=entry).update(entry=end):
            rows += held.filter(pk=end)
    return {e.pk: e.kind for e in rows}


def rebuild_all(step: int = 500) -> int:
    """Make every version anew; how many entries there are."""
    every: Sequence[int] = list(Entry.objects.order_by("id").values_list("pk", flat=True))
    for at in range(0, len(every), step):
        rebuild(every[at : at + step])
    return len(every)


def rebuild_emptied() -> int:
    """Make every version anew where a change of the tables has emptied them; how many entries there are."""
    if Version.objects.exists() or not Claim.objects.exists():
        return 0
    print("The tables have changed: making what stands on each entry anew from its claims.", file=sys.stderr)
    return rebuild_all()

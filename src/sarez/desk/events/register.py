"""Claims into the register: laid to the entry they tell of, and what stands made anew."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from sarez.desk.accounts.viewers import FOREVER
from sarez.desk.actors.canonical import canonical, meet, refresh, resolved
from sarez.desk.events.apart import barred, ends
from sarez.desk.events.columns import ROLES, rows
from sarez.desk.events.days import span_of
from sarez.desk.events.matching import ENOUGH, NEAR, Match, match
from sarez.desk.events.models import Claim, Dyad, Entry, Facet, Version
from sarez.desk.events.namesakes import surnames
from sarez.desk.events.telling import Telling
from sarez.desk.events.versions import CLOSEST, standings
from sarez.desk.reports.models import Reading, Report
from sarez.desk.search.index import index_versions

RECORDS = {"event": "events", "engagement": "engagements", "commitment": "commitments", "person": "people"}
_BESIDE = frozenset({"evidence", "sentence", "confidence"})
MOST_CANDIDATES = 40


def record(report: Report, reading: Reading, read: dict[str, Any], now: datetime) -> list[Claim]:
    """File what a reader found in a report as proposed claims, each laid to its entry. One transaction, the caller's."""
    claims = list(claims_of(report, reading, read))
    propose(report, claims, now)
    rebuild([claim.entry_id for claim in claims])
    return claims


def propose(report: Report, claims: Sequence[Claim], now: datetime) -> None:
    """Lay claims of one report, not on record yet, to their entries and put them on record. The caller rebuilds the entries.

    A claim that comes with an entry stays there, unless it is like what another entry tells.
    """
    refresh()
    near = {id(claim): _entries_near(claim.kind, claim.values) for claim in claims}
    told = _standing_claims({entry for entries in near.values() for entry in entries}, report)
    new: list[Claim] = []
    closed = barred(report, claims)
    for place, claim in enumerate(claims):
        entries = [e for e in near[id(claim)] if e not in closed.get(place, ())]
        is_laid = _lay_to_best(claim, [c for entry in entries for c in told.get(entry, ())])
        if not is_laid and claim.entry_id is None:
            new.append(claim)
    made = Entry.objects.bulk_create([Entry(kind=claim.kind, made=now) for claim in new])
    for claim, entry in zip(new, made, strict=True):
        claim.entry = entry
    Claim.objects.bulk_create(claims)


def claims_of(report: Report, reading: Reading, read: dict[str, Any]) -> Iterable[Claim]:
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
    others = [c for c in candidates(claim.kind, claim.values) if c.entry_id not in closed]
    if not _lay_to_best(claim, others):
        claim.entry = Entry.objects.create(kind=claim.kind, made=now)


def _lay_to_best(claim: Claim, others: Iterable[Claim]) -> bool:
    """Lay a claim to the entry of the claim it is most like, if that is like enough."""
    best, nearest = Match(0.0), None
    for other in others:
        if other.report_id == claim.report_id:
            continue  # within one report the reader has said what is one thing
        found = match(claim.kind, resolved(claim.values), resolved(other.values))
        if found.score > best.score:
            best, nearest = found, other
    if nearest is None or best.score < ENOUGH[claim.kind]:
        claim.match = {"score": 0.0, "reasons": ["nothing on record is like it"]}
        return False
    claim.entry_id = nearest.entry_id
    claim.match = {"score": best.score, "reasons": list(best.reasons), "marking": nearest.marking}
    return True


def candidates(kind: str, values: dict[str, Any]) -> Iterable[Claim]:
    """The standing claims that may tell of the same thing: a party or surname in common, dates not far apart."""
    told = _standing_claims(_entries_near(kind, values))
    return [claim for claims in told.values() for claim in claims]


def _entries_near(kind: str, values: dict[str, Any]) -> list[int]:
    """The entries that share a party or surname with these values and lie near in time, the latest first."""
    facets = Facet.objects.filter(version__kind=kind, version__high=CLOSEST, version__known_to=FOREVER)
    if kind == "person":
        names = [values["name"], *values.get("aliases", ())]
        facets = facets.filter(name="surname", value__in=surnames(names))
    else:
        parties = {canonical(p) for role in ROLES[kind] for p in values.get(role) or ()}
        facets = facets.filter(name="party", value__in=parties)
        span = span_of(values.get("date"))
        if span is not None and kind != "commitment":
            near = timedelta(days=NEAR[kind])
            facets = facets.filter(first__gte=span[0].replace(day=1) - near, first__lte=span[1] + near)
    if kind == "event":
        facets = facets.filter(version__label=values["type"])
    found = facets.order_by("-first").values_list("version__entry", flat=True)
    return list(dict.fromkeys(found[: MOST_CANDIDATES * 3]))[:MOST_CANDIDATES]


def _standing_claims(entries: Iterable[int], but_of: Report | None = None) -> dict[int, list[Claim]]:
    """The claims that stand now, by entry; without those of a report."""
    found = Claim.objects.filter(entry__in=list(entries), ended_at=FOREVER).only(
        "entry", "report", "values", "marking"
    )
    told: dict[int, list[Claim]] = {}
    for claim in found.exclude(report=but_of) if but_of is not None else found:
        told.setdefault(claim.entry_id, []).append(claim)
    return told


@transaction.atomic
def rebuild(entries: Iterable[int]) -> None:
    """Make the versions of these entries anew from their claims."""
    kinds = _held(entries)
    wanted = sorted(kinds)
    refresh()
    claims: dict[int, list[Claim]] = {e: [] for e in wanted}
    for claim in Claim.objects.filter(entry__in=wanted).select_related("report__source").order_by("id"):
        claims[claim.entry_id].append(claim)
    Version.objects.filter(entry__in=wanted).delete()
    versions: list[Version] = []
    facets: list[Facet] = []
    dyads: list[Dyad] = []
    for entry, told in claims.items():
        tellings = [telling(c) for c in told]
        for standing in standings(kinds[entry], tellings):
            version, own_facets, own_dyads = rows(entry, kinds[entry], standing, tellings)
            versions.append(version)
            facets += own_facets
            dyads += own_dyads
    Version.objects.bulk_create(versions)
    Facet.objects.bulk_create(facets)
    Dyad.objects.bulk_create(dyads)
    index_versions(versions)
    meet({facet.value for facet in facets if facet.name == "party"})


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


def telling(claim: Claim) -> Telling:
    """A claim as the pure parts see it."""
    report = claim.report
    return Telling(
        claim=claim.pk,
        values=claim.values,
        marking=claim.marking,
        known_from=claim.known_at,
        known_to=claim.ended_at,
        report=report.pk,
        story=report.story_id or report.pk,
        published=report.published,
        reliability=report.source.reliability,
        credibility=claim.credibility,
        confidence=claim.confidence,
        is_person=bool(claim.author) and claim.decision != "proposed",
        accepted_at=claim.decided_at if claim.decision == "accepted" else None,
    )


def rebuild_all(step: int = 500) -> int:
    """Make every version anew; how many entries there are."""
    every: Sequence[int] = list(Entry.objects.order_by("id").values_list("pk", flat=True))
    for at in range(0, len(every), step):
        rebuild(every[at : at + step])
    return len(every)

"""What the desk knows of one actor: its names, offices, counterparts, and what it did; as a viewer may know it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from sarez.desk.accounts.viewers import Viewer, standing
from sarez.desk.actors.charts import Chart, chart
from sarez.desk.actors.counting import DATED, kept, latest, of_facet, tallies, told_months, totals
from sarez.desk.actors.models import Actor, Alias, Merging, Office, Term
from sarez.desk.actors.relations import address_of
from sarez.desk.actors.seeding import FROM_REPORT, unknown_actor
from sarez.desk.events.models import Dyad, Facet, Version
from sarez.region.offices import Holding

MOST_COUNTERPARTS, MOST_ISSUES = 12, 12


def actor_called(viewer: Viewer, code: str) -> Actor | None:
    """The actor of a code, if the viewer may know of it; one that only reports name is put on record when asked for."""
    found = Actor.objects.filter(code=code).select_related("joined_into").first()
    if found is not None and found.origin != FROM_REPORT:
        return found
    if not is_named(viewer, code):
        return None
    if found is None:
        fresh = unknown_actor(code)
        found, _new = Actor.objects.get_or_create(
            code=code, defaults={"kind": fresh.kind, "name": fresh.name, "origin": fresh.origin}
        )
    return found


def is_named(viewer: Viewer, code: str) -> bool:
    """Whether anything that a viewer may see names a party so."""
    return bool(named(viewer, [code]))


def named(viewer: Viewer, codes: Iterable[str]) -> set[str]:
    """Those of these codes that something a viewer may see names."""
    rows = Facet.objects.filter(standing(viewer), name__in=("party", "raw"), value__in=set(codes))
    return set(rows.order_by().values_list("value", flat=True).distinct())


def may_know(viewer: Viewer, actors: Iterable[Actor]) -> set[int]:
    """The keys of those actors that a viewer may know of: the region's, and those that something they may see names."""
    every = list(actors)
    seen = named(viewer, [a.code for a in every if a.origin == FROM_REPORT])
    return {a.pk for a in every if a.origin != FROM_REPORT or a.code in seen}


@dataclass(frozen=True, slots=True)
class Succession:
    """An office with its holders, and who of them held it on the day asked about."""

    office: Office
    terms: list[Term]
    now: list[Term]


@dataclass(frozen=True, slots=True)
class Counterpart:
    """Another party and how many entries name both."""

    code: str
    n: int
    address: str


@dataclass(frozen=True, slots=True)
class Dossier:
    """One actor's page."""

    actor: Actor
    names: list[Alias]
    acts_through: list[Alias]
    mergings: list[Merging]
    offices: list[Succession]
    counterparts: list[Counterpart]
    issues: list[tuple[str, int]]
    totals: Counter[str]
    chart: Chart
    events: list[Version]
    engagements: list[Version]
    commitments: list[Version]


def dossier(viewer: Viewer, actor: Actor, on: str) -> Dossier:
    """All of an actor's page; `on` is the day (ISO) for which the holders of its offices are asked."""
    scope = of_facet(viewer, "party", actor.code)
    counted = tallies(scope)
    aliases = list(actor.aliases.filter(marking__lte=viewer.clearance).order_by("name"))
    parts = [a for a in aliases if a.why.startswith("acts for it")]
    return Dossier(
        actor,
        [a for a in aliases if a not in parts and a.name != actor.name],
        parts,
        mergings_of(viewer, actor),
        successions(viewer, actor, on),
        counterparts(viewer, actor.code),
        issues_of(viewer, actor.code),
        totals(counted),
        chart(counted, told_months(viewer)),
        latest(scope, "event"),
        latest(scope, "engagement"),
        latest(scope, "commitment"),
    )


def mergings_of(viewer: Viewer, actor: Actor) -> list[Merging]:
    """What was merged into an actor and still is, of what the viewer may know."""
    found = list(actor.mergings.filter(undone_at=None).select_related("gone", "kept"))
    seen = may_know(viewer, [m.gone for m in found]) if found else set()
    return [m for m in found if m.gone_id in seen]


def successions(viewer: Viewer, actor: Actor, on: str) -> list[Succession]:
    """The offices of an actor with their holders, the latest first; those with a holder on the day first."""
    terms: dict[int, list[Term]] = {}
    held = Term.objects.filter(office__actor=actor, marking__lte=viewer.clearance)
    for term in held.order_by("-since", "-id"):
        terms.setdefault(term.office_id, []).append(term)
    found = [
        Succession(office, own := terms.get(office.pk, []), [t for t in own if covers(t, on)])
        for office in actor.offices.order_by("title")
    ]
    return sorted(found, key=lambda s: (not s.now, not s.terms))


def covers(term: Term, on: str) -> bool:
    """Whether a term holds on a day; on the day of a handover the successor is in office."""
    held = Holding("", "", term.holder, "", None, term.since or None, term.until or None, "")
    return held.covers(on)


def counterparts(viewer: Viewer, code: str) -> list[Counterpart]:
    """The parties that most entries name beside this one."""

    def count() -> list[tuple[str, int]]:
        rows = Dyad.objects.filter(standing(viewer), kind__in=DATED).order_by()
        found: Counter[str] = Counter()
        for own, other in (("one", "two"), ("two", "one")):
            found.update(
                dict(
                    rows.filter(**{own: code})
                    .values_list(other)
                    .annotate(n=Count("*"))
                    .order_by("-n")[:MOST_COUNTERPARTS]
                )
            )
        return found.most_common(MOST_COUNTERPARTS)

    counted = kept(viewer, f"counterparts {code}", count)
    return [Counterpart(other, n, address_of(code, other)) for other, n in counted]


def issues_of(viewer: Viewer, code: str) -> list[tuple[str, int]]:
    """The issues that most of an actor's entries are about."""

    def count() -> list[tuple[str, int]]:
        own = Facet.objects.filter(standing(viewer), name="party", value=code, kind__in=DATED).exclude(
            issues=""
        )
        found: Counter[str] = Counter()
        for issues, n in own.order_by().values_list("issues").annotate(n=Count("*")):
            found.update(dict.fromkeys(issues.split(), n))
        return sorted(found.items(), key=lambda item: (-item[1], item[0]))[:MOST_ISSUES]

    return kept(viewer, f"issues {code}", count)


def day_of(viewer: Viewer, today: date) -> str:
    """The day that a viewer asks about, else today."""
    return (viewer.as_of.date() if viewer.as_of else today).isoformat()

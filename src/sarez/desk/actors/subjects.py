"""Places and issues: what happened there, what it was about, and who was concerned; as a viewer may know it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count

from sarez.desk.accounts.viewers import Viewer, standing
from sarez.desk.actors.charts import Chart, chart
from sarez.desk.actors.counting import (
    Scope,
    kept,
    latest,
    of_facet,
    of_places,
    tallies,
    told_months,
    totals,
)
from sarez.desk.actors.relations import address_of
from sarez.desk.events.models import Dyad, Facet, Version
from sarez.region.place import Place
from sarez.region.region import load_region
from sarez.vocabulary.issues import load_issues

MOST_PAIRS, MOST_NAMES = 12, 40


@dataclass(frozen=True, slots=True)
class Subject:
    """What a page of a place or an issue shows: counts over time, and the latest of each kind."""

    totals: Counter[str]
    chart: Chart
    events: list[Version]
    engagements: list[Version]
    commitments: list[Version]


def subject(viewer: Viewer, scope: Scope) -> Subject:
    """The counts and the latest entries of a scope."""
    counted = tallies(scope)
    return Subject(
        totals(counted),
        chart(counted, told_months(viewer)),
        latest(scope, "event", 12),
        latest(scope, "engagement"),
        latest(scope, "commitment"),
    )


@dataclass(frozen=True, slots=True)
class Spot:
    """A place: what the gazetteer knows of it (None: nothing), its other names, other places of the name, and what happened."""

    name: str
    known: Place | None
    names: tuple[str, ...]
    others: tuple[Place, ...]
    subject: Subject


def place(viewer: Viewer, name: str) -> Spot:
    """A place by any of its names; what happened is found under all of them."""
    places = load_region().places
    known = places.lookup(name)
    names = places.names_of(known) if known is not None else ()
    spelt = list(dict.fromkeys((name, *names)))[:MOST_NAMES]
    others = tuple(p for p in places.candidates(name) if p != known)[:6]
    return Spot(name, known, names, others, subject(viewer, of_places(viewer, spelt)))


@dataclass(frozen=True, slots=True)
class Concerned:
    """A pair of parties with how many entries of an issue name both."""

    one: str
    two: str
    n: int
    address: str


def concerned(viewer: Viewer, issue: str) -> list[Concerned]:
    """The pairs that most entries of an issue name."""

    def count() -> list[tuple[str, str, int]]:
        told = Facet.objects.filter(name="issue", value=issue).values("version")
        rows = Dyad.objects.filter(standing(viewer), version__in=told).order_by()
        return list(
            rows.values_list("one", "two").annotate(n=Count("*")).order_by("-n", "one", "two")[:MOST_PAIRS]
        )

    return [Concerned(a, b, n, address_of(a, b)) for a, b, n in kept(viewer, f"concerned {issue}", count)]


@dataclass(frozen=True, slots=True)
class IssueLine:
    """An issue in the list, with its label and how many entries of each kind are about it."""

    name: str
    label: str
    description: str
    counts: Counter[str]

    @property
    def total(self) -> int:
        """All entries."""
        return self.counts["event"] + self.counts["engagement"] + self.counts["commitment"]


def issues(viewer: Viewer, language: str) -> list[IssueLine]:
    """Every issue of the vocabulary, the most told first."""

    def count() -> dict[str, Counter[str]]:
        found: dict[str, Counter[str]] = {}
        rows = Facet.objects.filter(standing(viewer), name="issue").order_by()
        for name, kind, n in rows.values_list("value", "kind").annotate(n=Count("*")):
            found.setdefault(name, Counter())[kind] += n
        return found

    counts = kept(viewer, "issues", count)
    lines = [
        IssueLine(i.name, i.label(language), i.description, counts.get(i.name, Counter()))
        for i in load_issues().by_name.values()
    ]
    return sorted(lines, key=lambda li: (-li.total, li.label))


def of_issue(viewer: Viewer, issue: str) -> Scope:
    """The entries about an issue."""
    return of_facet(viewer, "issue", issue)

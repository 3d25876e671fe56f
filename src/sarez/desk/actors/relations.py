"""Relations: the pairs of parties with what is between them, and the whole history of one pair."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.db.models import Count, Exists, OuterRef
from django.urls import reverse

from sarez.desk.accounts.viewers import Viewer, standing
from sarez.desk.actors.charts import Chart, Spark, chart, spark
from sarez.desk.actors.counting import (
    HAPPENED,
    Scope,
    kept,
    latest,
    of_pair,
    tallies,
    told_months,
    totals,
)
from sarez.desk.actors.seeding import CROWDS
from sarez.desk.events.columns import quad_of
from sarez.desk.events.models import Claim, Dyad, Facet, Version
from sarez.region.region import load_region

MOST_PAIRS, MOST_AGREEMENTS, MOST_RIVALS, YEARS = 40, 40, 200, 10


@dataclass(frozen=True, slots=True)
class Pair:
    """Two parties with the number of acts between them, and the trend over the last years."""

    one: str
    two: str
    cooperation: int
    conflict: int
    trend: Spark
    years: tuple[str, str]
    most: int = 1

    @property
    def address(self) -> str:
        """The page of the pair."""
        return address_of(self.one, self.two)

    @property
    def shares(self) -> tuple[float, float]:
        """How long the bars of conflict and cooperation are, in hundredths of the longest."""
        return round(100 * self.conflict / self.most, 1), round(100 * self.cooperation / self.most, 1)


def address_of(one: str, two: str) -> str:
    """The page of a pair, in the order of the codes. A name with a slash goes into the query."""
    one, two = sorted((one, two))
    if "/" in one + two:
        return f"{reverse('relations')}?{urlencode({'one': one, 'two': two})}"
    return reverse("pair", args=(one, two))


def watched_pairs() -> list[tuple[str, str]]:
    """The pairs of states that the desk watches."""
    states = sorted(load_region().watched)
    return [(a, b) for i, a in enumerate(states) for b in states[i + 1 :]]


def pairs(viewer: Viewer, since: str = "", until: str = "") -> tuple[list[Pair], list[Pair]]:
    """The pairs of watched states, all of them, and the other pairs with most between them."""
    counted = _counted(viewer, since, until)
    years = sorted({y for by_year in counted.values() for y, _ in by_year if y})
    span = [str(y) for y in range(int(years[-1]) - YEARS + 1, int(years[-1]) + 1)] if years else []
    most = max((sum(by_year.values()) for by_year in counted.values()), default=1)
    watched = watched_pairs()
    others = sorted((p for p in counted if p not in watched), key=lambda p: (-sum(counted[p].values()), p))
    return (
        [_pair(p, counted.get(p, Counter()), span, most) for p in watched],
        [_pair(p, counted[p], span, most) for p in others[:MOST_PAIRS]],
    )


def _counted(viewer: Viewer, since: str, until: str) -> dict[tuple[str, str], Counter[tuple[str, bool]]]:
    """The acts between each two parties by year and by whether they are conflict."""

    def count() -> dict[tuple[str, str], Counter[tuple[str, bool]]]:
        rows = Dyad.objects.filter(standing(viewer))
        rows = rows.exclude(one__in=CROWDS).exclude(two__in=CROWDS)
        if since:
            rows = rows.filter(first__gte=since)
        if until:
            rows = rows.filter(first__lte=until)
        found: dict[tuple[str, str], Counter[tuple[str, bool]]] = defaultdict(Counter)
        by_month = rows.order_by().values_list("one", "two", "kind", "status", "month", "quad")
        for one, two, kind, status, month, quad, n in by_month.annotate(n=Count("*")):
            if kind != "event" or status not in HAPPENED:
                continue  # asked of the index, this would take it out of its order
            found[one, two][month[:4], quad.endswith("conflict")] += n
        return dict(found)

    return kept(viewer, f"pairs {since} {until}", count)


def _pair(pair: tuple[str, str], counted: Counter[tuple[str, bool]], span: Sequence[str], most: int) -> Pair:
    sums = [
        sum(n for (_, is_conflict), n in counted.items() if is_conflict == side) for side in (False, True)
    ]
    trend = spark([counted[y, False] for y in span], [counted[y, True] for y in span])
    return Pair(*pair, sums[0], sums[1], trend, (span[0], span[-1]) if span else ("", ""), most)


@dataclass(slots=True)
class Agreement:
    """An agreement with what became of it: the commitments that the same reports tell."""

    version: Version
    commitments: list[Version] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Toll:
    """The killed in total, of how many events, and between what and what the rival figures run where they differ."""

    killed: int
    events: int
    disputed: int
    least: int
    highest: int


@dataclass(frozen=True, slots=True)
class History:
    """All that is between two parties, of an issue and a period."""

    one: str
    two: str
    chart: Chart
    totals: Counter[str]
    toll: Toll | None
    agreements: list[Agreement]
    engagements: list[Version]
    events: list[Version]
    commitments: list[Version]


def history(
    viewer: Viewer, one: str, two: str, *, issue: str = "", since: str = "", until: str = ""
) -> History:
    """What is between two parties, as a viewer may know it."""
    scope = of_pair(viewer, one, two).narrowed(issue=issue, since=since, until=until)
    counted = tallies(scope)
    agreed = agreements(scope, (one, two))
    marks = {a.version.entry_id: a.version.first.isoformat()[:7] for a in agreed if a.version.first}
    return History(
        one,
        two,
        chart(counted, told_months(viewer), marks),
        totals(counted),
        kept(viewer, f"toll {scope.name}", lambda: toll(scope)),
        agreed,
        latest(scope, "engagement", status__in=HAPPENED),
        latest(scope, "event", 12),
        latest(scope, "commitment"),
    )


def agreements(scope: Scope, parties: Sequence[str]) -> list[Agreement]:
    """The latest agreements of a scope, each with the commitments of these parties that its reports tell."""
    found = latest(
        scope, "event", MOST_AGREEMENTS, quad=quad_of("AGREE"), version__label="AGREE", status__in=HAPPENED
    )
    claims = Claim.objects.seen_by(scope.viewer)
    told = set(claims.filter(entry__in=[v.entry_id for v in found]).values_list("entry", "report"))
    made = set(
        claims.filter(kind="commitment", report__in={report for _, report in told}).values_list(
            "report", "entry"
        )
    )
    own = Facet.objects.filter(name="party", value__in=parties, version=OuterRef("pk"))
    versions = Version.objects.seen_by(scope.viewer).filter(Exists(own), entry__in={e for _, e in made})
    by_entry = {v.entry_id: v for v in versions}
    by_report: dict[int, list[Version]] = defaultdict(list)
    for report, entry in sorted(made):
        if entry in by_entry:
            by_report[report].append(by_entry[entry])
    by_agreement: dict[int, dict[int, Version]] = defaultdict(dict)
    for entry, report in sorted(told):
        by_agreement[entry].update({v.pk: v for v in by_report[report]})
    return [Agreement(v, list(by_agreement[v.entry_id].values())) for v in found]


def toll(scope: Scope) -> Toll | None:
    """The dead of what happened, from the figures shown; where reports differ, from the least to the highest."""
    rows = scope.rows.filter(kind="event", status__in=HAPPENED, killed__gt=0).order_by()
    every: list[tuple[int, int, bool]] = list(rows.values_list("killed", "version", "is_disputed"))
    if not every:
        return None
    disputed = sorted(((killed, version) for killed, version, is_ in every if is_), reverse=True)
    shown = {version: killed for killed, version in disputed[:MOST_RIVALS]}
    entries = Version.objects.filter(pk__in=shown).order_by().values_list("entry", "pk") if shown else ()
    rivals = {entry: shown[version] for entry, version in entries}
    least = highest = total = sum(killed for killed, _version, _is_disputed in every)
    told: dict[int, list[int]] = defaultdict(list)
    claims = Claim.objects.seen_by(scope.viewer).filter(entry__in=rivals) if rivals else ()
    for claim in claims:
        if isinstance(claim.values.get("killed"), int):
            told[claim.entry_id].append(claim.values["killed"])
    for entry, figures in told.items():
        least += min(figures) - rivals[entry]
        highest += max(figures) - rivals[entry]
    return Toll(total, len(every), len(rivals), least, highest)

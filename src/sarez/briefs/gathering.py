"""Which entries a brief tells of, what stands of them, and the claims they rest on: a few questions to the database."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from sarez.desk.accounts.viewers import Viewer, standing
from sarez.desk.actors.counting import DATED, HAPPENED
from sarez.desk.events.columns import CROWD, quad_of
from sarez.desk.events.indexes import LATEST
from sarez.desk.events.models import COMMITMENT, ENGAGEMENT, EVENT, Claim, Dyad, Facet, Version
from sarez.desk.events.spells import as_known

AGREEMENT = "agreement"
MOST = {COMMITMENT: 60, AGREEMENT: 20, ENGAGEMENT: 40, EVENT: 20}
"""How many of each a brief looks at, the latest."""
AHEAD = ("planned", "called_for")
AGREE = "AGREE"
MOST_COUNTED = 1000
Rows = QuerySet[Any]


@dataclass(slots=True)
class Gathered:
    """The versions of each list, the claims of each entry, and the lists that go on."""

    lists: dict[str, list[Version]] = field(default_factory=dict)
    claims: dict[int, list[Claim]] = field(default_factory=dict)
    cut: set[str] = field(default_factory=set)


def gather(
    viewer: Viewer, parties: Sequence[str], since: date, on: date, more: Iterable[int] = ()
) -> Gathered:
    """What the record has of one party, or of two together; `more` are entries of engagements to tell of as well."""
    found = Gathered()
    numbers = {name: _numbers(viewer, parties, name, since, on) for name in MOST} if parties else {}
    for name, own in numbers.items():
        if len(own) > MOST[name]:
            found.cut.add(name)
            del own[MOST[name] :]
    beside = set(more)
    wanted = Q(pk__in={pk for own in numbers.values() for pk in own})
    if beside:
        wanted |= Q(entry__in=beside, kind=ENGAGEMENT) & (Q(last__gte=since) | Q(first__isnull=True))
    versions = {v.pk: v for v in Version.objects.seen_by(viewer).filter(wanted)}
    found.lists = {name: [versions[pk] for pk in numbers.get(name, ()) if pk in versions] for name in MOST}
    told = {v.entry_id for v in found.lists[ENGAGEMENT]}
    found.lists[ENGAGEMENT] += [v for v in versions.values() if v.entry_id in beside - told]
    found.claims = claims_of(viewer, {v.entry_id for v in versions.values()})
    return found


def claims_of(viewer: Viewer, entries: Iterable[int]) -> dict[int, list[Claim]]:
    """The claims of entries that a viewer may see, as known then, with their reports and sources."""
    own = Claim.objects.seen_by(viewer).filter(entry__in=set(entries), report__marking__lte=viewer.clearance)
    own = own.select_related("report__source").defer("report__text", "report__notes", "evidence", "match")
    found: dict[int, list[Claim]] = {}
    for claim in as_known(own, viewer):
        found.setdefault(claim.entry_id, []).append(claim)
    return found


def kept_back(viewer: Viewer, out: Viewer, parties: Sequence[str], since: date) -> tuple[int, int]:
    """Of what the viewer may see of these parties: how many entries are left out for `out`, how many told in part."""
    if out.clearance >= viewer.clearance or not parties:
        return 0, 0
    asked = {"kind__in": DATED, "low__gt": out.clearance}
    rows = _rows(viewer, parties, asked, Q(first__gte=since) | Q(first__isnull=True), "version__entry")
    above = {row["version__entry"] for row in rows[:MOST_COUNTED]}
    told = Version.objects.seen_by(out).filter(entry__in=above).count() if above else 0
    return len(above) - told, told


def _numbers(viewer: Viewer, parties: Sequence[str], name: str, since: date, on: date) -> list[int]:
    """The numbers of the versions of a list, the latest first, one more than it holds if there are more."""
    asked: dict[str, Any] = {"kind": EVENT if name == AGREEMENT else name}
    when = Q()
    if name in (EVENT, AGREEMENT):
        when = Q(first__gte=since, first__lte=on)
    elif name == ENGAGEMENT:
        when = Q(first__gte=since) | Q(first__isnull=True, status__in=AHEAD)
    if name == AGREEMENT:
        asked |= {"quad": quad_of(AGREE), "version__label": AGREE, "status__in": HAPPENED}
    return [row["version"] for row in _rows(viewer, parties, asked, when)[: MOST[name] + 1]]


def _rows(viewer: Viewer, parties: Sequence[str], asked: dict[str, Any], when: Q, value: str = "version") -> Rows:
    """The rows of one party, or of two together: of a few parties by their dyads, of many by the facets of a crowd."""
    given = Facet.objects.filter(standing(viewer), when, **asked)
    if len(parties) == 1:
        own = given.filter(name="party", value=parties[0])
        return own.order_by(LATEST, "-version").values(value, "first")
    one, two = sorted(parties)
    few = Dyad.objects.filter(standing(viewer), when, **asked, one=one, two=two)
    with_two = Facet.objects.filter(standing(viewer), name=CROWD, value=two, version=OuterRef("version"))
    many = given.filter(Exists(with_two), name=CROWD, value=one)
    columns = tuple(dict.fromkeys((value, "first", "version")))
    both = few.values(*columns).union(many.values(*columns), all=True)
    return both.order_by(LATEST, "-version")

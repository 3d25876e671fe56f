"""Which entries a brief tells of, what stands of them, and the claims they rest on: a few questions to the database."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Value

from sarez.briefs.brief import LeftOut
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
    numbers = _numbers(viewer, parties, since, on) if parties else {}
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


def kept_back(viewer: Viewer, out: Viewer, parties: Sequence[str], since: date) -> LeftOut | None:
    """Of what the viewer may see of these parties: how much is left out for `out`, and how much told in part."""
    if out.clearance >= viewer.clearance or not parties:
        return None
    asked = {"kind__in": DATED, "low__gt": out.clearance}
    when = Q(first__gte=since) | Q(first__isnull=True)
    rows = [own.filter(when, **asked).values_list("version", flat=True) for own in _rows(viewer, parties)]
    above = list(rows[0].union(*rows[1:], all=True).order_by()[: MOST_COUNTED + 1])
    is_cut = len(above) > MOST_COUNTED
    entries = Version.objects.filter(pk__in=above[:MOST_COUNTED]).order_by().values("entry")
    told = Version.objects.seen_by(out).filter(entry__in=entries).count() if above else 0
    return LeftOut(len(above[:MOST_COUNTED]) - told, told, is_cut) if above else None


def _numbers(viewer: Viewer, parties: Sequence[str], since: date, on: date) -> dict[str, list[int]]:
    """The numbers of the versions of each list, the latest first, one more than it holds if there are more: one question."""
    parts = []
    for name, asked in _asked(since, on).items():
        for rows in _rows(viewer, parties):
            latest = rows.filter(asked).order_by(LATEST, "-version_id").values("pk")[: MOST[name] + 1]
            told = rows.model.objects.filter(pk__in=latest).order_by()
            parts.append(told.values_list(Value(name, CharField()), "first", "version"))
    found: dict[str, list[tuple[str, int]]] = {name: [] for name in MOST}
    for name, first, version in parts[0].union(*parts[1:], all=True):
        found[name].append((str(first or ""), version))
    return {
        name: [v for _first, v in sorted(own, reverse=True)[: MOST[name] + 1]] for name, own in found.items()
    }


def _asked(since: date, on: date) -> dict[str, Q]:
    """What each list asks of the rows of parties."""
    happened = Q(first__gte=since, first__lte=on, kind=EVENT)
    agreed = Q(quad=quad_of(AGREE), version__label=AGREE, status__in=HAPPENED)
    ahead = Q(first__isnull=True, status__in=AHEAD)
    return {
        COMMITMENT: Q(kind=COMMITMENT),
        AGREEMENT: happened & agreed,
        ENGAGEMENT: Q(kind=ENGAGEMENT) & (Q(first__gte=since) | ahead),
        EVENT: happened,
    }


def _rows(viewer: Viewer, parties: Sequence[str]) -> list[Rows]:
    """The rows of one party, or of two together: of a few parties their dyads, of many the facets of a crowd."""
    given = Facet.objects.filter(standing(viewer))
    if len(parties) == 1:
        return [given.filter(name="party", value=parties[0])]
    one, two = sorted(parties)
    with_two = given.filter(name=CROWD, value=two, version=OuterRef("version"))
    few = Dyad.objects.filter(standing(viewer), one=one, two=two)
    return [few, given.filter(Exists(with_two), name=CROWD, value=one)]

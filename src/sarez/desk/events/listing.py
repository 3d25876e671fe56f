"""Lists of entries: the filter in the address, and the versions a viewer may see that pass it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page
from django.db.models import Exists, OuterRef, QuerySet

from sarez.desk.accounts.viewers import Viewer, standing
from sarez.desk.actors.canonical import canonical
from sarez.desk.actors.counting import kept
from sarez.desk.events.columns import CROWD, told_issues
from sarez.desk.events.indexes import EARLIEST, LATEST
from sarez.desk.events.models import EVENT, Dyad, Facet, Version, VersionQuery
from sarez.desk.events.wording import code_called, party
from sarez.desk.pages import Shelf
from sarez.region.region import load_region

PER_PAGE = 50
LONGEST = timedelta(days=366)  # an event is dated to a year at the coarsest
ORDERS = {
    "": (LATEST, "-entry"),
    "oldest": (EARLIEST, "entry"),
    "killed": ("-killed", LATEST, "-entry"),
    "learned": ("-known_from", "-entry"),
}
"""The orders a list can stand in, each by an index; `killed` leaves out what tells of no deaths."""


@dataclass(frozen=True, slots=True)
class Filter:
    """What a list shows, as the address says; an empty field asks nothing."""

    party: str = ""
    other: str = ""
    label: str = ""
    quad: str = ""
    issue: str = ""
    country: str = ""
    place: str = ""
    status: str = ""
    decision: str = ""
    since: str = ""
    until: str = ""
    due: str = ""
    order: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Filter:
        """The filter of an address; unknown keys are left aside, a date that is none asks nothing."""
        given = {f.name: query.get(f.name, "").replace("\x00", "").strip()[:120] for f in fields(cls)}
        made = cls(**given)
        return replace(
            made,
            party=party_code(made.party),
            other=party_code(made.other),
            since=_day(made.since),
            until=_day(made.until),
            due=_day(made.due),
            order=made.order if made.order in ORDERS else "",
        )

    @property
    def query(self) -> str:
        """The filter as it stands in an address."""
        return urlencode({f.name: value for f in fields(self) if (value := getattr(self, f.name))})

    def with_(self, **changed: str) -> str:
        """The filter with some fields changed, as it stands in an address."""
        return replace(self, **changed).query

    def __bool__(self) -> bool:
        return any(getattr(self, f.name) for f in fields(self) if f.name != "order")


def versions(kind: str, viewer: Viewer, asked: Filter) -> VersionQuery:
    """The entries of a kind that a viewer may see and a filter lets pass, the latest first."""
    found = _narrowed(kind, Version.objects.seen_by(viewer).filter(kind=kind), asked)
    for name, value in _named(asked):
        found = found.filter(pk__in=_facets(kind, viewer, name, value).values("version"))
    if asked.order == "killed":
        found = found.filter(killed__isnull=False)
    return found.order_by(*ORDERS[asked.order])


def facets(kind: str, viewer: Viewer, asked: Filter, name: str, value: str = "") -> QuerySet[Facet]:
    """The facets of a name (and value) of those entries: an index leads from a party to its latest, or counts issues."""
    found = _narrowed(kind, _facets(kind, viewer, name, value), asked, "version__")
    for other in _named(asked):
        if other == (name, value):
            continue
        if other[0] == "issue":
            found = found.filter(issues__contains=told_issues([other[1]]))
        else:
            of_version = _facets(kind, viewer, *other).filter(version=OuterRef("version"))
            found = found.filter(Exists(of_version))
    return found


def shelf(kind: str, viewer: Viewer, asked: Filter) -> Shelf:
    """Those entries by pages: found by parties or issue where the filter names them, for there is an index of their dates."""
    if not asked.order and len({asked.party, asked.other} - {""}) == 2:
        return _OfPair(viewer, f"list {kind} {asked.query}", _pair(kind, viewer, asked))
    if not asked.order and (named := _named(asked)):
        found = facets(kind, viewer, asked, *named[0])
        return _ByFacet(viewer, f"list {kind} {asked.query}", found.order_by(LATEST, "-version"))
    found = versions(kind, viewer, asked)
    if viewer.as_of is None:
        return Shelf(found, PER_PAGE)
    told = f"list {kind} {asked.query}"  # what stood then is found by passing over all that was learned since
    return AtOnce(viewer, kept(viewer, told, lambda: AtOnce.numbers_of(found)), PER_PAGE)


def _pair(kind: str, viewer: Viewer, asked: Filter) -> QuerySet[Any]:
    """The versions that two parties share, the latest first: of few parties by their dyads, of many by the facets of a crowd."""
    one, two = sorted((asked.party, asked.other))
    few: Any = Dyad.objects.filter(standing(viewer), kind=kind, one=one, two=two)
    with_two = _facets(kind, viewer, CROWD, two).filter(version=OuterRef("version"))
    many: Any = _facets(kind, viewer, CROWD, one).filter(Exists(with_two))
    if asked.issue:
        few, many = (rows.filter(issues__contains=told_issues([asked.issue])) for rows in (few, many))
    few, many = (_narrowed(kind, rows, asked, "version__").values("version", "first") for rows in (few, many))
    return few.union(many, all=True).order_by(LATEST, "-version")  # type: ignore[no-any-return]


class _ByNumber(Shelf):
    """Pages of versions of which a query gives the numbers: how many and which they are is found once until somebody writes."""

    def __init__(self, viewer: Viewer, name: str, found: Any) -> None:
        super().__init__(found, PER_PAGE)
        self.viewer, self.name = viewer, name

    def _numbers(self, rows: Any) -> list[int]:
        raise NotImplementedError

    def _get_page(self, *args: Any, **kwargs: Any) -> Page:
        rows, *others = args
        name = f"{self.name} from {rows.query.low_mark}"
        numbers = kept(self.viewer, name, lambda: self._numbers(rows))
        every = Version.objects.in_bulk(numbers)
        return super()._get_page([every[pk] for pk in numbers if pk in every], *others, **kwargs)

    @cached_property
    def _counted(self) -> int:
        return kept(self.viewer, f"{self.name} counted", self._count)

    def _count(self) -> int:
        return self.object_list.order_by().values("pk")[: self.most + 1].count()


class _ByFacet(_ByNumber):
    """Pages of versions found by their facets."""

    def _numbers(self, rows: Any) -> list[int]:
        return list(rows.values_list("version", flat=True))


class _OfPair(_ByNumber):
    """Pages of versions found by two parties that they share."""

    def _numbers(self, rows: Any) -> list[int]:
        return [row["version"] for row in rows]

    def _count(self) -> int:
        return self.object_list.order_by()[: self.most + 1].count()


class AtOnce(Shelf):
    """Pages of entries whose numbers were found before, no more than are counted: what it took long to find is found once.

    Which of their versions is shown is asked for page by page: what was told since is not missed.
    """

    most = 2_000

    def __init__(self, viewer: Viewer, entries: list[int], per_page: int) -> None:
        super().__init__(entries, per_page)
        self.viewer = viewer

    @classmethod
    def numbers_of(cls, found: VersionQuery) -> list[int]:
        """The numbers of the entries of versions in their order, no more than are counted."""
        return list(found.values_list("entry", flat=True)[: cls.most + 1])

    def _get_page(self, *args: Any, **kwargs: Any) -> Page:
        entries, *others = args
        seen = Version.objects.seen_by(self.viewer).filter(entry__in=entries)
        every = {version.entry_id: version for version in seen}
        return super()._get_page([every[n] for n in entries if n in every], *others, **kwargs)

    @property
    def _counted(self) -> int:
        return len(self.object_list)


def _named(asked: Filter) -> list[tuple[str, str]]:
    """The parties and the issue that a filter names."""
    every = (("party", asked.party), ("party", asked.other), ("issue", asked.issue))
    return [(name, value) for name, value in every if value]


def _facets(kind: str, viewer: Viewer, name: str, value: str) -> QuerySet[Facet]:
    found = Facet.objects.filter(standing(viewer), kind=kind, name=name)
    return found.filter(value=value) if value else found


def _narrowed(kind: str, found: QuerySet[Any], asked: Filter, path: str = "") -> Any:
    """What passes the rest of a filter; `path` leads from facets to what only their version tells."""
    for name in ("label", "country", "place", "decision"):
        if value := getattr(asked, name):
            found = found.filter(**{f"{path}{name}": value})
    for name in ("quad", "status"):
        if value := getattr(asked, name):
            found = found.filter(**{name: value})
    if asked.since:
        found = found.filter(last__gte=asked.since)
        if kind == EVENT:
            found = found.filter(first__gte=date.fromisoformat(asked.since) - LONGEST)
    if asked.until:
        found = found.filter(first__lte=asked.until)
    if asked.due:
        found = found.filter(**{f"{path}date__gt": ""}, last__lte=asked.due)
    return found


def party_code(text: str) -> str:
    """The code of a party given by its code or by a name that means one party alone; else the text as it is."""
    if not text:
        return ""
    actors = load_region().actors
    if actors.is_known(text):
        return canonical(text)
    if actors.is_known(text.upper()):
        return canonical(text.upper())
    codes = {actor.code for actor in actors.lookup(text) if actor.code}
    return canonical(codes.pop() if len(codes) == 1 else code_called(text) or text)


def parties_to_choose(shown: Iterable[Version] = ()) -> list[tuple[str, str]]:
    """Codes and names to propose for a party: what anyone may know, and the parties of the entries that are shown."""
    actors = load_region().actors
    known = {*actors.states, *actors.bodies}
    told = {
        code
        for version in shown
        for role in ("actor", "recipient", "organizers", "participants", "parties")
        for code in (version.values.get(role) or {}).get("value") or ()
    }
    known |= {canonical(code) for code in told}
    return sorted(((code, party(code)) for code in known), key=lambda item: item[1].casefold())


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return ""

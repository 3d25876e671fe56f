"""The rows of “promises kept”: all that is followed up counted by the database, what people found on counted one by one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Any

from django.db.models import Count, Q

from sarez.desk.accounts.viewers import Viewer, standing
from sarez.desk.actors.canonical import canonical
from sarez.desk.actors.counting import kept
from sarez.desk.actors.models import Actor
from sarez.desk.actors.seeding import FROM_REPORT
from sarez.desk.dialogue.commitments.cards import Card, bare_cards
from sarez.desk.dialogue.commitments.openness import followed_up
from sarez.desk.dialogue.commitments.promises import Row, promises_of, tally
from sarez.desk.dialogue.entries import entries_of
from sarez.desk.dialogue.keeping import last_written
from sarez.desk.dialogue.models import Finding, Following
from sarez.desk.events.columns import MOST_IN_DYADS
from sarez.desk.events.models import COMMITMENT, Claim, Dyad, Facet, VersionQuery
from sarez.desk.events.wording import CROWDS
from sarez.region.region import load_region

PAIR, PARTY, ISSUE = "pair", "party", "issue"
BY = (PAIR, PARTY, ISSUE)
Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: rows by what, of promises due (or told, where no day is stated) in which time, as of which day."""

    by: str
    day: date
    since: date | None = None
    until: date | None = None
    party: str = ""


def rows(viewer: Viewer, asked: Question) -> list[Row]:
    """What became of promises by pair, party or issue; those with most of them first."""
    told = f"promises {asked.by} {asked.day} {asked.since} {asked.until} {last_written()}"
    shown = kept(viewer, told, lambda: _rows(viewer, asked))
    return [r for r in shown if asked.party in r.key] if asked.party and asked.by != ISSUE else shown


def _rows(viewer: Viewer, asked: Question) -> list[Row]:
    found: dict[Key, Row] = {}
    for key, n, pending in _counted(viewer, asked):
        found[key] = Row(key, n, pending)
    for card, keys in _one_by_one(viewer, asked):
        is_counted = _is_in_time(card, asked)
        every = promises_of(card, asked.since, asked.until) if card.facts.recurrence or is_counted else []
        for key in keys:
            row = found.setdefault(key, Row(key))
            if is_counted:
                row.n -= 1
                row.pending -= _is_ahead(card)
            tally(row, every, *(key if asked.by != ISSUE else ()))
    told = _told_of({code for key in found for code in key}) if asked.by != ISSUE else None
    shown = [r for r in found.values() if r.n > 0 and (told is None or told.issuperset(r.key))]
    return sorted(shown, key=lambda r: (-r.found, -r.n, r.key))


def _counted(viewer: Viewer, asked: Question) -> list[tuple[Key, int, int]]:
    """All that is followed up, by key: how many, and how many are due on the day or later."""

    def count() -> list[tuple[Key, int, int]]:
        every = _in_time(followed_up(viewer), asked).values("pk")
        if asked.by == ISSUE:
            return list(_by_issue(viewer, asked, every))
        pending = Count("pk", filter=Q(version__date__gt="", version__last__gte=asked.day))
        found: Any = Facet.objects.filter(standing(viewer), name="party", kind=COMMITMENT)
        names: Key = ("value",)
        if asked.by == PAIR:
            found, names = Dyad.objects.filter(standing(viewer), kind=COMMITMENT), ("one", "two")
        found = found.filter(version__in=every).order_by().values_list(*names)
        return [((*row[:-2],), row[-2], row[-1]) for row in found.annotate(n=Count("*"), pending=pending)]

    return kept(viewer, f"promised {asked.by} {asked.day} {asked.since} {asked.until}", count)


def _by_issue(viewer: Viewer, asked: Question, every: Any) -> Iterator[tuple[Key, int, int]]:
    """By the issues of the events and engagements that the same reports tell."""
    versions = dict(followed_up(viewer).filter(pk__in=every).order_by().values_list("entry", "pk"))
    ahead = followed_up(viewer).filter(date__gt="", last__gte=asked.day).order_by()
    pending = set(ahead.values_list("entry", flat=True))
    about: dict[str, set[int]] = defaultdict(set)
    for entry, issue in _issues(viewer, every):
        about[issue].add(entry)
    for issue, entries in about.items():
        own = entries & versions.keys()
        yield (issue,), len(own), len(own & pending)


def _issues(viewer: Viewer, versions: Any) -> Iterable[tuple[int, str]]:
    """The commitments of these versions, each with each issue of what its reports tell beside it."""
    told = Claim.objects.seen_by(viewer).filter(kind=COMMITMENT, entry__versions__in=versions)
    reports = dict[int, set[int]]()
    for entry, report in told.order_by().values_list("entry", "report"):
        reports.setdefault(report, set()).add(entry)
    beside = Claim.objects.seen_by(viewer).filter(kind__in=("event", "engagement"))
    beside = beside.filter(report__in=told.order_by().values("report"))
    of_entry: dict[int, set[int]] = defaultdict(set)
    for entry, report in beside.order_by().values_list("entry", "report"):
        of_entry[entry] |= reports.get(report, set())
    facets = Facet.objects.filter(standing(viewer), name="issue", kind__in=("event", "engagement"))
    facets = facets.filter(version__entry__in=beside.order_by().values("entry"))
    for entry, issue in facets.order_by().values_list("version__entry", "value"):
        for commitment in of_entry.get(entry, ()):
            yield commitment, issue


def _one_by_one(viewer: Viewer, asked: Question) -> Iterator[tuple[Card, list[Key]]]:
    """The commitments that someone has found on, or that recur, with the keys they count under."""
    found = entries_of(Finding.objects.seen_by(viewer))
    recurring = entries_of(Following.objects.seen_by(viewer).exclude(recurrence=""))
    entries = list(
        found.union(recurring).values_list("at", flat=True)
    )  # led to these, where a join looks at all
    some = list(followed_up(viewer).filter(entry__in=entries))
    issues: dict[int, list[Key]] = defaultdict(list)
    if asked.by == ISSUE:
        for entry, issue in set(_issues(viewer, [v.pk for v in some])):
            issues[entry].append((issue,))
    for card in bare_cards(some, viewer, asked.day):
        yield card, issues[card.version.entry_id] if asked.by == ISSUE else _keys(card, asked.by)


def _keys(card: Card, by: str) -> list[Key]:
    parties = sorted({canonical(code)[:120] for code in card.parties})
    if by == PARTY:
        return [(code,) for code in parties]
    return list(combinations(parties, 2)) if len(parties) <= MOST_IN_DYADS else []


def _in_time(found: VersionQuery, asked: Question) -> VersionQuery:
    if asked.since:
        found = found.filter(last__gte=asked.since)
    return found.filter(first__lte=asked.until) if asked.until else found


def _is_in_time(card: Card, asked: Question) -> bool:
    """Whether it is among what the database counted: the same as _in_time of one."""
    v = card.version
    return (asked.since is None or (v.last is not None and v.last >= asked.since)) and (
        asked.until is None or (v.first is not None and v.first <= asked.until)
    )


def _is_ahead(card: Card) -> bool:
    v = card.version
    return bool(v.date and v.last and v.last >= card.day)


def _told_of(codes: set[str]) -> set[str]:
    """Those that are states, bodies or groups for certain. A name that only reports give may be a person's."""
    known = load_region().actors
    sure = {code for code in codes if known.is_known(code)}
    rest = list(codes - sure)
    kept_ = Actor.objects.filter(code__in=rest).exclude(origin=FROM_REPORT).values_list("code", flat=True)
    return (sure | set(kept_)) - set(CROWDS)

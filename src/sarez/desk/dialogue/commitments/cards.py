"""Commitments with what the desk keeps on them: their state on a day, who follows them up, what was found, what may bear."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Max
from django.utils import timezone

from sarez.desk.accounts.viewers import Viewer
from sarez.desk.dialogue.commitments.bearings import shown
from sarez.desk.dialogue.commitments.periods import Promised, periods, promised
from sarez.desk.dialogue.commitments.standing import SETTLED, STATES, Facts, state_of
from sarez.desk.dialogue.entries import kept_by_entry
from sarez.desk.dialogue.models import Bearing, Finding, Following
from sarez.desk.events.apart import kin
from sarez.desk.events.models import ACCEPTED, PROPOSED, Claim, Version


@dataclass(slots=True)
class Card:
    """A commitment as lists show it. `told` is the last day a report told of it, `newest` the newest evidence proposed."""

    version: Version
    day: date
    followings: list[Following] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    told: date | None = None
    evidenced: date | None = None
    newest: Bearing | None = None
    waiting: int = 0
    accepted: list[Bearing] = field(default_factory=list)
    entries: set[int] = field(default_factory=set)
    """The numbers of its entry and of those joined into it."""

    def weigh(self, rows: Iterable[Bearing]) -> None:
        """Take in what is proposed as evidence and what was found to be."""
        every = list(rows)
        self.accepted = [b for b in every if b.decision == ACCEPTED]
        waiting = [b for b in every if b.decision == PROPOSED]
        days = [b.report.day for b in self.accepted if b.report.day]
        self.evidenced, self.waiting = max(days, default=None), len(waiting)
        self.newest = max(waiting, key=lambda b: (b.report.day or date.min, b.score), default=None)

    @property
    def following(self) -> Following | None:
        """How it is followed up: as kept on the entry itself, else on one joined into it."""
        return following_of(self.followings, self.version.entry_id)

    @property
    def whole(self) -> Finding | None:
        """What was found of the whole: what settles it before what does not, then the latest."""
        return whole_of(self.findings)

    @property
    def parts(self) -> list[Finding]:
        """What was found for single parties or periods."""
        return [f for f in self.findings if f.party or f.period]

    @property
    def parties(self) -> list[str]:
        """Who undertakes it."""
        return list((self.version.values.get("parties") or {}).get("value") or [])

    @property
    def text(self) -> str:
        """What is undertaken."""
        return str((self.version.values.get("text") or {}).get("value") or self.version.title)

    @property
    def facts(self) -> Facts:
        """What its state hangs on."""
        v, rows = self.version, self.followings
        days = [self.told, self.evidenced, None if v.date else v.first]
        return Facts(
            v.label,
            v.last if v.date else None,
            max((d for d in days if d), default=None),
            next((f.recurrence for f in rows if f.recurrence), ""),
            self.whole.outcome if self.whole else "",
            any(f.is_raised for f in rows),
            any(f.is_dropped for f in rows),
        )

    @property
    def state(self) -> str:
        """Its state on the day."""
        return state_of(self.facts, self.day)

    @property
    def state_label(self) -> str:
        """What its state is called."""
        return str(STATES[self.state])

    @property
    def since(self) -> date | None:
        """From when a recurring one is promised: as kept, else from when it was told."""
        kept = self.following.since if self.following else None
        return kept or self.version.first

    @property
    def periods(self) -> list[Promised]:
        """The periods of a recurring one with what stands of each, the first first."""
        recurrence, since = self.facts.recurrence, self.since
        if not recurrence or since is None:
            return []
        until = self.following.until if self.following else None
        return promised(self.found_of_periods, periods(recurrence, since, until, self.day), self.day)

    @property
    def found_of_periods(self) -> dict[str, str]:
        """What was found of whole periods."""
        rows = sorted(self.findings, key=lambda f: f.known_from)
        return {f.period: f.outcome for f in rows if f.period and not f.party}

    @property
    def unknown(self) -> int:
        """How many periods are over that nobody has found on."""
        return sum(p.state == "unknown" for p in self.periods)


def following_of(rows: Iterable[Following], entry: int) -> Following | None:
    """Of what is kept on an entry and on those joined into it, how it is followed up: as kept on itself, else the latest."""
    return max(rows, key=lambda f: (f.entry_id == entry, f.known_from), default=None)


def whole_of(rows: Iterable[Finding]) -> Finding | None:
    """What was found of the whole: what settles it before what does not, then the latest."""
    found = [f for f in rows if not f.party and not f.period]
    return max(found, key=lambda f: (f.outcome in SETTLED, f.known_from), default=None)


def today(viewer: Viewer) -> date:
    """The day that a page tells of."""
    return (viewer.as_of or timezone.now()).date()


def cards(
    versions: Sequence[Version], viewer: Viewer, day: date | None = None, *, is_weighed: bool = True
) -> list[Card]:
    """Commitments with what is kept on them, in a handful of queries for any number; with their evidence if `is_weighed`."""
    reports = Finding.objects.select_related("report__source").defer("report__text")
    found = _kept(versions, viewer, day or today(viewer), reports)
    for finding in (f for card in found.values() for f in card.findings):
        if finding.report is not None and not _may_see(finding.report, viewer):
            finding.report = None
    told = Claim.objects.seen_by(viewer).filter(entry__in=list(found)).order_by()
    for entry, last in told.values_list("entry").annotate(last=Max("report__day")):
        found[entry].told = last
    if is_weighed:
        _weigh(found, viewer)
    return list(found.values())


def bare_cards(versions: Sequence[Version], viewer: Viewer, day: date) -> list[Card]:
    """Commitments with what people keep on them and nothing of reports: for counts of many. Their state is not for certain."""
    return list(_kept(versions, viewer, day, Finding.objects.defer("why")).values())


def card(version: Version, viewer: Viewer) -> Card:
    """One commitment with what is kept on it."""
    return cards([version], viewer)[0]


def by_entry(versions: Iterable[Version], viewer: Viewer) -> Mapping[int, Card]:
    """Cards to look up by the number of their entry."""
    every = {v.entry_id: v for v in versions}
    return {c.version.entry_id: c for c in cards(list(every.values()), viewer)}


def _kept(versions: Sequence[Version], viewer: Viewer, day: date, findings: Any) -> dict[int, Card]:
    """A card for each entry, with how it is followed up and what was found."""
    found = {v.entry_id: Card(v, day) for v in versions}
    home = kin(found)
    for number, own in home.items():
        found[own].entries.add(number)
    for own, rows in kept_by_entry(Following, home, viewer).items():
        found[own].followings = rows
    for row in findings.seen_by(viewer).filter(entry__in=home):
        found[home[row.entry_id]].findings.append(row)
    return found


def _weigh(found: dict[int, Card], viewer: Viewer) -> None:
    home = {number: own for own, card in found.items() for number in card.entries}
    rows = shown(Bearing.objects.seen_by(viewer), viewer)
    rows = rows.filter(entry__in=home, decision__in=(PROPOSED, ACCEPTED))
    by_card: dict[int, list[Any]] = defaultdict(list)
    for row in rows.select_related("report__source").defer("report__text", "report__notes"):
        by_card[home[row.entry_id]].append(row)
    for entry, own in by_card.items():
        found[entry].weigh(own)


def _may_see(report: Any, viewer: Viewer) -> bool:
    return report.marking <= viewer.clearance and report.known_at <= viewer.moment

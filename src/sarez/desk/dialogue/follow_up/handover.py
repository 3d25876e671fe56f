"""A portfolio handed over: all that someone has taken on goes to others, in one transaction, with a note."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Count, Min
from django.utils.translation import gettext as _

from sarez.desk.accounts.audit import log
from sarez.desk.accounts.models import User
from sarez.desk.accounts.viewers import FOREVER, Viewer
from sarez.desk.dialogue.entries import on_seen, versions_at
from sarez.desk.dialogue.follow_up.portfolio import COMMITMENTS, ENGAGEMENTS, KINDS, STEPS
from sarez.desk.dialogue.keeping import KeepingError, begin, change
from sarez.desk.dialogue.models.commitments import Following
from sarez.desk.dialogue.models.encounters import Plan
from sarez.desk.dialogue.models.handovers import Handover
from sarez.desk.dialogue.models.steps import Step
from sarez.desk.events.models import Version

SHOWN = timedelta(days=60)
"""How long the note of a hand-over stands on the portfolio of who took over."""
MODELS: Mapping[str, Any] = {STEPS: Step, COMMITMENTS: Following, ENGAGEMENTS: Plan}


@dataclass(frozen=True, slots=True)
class Held:
    """One thing that someone has taken on. Whoever takes it over must be cleared for `needs`."""

    kind: str
    row: Any
    version: Version
    needs: int

    @property
    def key(self) -> str:
        """By what a form names it."""
        return f"{self.kind}-{self.row.number}"


@dataclass(slots=True)
class Division:
    """Who gets what, and what stays because the one it was meant for may not see it, by name."""

    moves: list[tuple[Held, User]] = field(default_factory=list)
    closed: Counter[str] = field(default_factory=Counter)
    kept: int = 0

    @property
    def left(self) -> int:
        """How much stays with its owner."""
        return self.kept + self.closed.total()

    def each(self) -> list[tuple[str, dict[str, int]]]:
        """How much of each kind goes to whom, in the order of names."""
        told: dict[str, Counter[str]] = {}
        for held, taker in self.moves:
            told.setdefault(taker.username, Counter())[held.kind] += 1
        return sorted((name, dict(kinds)) for name, kinds in told.items())


def held_by(owner: str, viewer: Viewer) -> list[Held]:
    """All that someone has taken on and the viewer may see: steps not done, and every commitment and plan of theirs."""
    rows = {kind: list(_rows(kind, viewer).filter(owner=owner)) for kind in MODELS}
    entries = {row.at for own in rows.values() for row in own}
    versions, lowest = versions_at(viewer, entries), _lowest(entries)
    return [
        Held(kind, row, versions[row.at], max(row.marking, lowest.get(row.at, 0)))
        for kind, own in rows.items()
        for row in sorted(own, key=lambda row: (_day(kind, row, versions[row.at]), row.pk))
    ]


def owned(viewer: Viewer) -> Counter[str]:
    """How much each person has taken on, as far as the viewer may see; what would be handed over."""
    found: Counter[str] = Counter()
    for kind in MODELS:
        rows = _rows(kind, viewer).exclude(owner="").order_by()
        found.update(dict(rows.values_list("owner").annotate(n=Count("pk"))))
    return found


def divided(held: Iterable[Held], wanted: Mapping[str, str], takers: Mapping[str, User]) -> Division:
    """Who gets what: `wanted` names a taker for a thing (its key) or else for its kind; "" leaves it where it is."""
    made = Division()
    for one in held:
        name = wanted.get(one.key, wanted.get(one.kind, ""))
        if not name:
            made.kept += 1
        elif takers[name].clearance < one.needs:
            made.closed[name] += 1
        else:
            made.moves.append((one, takers[name]))
    return made


@transaction.atomic
def hand_over(owner: User, division: Division, by: User, note: str, marking: int) -> list[Handover]:
    """Put a division on record, all of it or nothing; the notes that go with it, one for each taker."""
    if not note.strip():
        raise KeepingError(_("Write a few words for those who take over."))
    if not division.moves:
        raise KeepingError(_("Nothing would be handed over. Choose who takes what."))
    for held, taker in division.moves:
        change(held.row, by, owner=taker.username)
    made = []
    for name, kinds in division.each():
        row = Handover(
            owner=owner.username, taker=name, moved=sum(kinds.values()), note=note.strip(), marking=marking
        )
        made.append(begin(row, by, count=row.moved))
        log(by, "handed over", f"user {owner.username}", to=name, **_counts(kinds))
    return made


def takers_for(owner: User) -> dict[str, User]:
    """Those who may take something over from someone, by name."""
    active = User.objects.filter(is_active=True).exclude(pk=owner.pk)
    return {user.username: user for user in active if user.may("dialogue")}


def notes_to(viewer: Viewer, name: str, on: date) -> Sequence[Handover]:
    """The notes of hand-overs to someone in the last two months."""
    return list(Handover.objects.seen_by(viewer).filter(taker=name, known_from__date__gte=on - SHOWN)[:5])


def _day(kind: str, row: Any, version: Version) -> date:
    return (row.due if kind == STEPS else version.last if version.date else None) or date.max


def _rows(kind: str, viewer: Viewer) -> Any:
    rows = MODELS[kind].objects.seen_by(viewer)
    return on_seen(rows.filter(is_done=False) if kind == STEPS else rows, viewer)


def _lowest(entries: Iterable[int]) -> dict[int, int]:
    """The lowest clearance with which each of these entries is seen at all."""
    standing = Version.objects.filter(entry__in=set(entries), known_to=FOREVER).order_by()
    return dict(standing.values_list("entry").annotate(least=Min("low")))


def _counts(kinds: Mapping[str, int]) -> dict[str, int]:
    return {kind: kinds[kind] for kind in KINDS if kind in kinds}

"""An engagement as the desk works on it: what stands on record, and what people keep beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.functional import Promise

from sarez.desk.accounts.models import User
from sarez.desk.accounts.viewers import FOREVER, Viewer
from sarez.desk.actors.canonical import resolved
from sarez.desk.dialogue.engagements.attendance import Tally, by_state, tally
from sarez.desk.dialogue.engagements.communique import Block, blocks
from sarez.desk.dialogue.engagements.numbering import roman
from sarez.desk.dialogue.keeping import begin, change, floor_of
from sarez.desk.dialogue.models import (
    AgendaItem,
    Attendance,
    Document,
    Passage,
    Plan,
    Reservation,
    Role,
    Series,
    Tie,
)
from sarez.desk.dialogue.models.encounters import STATES
from sarez.desk.events.apart import ends, kin
from sarez.desk.events.fields import STATUSES
from sarez.desk.events.models import COMMITMENT, Claim, Entry, Version

OF_STATUS = {"occurred": "held", "planned": "planned", "called_for": "called_for"}
"""What the status that reports tell is called among the states of a plan."""
PLANNED = (
    "owner", "state", "series", "edition", "is_extraordinary", "track", "mode", "starts", "zone", "postponed_to",
    "expected", "note",
)  # fmt: skip
"""What a plan says; kept on where the entry it was made for was joined into another."""
MOST_TOLD = 20
"""Commitments of the same reports that a page names."""


@dataclass(frozen=True, slots=True)
class State:
    """How far an engagement has come, and whether the desk says so or reports do."""

    name: str
    label: str | Promise
    is_of_desk: bool = False


def state_of(version: Version, plan: Plan | None) -> State:
    """The state that the desk keeps; where it keeps none, the status that reports tell."""
    labels = dict(STATES)
    if plan is not None and plan.state:
        return State(plan.state, labels[plan.state], True)
    name = OF_STATUS.get(version.status, version.status)
    return State(name, labels.get(name) or STATUSES.get(name, name))


def plans_of(viewer: Viewer, entries: Iterable[int]) -> dict[int, Plan]:
    """The plan of each entry that has one."""
    return plans_at(kin(entries), viewer)


def plans_at(at: Mapping[int, int], viewer: Viewer) -> dict[int, Plan]:
    """The plans of entries and of those joined into them (`at`); an entry's own goes before that of one joined into it."""
    found = Plan.objects.seen_by(viewer).filter(entry__in=at).order_by("known_from", "pk")
    ranked = sorted(found, key=lambda plan: plan.entry_id == at[plan.entry_id])
    return {at[plan.entry_id]: plan for plan in ranked}


@transaction.atomic
def plan(entry: Entry | int, by: User, **values: Any) -> Plan:
    """Keep how the desk works on an engagement. A plan is marked as its entry is: whoever sees the one may see the other.

    The plan that stands is changed even where it was made while the entry was marked higher: there is but one.
    """
    number = entry if isinstance(entry, int) else entry.pk
    floor = floor_of(number)
    stood = Plan.objects.filter(entry=number, known_to=FOREVER).first()
    if stood is not None:
        stood.marking = floor
        return change(stood, by, **values)
    before = plans_of(Viewer(by.clearance), [number]).get(number)
    kept = {name: getattr(before, name) for name in PLANNED} if before else {}
    return begin(Plan(entry_id=number, marking=floor, **{**kept, **values}), by)


@dataclass(slots=True)
class Tied:
    """What an engagement led to or came of: an entry on record as it stands, or what `told` names."""

    tie: Tie
    version: Version | None
    is_back: bool = False


@dataclass(slots=True)
class Page:
    """All that the page of an engagement shows."""

    version: Version
    told: Mapping[str, Any]
    plan: Plan | None
    state: State
    series: Series | None
    roles: Sequence[Role] = ()
    agenda: Sequence[AgendaItem] = ()
    attendance: Sequence[Attendance] = ()
    states: Sequence[tuple[str, str | Promise, Tally]] = ()
    blocks: Sequence[Block] = ()
    general: Sequence[Reservation] = ()
    documents: Sequence[Document] = ()
    ties: Sequence[Tied] = ()
    same_reports: Sequence[Version] = ()
    unlisted: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @property
    def edition(self) -> str:
        """Its number in its series, as editions are numbered."""
        return roman(self.plan.edition) if self.plan and self.plan.edition else ""

    @property
    def everyone(self) -> Tally:
        """Those who were there."""
        return tally(a for a in self.attendance if a.state == "present")


def page_of(version: Version, viewer: Viewer) -> Page:
    """The page of an engagement from the version that a viewer sees."""
    at = kin([version.entry_id])
    own = list(at)
    plan_ = plans_at(at, viewer).get(version.entry_id)
    page = Page(version, values_of(version), plan_, state_of(version, plan_), _series(plan_, viewer))
    page.roles = _kept(Role, own, viewer)
    page.agenda = _kept(AgendaItem, own, viewer)
    page.attendance = _kept(Attendance, own, viewer)
    page.states = by_state(page.attendance)
    page.documents = _kept(Document, own, viewer)
    passages, reservations = _kept(Passage, own, viewer), _kept(Reservation, own, viewer)
    ties, told = _ties(own, viewer), _told_with(version, viewer)
    beside = seen_entries(
        {*(p.commitment_id for p in passages), *(_other(t, own) for t in ties), *told}, viewer
    )
    page.blocks, page.general = blocks(passages, reservations, beside)
    page.ties = [tied for tie in ties if (tied := _tied(tie, own, beside)) is not None]
    shown = {b.commitment.entry_id for b in page.blocks if b.commitment}
    same = {beside[n].entry_id: beside[n] for n in told if n in beside}
    page.same_reports = [v for n, v in same.items() if n not in shown]
    page.unlisted = unlisted(page)
    return page


def values_of(version: Version) -> dict[str, Any]:
    """What stands of an entry, field by field, its parties by the codes they go by now."""
    return dict(resolved({name: choice["value"] for name, choice in version.values.items()}))


def unlisted(page: Page) -> dict[str, list[str]]:
    """Whom reports name that people have not listed yet: by role, and as coming."""
    roles = {role.party for role in page.roles if role.role == "organizer"}
    listed = {a.party for a in page.attendance} | {a.person for a in page.attendance}
    parties = [p for p in page.told.get("participants") or () if p not in listed]
    return {
        "organizers": [p for p in page.told.get("organizers") or () if p not in roles],
        "participants": parties,
        "people": [p for p in page.told.get("people") or () if p not in listed],
    }


def _kept(model: Any, own: Sequence[int], viewer: Viewer) -> list[Any]:
    return list(model.objects.seen_by(viewer).filter(entry__in=own))


def _series(plan_: Plan | None, viewer: Viewer) -> Series | None:
    if plan_ is None or plan_.series is None:
        return None
    return Series.objects.seen_by(viewer).filter(number=plan_.series).first()


def _ties(own: Sequence[int], viewer: Viewer) -> list[Tie]:
    return list(Tie.objects.seen_by(viewer).filter(Q(entry__in=own) | Q(other__in=own)))


def _other(tie: Tie, own: Sequence[int]) -> int | None:
    return tie.other_id if tie.entry_id in own else tie.entry_id


def _tied(tie: Tie, own: Sequence[int], beside: Mapping[int, Version]) -> Tied | None:
    """A tie with what stands at its other end; None where that may not be seen."""
    other = _other(tie, own)
    is_back = tie.entry_id not in own
    if other is None:
        return Tied(tie, None)
    return Tied(tie, beside[other], is_back) if other in beside else None


def _told_with(version: Version, viewer: Viewer) -> list[int]:
    """The commitments that the reports of an engagement tell of as well."""
    claims = Claim.objects.seen_by(viewer)
    reports = claims.filter(entry=version.entry_id).values("report")
    told = (
        claims.filter(kind=COMMITMENT, report__in=reports).order_by("entry").values_list("entry", flat=True)
    )
    return list(told.distinct()[:MOST_TOLD])


def seen_entries(entries: Iterable[int | None], viewer: Viewer) -> dict[int, Version]:
    """What stands of these entries for a viewer; of one joined into another, what stands of that."""
    wanted = {entry for entry in entries if entry is not None}
    if not wanted:
        return {}
    at = ends(wanted)
    found = {v.entry_id: v for v in Version.objects.seen_by(viewer).filter(entry__in=set(at.values()))}
    return {entry: found[now] for entry, now in at.items() if now in found}

"""A warning followed through: the dialogue and commitments that came of it, and back from each to the warnings it answers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q
from django.utils.functional import Promise

from sarez.desk.accounts.viewers import Viewer
from sarez.desk.dialogue.commitments.cards import Card, by_entry
from sarez.desk.dialogue.engagements.plans import plans_of, seen_entries, state_of
from sarez.desk.dialogue.entries import at_entry, on_seen
from sarez.desk.dialogue.models import Passage, Tie
from sarez.desk.dialogue.models.encounters import LED_TO
from sarez.desk.events.apart import kin
from sarez.desk.events.models import COMMITMENT, ENGAGEMENT, Version
from sarez.desk.warnings.clock.standing import Standing, stand
from sarez.desk.warnings.models import Turn, Warning
from sarez.desk.warnings.models.turns import ACTED

MOST = 50


@dataclass(slots=True)
class Came:
    """What was done about a warning, as it stands on record, and what that led to in turn.

    `state` is how far an engagement has come; `card` tells what became of a commitment.
    """

    version: Version
    state: str | Promise = ""
    card: Card | None = None
    then: list[Came] = field(default_factory=list)

    @property
    def page(self) -> str:
        """The name of the page on which it is worked."""
        return self.version.kind


def came_of(warnings: Iterable[Warning], viewer: Viewer) -> list[Came]:
    """The engagements and commitments linked to these warnings, each once, in the order in which they were linked."""
    numbers = [one.number for one in warnings]
    acted = Turn.objects.seen_by(viewer).filter(warning__in=numbers, kind=ACTED, entry__isnull=False)
    linked = list(acted.values_list("entry", flat=True)[:MOST])
    if not linked:
        return []
    first = seen_entries(linked, viewer)
    roots = {v.entry_id: v for entry in linked if (v := first.get(entry)) is not None}
    leads = _leads([number for number, v in roots.items() if v.kind == ENGAGEMENT], viewer)
    later = seen_entries({entry for ones in leads.values() for entry in ones}, viewer)
    tell = _Teller([*roots.values(), *later.values()], viewer)
    found = []
    for number, version in roots.items():
        then = {later[entry].entry_id: later[entry] for entry in leads.get(number, ()) if entry in later}
        own = [tell.of(one) for one in then.values() if one.entry_id != number]
        found.append(tell.of(version, own))
    return found


def answered_by(entry: int, viewer: Viewer, now: datetime) -> list[Standing]:
    """The warnings that an engagement or commitment answers, the latest first: itself, or by what it came of."""
    of = Q(commitment=entry) | Q(commitment__joined_into=entry)
    passages = on_seen(Passage.objects.seen_by(viewer).filter(of), viewer).order_by().values("at")
    of = Q(other=entry) | Q(other__joined_into=entry)
    ties = on_seen(Tie.objects.seen_by(viewer).filter(of, tie=LED_TO), viewer).order_by().values("at")
    acted = Turn.objects.seen_by(viewer).filter(kind=ACTED, entry__isnull=False).annotate(at=at_entry())
    found = acted.filter(Q(at=entry) | Q(at__in=passages) | Q(at__in=ties)).order_by()
    numbers = set(found.values_list("warning", flat=True))
    if not numbers:
        return []
    return stand(Warning.objects.seen_by(viewer).filter(number__in=numbers)[:MOST], viewer, now)


class _Teller:
    """Says how things stand: the plans and cards of all of them are looked up once."""

    def __init__(self, versions: Sequence[Version], viewer: Viewer) -> None:
        engagements = [v.entry_id for v in versions if v.kind == ENGAGEMENT]
        promises = [v for v in versions if v.kind == COMMITMENT]
        self.plans = plans_of(viewer, engagements) if engagements else {}
        self.cards = by_entry(promises, viewer) if promises else {}

    def of(self, version: Version, then: Sequence[Came] = ()) -> Came:
        """One thing as it stands."""
        if version.kind == ENGAGEMENT:
            return Came(version, state_of(version, self.plans.get(version.entry_id)).label, None, list(then))
        return Came(version, "", self.cards.get(version.entry_id), list(then))


def _leads(engagements: Sequence[int], viewer: Viewer) -> dict[int, list[int]]:
    """By engagement the commitments put on record from its communiqué, and what it is said to have led to."""
    home = kin(engagements)
    found: dict[int, list[int]] = {}
    passages = Passage.objects.seen_by(viewer).filter(entry__in=home, commitment__isnull=False)
    ties = Tie.objects.seen_by(viewer).filter(Q(tie=LED_TO), entry__in=home, other__isnull=False)
    for rows in (passages.values_list("entry", "commitment"), ties.values_list("entry", "other")):
        for entry, led_to in rows:
            if led_to not in found.setdefault(home[entry], []):
                found[home[entry]].append(led_to)
    return found

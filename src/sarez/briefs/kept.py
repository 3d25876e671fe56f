"""What the desk keeps on the entries of a brief: commitments as their cards, next steps, plans, what took a place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from sarez.desk.accounts.viewers import Viewer
from sarez.desk.dialogue.commitments.cards import Card, cards
from sarez.desk.dialogue.commitments.chaining import successors
from sarez.desk.dialogue.engagements.plans import plans_at
from sarez.desk.dialogue.models.encounters import Attendance, Plan
from sarez.desk.dialogue.models.steps import Step
from sarez.desk.events.apart import kin
from sarez.desk.events.models import Version


@dataclass(slots=True)
class OnEntries:
    """What a viewer may see of it, by the entry as it stands for them."""

    cards: dict[int, Card] = field(default_factory=dict)
    successors: dict[int, Version] = field(default_factory=dict)
    steps: dict[int, list[Step]] = field(default_factory=dict)
    plans: dict[int, Plan] = field(default_factory=dict)


def on_entries(viewer: Viewer, pledged: Sequence[Version], met: Iterable[int], on: date) -> OnEntries:
    """What is kept on commitments and engagements that the viewer was shown already, as it stands on a day."""
    found = OnEntries({card.version.entry_id: card for card in cards(pledged, viewer, on)})
    of_cards = {number: own for own, card in found.cards.items() for number in card.entries}
    engaged = kin(met)
    found.successors = successors(of_cards, viewer)
    found.plans = plans_at(engaged, viewer)
    home = of_cards | engaged
    for step in Step.objects.seen_by(viewer).filter(entry__in=home, is_done=False):
        found.steps.setdefault(home[step.entry_id], []).append(step)
    return found


def attended(viewer: Viewer, names: Iterable[str]) -> set[int]:
    """The entries of engagements to which someone of these names is kept as invited or come."""
    rows = Attendance.objects.seen_by(viewer).filter(person__in=set(names)).order_by()
    return set(rows.values_list("entry", flat=True)[:200])

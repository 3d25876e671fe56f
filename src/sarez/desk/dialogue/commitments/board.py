"""The board of commitments: a column for each state with what is to be worked on first; and its table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.paginator import Page
from django.db.models import QuerySet

from sarez.desk.accounts.viewers import Viewer, standing
from sarez.desk.actors.counting import kept
from sarez.desk.dialogue.commitments.cards import Card, cards
from sarez.desk.dialogue.commitments.standing import (
    CLOSED,
    DUE,
    MEANINGS,
    OPEN,
    OVERDUE,
    RECURRING,
    STALE,
    STATES,
)
from sarez.desk.dialogue.commitments.states import in_order, in_state
from sarez.desk.dialogue.entries import entries_of
from sarez.desk.dialogue.keeping import last_written
from sarez.desk.dialogue.models import Following
from sarez.desk.events.listing import PER_PAGE, AtOnce, Filter, shelf, versions
from sarez.desk.events.models import COMMITMENT, Claim, Facet, Version, VersionQuery
from sarez.desk.pages import Shelf

COLUMNS = (OVERDUE, DUE, OPEN, STALE, RECURRING, CLOSED)
MOST_SHOWN, MOST_COUNTED = 8, 1000
BY_DUE = "due"


@dataclass(slots=True)
class Column:
    """One state of the board: the first of its commitments, and how many there are, up to the most that is counted."""

    state: str
    count: int
    is_cut: bool
    cards: list[Card] = field(default_factory=list)

    @property
    def label(self) -> str:
        """What the state is called."""
        return str(STATES[self.state])

    @property
    def meaning(self) -> str:
        """What is in it."""
        return str(MEANINGS[self.state])

    @property
    def more(self) -> int:
        """How many are counted beside those shown."""
        return self.count - len(self.cards)


@dataclass(frozen=True)
class Asked(Filter):
    """What the table shows: the filter of every list, and a state and an owner."""

    state: str = ""
    owner: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Asked:
        made = super().of(query)
        values = {name: getattr(made, name) for name in made.__dataclass_fields__}
        values["state"] = made.state if made.state in STATES else ""
        values["order"] = BY_DUE if query.get("order") == BY_DUE else made.order
        return cls(**values)


def board(viewer: Viewer, day: date, owner: str = "") -> list[Column]:
    """The columns of the board, each counted no further than a person would work through."""
    numbers = kept(viewer, f"board {day} {owner} {last_written()}", lambda: _numbers(viewer, day, owner))
    wanted = {entry for every in numbers.values() for entry in every[:MOST_SHOWN]}
    seen = Version.objects.seen_by(viewer).filter(entry__in=wanted)
    shown = {card.version.entry_id: card for card in cards(list(seen), viewer, day)}
    return [
        Column(
            state,
            min(len(every), MOST_COUNTED),
            len(every) > MOST_COUNTED,
            [shown[entry] for entry in every[:MOST_SHOWN] if entry in shown],
        )
        for state, every in numbers.items()
    ]


def _numbers(viewer: Viewer, day: date, owner: str) -> dict[str, list[int]]:
    """The entries in each column, in the order they are worked through."""
    numbers: dict[str, list[int]] = {}
    for state in COLUMNS:
        found = in_order(_owned(in_state(viewer, state, day), viewer, owner), viewer, state)
        numbers[state] = list(found.values_list("entry", flat=True)[: MOST_COUNTED + 1])
    return numbers


def table(viewer: Viewer, asked: Asked, day: date, number: str | None) -> tuple[Page, list[Card]]:
    """A page of the commitments that a filter lets pass, and their cards."""
    page = _shelf(viewer, asked, day).get_page(number)
    return page, cards(list(page.object_list), viewer, day)


def _shelf(viewer: Viewer, asked: Asked, day: date) -> Shelf:
    if not (asked.state or asked.owner or asked.issue or asked.order == BY_DUE):
        return shelf(COMMITMENT, viewer, asked)
    order = asked.order if asked.order != BY_DUE else ""
    plain = Filter.of({**asked.__dict__, "issue": "", "order": order})
    found = versions(COMMITMENT, viewer, plain)
    if asked.state:
        found = found & in_state(viewer, asked.state, day)
    found = _owned(found, viewer, asked.owner)
    if asked.issue:
        found = found.filter(entry__in=_about(viewer, asked.issue))
    if asked.order == BY_DUE:
        found = found.filter(date__gt="").order_by("last", "entry")
    told = f"table {asked.query} {day} {last_written()}"
    return AtOnce(viewer, kept(viewer, told, lambda: AtOnce.numbers_of(found)), PER_PAGE)


def _owned(found: VersionQuery, viewer: Viewer, owner: str) -> VersionQuery:
    if not owner:
        return found
    own = Following.objects.seen_by(viewer).filter(owner=owner)
    return found.filter(entry__in=entries_of(own))


def _about(viewer: Viewer, issue: str) -> QuerySet[Any]:
    """The commitments told by reports that tell of an event or engagement about an issue as well."""
    facets = Facet.objects.filter(standing(viewer), name="issue", value=issue)
    claims = Claim.objects.seen_by(viewer).order_by()
    reports = claims.filter(entry__in=facets.order_by().values("version__entry")).values("report")
    return claims.filter(kind=COMMITMENT, report__in=reports).values("entry")

"""A communiqué: its passages in order, agreed or in brackets, with the reservations against each and what was put on record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from sarez.desk.accounts.models import User
from sarez.desk.dialogue.keeping import KeepingError, change
from sarez.desk.dialogue.models import Passage, Reservation
from sarez.desk.dialogue.models.encounters import BRACKETED
from sarez.desk.dialogue.notes import entered
from sarez.desk.events.coding import values_of
from sarez.desk.events.models import COMMITMENT, Version


@dataclass(frozen=True, slots=True)
class Block:
    """A passage with the reservations against it and the commitment that was put on record from it."""

    passage: Passage
    reservations: Sequence[Reservation] = ()
    commitment: Version | None = None

    @property
    def is_bracketed(self) -> bool:
        """Whether it is not agreed."""
        return self.passage.wording == BRACKETED


def blocks(
    passages: Sequence[Passage], reservations: Sequence[Reservation], seen: Mapping[int, Version]
) -> tuple[list[Block], list[Reservation]]:
    """The passages in order, and the reservations against the whole. One against a passage that is not shown is not shown."""
    made = []
    for passage in sorted(passages, key=lambda p: (p.position, p.pk or 0)):
        against = [r for r in reservations if r.passage is not None and r.passage == passage.number]
        found = seen.get(passage.commitment_id) if passage.commitment_id else None
        made.append(Block(passage, against, found))
    return made, [r for r in reservations if r.passage is None]


def put_on_record(
    passage: Passage, given: Mapping[str, Sequence[str]], by: User, *, title: str, day: Any = None
) -> Passage:
    """Put what a passage promises on record as a commitment that rests on its words, and tie the two.

    KeepingError for a passage in brackets: nobody has agreed to it yet. CodingError where a value cannot stand.
    """
    if passage.wording == BRACKETED:
        raise KeepingError(_("This passage is still in brackets: nobody has undertaken it yet."))
    values = values_of(COMMITMENT, given)
    claim = entered(COMMITMENT, values, passage.text, by, passage.marking, title=title, day=day)
    return change(passage, by, commitment_id=claim.entry_id)

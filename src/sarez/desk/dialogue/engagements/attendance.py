"""Who comes to an engagement: counted as told, never further than what is known."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext

from sarez.desk.dialogue.models import Attendance
from sarez.desk.dialogue.models.encounters import ATTENDANCES, GENDERS

_EXACT = re.compile(r"\d{1,6}")


@dataclass(frozen=True, slots=True)
class Tally:
    """A count: `sure` people, numbers as they were `told` (“some 100”), and delegations of an `unknown` size."""

    sure: int = 0
    told: tuple[str, ...] = ()
    unknown: int = 0

    def __bool__(self) -> bool:
        return bool(self.sure or self.told or self.unknown)

    def __str__(self) -> str:
        """“5 + some 100 + 2 delegations of unknown size”; nothing is added up that was told roughly."""
        parts = [str(self.sure)] if self.sure else []
        parts += self.told
        if self.unknown:
            parts.append(
                ngettext(
                    "%(n)d delegation of unknown size", "%(n)d delegations of unknown size", self.unknown
                )
                % {"n": self.unknown}
            )
        return " + ".join(parts) or "0"

    @property
    def brief(self) -> str:
        """The same for a narrow column."""
        if self.unknown == 1 and not self.sure and not self.told:
            return gettext("size not stated")
        return str(self)


def tally(rows: Iterable[Attendance]) -> Tally:
    """How many these are: a person is one, a delegation the number told of it, else of unknown size."""
    sure, told, unknown = 0, [], 0
    for row in rows:
        count = row.count.strip()
        if _EXACT.fullmatch(count):
            sure += int(count)
        elif count:
            told.append(count)
        elif row.person:
            sure += 1
        else:
            unknown += 1
    return Tally(sure, tuple(told), unknown)


def by_state(rows: Sequence[Attendance]) -> list[tuple[str, str | Promise, Tally]]:
    """The count of each state that any row has, in the order of invitation."""
    return [
        (state, label, count)
        for state, label in ATTENDANCES
        if (count := tally(row for row in rows if row.state == state))
    ]


def by_party(rows: Sequence[Attendance]) -> list[tuple[str, Tally, Tally]]:
    """For each party who is expected of it or came (all its rows but those who declined), and who was present."""
    parties = sorted({row.party for row in rows}, key=lambda p: (not p, p))
    away = ("declined", "excused", "absent", "replaced")
    return [
        (
            party,
            tally(r for r in rows if r.party == party and r.state not in away),
            tally(r for r in rows if r.party == party and r.state == "present"),
        )
        for party in parties
    ]


def by_gender(rows: Sequence[Attendance]) -> list[tuple[str, str | Promise, Tally]]:
    """Those present by what they state themselves; a delegation states nothing. Empty where nobody stated anything."""
    present = [row for row in rows if row.state == "present"]
    if not any(row.gender for row in present):
        return []
    order = [*(g for g in GENDERS if g[0]), GENDERS[0]]
    return [
        (name, label, count)
        for name, label in order
        if (count := tally(r for r in present if r.gender == name))
    ]

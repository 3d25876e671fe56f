"""Promises kept: what became of commitments, per pair, party or issue, with the honest unknown beside.

A share is of what was found clearly (kept, in part, broken, lapsed), with the interval in which the true one would lie 19
times of 20 were the findings drawn at random (Wilson, 1927). It says nothing of what nobody has found on.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from math import sqrt

from sarez.desk.dialogue.commitments.cards import Card

CLEAR = ("kept", "partly", "broken", "lapsed")
FEW = 5
"""Below so many findings no share is given."""
Z = 1.96


@dataclass(slots=True)
class Row:
    """What became of the promises of a pair, a party or on an issue. `pending` are not due yet; the rest is unknown."""

    key: tuple[str, ...]
    n: int = 0
    pending: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)

    @property
    def found(self) -> int:
        """How many a person has found on, unclear ones too."""
        return sum(self.outcomes.values())

    @property
    def unknown(self) -> int:
        """How many nobody has found on although they are due, or have no date."""
        return max(0, self.n - self.pending - self.found)

    @property
    def clear(self) -> int:
        """How many were found kept, in part, broken or lapsed."""
        return sum(self.outcomes[name] for name in CLEAR)

    @property
    def share(self) -> Share | None:
        """The share kept of those found clearly; None where they are too few to say."""
        return share(self.outcomes["kept"], self.clear) if self.clear >= FEW else None


@dataclass(frozen=True, slots=True)
class Share:
    """A share with the number it is of and its interval, in hundredths."""

    n: int
    value: int
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Promise:
    """One promise as it is counted: a commitment, or one period of a recurring one, with what was found, per party."""

    entry: int
    is_pending: bool
    whole: str = ""
    by_party: Mapping[str, str] = field(default_factory=dict)

    def outcome(self, *parties: str) -> str:
        """What was found for one party, else for all; for several, what holds for each of them."""
        told = {self.by_party.get(p) or self.whole for p in parties} if parties else {self.whole}
        return told.pop() if len(told) == 1 else "unclear" if all(told) else ""


def share(kept_: int, n: int) -> Share:
    """The share kept of `n` with its Wilson interval at 95 %, in whole hundredths."""
    p, zz = kept_ / n, Z * Z
    middle = (p + zz / (2 * n)) / (1 + zz / n)
    half = Z / (1 + zz / n) * sqrt(p * (1 - p) / n + zz / (4 * n * n))
    return Share(n, *(round(100 * x) for x in (p, max(0.0, middle - half), min(1.0, middle + half))))


def promises_of(card: Card, since: date | None = None, until: date | None = None) -> list[Promise]:
    """The promises that a commitment is: one, or one for each period that begins in the time asked about."""
    parts: dict[str, dict[str, str]] = defaultdict(dict)
    for f in card.parts:
        if f.party:
            parts[f.period][f.party] = f.outcome
    entry, v = card.version.entry_id, card.version
    if not card.facts.recurrence:
        whole = card.whole.outcome if card.whole else ""
        is_pending = bool(v.date and v.last and v.last >= card.day and not whole and not parts[""])
        return [Promise(entry, is_pending, whole, parts[""])]
    found = card.found_of_periods
    return [
        Promise(
            entry,
            p.state == "promised" and not parts[p.period.name],
            found.get(p.period.name, ""),
            parts[p.period.name],
        )
        for p in card.periods
        if (since is None or p.period.last >= since) and (until is None or p.period.first <= until)
    ]


def tally(row: Row, every: Iterable[Promise], *parties: str) -> None:
    """Count promises that were looked at one by one into a row that has counted each of their commitments once."""
    for promise in every:
        row.n += 1
        if outcome := promise.outcome(*parties):
            row.outcomes[outcome] += 1
        elif promise.is_pending:
            row.pending += 1

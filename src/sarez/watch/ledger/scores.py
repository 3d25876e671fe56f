"""Precision, recall and lead time of warnings."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import timedelta
from statistics import median

from sarez.watch.ledger.judging import hit_lead
from sarez.watch.ledger.verdicts import Ledger

FEW = 20
"""Fewer than this tell next to nothing of a share: pages say so."""
Z90 = 1.6448536269514722


@dataclass(frozen=True, slots=True)
class Scores:
    """How warnings did. Shares are None where there is nothing to divide by; intervals are Wilson's, 90 %.

    `precision` is hits of the warnings decided (hits and false), `recall` the episodes warned of before their first
    day of all episodes. `onsets` are the hits that began an episode. `leads` are the lead times to the episodes warned
    of, the shortest first.
    """

    issued: int
    hits: int
    onsets: int
    false: int
    open: int
    episodes: int
    warned: int
    leads: tuple[timedelta, ...]

    @property
    def misses(self) -> int:
        """Episodes that began without a warning."""
        return self.episodes - self.warned

    @property
    def precision(self) -> float | None:
        """The share of the warnings decided that hit."""
        return _share(self.hits, self.hits + self.false)

    @property
    def recall(self) -> float | None:
        """The share of the episodes that were warned of."""
        return _share(self.warned, self.episodes)

    @property
    def precision_interval(self) -> tuple[float, float] | None:
        """The 90 % interval of the precision."""
        return wilson(self.hits, self.hits + self.false)

    @property
    def recall_interval(self) -> tuple[float, float] | None:
        """The 90 % interval of the recall."""
        return wilson(self.warned, self.episodes)

    @property
    def lead(self) -> timedelta | None:
        """The median lead time."""
        if not self.leads:
            return None
        return timedelta(seconds=median(lead.total_seconds() for lead in self.leads))

    @property
    def is_few(self) -> bool:
        """Whether so few were decided, or happened, that the shares tell next to nothing."""
        return min(self.hits + self.false, self.episodes) < FEW


def scores(ledger: Ledger, source: str | None = None) -> Scores:
    """The figures of a ledger; of the warnings of one source (human, rule, model) where it is given."""
    mine = [v for v in ledger.verdicts if source is None or v.warning.source == source]
    ids = {verdict.warning.id: verdict for verdict in mine}
    leads = []
    for episode in ledger.episodes:
        found = [hit_lead(ids[name].warnings, episode.first) for name in episode.warned_by if name in ids]
        if told := [lead for lead in found if lead is not None]:
            leads.append(max(told))
    count = {kind: sum(v.outcome == kind for v in mine) for kind in ("hit", "false", "open")}
    return Scores(
        issued=sum(count.values()),
        hits=count["hit"],
        onsets=sum(v.is_onset for v in mine),
        false=count["false"],
        open=count["open"],
        episodes=len(ledger.episodes),
        warned=len(leads),
        leads=tuple(sorted(leads)),
    )


def wilson(hits: int, n: int, z: float = Z90) -> tuple[float, float] | None:
    """Wilson's (1927) score interval of a share of n; None for none."""
    if not n:
        return None
    p = hits / n
    middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return max(0.0, middle - half), min(1.0, middle + half)


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None

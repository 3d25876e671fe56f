"""Alarms on changes as they were first heard: each once, on the day on which it could be heard."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import TYPE_CHECKING

from sarez.watch.replay.moment import cut
from sarez.watch.rules.seen import Change
from sarez.watch.units import Unit

if TYPE_CHECKING:
    from sarez.watch.series import Series

STEP = "week"


class Alarms:
    """The alarms on weekly series that stand. One is heard anew when none of its kind stood at the last look."""

    def __init__(self, shares: Collection[str]) -> None:
        self.shares = frozenset(shares)
        self._standing: dict[tuple[Unit, str, str], Change] = {}

    @property
    def standing(self) -> tuple[Change, ...]:
        """The alarms that stood at the last look, each with the day on which it was first heard."""
        return tuple(self._standing[key] for key in sorted(self._standing))

    def heard(self, series: Iterable[Series], day: date) -> tuple[Change, ...]:
        """Look at the series as known on a day; the alarms that are new. What a report told late alarms late."""
        from sarez.watch.changes import changes

        weekly = [cut(one, day, is_over=True) for one in series if one.step == STEP and len(one.values)]
        found = changes(weekly, day=day, shares=self.shares) if weekly else []
        now = {(one.unit, one.indicator, one.direction): one for one in found if one.ended is None}
        new = []
        standing: dict[tuple[Unit, str, str], Change] = {}
        for key, one in now.items():
            before = self._standing.get(key)
            raised = before.raised if before else day
            standing[key] = Change(
                one.unit, one.indicator, STEP, one.direction, one.since, raised, one.margin
            )
            if before is None:
                new.append(standing[key])
        self._standing = standing
        return tuple(new)

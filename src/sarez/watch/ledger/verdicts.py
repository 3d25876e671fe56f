"""What became of warnings, and which incidents were warned of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sarez.watch.ledger.record import Happened, Issued
from sarez.watch.units import Unit

OUTCOMES = ("hit", "false", "open", "unjudged")
NEAR = ("same_day", "after_window", "taken_back", "neighbour", "late", "window_over")


@dataclass(frozen=True, slots=True)
class Near:
    """Why something was nearly otherwise.

    Of a false warning: an incident in its unit on the `same_day` that it was issued, in the days `after_window`, or in
    its window after it was `taken_back`, or in a `neighbour` (a unit that shares a state) in the window. Of a missed
    incident: a warning that came `late`, on the day or within the episode, whose window was over (`window_over`), that
    was `taken_back`, or on a `neighbour`. `days` is how many days lie between, `id` the incident's or the warning's.
    """

    kind: str
    days: int
    id: str
    unit: Unit


@dataclass(frozen=True, slots=True)
class Verdict:
    """A warning with all its updates (`warnings`, in order) and what became of it: one of OUTCOMES.

    `incident` is the first that it hit, `lead` how long before the dawn of that day (UTC) it stood without a break;
    `is_onset` says that this incident began an episode, so that it was not just more of the same.
    """

    warnings: tuple[Issued, ...]
    outcome: str
    incident: Happened | None = None
    lead: timedelta | None = None
    is_onset: bool = False
    near: tuple[Near, ...] = ()

    @property
    def warning(self) -> Issued:
        """The warning as first issued."""
        return self.warnings[0]


@dataclass(frozen=True, slots=True)
class Episode:
    """Incidents in a unit with no more than some days between them, and the warnings that stood before the first.

    `warned_by` are the ids of warnings as first issued, by `source`; a miss where there are none. `lead` is the
    longest of theirs.
    """

    incidents: tuple[Happened, ...]
    warned_by: tuple[str, ...] = ()
    lead: timedelta | None = None
    near: tuple[Near, ...] = ()

    @property
    def first(self) -> Happened:
        """The incident it began with."""
        return self.incidents[0]

    @property
    def is_miss(self) -> bool:
        """Whether it began without a warning."""
        return not self.warned_by


@dataclass(frozen=True, slots=True)
class Ledger:
    """All warnings and all episodes as of the end of `day`."""

    day: date
    verdicts: tuple[Verdict, ...]
    episodes: tuple[Episode, ...]

    @property
    def misses(self) -> tuple[Episode, ...]:
        """The episodes that nobody warned of."""
        return tuple(episode for episode in self.episodes if episode.is_miss)

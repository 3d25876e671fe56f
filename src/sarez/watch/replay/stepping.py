"""The replay itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace as with_other
from datetime import date, timedelta
from typing import TYPE_CHECKING

from sarez.errors import SarezError
from sarez.watch.replay.alarms import Alarms
from sarez.watch.replay.known import as_known, days_of_change, days_told, ids_of, learned, touching
from sarez.watch.replay.moment import Learned, Moment, cut
from sarez.watch.replay.panels import Panels
from sarez.watch.rules.proposal import Past
from sarez.watch.rules.proposing import propose
from sarez.watch.rules.rule import Rules
from sarez.watch.rules.seen import Act, Chance, Change, Seen
from sarez.watch.units import STEPS, Unit, begin

if TYPE_CHECKING:
    import pyarrow as pa

    from sarez.watch.panel import Indicator
    from sarez.watch.series import Series

    Forecaster = Callable[[pa.Table, Unit, date], Sequence[Chance]]
else:
    Forecaster = Callable
"""Events as known at the end of a day, the unit, the day → the chances of incidents in the weeks after it."""


def replay(
    events: pa.Table,
    unit: Unit,
    first: date,
    last: date,
    *,
    rules: Rules,
    step: str = "day",
    clearance: int = 0,
    coverage: pa.Table | None = None,
    forecaster: Forecaster | None = None,
    indicators: Mapping[str, Indicator] | None = None,
    language: str = "en",
) -> Iterator[Moment]:
    """Each day (or first day of a week or month) from `first` to `last`, with only what was known at its end (UTC).

    `events` is a table of sarez.intake.tables.schema with all its versions, `coverage` one that says how much was
    reported (see the panel). What became known later, or is above the `clearance`, changes nothing. The rules run
    quietly before `first` for as long as the longest cool-down, so that the replay does not begin with what had been
    told before. Where no `forecaster` is given there are no chances. SarezError for days or a step that cannot be.
    """
    from sarez.watch.panel import duckdb_engine, load_indicators

    _check(first, last, step)
    chosen = indicators if indicators is not None else load_indicators()
    quiet = max((rule.cool_down for rule in rules.rules), default=0)
    begun = first - timedelta(days=quiet)
    table = touching(events, unit)
    steps = _steps(rules, unit)
    with duckdb_engine(threads=1) as engine:
        panels = Panels(engine, unit, steps, begun, last, events=table, coverage=coverage, indicators=chosen)
        walk = _Walk(unit, rules, clearance, chosen, forecaster, language, panels, table, coverage, events)
        stirs = days_of_change([table] if coverage is None else [table, coverage], begun, last)
        for n in range((last - begun).days + 1):
            day = begun + timedelta(days=n)
            if step != "day" and begin(day, step) != day:
                walk.wait(day)
                continue
            moment = walk.to(day, n == 0 or day in stirs)
            if day >= first:
                yield moment


class _Walk:
    """Where a replay stands: what was known at the last look, and what has been proposed."""

    def __init__(
        self,
        unit: Unit,
        rules: Rules,
        clearance: int,
        indicators: Mapping[str, Indicator],
        forecaster: Forecaster | None,
        language: str,
        panels: Panels,
        table: pa.Table,
        coverage: pa.Table | None,
        events: pa.Table,
    ) -> None:
        self.unit, self.rules, self.clearance = unit, rules, clearance
        self.forecaster, self.language, self.panels = forecaster, language, panels
        self.table, self.coverage, self.events = table, coverage, events
        self.peace = frozenset(name for name, one in indicators.items() if one.side == "peace")
        self.shares = frozenset(name for name, one in indicators.items() if one.measure == "share")
        self.labels = {
            (name, tongue): one.label(tongue) for name, one in indicators.items() for tongue in ("en", "ru")
        }
        self.past: list[Past] = []
        self.alarms = Alarms(self.shares)
        self.series: dict[tuple[str, str], Series] = {}
        self.acts: tuple[Act, ...] | None = None
        self.chances: tuple[Chance, ...] = ()
        self.ids: frozenset[str] = frozenset()
        self.told: tuple[date, ...] = ()
        self.is_stale = True
        self.waited: list[date] = []

    def _acts(self, day: date) -> tuple[Act, ...]:
        if self.acts is None:
            self.acts = self.panels.acts()
        return tuple(act for act in self.acts if act.day <= day)

    def wait(self, day: date) -> None:
        """Let a day go by without a look."""
        self.waited.append(day)
        self.is_stale = True

    def to(self, day: date, is_changed: bool) -> Moment:
        """What was known at the end of a day."""
        known = None
        found: tuple[Learned, ...] = ()
        if is_changed or self.is_stale:
            known = as_known(self.table, day, self.clearance)
            covered = None if self.coverage is None else as_known(self.coverage, day, self.clearance)
            self.series = self.panels.series(known, covered)
            self.acts = None
            since = self.waited[0] if self.waited else day
            found = learned(known, self.unit, since, self.ids)
            self.ids = ids_of(known)
            self.told = days_told(known, self.unit)
            self.is_stale, self.waited = False, []
        series = {key: cut(one, day) for key, one in self.series.items()}
        is_new_week = day.weekday() == 0
        new: tuple[Change, ...] = ()
        if known is not None or is_new_week or day.day == 1:
            new = self.alarms.heard(series.values(), day)
        if self.forecaster and (known is not None or is_new_week):
            everything = as_known(self.events, day, self.clearance)
            self.chances = tuple(self.forecaster(everything, self.unit, day))
        seen = Seen(
            day,
            {(self.unit, *key): one for key, one in series.items()},
            self.alarms.standing,
            tuple(with_other(one, day=day) if one.day > day else one for one in self.chances),
            peace=self.peace,
            labels=self.labels,
            told={self.unit: self.told},
        )
        proposals = propose(self.rules, seen, self.past, day, language=self.language)
        if proposals.out:  # only now does anyone ask what they rest on
            proposals = propose(
                self.rules, with_other(seen, acts=self._acts(day)), self.past, day, language=self.language
            )
        self.past += [one.past for one in proposals.out]
        labels = {name: told for (name, tongue), told in self.labels.items() if tongue == self.language}
        return Moment(
            day, self.unit, found, series, seen.chances, self.alarms.standing, new, proposals, labels
        )


def _steps(rules: Rules, unit: Unit) -> tuple[str, ...]:
    """The steps that the unit's rules look at, with days (for totals) and weeks (for changes)."""
    wanted = {"day", "week", *(rule.sign.step for rule in rules.rules if rule.is_for(unit))}
    return tuple(step for step in STEPS if step in wanted)


def _check(first: date, last: date, step: str) -> None:
    if first > last:
        raise SarezError(f"The replay would end before it begins: {first} is after {last}. Exchange them.")
    if step not in STEPS:
        raise SarezError(f"{step!r} is no step of time: {', '.join(STEPS)}.")

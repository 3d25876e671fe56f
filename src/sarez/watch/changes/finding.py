"""Which series moved, since when: the sequential method over all of them at once."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date

from sarez.watch.changes.baseline import GAP, WINDOW, Baseline, baseline
from sarez.watch.changes.change import Change
from sarez.watch.changes.dating import Stretch, dated
from sarez.watch.changes.grid import Grid, grid
from sarez.watch.changes.sequential import Alarm, follow
from sarez.watch.changes.threshold import Budget, thresholds
from sarez.watch.series import Series


def changes(
    series: Sequence[Series],
    *,
    day: date,
    budget: Budget | None = None,
    shares: Collection[str] = (),
    volume: float = 1.0,
) -> list[Change]:
    """All changes found in the series up to a day, by the day they were found on; only periods over on it are looked at.

    What is found on one day is found the same on every later one, but for `ended`. `shares` names the indicators whose
    values are shares of `reported`; all others are counts, seldomer reported when less is: `volume` is the power to
    which the volume counts as exposure, 0 for not at all. Series of one indicator and step lend each other strength.
    """
    budget = budget or Budget()
    found: list[Change] = []
    for group in groups(series):
        is_share = group[0].indicator in shares
        laid = grid(group, day, is_share=is_share, volume=volume)
        usual = baseline(laid)
        length = budget.run_length(len(series), laid.step)
        alarms = follow(laid, usual, thresholds(usual, length, laid.step, is_share=is_share))
        found += [change(laid, usual, alarm, length, len(series)) for alarm in alarms]
    return sorted(found, key=lambda one: (one.found, one.unit, one.indicator, one.step))


def groups(series: Sequence[Series]) -> Iterator[list[Series]]:
    """The series by indicator and step, in order."""
    by: dict[tuple[str, str], list[Series]] = {}
    for one in series:
        by.setdefault((one.indicator, one.step), []).append(one)
    yield from (by[key] for key in sorted(by))


def change(laid: Grid, usual: Baseline, alarm: Alarm, length: float, series: int) -> Change:
    """What an alarm says, told from what was known when it came."""
    import numpy as np

    at, t = alarm.at, alarm.found
    begin = max(0, t + 1 - WINDOW[laid.step])
    told = begin + np.flatnonzero(np.isfinite(laid.x[begin : t + 1, at]))
    line = Stretch(
        laid.x[told, at],
        laid.e[told, at] / usual.usual[t, at],
        laid.is_share,
        scatter_of(usual, alarm, laid.is_share),
    )
    recent = int(np.searchsorted(told, t + 1 - 2 * GAP[laid.step]))
    when = dated(line, 1, min(recent, len(told) - 1))
    since = int(told[when.at])
    before = float(usual.m[t, at])
    x, e = laid.x[since : t + 1, at], laid.e[since : t + 1, at] / usual.usual[t, at]
    one = laid.series[at]
    return Change(
        unit=one.unit,
        indicator=one.indicator,
        step=laid.step,
        direction=alarm.direction,
        since=laid.begun(since),
        since_low=laid.begun(int(told[when.low])),
        since_high=laid.begun(int(told[when.high])),
        found=laid.begun(t + 1),
        ended=None if alarm.ended is None else laid.begun(alarm.ended + 1),
        before=before,
        after=float(np.nansum(x) / np.nansum(e)),
        counted=float(np.nansum(x)),
        expected=before * float(np.nansum(e)),
        is_share=laid.is_share,
        margin=alarm.ratio,
        run_length=length,
        series=series,
    )


def scatter_of(usual: Baseline, alarm: Alarm, is_share: bool) -> float | None:
    """The scatter of the series when the alarm came; that of a share is not one of counts."""
    return None if is_share else float(usual.phi[alarm.found, alarm.at])

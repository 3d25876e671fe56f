"""Series read from an outlook, as pages need them: lists without gaps, None where there is no data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sarez.desk.warnings.outlook.shelf import Outlook
from sarez.watch.units import Unit, after, begin


@dataclass(frozen=True, slots=True)
class Line:
    """One indicator of one unit over periods, of the same length each: values (None: no data), values per 100 reports,
    events behind each, reports of the unit, and events too coarsely dated for the step."""

    unit: Unit
    indicator: str
    step: str
    periods: list[date]
    values: list[float | None]
    corrected: list[float | None]
    events: list[int]
    reported: list[int]
    left_out: list[int]

    @property
    def known(self) -> int:
        """In how many periods there is data."""
        return sum(value is not None for value in self.values)

    @property
    def total(self) -> int:
        """All events behind it."""
        return sum(self.events)

    @property
    def last(self) -> tuple[date, float] | None:
        """The last period with data, and its value."""
        both = zip(reversed(self.periods), reversed(self.values), strict=True)
        return next(((period, value) for period, value in both if value is not None), None)


def headlines_of(found: Outlook, step: str, periods: int) -> dict[Unit, dict[str, Line]]:
    """The two headlines of every unit, in its last periods."""
    lines = _lines(found, found.few, [("step", "=", step)], step, periods)
    return _by_unit(lines)


def lines_of(found: Outlook, unit: Unit, step: str, periods: int) -> dict[str, Line]:
    """Every indicator of a unit in its last periods, by name; nothing for a unit of which nothing is told."""
    where = [("kind", "=", unit.kind), ("unit", "=", unit.name), ("step", "=", step)]
    return _by_unit(_lines(found, found.rows, where, step, periods)).get(unit, {})


def end_of(found: Outlook) -> date:
    """The last day that pages show: the day asked about, or the last one reported if that is more than eight weeks ago."""
    if found.heard is not None and (found.day - found.heard).days > 56:
        return found.heard
    return found.day


def _lines(
    found: Outlook, path: Any, where: list[tuple[str, str, Any]], step: str, periods: int
) -> list[Line]:
    import pyarrow.parquet as pq

    last = begin(end_of(found), step)
    first = after(last, step, 1 - periods)
    span = [after(first, step, n) for n in range(periods)]
    table = pq.read_table(
        path, filters=[*where, ("period", ">=", first), ("period", "<=", last)], use_threads=False
    )
    every = table.to_pydict()
    return list(_cut(every, span, step))


def _cut(every: dict[str, list[Any]], span: Sequence[date], step: str) -> Any:
    """The rows of each unit and indicator, which stand together in order of time, as lines over the span."""
    place = {day: n for n, day in enumerate(span)}
    by_key: dict[tuple[str, str, str], list[int]] = {}
    for n, key in enumerate(zip(every["kind"], every["unit"], every["indicator"], strict=True)):
        by_key.setdefault(key, []).append(n)
    for (kind, unit, indicator), rows in by_key.items():
        line = Line(
            Unit(kind, unit), indicator, step, list(span), *([None] * len(span) for _ in range(2)),
            *([0] * len(span) for _ in range(3)),
        )  # fmt: skip
        for n in rows:
            at = place[every["period"][n]]
            line.values[at], line.corrected[at] = every["value"][n], every["corrected"][n]
            line.events[at], line.reported[at] = every["events"][n] or 0, int(every["reported"][n] or 0)
            line.left_out[at] = every["left_out"][n] or 0
        yield line


def _by_unit(lines: Sequence[Line]) -> dict[Unit, dict[str, Line]]:
    found: dict[Unit, dict[str, Line]] = {}
    for line in lines:
        found.setdefault(line.unit, {})[line.indicator] = line
    return found

"""The panel of one unit, as known on one day after the other: the query is made once, and run on each day's table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from sarez.watch.replay.telling import said
from sarez.watch.rules.seen import Act
from sarez.watch.units import Unit

if TYPE_CHECKING:
    import pyarrow as pa

    from sarez.watch.panel import Engine, Indicator
    from sarez.watch.series import Series

YEARS = 5
"""Years before the first day that weekly and monthly series go back, for what is usual."""
DAYS = 500
"""Days before the first day that daily series go back: a year and what rules look back at most times."""


class Panels:
    """Queries on the tables `events` (and `coverage`) of an open DuckDB engine, compiled once.

    Made for one unit and the days from `first` to `last`; `steps` are those wanted.
    """

    def __init__(
        self,
        engine: Engine,
        unit: Unit,
        steps: Iterable[str],
        first: date,
        last: date,
        *,
        events: pa.Table,
        coverage: pa.Table | None,
        indicators: Mapping[str, Indicator],
    ) -> None:
        from sarez.watch.panel import panel

        self.engine, self.unit = engine, unit
        table = engine.table(events.slice(0, 0), "events")
        covered = None if coverage is None else engine.table(coverage.slice(0, 0), "coverage")
        self._queries: dict[str, str] = {}
        for step in steps:
            since = first - timedelta(days=DAYS if step == "day" else 366 * YEARS)
            rows = panel(
                table,
                unit.kind,
                step,
                indicators.values(),
                clearance=0,
                since=since,
                until=last,
                units=[unit],
                coverage=covered,
            )
            self._queries[step] = self._sql(rows)
        self._table, self._indicators = table, indicators
        self._span = first - timedelta(days=DAYS), last
        self._members: dict[str, str] = {}

    def series(self, events: pa.Table, coverage: pa.Table | None) -> dict[tuple[str, str], Series]:
        """The indicators by name and step, of tables as known on a day."""
        from sarez.watch.panel import series_of

        self.engine.table(events, "events")
        if coverage is not None:
            self.engine.table(coverage, "coverage")
        found = [one for query in self._queries.values() for one in series_of(self._run(query))]
        return {(one.indicator, one.step): one for one in found}

    def acts(self) -> tuple[Act, ...]:
        """The events of the tables last given to `series`, with the indicators that count them."""
        from sarez.watch.panel import members

        for name, indicator in self._indicators.items():
            if name not in self._members:
                self._members[name] = self._sql(
                    members(self._table, self.unit, indicator, *self._span, clearance=0)
                )
        counted: dict[str, set[str]] = {}
        rows: dict[str, dict[str, Any]] = {}
        for name, query in self._members.items():
            for row in self._run(query).to_pylist():
                key = f"{row['source']}/{row['id']}"
                rows.setdefault(key, row)
                counted.setdefault(key, set()).add(name)
        return tuple(
            Act(key, self.unit, row["first"], frozenset(counted[key]), said(row), row["reference"] or "")
            for key, row in sorted(rows.items(), key=lambda pair: (pair[1]["first"], pair[0]))
        )

    def _sql(self, rows: Any) -> str:
        return str(self.engine.connection.compile(rows))

    def _run(self, query: str) -> pa.Table:
        return self.engine.connection.con.sql(query).to_arrow_table()

"""The events behind a change: those that the indicator counts, in the periods in which it moved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sarez.watch.changes.change import Change
from sarez.watch.units import begin

if TYPE_CHECKING:
    import pyarrow as pa


def movers(rows: pa.Table, change: Change, limit: int | None = None) -> pa.Table:
    """The events that made a series move, those that moved it most first, at most `limit`.

    `rows` are events of the unit that the indicator counts, in the columns of `intake.tables.schema` (`panel.members`
    gives them); those from `since` to `found` are kept. First come the periods in which most was counted, in each the
    events with most dead, then those told most often. Of a fall there is nothing to show but what still came.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    first = rows.column("first")
    rows = rows.filter(pc.and_(pc.greater_equal(first, change.since), pc.less(first, change.found)))
    periods = [begin(day, change.step) for day in rows.column("first").to_pylist()]
    deaths, mentions = (rows.column(name).to_pylist() for name in ("deaths", "mentions"))
    weight = dict.fromkeys(periods, 0)
    for period, dead in zip(periods, deaths, strict=True):
        weight[period] += (dead or 0) if change.indicator == "deaths" else 1
    order = sorted(
        range(len(rows)),
        key=lambda n: (-weight[periods[n]], periods[n], -(deaths[n] or 0), -(mentions[n] or 0), n),
    )
    return rows.take(pa.array(order[:limit], pa.int64()))

"""The events behind a point: those that an indicator counts of a unit in a period, by the panel's own rule."""

from __future__ import annotations

from datetime import date, timedelta

from sarez.desk.accounts.viewers import Viewer
from sarez.desk.warnings.outlook.making import folder_of_statements, opened
from sarez.desk.warnings.outlook.statements import behind_statement, run
from sarez.desk.warnings.watched.shelf import Kept
from sarez.watch.units import Unit, after

EARLIER = timedelta(days=366)
"""How much earlier than a period an event may have begun that lasts into it."""


def entries_behind(
    kept: Kept, viewer: Viewer, unit: Unit, indicator: str, step: str, period: date
) -> list[int]:
    """The numbers of the entries behind a point, the earliest first."""
    first, last = after(period, step, 0), after(period, step) - timedelta(days=1)
    sql = behind_statement(unit, indicator, step, first, last, folder_of_statements())
    with opened(kept, viewer.clearance, viewer.as_of, first - EARLIER, last) as connection:
        rows = run(connection, sql).select(["first", "id"]).to_pylist()
    return list(
        dict.fromkeys(int(row["id"]) for row in sorted(rows, key=lambda r: (r["first"], int(r["id"]))))
    )

"""What SQLite knows of the sizes of its tables, by which it chooses an index. PostgreSQL measures by itself."""

from __future__ import annotations

from typing import Any

from django.db import connection

LEAST = 1000  # claims below which any plan will do
APPS = (
    "accounts_",
    "actors_",
    "dialogue_",
    "events_",
    "reports_",
    "search_document",
    "search_stem",
    "warnings_",
)
_GROWN = 2


def measure_if_grown(is_changed: bool = False) -> bool:
    """Measure the tables anew if the record has doubled since that was done, or the tables have changed; whether it was.

    Table after table, so that others may write between. A sample would not do: half of all rows share one value.
    """
    if connection.vendor != "sqlite":
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(id) FROM events_claim")
        claims = cursor.fetchone()[0] or 0
        if claims < LEAST or not (is_changed or claims >= _GROWN * _measured(cursor)):
            return False
        for table in connection.introspection.table_names(cursor):
            if table.startswith(APPS):
                cursor.execute(f"ANALYZE {connection.ops.quote_name(table)}")
    return True


def _measured(cursor: Any) -> int:
    """How many claims there were when it was last measured, as SQLite noted it; 0 for never."""
    cursor.execute("SELECT 1 FROM sqlite_master WHERE name = 'sqlite_stat1'")
    if cursor.fetchone() is None:
        return 0
    cursor.execute("SELECT stat FROM sqlite_stat1 WHERE tbl = 'events_claim'")
    stats = [int(row[0].split()[0]) for row in cursor.fetchall() if row[0]]
    return max(stats, default=0)

"""What SQLite knows of the sizes of its tables, by which it chooses an index. PostgreSQL measures by itself."""

from __future__ import annotations

from typing import Any

from django.db import connection

SAMPLE = 2000  # rows of an index that are looked at
LEAST = 1000  # claims below which any plan will do
_GROWN = 2


def measure_if_grown() -> bool:
    """Measure the tables anew if the record has doubled since that was done; whether it was."""
    if connection.vendor != "sqlite":
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(id) FROM events_claim")
        claims = cursor.fetchone()[0] or 0
        if claims < LEAST or claims < _GROWN * _measured(cursor):
            return False
        cursor.execute(f"PRAGMA analysis_limit = {SAMPLE}")
        cursor.execute("ANALYZE")
    return True


def _measured(cursor: Any) -> int:
    """How many claims there were when it was last measured, as SQLite noted it; 0 for never."""
    cursor.execute("SELECT 1 FROM sqlite_master WHERE name = 'sqlite_stat1'")
    if cursor.fetchone() is None:
        return 0
    cursor.execute("SELECT stat FROM sqlite_stat1 WHERE tbl = 'events_claim'")
    stats = [int(row[0].split()[0]) for row in cursor.fetchall() if row[0]]
    return max(stats, default=0)

"""The rows beside a version: its facets and dyads, which repeat the version's columns. Written by the database from its row.

Making a model instance of each, with a dozen columns, cost more than laying claims to their entries.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection, models

from sarez.desk.events.models import Dyad, Facet, Version

REPEATED = (
    "kind",
    "quad",
    "status",
    "month",
    "first",
    "last",
    "killed",
    "low",
    "high",
    "known_from",
    "known_to",
)
STEP = 1000  # rows in one statement


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside one version: facets (name, value, role), pairs of parties, and two columns of all its rows."""

    version: Version
    issues: str
    is_disputed: bool
    facets: Sequence[tuple[str, str, str]]
    dyads: Sequence[tuple[str, str]]


def keep(every: Sequence[Beside]) -> None:
    """Write the rows beside versions that are saved already."""
    _write(Facet, ("name", "value", "role"), [(b, facet) for b in every for facet in b.facets])
    _write(Dyad, ("one", "two"), [(b, dyad) for b in every for dyad in b.dyads])


def _write(
    model: type[models.Model], own: Sequence[str], rows: Sequence[tuple[Beside, tuple[str, ...]]]
) -> None:
    table, versions = model._meta.db_table, Version._meta.db_table
    given = ("version", "issues", "is_disputed", *own)
    columns = ("version_id", "issues", "is_disputed", *own, *REPEATED)
    taken = [*(f"told.{name}" for name in given), *(f"v.{name}" for name in REPEATED)]
    for at in range(0, len(rows), STEP):
        some = rows[at : at + STEP]
        values = ", ".join([f"({', '.join(['%s'] * len(given))})"] * len(some))
        sql = (
            f"WITH told({', '.join(given)}) AS (VALUES {values})"
            f" INSERT INTO {table} ({', '.join(columns)}) SELECT {', '.join(taken)}"
            f" FROM told JOIN {versions} v ON v.id = told.version"
        )
        with connection.cursor() as cursor:
            cursor.execute(sql, [v for b, row in some for v in (b.version.pk, b.issues, b.is_disputed, *row)])

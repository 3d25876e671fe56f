"""Which row of several on one event stands, and until when: one declared rule for each source.

- UCDP: releases. A yearly release ends all rows of the yearly releases before it, and the candidates' rows of the
  years it covers. A candidate release ends the rows of candidate releases whose months lie within its own.
- ACLED, GDELT, ICEWS, POLECAT: events. A row ends when a row of the same number becomes known; of two known at once
  the one added later stands. ACLED's list of deleted events ends rows too.
- Sarez's own: reports. A reading of a report that is added later takes the place of the earlier one altogether.

`ended_at` is worked out anew from all that is kept whenever something is added or removed, so that a removal undoes
what the removed version had ended.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sarez.intake.tables import ucdp
from sarez.intake.tables.manifest import Kept, of_source

if TYPE_CHECKING:
    import duckdb

_NEVER = "CAST(NULL AS TIMESTAMPTZ)"
FAMILIES = {"ucdp-ged": ("ucdp-ged", "ucdp-candidate"), "ucdp-candidate": ("ucdp-ged", "ucdp-candidate")}
"""Sources that end each other's rows; any other ends its own alone."""


@dataclass(frozen=True, slots=True)
class Ending:
    """How the rows of one kept file end: SQL for `ended_at`, over `t`, the file's rows, and `c`, joined by `join`."""

    kept: Kept
    ended_at: str
    join: str = ""


def family(source: str) -> tuple[str, ...]:
    """The sources whose rows may end those of a source, itself among them."""
    return FAMILIES.get(source, (source,))


def endings(
    connection: duckdb.DuckDBPyConnection, folder: Path, kept: Sequence[Kept], changed: Kept
) -> list[Ending]:
    """How the rows of every file end that one added or removed may have to do with. Makes the table `chain` they join."""
    if changed.source in FAMILIES:
        ours = of_source(kept, *family(changed.source))
        return [Ending(k, _released(k, ours)) for k in ours]
    ours = of_source(kept, changed.source)
    if changed.source == "sarez":
        _chain_of_reports(connection, folder, ours)
        on = "c.reference = t.reference AND c.number = {number}"
        return [Ending(k, _not_before_known("c.ended_at"), on.format(number=k.number)) for k in ours]
    near = [k for k in ours if changed.source == "acled" or _overlap(k, changed)]
    wide = [k for k in ours if any(_overlap(k, n) or k == n or changed.source == "acled" for n in near)]
    gone = [k for k in kept if k.is_deletions and k.source == changed.source]
    _chain_of_events(connection, folder, wide, gone)
    on = "c.id = t.id AND c.number = {number} AND c.known_at = t.known_at"
    return [Ending(k, "c.ended_at", on.format(number=k.number)) for k in near]


def _overlap(one: Kept, other: Kept) -> bool:
    if None in (one.first, one.last, other.first, other.last):
        return False
    assert one.first and one.last and other.first and other.last
    return one.first <= other.last and other.first <= one.last


def _released(kept: Kept, ours: Iterable[Kept]) -> str:
    """SQL for when the rows of a UCDP release end."""
    terms = [term for later in ours if later.number != kept.number and (term := _ended_by(kept, later))]
    if not terms:
        return _NEVER
    soonest = f"least({', '.join(terms)})" if len(terms) > 1 else terms[0]
    return _not_before_known(soonest)


def _not_before_known(ended_at: str) -> str:
    return (
        f"CASE WHEN {ended_at} IS NOT NULL THEN greatest({ended_at}, t.known_at) END"  # greatest skips NULL
    )


def _ended_by(kept: Kept, later: Kept) -> str | None:
    if later.known_from is None:
        return None
    moment = f"TIMESTAMPTZ '{later.known_from.isoformat()}'"
    if later.source == "ucdp-ged":
        if kept.source == "ucdp-ged":
            return moment if _order(later) > _order(kept) else None
        until = ucdp.until_year(later.version)
        return f"CASE WHEN year(t.last) <= {until} THEN {moment} END" if until else None
    if kept.source == "ucdp-ged":
        return None
    return moment if _covers(later, kept) else None


def _order(kept: Kept) -> tuple[tuple[int, ...], int]:
    parts = kept.version.split(".")
    return tuple(int(p) if p.isdecimal() else 0 for p in parts), kept.number


def _covers(later: Kept, kept: Kept) -> bool:
    """Whether a candidate release covers all the months of another: more of them, or the same and added later."""
    ours, theirs = ucdp.months_of(later.version), ucdp.months_of(kept.version)
    if ours is None or theirs is None:
        return later.version == kept.version and later.number > kept.number
    if ours == theirs:
        return later.number > kept.number
    return ours[0] <= theirs[0] and theirs[1] <= ours[1]


def _files(folder: Path, kept: Iterable[Kept], columns: str) -> str:
    """SQL for columns of kept files, with the number each was added under."""
    selects = [
        f"SELECT {columns}, {k.number} AS number FROM read_parquet({quoted(folder / k.part)})" for k in kept
    ]
    return " UNION ALL ".join(selects)


def quoted(path: Path) -> str:
    """A path as SQL text."""
    return "'" + str(path).replace("'", "''") + "'"


def _chain_of_events(
    connection: duckdb.DuckDBPyConnection, folder: Path, kept: Sequence[Kept], gone: Sequence[Kept]
) -> None:
    if not kept:
        connection.execute(
            f"CREATE OR REPLACE TEMP TABLE chain AS SELECT '' AS id, 0 AS number, {_NEVER} AS known_at, {_NEVER} AS ended_at"
        )
        return
    rows = _files(folder, kept, "id, known_at")
    deleted = (
        f"SELECT id, min(known_at) AS at FROM ({_files(folder, gone, 'id, known_at')}) GROUP BY id"
        if gone
        else f"SELECT '' AS id, {_NEVER} AS at"
    )
    connection.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE chain AS
        WITH one AS (SELECT DISTINCT id, known_at, number FROM ({rows})),
        deleted AS ({deleted}),
        several AS (
            SELECT id FROM one GROUP BY id HAVING count(*) > 1 UNION SELECT id FROM deleted
        ),
        followed AS (
            SELECT id, number, known_at, lead(known_at) OVER (PARTITION BY id ORDER BY known_at, number) AS next
            FROM one SEMI JOIN several USING (id)
        )
        SELECT f.id, f.number, f.known_at,
            least(f.next, CASE WHEN d.at >= f.known_at THEN d.at END) AS ended_at
        FROM followed f LEFT JOIN deleted d USING (id)
        """
    )


def _chain_of_reports(connection: duckdb.DuckDBPyConnection, folder: Path, kept: Sequence[Kept]) -> None:
    if not kept:
        connection.execute(
            f"CREATE OR REPLACE TEMP TABLE chain AS SELECT '' AS reference, 0 AS number, {_NEVER} AS ended_at"
        )
        return
    connection.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE chain AS
        WITH one AS (
            SELECT reference, number, min(known_at) AS known_at FROM ({_files(folder, kept, "reference, known_at")})
            GROUP BY reference, number
        )
        SELECT reference, number, lead(known_at) OVER (PARTITION BY reference ORDER BY number) AS ended_at FROM one
        """
    )

"""The kept tables made: all of them once, then only the parts of what has changed on record."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from time import monotonic
from typing import TYPE_CHECKING

from django.utils import timezone

from sarez.desk.turns import hold
from sarez.desk.warnings.watched import coverage, gathering, marks, shelf
from sarez.desk.warnings.watched.shelf import COVERAGE, EVENTS, STAMPS, Kept

if TYPE_CHECKING:
    import pyarrow as pa

PART = 16 * marks.BLOCK
"""Entries, or reports, whose rows are in one file."""
TRUSTED = timedelta(minutes=10)
"""After so long all is compared even if nothing new is seen: numbers may come to stand out of their order."""
ALL = 0  # the one part of the stamps


def renew(*, anew: bool = False) -> Kept | None:
    """Bring the kept tables to what the record holds now; None where another process is at it.

    `anew` makes all of them, whatever stands.
    """
    at = shelf.folder()
    at.mkdir(mode=0o700, parents=True, exist_ok=True)
    with hold(at / "watched.lock") as is_ours:
        if not is_ours:
            return None
        stood = shelf.kept()
        old = None if anew else stood
        gate = marks.gate()
        if old is not None and old.gate == gate and timezone.now() - old.made < TRUSTED:
            return old
        first = Kept(at, timezone.now(), generation=stood.generation if stood else 0)
        return _renewed(old or first, gate)


def _renewed(old: Kept, gate: list[int]) -> Kept:
    begun, made = monotonic(), timezone.now()
    entries, reports = marks.entry_blocks(), marks.report_blocks()
    known = _stamps(old)
    blocks = marks.moved(old.entries, entries)
    now = marks.stamps(blocks)
    was = {entry: stamp for entry, stamp in known.items() if entry // marks.BLOCK in blocks}
    changed = {entry for entry in now.keys() | was.keys() if now.get(entry) != was.get(entry)}
    changed = marks.with_kin(changed) if old.files else changed
    told = _reports_in(marks.moved(old.reports, reports)) | (
        marks.reports_of(changed) if old.files else set()
    )
    files = {name: dict(parts) for name, parts in old.files.items()}
    _replace(old, files, EVENTS, changed)
    _replace(old, files, COVERAGE, told)
    if changed or STAMPS not in files:
        known = {entry: stamp for entry, stamp in known.items() if entry // marks.BLOCK not in blocks} | now
        files[STAMPS] = {ALL: shelf.write(old.folder, STAMPS, ALL, _as_table(known))}
    new = replace(
        old,
        made=made,
        files=files,
        gate=gate,
        entries=entries,
        reports=reports,
        took=monotonic() - begun,
        generation=old.generation + (files != old.files),
    )
    shelf.keep(new)
    return new


def _replace(old: Kept, files: dict[str, dict[int, str]], table: str, numbers: Iterable[int]) -> None:
    """Write anew the parts of a table in which rows of these entries, or reports, stand or will."""
    import pyarrow as pa

    by_part: dict[int, list[int]] = defaultdict(list)
    for number in sorted(numbers):
        by_part[number // PART].append(number)
    parts = files.setdefault(table, {})
    if not parts:
        by_part[0]  # a file without rows is a table too
    for part, own in by_part.items():
        stood = shelf.read(old, table, part)
        rows = gathering.table_of(own) if table == EVENTS else coverage.table_of(own)
        left = [] if stood is None else [_others(stood, table, own)]
        parts[part] = shelf.write(old.folder, table, part, pa.concat_tables([*left, rows]))


def _others(stood: pa.Table, table: str, gone: list[int]) -> pa.Table:
    """The rows of a part that are of none of these."""
    import pyarrow as pa
    import pyarrow.compute as pc

    numbers = pc.cast(stood["id"], pa.int64()) if table == EVENTS else stood["report"]
    return stood.filter(pc.invert(pc.is_in(numbers, value_set=pa.array(gone, pa.int64()))))


def _reports_in(blocks: Iterable[int]) -> set[int]:
    """The numbers of these thousands, whether or not a report bears them still."""
    return {n for block in blocks for n in range(block * marks.BLOCK, (block + 1) * marks.BLOCK)}


def _stamps(old: Kept) -> dict[int, int]:
    table = shelf.read(old, STAMPS, ALL)
    if table is None:
        return {}
    return dict(zip(table["entry"].to_pylist(), table["stamp"].to_pylist(), strict=True))


def _as_table(stamps: dict[int, int]) -> pa.Table:
    import pyarrow as pa

    return pa.table(
        {"entry": pa.array(stamps.keys(), pa.int64()), "stamp": pa.array(stamps.values(), pa.int64())}
    )

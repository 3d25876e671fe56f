"""What has changed on record since the tables were kept, found without reading the record.

Versions are never changed in place: those of an entry are taken away and made anew, under new numbers. So an entry has
changed if the number of its versions or the sum of their numbers has; and first the same is asked of a thousand at once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.db import connection

from sarez.desk.accounts.models import AuditEntry
from sarez.desk.accounts.viewers import FOREVER
from sarez.desk.dialogue.models import Finding, Plan
from sarez.desk.events.apart import ends
from sarez.desk.events.models import ENGAGEMENT, Claim, Version
from sarez.desk.reports.models import Report

BLOCK = 1024
Blocks = dict[int, list[int]]
STEP = 5000


def gate() -> list[int]:
    """Numbers that change whenever the record has: asked every few seconds, for next to nothing."""
    return [
        model.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        for model in (Version, Report, AuditEntry, Finding, Plan)
    ]


def entry_blocks() -> Blocks:
    """For each thousand of entries: how many versions, the sum of their numbers, and the same of what is kept on them."""
    found = _grouped(f"SELECT entry_id / {BLOCK}, count(*), sum(id) FROM {_table(Version)} GROUP BY 1")
    for model in (Finding, Plan):
        kept = (
            f"SELECT entry_id / {BLOCK}, count(*), sum(id), sum(CASE WHEN known_to = %s THEN 1 ELSE 0 END)"
            f" FROM {_table(model)} GROUP BY 1"
        )
        for block, numbers in _grouped(kept, _forever()).items():
            found[block] = [*found.get(block, [0, 0]), -1, *numbers]
    return found


def report_blocks() -> Blocks:
    """For each thousand of reports: how many, and the sum of their markings."""
    return _grouped(f"SELECT id / {BLOCK}, count(*), sum(marking) FROM {_table(Report)} GROUP BY 1")


def stamps(blocks: Iterable[int]) -> dict[int, int]:
    """A number for each entry of these thousands that changes when the entry does."""
    found: dict[int, tuple[int, ...]] = {}
    for begin, end in _runs(blocks):
        sql = "SELECT entry_id, count(*), sum(id) FROM {} WHERE entry_id >= %s AND entry_id < %s GROUP BY 1"
        found.update((e, tuple(n)) for e, n in _grouped(sql.format(_table(Version)), begin, end).items())
        for model in (Finding, Plan):
            kept = (
                "SELECT entry_id, count(*), sum(id), sum(CASE WHEN known_to = %s THEN 1 ELSE 0 END) FROM {}"
                " WHERE entry_id >= %s AND entry_id < %s GROUP BY 1"
            )
            for entry, numbers in _grouped(kept.format(_table(model)), _forever(), begin, end).items():
                found[entry] = (*found.get(entry, ()), -1, *numbers)
    return {entry: hash(numbers) for entry, numbers in found.items()}


def moved(old: Blocks, new: Blocks) -> set[int]:
    """The thousands that are not as they were."""
    return {block for block in old.keys() | new.keys() if old.get(block) != new.get(block)}


def with_kin(entries: Collection[int]) -> set[int]:
    """These entries, what they were joined into, and the encounters told by the same reports as these."""
    every = set(entries)
    listed = sorted(every)
    for at in range(0, len(listed), STEP):
        some = listed[at : at + STEP]
        every.update(ends(some).values())
        reports = Claim.objects.filter(entry__in=some).order_by().values("report")
        beside = Claim.objects.filter(report__in=reports, kind=ENGAGEMENT).order_by()
        every.update(beside.values_list("entry", flat=True).distinct())
    return every


def reports_of(entries: Collection[int]) -> set[int]:
    """The reports that tell these entries."""
    listed = sorted(entries)
    found: set[int] = set()
    for at in range(0, len(listed), STEP):
        claims = Claim.objects.filter(entry__in=listed[at : at + STEP]).order_by()
        found.update(claims.values_list("report", flat=True).distinct())
    return found


def _grouped(sql: str, *given: Any) -> Blocks:
    with connection.cursor() as cursor:
        cursor.execute(sql, given or None)
        return {int(row[0]): [int(n or 0) for n in row[1:]] for row in cursor.fetchall()}


def _table(model: Any) -> str:
    return str(connection.ops.quote_name(model._meta.db_table))


def _forever() -> Any:
    return connection.ops.adapt_datetimefield_value(FOREVER)


def _runs(blocks: Iterable[int]) -> list[tuple[int, int]]:
    """Thousands side by side as one range of numbers, from a first to before a last."""
    runs: list[tuple[int, int]] = []
    for block in sorted(blocks):
        begin, end = block * BLOCK, (block + 1) * BLOCK
        if runs and runs[-1][1] == begin:
            runs[-1] = (runs[-1][0], end)
        else:
            runs.append((begin, end))
    return runs

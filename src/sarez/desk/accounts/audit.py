"""The log of what was done: append-only, each line bound to the one before by a hash."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from sarez.desk.accounts.models import AuditEntry, User

FIRST = "0" * 64
_LOCK = 7_237_042_611


def log(who: User | str | None, action: str, target: object = "", **details: Any) -> AuditEntry:
    """Add a line: who did what to which record. `details` must be JSON; never a text of a report, never a secret."""
    with transaction.atomic():
        _one_at_a_time()
        last = AuditEntry.objects.order_by("-id").values_list("digest", flat=True).first() or FIRST
        entry = AuditEntry(
            at=timezone.now(),
            who=who.username if isinstance(who, User) else (who or "system"),
            action=action,
            target=_name(target),
            details=json.dumps(details, sort_keys=True, ensure_ascii=False, default=str),
            previous=last,
        )
        entry.digest = digest_of(entry)
        entry.save(force_insert=True)
        return entry


def digest_of(entry: AuditEntry) -> str:
    """The hash of a line and of the one before it."""
    parts = [entry.previous, _stamp(entry.at), entry.who, entry.action, entry.target, entry.details]
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Proof:
    """What a check of the log found: how many lines hold, and the first that does not."""

    lines: int
    broken_at: int | None = None

    @property
    def is_whole(self) -> bool:
        """Whether every line holds."""
        return self.broken_at is None


def verify() -> Proof:
    """Walk the whole log and check every hash."""
    before, count = FIRST, 0
    for entry in AuditEntry.objects.order_by("id").iterator(chunk_size=2000):
        if entry.previous != before or entry.digest != digest_of(entry):
            return Proof(count, entry.pk)
        before, count = entry.digest, count + 1
    return Proof(count)


def _stamp(at: datetime) -> str:
    return at.astimezone(timezone.get_fixed_timezone(0)).isoformat(timespec="microseconds")


def _name(target: object) -> str:
    if isinstance(target, str):
        return target[:80]
    return f"{type(target).__name__.lower()} {getattr(target, 'pk', target)}"[:80]


def _one_at_a_time() -> None:
    """Let no two lines follow the same one; SQLite has one writer anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])

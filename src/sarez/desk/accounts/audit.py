"""The log of what was done: append-only, each line bound to the one before by a hash."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django.db import connection, transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from sarez.desk.accounts import markings
from sarez.desk.accounts.models import AuditEntry, User

FIRST = "0" * 64
SAW = "saw RED"
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


def saw(request: HttpRequest, target: object, marking: int) -> None:
    """Note that someone was shown a record at TLP:RED: one line a person, record and day."""
    if marking < markings.RED:
        return
    user: Any = request.user
    midnight = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0)
    lines = AuditEntry.objects.filter(target=_name(target), action=SAW, who=user.username, at__gte=midnight)
    if not lines.exists():
        log(user, SAW, target)


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


@dataclass(frozen=True, slots=True)
class Asked:
    """Which lines of the log to show; an empty field asks nothing."""

    who: str = ""
    action: str = ""
    target: str = ""
    day: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Asked:
        """What an address asks."""
        return cls(**{f.name: query.get(f.name, "").strip()[:150] for f in fields(cls)})

    @property
    def query(self) -> str:
        """What is asked, as it stands in an address."""
        return urlencode({f.name: value for f in fields(self) if (value := getattr(self, f.name))})


def lines(asked: Asked) -> QuerySet[AuditEntry]:
    """The lines that pass; a target may be given by its beginning, a day that is none asks nothing."""
    found = AuditEntry.objects.all()
    for name in ("who", "action"):
        if value := getattr(asked, name):
            found = found.filter(**{name: value})
    if asked.target:
        found = found.filter(target__startswith=asked.target)
    try:
        return found.filter(at__date=date.fromisoformat(asked.day)) if asked.day else found
    except ValueError:
        return found


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

"""How what people keep is begun, changed and ended: the row that stood is kept, with who changed it and when."""

from __future__ import annotations

from datetime import datetime
from typing import Any, TypeVar

from django.db import IntegrityError, transaction
from django.db.models import Min
from django.utils import timezone
from django.utils.translation import gettext as _

from sarez.desk.accounts.audit import log
from sarez.desk.accounts.models import AuditEntry, User
from sarez.desk.accounts.viewers import FOREVER
from sarez.desk.dialogue.models.kept import Kept
from sarez.desk.events.models import Claim, Entry
from sarez.errors import SarezError

Row = TypeVar("Row", bound=Kept)
_OWN = ("id", "number", "known_from", "known_to", "by")
"""What a row has of its own, whatever thing it tells of."""


class KeepingError(SarezError):
    """What cannot be kept so; the message says why and what to do."""


class CollisionError(KeepingError):
    """Another wrote the same thing at the same time, or since it was read."""


@transaction.atomic
def begin(row: Row, by: User, *, at: datetime | None = None, **details: Any) -> Row:
    """Put a new thing on record. `details` go into the log: names and numbers, never a text that is marked."""
    _may_write(row, by)
    row.known_from, row.known_to, row.by = at or timezone.now(), FOREVER, by.username
    try:
        row.save(force_insert=True)
    except IntegrityError as error:
        raise CollisionError(_changed_meanwhile()) from error
    row.number = row.pk
    row.save(update_fields=["number"])
    log(by, "began", row.name, **details)
    return row


@transaction.atomic
def change(row: Row, by: User, *, at: datetime | None = None, **values: Any) -> Row:
    """Let other values stand from now on; the row as it stands then, the same one where nothing differs.

    KeepingError where another has changed it since `row` was read.
    """
    changed = sorted(name for name, value in values.items() if getattr(row, name) != value)
    if not changed:
        return row
    _may_write(row, by)
    now = max(at or timezone.now(), row.known_from)
    kept = {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields if f.attname not in _OWN}
    made = type(row)(**kept)
    for name in changed:
        setattr(made, name, values[name])
    _may_write(made, by)
    _end(row, now)
    made.number, made.known_from, made.known_to, made.by = row.number, now, FOREVER, by.username
    try:
        made.save(force_insert=True)
    except IntegrityError as error:
        raise CollisionError(_changed_meanwhile()) from error
    log(by, "changed", made.name, changed=changed)
    return made


@transaction.atomic
def drop(row: Kept, by: User, why: str = "", *, at: datetime | None = None) -> None:
    """Take a thing off the record from now on; it is still seen as of before."""
    _may_write(row, by)
    _end(row, max(at or timezone.now(), row.known_from))
    log(by, "dropped", row.name, **({"why": why} if why else {}))


def last_written() -> int:
    """The last that people kept, changed or took off: a count of it that was made before is not shown after."""
    acts = AuditEntry.objects.filter(action__in=("began", "changed", "dropped")).order_by("-id")
    return acts.values_list("id", flat=True).first() or 0


def floor_of(entry: Entry | int) -> int:
    """The lowest marking at which an entry is on record: nothing kept on it may be marked lower."""
    found = Claim.objects.filter(entry=entry, ended_at=FOREVER).aggregate(least=Min("marking"))["least"]
    return int(found or 0)


def _end(row: Kept, now: datetime) -> None:
    if not type(row)._default_manager.filter(pk=row.pk, known_to=FOREVER).update(known_to=now):
        raise CollisionError(_changed_meanwhile())
    row.known_to = now


def _may_write(row: Kept, by: User) -> None:
    """A row is never marked above what its writer may see, nor below the entry that it is kept on."""
    if row.marking > by.clearance:
        raise KeepingError(_("This marking is above your own clearance: you would not see what you keep."))
    entry = getattr(row, "entry_id", None)
    if entry is not None and row.marking < floor_of(entry):
        row.marking = floor_of(entry)
        if row.marking > by.clearance:
            raise KeepingError(_("You may not see the entry that this is kept on."))


def _changed_meanwhile() -> str:
    return _("Someone has changed this since you opened it. Open it again, then make your change.")

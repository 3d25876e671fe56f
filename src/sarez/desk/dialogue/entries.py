"""What kept rows are kept on: the entry as it stands now, and only where the viewer may see it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from django.db.models import BigIntegerField, Exists, F, OuterRef, QuerySet
from django.db.models.functions import Coalesce

from sarez.desk.accounts.viewers import Viewer
from sarez.desk.dialogue.models.encounters import OfEntry
from sarez.desk.dialogue.models.kept import Kept
from sarez.desk.dialogue.models.steps import Step
from sarez.desk.events.apart import kin
from sarez.desk.events.models import Version

Row = TypeVar("Row", Step, OfEntry)
Of = TypeVar("Of", bound=Kept)


def at_entry() -> Coalesce:
    """The entry that a row stands on: its own, or what that was joined into, and that again (three deep)."""
    return Coalesce(
        F("entry__joined_into__joined_into__joined_into"),
        F("entry__joined_into__joined_into"),
        F("entry__joined_into"),
        F("entry"),
        output_field=BigIntegerField(),
    )


def on_seen(rows: QuerySet[Row], viewer: Viewer) -> QuerySet[Row]:
    """Rows with the entry that they stand `at`, left out where the viewer may not see that."""
    seen = Version.objects.seen_by(viewer).filter(entry=OuterRef("at"))
    return rows.annotate(at=at_entry()).filter(Exists(seen))


def versions_at(viewer: Viewer, entries: Iterable[int]) -> dict[int, Version]:
    """What stands for a viewer of these entries, by their numbers."""
    return {v.entry_id: v for v in Version.objects.seen_by(viewer).filter(entry__in=set(entries))}


def kept_on(rows: QuerySet[Row], entry: int) -> QuerySet[Row]:
    """Those rows that are kept on an entry, or on one that was joined into it."""
    return rows.filter(entry__in=kin([entry]))


def kept_by_entry(model: type[Of], home: Mapping[int, int], viewer: Viewer) -> dict[int, list[Of]]:
    """What is kept on entries and on those joined into them, by the entry that each stands as (`home`, of kin)."""
    found: dict[int, list[Of]] = {}
    for row in model.objects.seen_by(viewer).filter(entry__in=home) if home else ():
        found.setdefault(home[row.entry_id], []).append(row)  # type: ignore[attr-defined,arg-type]
    return found


def entries_of(rows: QuerySet[Row]) -> Any:
    """The entries that rows stand on now, as a query to ask with."""
    return rows.order_by().annotate(at=at_entry()).values("at")

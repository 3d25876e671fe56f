"""Entries of the record as rows of the table of events, a chunk at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Any

from sarez.desk.actors.canonical import refresh
from sarez.desk.dialogue.entries import kin
from sarez.desk.dialogue.models import Finding, Plan
from sarez.desk.events.models import COMMITMENT, ENGAGEMENT, EVENT, Claim, Version
from sarez.desk.warnings.watched.encounters import by_entry, encounter_rows, events_beside
from sarez.desk.warnings.watched.promises import promise_rows
from sarez.desk.warnings.watched.telling import COLUMNS, Told, event_rows
from sarez.intake.tables.schema import schema

if TYPE_CHECKING:
    import pyarrow as pa

STEP = 2000  # entries asked for at once: some 20 MB


def table_of(entries: Sequence[int]) -> pa.Table:
    """The rows of these entries, in the order of their numbers."""
    import pyarrow as pa

    refresh()
    parts = [
        pa.Table.from_pylist(list(_rows(entries[at : at + STEP])), schema=schema())
        for at in range(0, len(entries), STEP)
    ]
    return pa.concat_tables(parts) if parts else schema().empty_table()


def _rows(entries: Sequence[int]) -> Iterator[dict[str, Any]]:
    told = by_entry(_versions(entries))
    days = _published(told)
    beside = events_beside([e for e, own in told.items() if own[0].kind == ENGAGEMENT])
    events = by_entry(_versions({event for own in beside.values() for event in own}, EVENT))
    plans = _kept(Plan, [e for e, own in told.items() if own[0].kind == ENGAGEMENT])
    findings = _kept(Finding, [e for e, own in told.items() if own[0].kind == COMMITMENT])
    for entry in sorted(told):
        own = told[entry]
        if own[0].kind == EVENT:
            for version in own:
                yield from event_rows(version, _first(version, days[entry]))
        elif own[0].kind == ENGAGEMENT:
            around = [version for event in beside.get(entry, ()) for version in events.get(event, ())]
            for version in own:
                yield from encounter_rows(version, around, plans.get(entry, ()))
        elif own[0].kind == COMMITMENT and entry in findings:
            yield from promise_rows(own, findings[entry])


def _versions(entries: Iterable[int], kind: str = "") -> Iterator[Told]:
    found = Version.objects.filter(entry__in=list(entries)).order_by("entry", "known_from", "low")
    found = found.filter(kind=kind) if kind else found.exclude(kind="person")
    for row in found.values_list(*COLUMNS):
        yield Told(*row)


def _published(told: Mapping[int, Sequence[Told]]) -> Mapping[int, list[tuple[int, datetime, date]]]:
    """For each event the marking of its claims, when they became known, and the day their report was published."""
    found: dict[int, list[tuple[int, datetime, date]]] = defaultdict(list)
    events = [entry for entry, own in told.items() if own[0].kind == EVENT]
    claims = Claim.objects.filter(entry__in=events, report__day__isnull=False).order_by()
    for entry, marking, known_at, day in claims.values_list("entry", "marking", "known_at", "report__day"):
        found[entry].append((marking, known_at, day))
    return found


def _first(told: Told, days: Iterable[tuple[int, datetime, date]]) -> datetime | None:
    """When it was first published, as those may know for whom the version stands."""
    seen = [day for marking, known_at, day in days if marking <= told.low and known_at <= told.known_from]
    return datetime.combine(min(seen), time.min, tzinfo=UTC) if seen else None


def _kept(model: Any, entries: Sequence[int]) -> dict[int, list[Any]]:
    """All rows ever kept on these entries or on what was joined into them, by entry."""
    found: dict[int, list[Any]] = defaultdict(list)
    if not entries:
        return found
    home = kin(entries)
    for row in model.objects.filter(entry__in=list(home)).order_by("pk"):
        found[home[row.entry_id]].append(row)
    return found

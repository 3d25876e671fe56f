"""Rows of the table of events for tests: an event has only what a test says of it."""

from datetime import UTC, date, datetime

import pyarrow as pa

from sarez.intake.tables.schema import schema
from sarez.vocabulary.events import load_events

EMPTY = dict.fromkeys(schema().names)
KNOWN = datetime(2022, 1, 1, tzinfo=UTC)


def event(id, day, type=None, **said):
    """One row. `day` is (month, day) of 2022 or a date; the quad class follows from the type."""
    first = date(2022, *day) if isinstance(day, tuple) else day
    row = {
        "id": id,
        "part": 1,
        "source": "sarez",
        "version": "1",
        "type": type,
        "quad": load_events()[type].quad if type else None,
        "status": "occurred",
        "first": first,
        "last": first,
        "date_precision": "day",
        "place_precision": "country",
        "known_at": KNOWN,
        "low": 0,
        "high": 4,
    }
    return EMPTY | row | said


def table(*rows):
    return pa.Table.from_pylist(list(rows), schema=schema())

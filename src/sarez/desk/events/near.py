"""The entries that new claims may tell of too: a party or surname in common, dates not far apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.db import connection

from sarez.desk.accounts.viewers import FOREVER
from sarez.desk.actors.canonical import canonical
from sarez.desk.events.columns import ROLES, quad_of
from sarez.desk.events.days import span_of
from sarez.desk.events.matching import NEAR
from sarez.desk.events.namesakes import surnames
from sarez.desk.events.versions import CLOSEST

MOST = 40  # answers to one question
COMPARED = 16  # entries that a claim is compared with
STEP = 50  # questions in one statement
_Question = tuple[str, tuple[Any, ...]]
Block = tuple[str, str, str]
"""What two claims must share to be compared: a kind, and of it a party or surname."""


def entries_near(told: Sequence[tuple[str, Mapping[str, Any]]]) -> list[list[int]]:
    """For each kind with its values: the entries that lie nearest, those that share most first, of equals the latest.

    Asked in one statement for many.
    """
    asked = [list(_questions(kind, values)) for kind, values in told]
    every = list(dict.fromkeys(question for own in asked for question in own))
    found: dict[_Question, list[tuple[str, int]]] = {question: [] for question in every}
    for at in range(0, len(every), STEP):
        some = every[at : at + STEP]
        parts = [sql.replace("#", str(number)) for number, (sql, _values) in enumerate(some)]
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(parts), [value for _sql, values in some for value in values])
            for number, entry, first in cursor.fetchall():
                found[some[number]].append((str(first or ""), entry))
    return [_nearest(found[question] for question in own) for own in asked]


def _nearest(found: Iterable[list[tuple[str, int]]]) -> list[int]:
    shared = Counter(row for rows in found for row in set(rows))
    ranked = sorted(shared, key=lambda row: (shared[row], row), reverse=True)
    return [entry for _first, entry in ranked[:COMPARED]]


def _about(first: date, last: date, near: int) -> tuple[str, list[date]]:
    """The condition that a version begins near some days: a day on its own is asked for by name, with its month."""
    if first != last:
        return "f.first >= %s AND f.first <= %s", [
            first.replace(day=1) - timedelta(days=near), last + timedelta(days=near)
        ]  # fmt: skip
    days = {first + timedelta(days=n) for n in range(-near, near + 1)}
    days |= {day.replace(day=1) for day in days}  # what is told of a month only begins with it
    return f"f.first IN ({', '.join(['%s'] * len(days))})", sorted(days)


def blocks(kind: str, values: Mapping[str, Any]) -> list[Block]:
    """The blocks that a claim lies in: one for each of its parties or surnames."""
    if kind == "person":
        return [
            (kind, "surname", name) for name in sorted(surnames([values["name"], *values.get("aliases", ())]))
        ]
    codes = {canonical(code) for role in ROLES[kind] for code in values.get(role) or ()}
    return [(kind, "party", code) for code in sorted(codes)]


def _questions(kind: str, values: Mapping[str, Any]) -> Iterator[_Question]:
    """The latest standing entries that share a party or surname with these values: one question for each, in index order."""
    stands = connection.ops.adapt_datetimefield_value(FOREVER)
    where = ["f.name = %s AND f.value = %s AND f.kind = %s AND f.high = %s", f"f.known_to = '{stands}'"]
    more: list[Any] = []
    span = span_of(values.get("date"))
    if span is not None and kind in ("event", "engagement"):
        condition, days = _about(*span, NEAR[kind])
        where.append(condition)
        more += [connection.ops.adapt_datefield_value(day) for day in days]
    if kind == "event":
        # the index has the quad class, which spares most of the rows
        where.append("f.quad = %s AND v.label = %s")
        more += [quad_of(values["type"]), values["type"]]
    sql = (
        "SELECT * FROM (SELECT # AS number, v.entry_id, f.first FROM events_facet f JOIN events_version v ON v.id = f.version_id"
        f" WHERE {' AND '.join(where)} ORDER BY f.first DESC NULLS LAST, f.version_id DESC LIMIT {MOST}) AS n#"
    )
    for _kind, name, value in blocks(kind, values):
        yield sql, (name, value, kind, CLOSEST, *more)

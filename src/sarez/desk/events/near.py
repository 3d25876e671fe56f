"""The entries that new claims may tell of too: a party or surname in common, dates not far apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.db import connection

from sarez.desk.accounts.viewers import FOREVER
from sarez.desk.actors.canonical import canonical
from sarez.desk.events.columns import ROLES
from sarez.desk.events.days import span_of
from sarez.desk.events.matching import NEAR
from sarez.desk.events.namesakes import surnames
from sarez.desk.events.versions import CLOSEST

MOST = 40
STEP = 50  # questions in one statement
_Question = tuple[str, tuple[Any, ...]]


def entries_near(told: Sequence[tuple[str, Mapping[str, Any]]]) -> list[list[int]]:
    """For each kind with its values: the entries that lie near, the latest first. Asked in one statement for many."""
    asked = [_question(kind, values) for kind, values in told]
    every = list(dict.fromkeys(question for question in asked if question is not None))
    found: dict[_Question, dict[int, None]] = {question: {} for question in every}
    for at in range(0, len(every), STEP):
        some = every[at : at + STEP]
        parts = [sql.replace("#", str(number)) for number, (sql, _values) in enumerate(some)]
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(parts), [value for _sql, values in some for value in values])
            for number, entry in cursor.fetchall():
                found[some[number]][entry] = None
    return [list(found[q])[:MOST] if q is not None else [] for q in asked]


def _question(kind: str, values: Mapping[str, Any]) -> _Question | None:
    """The latest standing entries that share a party or surname with these values; None if there is nothing to share."""
    if kind == "person":
        name, wanted = "surname", surnames([values["name"], *values.get("aliases", ())])
    else:
        name = "party"
        wanted = {canonical(code) for role in ROLES[kind] for code in values.get(role) or ()}
    if not wanted:
        return None
    marks = ", ".join(["%s"] * len(wanted))
    where = [f"f.name = %s AND f.value IN ({marks})", "f.kind = %s AND f.high = %s AND f.known_to = %s"]
    given = [name, *sorted(wanted), kind, CLOSEST, connection.ops.adapt_datetimefield_value(FOREVER)]
    span = span_of(values.get("date"))
    if span is not None and kind in ("event", "engagement"):
        near = timedelta(days=NEAR[kind])
        where.append("f.first >= %s AND f.first <= %s")
        ends = (span[0].replace(day=1) - near, span[1] + near)
        given += [connection.ops.adapt_datefield_value(end) for end in ends]
    if kind == "event":
        where.append("v.label = %s")
        given.append(values["type"])
    sql = (
        "SELECT * FROM (SELECT # AS number, v.entry_id FROM events_facet f JOIN events_version v ON v.id = f.version_id"
        f" WHERE {' AND '.join(where)} ORDER BY f.first DESC LIMIT {MOST * 3}) AS n#"
    )
    return sql, tuple(given)

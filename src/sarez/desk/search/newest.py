"""The newest documents that hold the words asked for, of each kind: walked from the end where the words are common.

SQLite's index is walked from its end as it is. PostgreSQL's gathers all that it holds before it gives any, so a few of the
newest documents of each kind are looked at first: where many hold the words, the documents are walked, else the index of
the kind is asked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from sarez.desk.accounts.viewers import FOREVER, Viewer
from sarez.desk.search.asking import KINDS
from sarez.desk.search.words import Wanted, fts5, tsquery

LOOKED_AT = 300  # of the newest of a kind
OF_SOME_DAYS = 0.1  # taken to be the share of documents that lie between two days
COLUMNS = ("title", "words")


@dataclass(frozen=True, slots=True)
class Holding:
    """A document that holds the words: its number and day, and whether they stand in its title."""

    kind: str
    number: int
    day: str
    is_title: bool


@dataclass(frozen=True, slots=True)
class Part:
    """One question of the statement: the newest of a kind ("" for any) that hold the words in a column."""

    kind: str
    column: str
    limit: int
    is_walked: bool = False


def newest(wanted: Wanted, viewer: Viewer, most: Mapping[str, int]) -> list[Holding]:
    """The documents a viewer may see that hold the words, the last filed first: so many of each kind.

    So many again of those that hold them in the title. A word that stands everywhere costs no more than a rare one.
    """
    parts = [Part(kind, column, limit) for kind, limit in most.items() for column in COLUMNS]
    if connection.vendor == "postgresql":
        parts = _weighed(wanted, parts)
    asked, given = [], []
    for part in parts:
        sql, values = _asked(wanted, viewer, part)
        asked.append(f"SELECT * FROM ({sql}) AS n{len(asked)}")
        given += values
    found: dict[int, Holding] = {}
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(asked), given)
        for number, kind, day, is_title in cursor.fetchall():
            found.setdefault(number, Holding(kind, number, str(day or ""), bool(is_title)))
    return list(found.values())


def late(wanted: Wanted, viewer: Viewer) -> int | None:
    """A document filed late that a viewer may see and that holds the words; None if none does.

    PostgreSQL looks at the newest of each kind before it asks an index, and stops at the first that it finds.
    """
    if connection.vendor != "postgresql":
        asked = [_asked(wanted, viewer, Part("", "words", 1))]
    else:
        few = f"(SELECT * FROM search_document WHERE kind = '{{}}' ORDER BY id DESC LIMIT {LOOKED_AT})"
        asked = [
            _asked(wanted, viewer, Part(kind, "words", 1, is_walked=True), few.format(kind)) for kind in KINDS
        ]
        asked += [_asked(wanted, viewer, Part(kind, "words", 1)) for kind in KINDS]
    every = " UNION ALL ".join(f"SELECT * FROM ({sql}) AS n{n}" for n, (sql, _) in enumerate(asked))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id FROM ({every}) AS found LIMIT 1", [v for _, values in asked for v in values]
        )
        row = cursor.fetchone()
    return row[0] if row else None


def _weighed(wanted: Wanted, parts: Sequence[Part]) -> list[Part]:
    """The questions, each with whether a walk meets enough documents before the index has gathered all that hold the words.

    A walk visits limit / share documents of a kind, the index gathers share · all of them.
    """
    query = tsquery(wanted.groups, wanted.unwanted)
    kinds = list(dict.fromkeys(part.kind for part in parts))
    one = (
        "SELECT %s, count(*), count(*) FILTER (WHERE title @@ %s::tsquery), count(*) FILTER (WHERE words @@ %s::tsquery),"
        " (SELECT reltuples FROM pg_class WHERE oid = to_regclass(%s)) FROM (SELECT title, words FROM search_document"
        f" WHERE kind = %s ORDER BY id DESC LIMIT {LOOKED_AT}) AS latest"
    )
    given = [v for kind in kinds for v in (kind, query, query, f"search_words_{kind}", kind)]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join([one] * len(kinds)), given)
        looked = {row[0]: row[1:] for row in cursor.fetchall()}
    rarity = OF_SOME_DAYS if wanted.since or wanted.until else 1.0
    weighed = []
    for part in parts:
        seen, *holding, every = looked[part.kind]
        share = rarity * holding[COLUMNS.index(part.column)] / max(seen, 1)
        is_walked = share > 0 and part.limit / share < share * max(every or 0, seen)
        weighed.append(Part(part.kind, part.column, part.limit, is_walked))
    return weighed


def _asked(
    wanted: Wanted, viewer: Viewer, part: Part, source: str = "search_document"
) -> tuple[str, list[Any]]:
    """The statement of one question, of a table or of some rows of it."""
    where, given = _standing(viewer)
    for column, sign, day in (("last", ">=", wanted.since), ("first", "<=", wanted.until)):
        if day:
            where.append(f"d.{column} {sign} %s")
            given.append(day)
    if connection.vendor == "postgresql":
        # The function asks what the operator asks, but no index of words answers it; a sum is in no index's order.
        column, source = f"d.{part.column}", f"{source} d"
        match = f"ts_match_vq({column}, %s::tsquery)" if part.is_walked else f"{column} @@ %s::tsquery"
        order = "d.id" if part.is_walked else "d.id + 0"
        asked = tsquery(wanted.groups, wanted.unwanted)
        where.append(f"d.kind = '{part.kind}'")  # as it is: the planner must see which index it may take
    else:
        source = "search_words CROSS JOIN search_document d ON d.id = search_words.rowid"
        match, order = "search_words MATCH %s", "search_words.rowid"
        asked = fts5(part.column, wanted.groups, wanted.unwanted, part.kind)
    sql = (
        f"SELECT d.id, d.kind, d.first, {int(part.column == 'title')} AS is_title FROM {source}"
        f" WHERE {' AND '.join([match, *where])} ORDER BY {order} DESC LIMIT {part.limit}"
    )
    return sql, [asked, *given]


def _standing(viewer: Viewer) -> tuple[list[str], list[Any]]:
    """What accounts/viewers.py asks of a row, for a statement of our own."""
    as_stored = connection.ops.adapt_datetimefield_value
    where, given = ["d.low <= %s", "d.high >= %s"], [viewer.clearance, viewer.clearance]
    if viewer.as_of is None:
        return [*where, "d.known_to = %s"], [*given, as_stored(FOREVER)]
    moment = as_stored(viewer.moment)
    return [*where, "d.known_from <= %s", "d.known_to > %s"], [*given, moment, moment]

"""The words of documents in the database's own index: one face for FTS5 and tsvector.

The expressions are made of stems only (letters and digits), so nothing a person types reaches the database's grammar.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from sarez.desk.accounts.viewers import FOREVER, Viewer

MOST_POSITIONS = 16_000  # PostgreSQL numbers no more words of a text
Group = Sequence[Sequence[str]]
"""Runs of stems of which one must stand: `[["vorukh"], ["ворух"]]`, or `[["water", "resourc"]]` for a phrase."""


def put(rows: Iterable[tuple[int, str, list[str], list[str]]]) -> None:
    """Write the words of documents anew: number, kind, stems of the title, stems of title and text."""
    every = list(rows)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.executemany(
                "UPDATE search_document SET title = %s::tsvector, words = %s::tsvector WHERE id = %s",
                [
                    (_vector(title, kind), _vector(words, kind), number)
                    for number, kind, title, words in every
                ],
            )
            return
        cursor.executemany("DELETE FROM search_words WHERE rowid = %s", [(row[0],) for row in every])
        cursor.executemany(
            "INSERT INTO search_words(rowid, kind, title, words) VALUES (%s, %s, %s, %s)",
            [(number, kind, " ".join(title), " ".join(words)) for number, kind, title, words in every],
        )


@dataclass(frozen=True, slots=True)
class Wanted:
    """What must stand in a document, what must not, and the days (ISO, "" for none) between which it lies."""

    groups: Sequence[Group]
    unwanted: Group = ()
    since: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class Holding:
    """A document that holds the words: its number and day, and whether they stand in its title."""

    kind: str
    number: int
    day: str
    is_title: bool


def newest(wanted: Wanted, viewer: Viewer, most: Mapping[str, int]) -> list[Holding]:
    """The documents a viewer may see that hold the words, the last filed first: so many of each kind ("" for any).

    So many again of those that hold them in the title. The index is walked from its end, so a word that stands everywhere
    costs no more than a rare one.
    """
    found: dict[int, Holding] = {}
    parts, given = [], []
    for kind, limit in most.items():
        for in_title in (True, False):
            sql, values = _newest(wanted, viewer, kind, limit, in_title)
            parts.append(f"SELECT * FROM ({sql}) AS n{len(parts)}")
            given += values
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), given)
        for number, kind, day, is_title in cursor.fetchall():
            found.setdefault(number, Holding(kind, number, str(day or ""), bool(is_title)))
    return list(found.values())


def _newest(wanted: Wanted, viewer: Viewer, kind: str, limit: int, in_title: bool) -> tuple[str, list[Any]]:
    where, given = _standing(viewer)
    for column, sign, day in (("last", ">=", wanted.since), ("first", "<=", wanted.until)):
        if day:
            where.append(f"d.{column} {sign} %s")
            given.append(day)
    column = "title" if in_title else "words"
    if connection.vendor == "postgresql":
        source, match = "search_document d", f"d.{column} @@ %s::tsquery"
        asked = _tsquery(wanted.groups, wanted.unwanted, kind)
    else:
        source = "search_words CROSS JOIN search_document d ON d.id = search_words.rowid"
        match, asked = "search_words MATCH %s", _fts5(column, wanted.groups, wanted.unwanted, kind)
    order = "d.id" if connection.vendor == "postgresql" else "search_words.rowid"
    sql = (
        f"SELECT d.id, d.kind, d.first, {int(in_title)} AS is_title FROM {source}"
        f" WHERE {' AND '.join([match, *where])} ORDER BY {order} DESC LIMIT {limit}"
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


def tidy() -> None:
    """Drop what the index keeps of deleted words, and stems that stand in no document any more."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            vocabulary = "SELECT word FROM ts_stat('SELECT words FROM search_document')"
        else:
            cursor.execute("INSERT INTO search_words(search_words) VALUES ('optimize')")
            cursor.execute("DROP TABLE IF EXISTS temp.search_vocabulary")
            cursor.execute(
                "CREATE VIRTUAL TABLE temp.search_vocabulary USING fts5vocab('main', 'search_words', 'row')"
            )
            vocabulary = "SELECT term FROM temp.search_vocabulary"
        cursor.execute(f"DELETE FROM search_stem WHERE stem NOT IN ({vocabulary})")
        if connection.vendor != "postgresql":
            cursor.execute("DROP TABLE temp.search_vocabulary")


def _vector(stems: Sequence[str], kind: str) -> str:
    places: dict[str, list[str]] = {}
    for place, stem in enumerate(stems[:MOST_POSITIONS], start=1):
        places.setdefault(stem, []).append(str(place))
    told = [f"'{stem}':{','.join(at[:255])}" for stem, at in places.items()]
    return " ".join([f"'{_kind(kind)}'", *told])


def _tsquery(wanted: Sequence[Group], unwanted: Group, kind: str) -> str:
    runs = [" | ".join(_run(run) for run in group) for group in wanted]
    of_kind = [f"'{_kind(kind)}'"] if kind else []
    return " & ".join([*of_kind, *(f"({run})" for run in runs), *(f"!{_run(run)}" for run in unwanted)])


def _kind(kind: str) -> str:
    """A kind as a word that no text has: stems hold letters and digits only."""
    return f"={kind}"


def _run(run: Sequence[str]) -> str:
    return "(" + " <-> ".join(f"'{stem}'" for stem in run) + ")"


def _fts5(column: str, wanted: Sequence[Group], unwanted: Group, kind: str) -> str:
    every = " AND ".join("(" + " OR ".join(f'"{" ".join(run)}"' for run in group) + ")" for group in wanted)
    none = " OR ".join(f'"{" ".join(run)}"' for run in unwanted)
    asked = f"{column} : ({every})" + (f' AND kind : "{kind}"' if kind else "")
    return f"({asked}) NOT (words : ({none}))" if none else asked

"""The words of documents in the database's own index: one face for FTS5 and tsvector.

The expressions are made of stems only (letters and digits), so nothing a person types reaches the database's grammar.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import connection

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
                [(_vector(title), _vector(words), number) for number, _kind, title, words in every],
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


def _vector(stems: Sequence[str]) -> str:
    places: dict[str, list[str]] = {}
    for place, stem in enumerate(stems[:MOST_POSITIONS], start=1):
        places.setdefault(stem, []).append(str(place))
    return " ".join(f"'{stem}':{','.join(at[:255])}" for stem, at in places.items())


def tsquery(wanted: Sequence[Group], unwanted: Group) -> str:
    """What is wanted, for PostgreSQL."""
    runs = [" | ".join(_run(run) for run in group) for group in wanted]
    return " & ".join([*(f"({run})" for run in runs), *(f"!{_run(run)}" for run in unwanted)])


def _run(run: Sequence[str]) -> str:
    return "(" + " <-> ".join(f"'{stem}'" for stem in run) + ")"


def fts5(column: str, wanted: Sequence[Group], unwanted: Group, kind: str) -> str:
    """What is wanted in a column of documents of a kind ("" for any), for SQLite."""
    every = " AND ".join("(" + " OR ".join(f'"{" ".join(run)}"' for run in group) + ")" for group in wanted)
    none = " OR ".join(f'"{" ".join(run)}"' for run in unwanted)
    asked = f"{column} : ({every})" + (f' AND kind : "{kind}"' if kind else "")
    return f"({asked}) NOT (words : ({none}))" if none else asked

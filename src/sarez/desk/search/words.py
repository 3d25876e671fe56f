"""The words of documents in the database's own index: one face for FTS5 and tsvector.

The expressions are made of stems only (letters and digits), so nothing a person types reaches the database's grammar.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import connection
from django.db.models import BooleanField
from django.db.models.expressions import RawSQL

MOST_POSITIONS = 16_000  # PostgreSQL numbers no more words of a text
Group = Sequence[Sequence[str]]
"""Runs of stems of which one must stand: `[["vorukh"], ["ворух"]]`, or `[["water", "resourc"]]` for a phrase."""


def put(rows: Iterable[tuple[int, list[str], list[str]]]) -> None:
    """Write the words of documents anew: number, stems of the title, stems of title and text."""
    every = list(rows)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.executemany(
                "UPDATE search_document SET title = %s::tsvector, words = %s::tsvector WHERE id = %s",
                [(_vector(title), _vector(words), number) for number, title, words in every],
            )
            return
        cursor.executemany("DELETE FROM search_words WHERE rowid = %s", [(row[0],) for row in every])
        cursor.executemany(
            "INSERT INTO search_words(rowid, title, words) VALUES (%s, %s, %s)",
            [(number, " ".join(title), " ".join(words)) for number, title, words in every],
        )


def holds(wanted: Sequence[Group], unwanted: Group = (), *, in_title: bool = False) -> RawSQL:
    """A condition on documents: one of each group stands in it, and nothing unwanted."""
    column = "title" if in_title else "words"
    if connection.vendor == "postgresql":
        return RawSQL(
            f'"search_document"."{column}" @@ %s::tsquery',
            [_tsquery(wanted, unwanted)],
            output_field=BooleanField(),
        )
    sql = '"search_document"."id" IN (SELECT rowid FROM search_words WHERE search_words MATCH %s)'
    return RawSQL(sql, [f"{column} : ({_fts5(wanted, unwanted)})"], output_field=BooleanField())


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


def _tsquery(wanted: Sequence[Group], unwanted: Group) -> str:
    runs = [" | ".join(_run(run) for run in group) for group in wanted]
    return " & ".join([*(f"({run})" for run in runs), *(f"!{_run(run)}" for run in unwanted)])


def _run(run: Sequence[str]) -> str:
    return "(" + " <-> ".join(f"'{stem}'" for stem in run) + ")"


def _fts5(wanted: Sequence[Group], unwanted: Group) -> str:
    every = " AND ".join("(" + " OR ".join(f'"{" ".join(run)}"' for run in group) + ")" for group in wanted)
    none = " OR ".join(f'"{" ".join(run)}"' for run in unwanted)
    return f"({every}) NOT ({none})" if none else every

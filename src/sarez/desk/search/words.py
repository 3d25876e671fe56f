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
OF_SOME_DAYS = 0.1  # taken to be the share of documents that lie between two days
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

    So many again of those that hold them in the title. A word that stands everywhere costs no more than a rare one: on
    SQLite the index is walked from its end, on PostgreSQL the documents are, the last first, where the words are common.
    """
    found: dict[int, Holding] = {}
    parts, given = [], []
    common = Common.of(wanted, most) if connection.vendor == "postgresql" else None
    for kind, limit in most.items():
        for in_title in (True, False):
            is_walked = common is not None and common.is_walked(wanted, kind, limit, in_title)
            sql, values = _newest(wanted, viewer, kind, limit, in_title, is_walked)
            parts.append(f"SELECT * FROM ({sql}) AS n{len(parts)}")
            given += values
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), given)
        for number, kind, day, is_title in cursor.fetchall():
            found.setdefault(number, Holding(kind, number, str(day or ""), bool(is_title)))
    return list(found.values())


def _newest(
    wanted: Wanted, viewer: Viewer, kind: str, limit: int, in_title: bool, is_walked: bool
) -> tuple[str, list[Any]]:
    where, given = _standing(viewer)
    for column, sign, day in (("last", ">=", wanted.since), ("first", "<=", wanted.until)):
        if day:
            where.append(f"d.{column} {sign} %s")
            given.append(day)
    column = "title" if in_title else "words"
    if connection.vendor == "postgresql":
        # The function asks what the operator asks, but no index answers it, so the documents are walked by their numbers.
        match = f"ts_match_vq(d.{column}, %s::tsquery)" if is_walked else f"d.{column} @@ %s::tsquery"
        source, asked = "search_document d", _tsquery(wanted.groups, wanted.unwanted, kind)
        if is_walked and kind:
            where.append("d.kind = %s")
            given.append(kind)
    else:
        source = "search_words CROSS JOIN search_document d ON d.id = search_words.rowid"
        match, asked = "search_words MATCH %s", _fts5(column, wanted.groups, wanted.unwanted, kind)
    order = "d.id" if connection.vendor == "postgresql" else "search_words.rowid"
    sql = (
        f"SELECT d.id, d.kind, d.first, {int(in_title)} AS is_title FROM {source}"
        f" WHERE {' AND '.join([match, *where])} ORDER BY {order} DESC LIMIT {limit}"
    )
    return sql, [asked, *given]


@dataclass(frozen=True, slots=True)
class Common:
    """In what share of PostgreSQL's documents the stems of a question stand, as it measured them last.

    `shares` holds the common stems alone, by column and stem; `documents` is how many documents there are.
    """

    shares: Mapping[tuple[str, str], float]
    documents: float

    @classmethod
    def of(cls, wanted: Wanted, kinds: Iterable[str]) -> Common:
        """What is known of a question's stems: nothing before the table was measured."""
        stems = {stem for group in wanted.groups for run in group for stem in run}
        asked = [*stems, *(_kind(kind) for kind in kinds if kind)]
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT s.attname, m.stem, m.share, c.reltuples FROM pg_class c JOIN pg_stats s ON s.tablename = c.relname"
                " CROSS JOIN LATERAL unnest(s.most_common_elems::text::text[], s.most_common_elem_freqs) AS m(stem, share)"
                " WHERE c.oid = 'search_document'::regclass AND s.schemaname = current_schema()"
                " AND s.attname IN ('title', 'words') AND m.stem = ANY(%s)",
                [asked],
            )
            rows = cursor.fetchall()
        return cls(
            {(column, stem): share for column, stem, share, _ in rows}, max((r[3] for r in rows), default=0.0)
        )

    def is_walked(self, wanted: Wanted, kind: str, limit: int, in_title: bool) -> bool:
        """Whether walking the documents of a kind meets enough that hold the words before the index has gathered all.

        A walk visits limit / share documents; the index yields share · documents of them.
        """
        column = "title" if in_title else "words"
        of_kind = self.shares.get((column, _kind(kind)), 0.0) if kind else 1.0
        share = min((self._share(column, group) for group in wanted.groups), default=0.0)
        share *= OF_SOME_DAYS if wanted.since or wanted.until else 1.0
        return share > 0 and limit / share < share * of_kind * self.documents

    def _share(self, column: str, group: Group) -> float:
        of_runs = (min((self.shares.get((column, stem), 0.0) for stem in run), default=0.0) for run in group)
        return min(1.0, sum(of_runs))


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

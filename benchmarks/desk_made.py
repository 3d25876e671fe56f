"""A large desk made up by chance, always the same: reports, claims of them, and what stands, without a reader.

No more than PART reports are made one by one; a larger desk has copies of them beside, of every row and index entry.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from random import Random
from typing import Any

from clocks import say
from django.core.management.color import no_style

STEP = 1000
_YEAR = re.compile(r"\b(?:19[89]\d|20[012]\d)\b")
PART = 20_000
FIRST, DAYS = date(2015, 1, 1), 4000
STATES = "KGZ TJK UZB KAZ TKM AFG RUS CHN IRN USA PAK TUR".split()
BODIES = "UNRCCA SCO CSTO OSCE EU IFAS UNAMA CARICC CIS".split()
TYPES = "CONSULT COOPERATE AGREE SUPPORT AID ACCUSE REJECT THREATEN PROTEST MOBILIZE ASSAULT COERCE".split()
ISSUES = "border water terrorism trade energy migration drugs".split()
PLACES = (
    ("Vorukh", "TJK", 39.85, 70.58), ("Batken", "KGZ", 40.06, 70.82), ("Osh", "KGZ", 40.53, 72.80), ("Khorog", "TJK", 37.49, 71.55),
    ("Dushanbe", "TJK", 38.56, 68.77), ("Bishkek", "KGZ", 42.87, 74.59), ("Tashkent", "UZB", 41.31, 69.24), ("Termez", "UZB", 37.22, 67.28),
    ("Almaty", "KAZ", 43.24, 76.88), ("Astana", "KAZ", 51.17, 71.43), ("Ashgabat", "TKM", 37.95, 58.38), ("Kabul", "AFG", 34.53, 69.17),
)  # fmt: skip
SYLLABLES = "ba ka ro mi sha tur zan dir gul bek nor ash tam vel ori pet lun sar".split()
COMMON = (
    "border water talks road guards agreement village ministers visit dispute canal reservoir checkpoint "
    "delegation meeting statement region security trade"
).split()


class Made:
    """The makings of one desk: `count` reports with five claims each; above PART a multiple of it."""

    def __init__(self, count: int, seed: int = 7) -> None:
        if count > PART and count % PART:
            raise SystemExit(f"Above {PART:,} the number of reports has to be a multiple of it.")
        self.count, self.copies, self.chance = min(count, PART), max(1, count // PART), Random(seed)
        words = {"".join(self.chance.choices(SYLLABLES, k=self.chance.randint(2, 4))) for _ in range(20_000)}
        self.rare = sorted(words)
        self.weights = [1 / (i + 1) for i in range(len(STATES))]

    def fill(self) -> None:
        """Put it all on record: reports, entries, claims; then what stands, and what can be found."""
        from sarez.desk.events.models import Entry
        from sarez.desk.reports.models import Report, Source
        from sarez.desk.search.index import index_reports

        sources = Source.objects.bulk_create(
            [Source(name=f"Source {n}", reliability="ABCDEF"[n % 6]) for n in range(60)]
        )
        now = datetime(2026, 1, 1, tzinfo=UTC)
        for at in range(0, self.count, STEP):
            reports = [self._report(n, sources) for n in range(at, min(at + STEP, self.count))]
            Report.objects.bulk_create(reports)
            index_reports(reports)
            entries = self._claims(reports, now)
            self._stand(entries)
            say(f"  {at + len(reports):,} of {self.count:,} reports, {Entry.objects.count():,} entries")
        if self.copies > 1:
            lay_copies(self.copies)

    def _report(self, number: int, sources: list[Any]) -> Any:
        from sarez.desk.reports.models import Report

        day = FIRST + timedelta(days=number * DAYS // self.count)
        text = self._text(number)
        known = datetime.combine(day, time(12), tzinfo=UTC)
        return Report(
            source=self.chance.choice(sources),
            sha256=hashlib.sha256(text.encode()).hexdigest(),
            title=" ".join(text.split()[:9]),
            language="en",
            published=day.isoformat(),
            day=day,
            received=known,
            known_at=known,
            marking=self.chance.choices((0, 1, 2, 4), (70, 15, 10, 5))[0],
            text=text,
            state=Report.READ,
        )

    def _text(self, number: int) -> str:
        pick = self.chance.choices
        lines = (" ".join([*pick(COMMON, k=8), *pick(self.rare, k=4)]) for _ in range(12))
        return f"Report {number} " + ". ".join(lines) + "."

    def _claims(self, reports: list[Any], now: datetime) -> list[int]:
        """Five claims a report; those of near reports tell of the same entry, two or three to each."""
        from sarez.desk.accounts.viewers import FOREVER
        from sarez.desk.events.models import Claim, Entry

        told = [(kind, self._values(kind, r), r) for r in reports for kind in self.chance.sample(KINDS, k=5)]
        open_: dict[str, list[Any]] = {}
        entries: list[Any] = []
        laid = []
        for kind, values, report in told:
            near = open_.setdefault(kind, [])
            if near and self.chance.random() < 0.55:
                entry, values = self.chance.choice(near[-30:])
            else:
                entry = Entry(kind=kind, made=now)
                entries.append(entry)
                near.append((entry, values))
            laid.append((kind, entry, values, report))
        Entry.objects.bulk_create(entries)
        Claim.objects.bulk_create(
            Claim(
                kind=kind,
                entry=entry,
                report=report,
                values=values,
                evidence=[[0, 40]],
                sentence=report.text[:200],
                confidence=0.8,
                marking=report.marking,
                known_at=report.known_at,
                ended_at=FOREVER,
            )
            for kind, entry, values, report in laid
        )
        return [e.pk for e in entries]

    def _stand(self, entries: list[int]) -> None:
        from sarez.desk.events.register import rebuild

        for at in range(0, len(entries), STEP):
            rebuild(entries[at : at + STEP])

    def _values(self, kind: str, report: Any) -> dict[str, Any]:
        chance = self.chance
        one, two = self._pair()
        place, country, lat, lon = chance.choice(PLACES)
        day = (report.day - timedelta(days=chance.randint(0, 3))).isoformat()
        where = {"place": place, "country": country, "where": {"lat": lat, "lon": lon, "admin1": ""}}
        issues = chance.sample(ISSUES, k=chance.randint(0, 2))
        if kind == "event":
            killed = chance.randint(1, 20) if chance.random() < 0.1 else None
            return {
                "type": chance.choice(TYPES), "actor": [one], "recipient": [two], "date": day, "issues": issues,
                "status": "occurred", "killed": killed, "injured": None, **where,
            }  # fmt: skip
        if kind == "engagement":
            return {
                "kind": "negotiation", "title": None, "date": day, "date_end": None, "organizers": [], "issues": issues,
                "participants": [one, two, chance.choice(BODIES)], "people": [], "status": "occurred", **where,
            }  # fmt: skip
        if kind == "commitment":
            return {"parties": [one, two], "text": " ".join(chance.choices(self.rare, k=6)), "due": None, "recurrence": None,
                    "modality": "agreed"}  # fmt: skip
        name = f"{chance.choice(self.rare).title()} {chance.choice(self.rare[:3000]).title()}ov"
        return {"name": name, "position": "minister", "organization": None, "country": one, "aliases": []}

    def _pair(self) -> list[str]:
        one = self.chance.choices(STATES, self.weights)[0]
        two = one
        while two == one:
            two = self.chance.choices(STATES, self.weights)[0]
        return [one, two]


def lay_copies(copies: int) -> None:
    """Lay copies of all that is on record beside it, so that there are so many in all."""
    from django.db import connection
    from django.db.models import Max

    from sarez.desk.events.models import Claim, Dyad, Entry, Facet, Version
    from sarez.desk.reports.models import Report
    from sarez.desk.search.models import Document

    models = (Report, Entry, Claim, Version, Facet, Dyad, Document)
    last = {model: model.objects.aggregate(n=Max("pk"))["n"] for model in models}
    with connection.cursor() as cursor:
        for copy in range(1, copies):
            for model in models:
                _copy(cursor, model, last, copy)
            if connection.vendor == "sqlite":
                cursor.execute(
                    "INSERT INTO search_words(rowid, kind, title, words)"
                    " SELECT rowid + %s, kind, title, words FROM search_words WHERE rowid <= %s",
                    [copy * last[Document], last[Document]],
                )
            say(f"  {copy + 1} of {copies} copies")
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)


def _copy(cursor: Any, model: Any, last: dict[Any, int], copy: int) -> None:
    columns, taken = [], []
    for field in model._meta.concrete_fields:
        to = model if field.primary_key else field.related_model
        columns.append(f'"{field.column}"')
        if to in last:
            taken.append(f'"{field.column}" + {copy * last[to]}')
        elif field.column == "sha256":
            taken.append(f"'x{copy:03d}' || substr(sha256, 5)")
        else:
            taken.append(f'"{field.column}"')
    if model._meta.db_table == "search_document" and cursor.db.vendor == "postgresql":
        columns += ["title", "words"]
        taken += ["title", "words"]
    table = model._meta.db_table
    cursor.execute(
        f'INSERT INTO "{table}" ({", ".join(columns)}) SELECT {", ".join(taken)} FROM "{table}" WHERE id <= {last[model]}'
    )


KINDS = ["event"] * 6 + ["engagement", "commitment", "person", "person"]


def reports_to_add(count: int) -> Iterator[Any]:
    """So many reports that no desk has: the chronicle's and the annotated ones, told again with their years moved.

    So a thousand reports are of about a thousand days, as they come in life, and not each told four times.
    """
    from sarez.intake.report import Report

    root = Path(__file__).parents[1]
    folders = (root / "src/sarez/sample", root / "gold/dev", root / "gold/practice")
    texts = [path.read_text("utf-8") for folder in folders for path in sorted(folder.glob("*.txt"))]
    for number in range(count):
        again, text = number // len(texts), texts[number % len(texts)]
        moved = _YEAR.sub(lambda year, back=again: str(int(year[0]) - back), text)
        yield Report(f"more-{number}.txt", f"{moved}\n\nFile {number} of the bench.\n")

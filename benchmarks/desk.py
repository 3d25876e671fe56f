"""How fast a large desk answers: time at the 95th percentile and queries of each page; the figures go to build/bench-desk.json.

`benchmarks/desk.py [--reports N | --full] [--clicks N] [--while-adding N] [--adding N]`: on SQLite in build/bench-desk-N; on PostgreSQL with
`python scripts/with_postgres.py python benchmarks/desk.py`. A desk of the same size is made once and kept.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import sys
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from clocks import say
from desk_clicks import Clicked, clicked

ROOT = Path(__file__).parents[1]
WRITTEN = ROOT / "build" / "bench-desk.json"
MOST_MS, MOST_QUERIES = 300, 20
USER = "bench"
KINDS = ("event", "engagement", "commitment", "person")


def addresses() -> dict[str, str]:
    """The pages to ask for, by what they are; those that this desk does not have are left out."""
    from django.urls import NoReverseMatch, reverse

    from sarez.desk.events.models import Entry, Version
    from sarez.desk.reports.models import Report

    report = Report.objects.order_by("pk")[Report.objects.count() // 2].pk
    every = Version.objects.order_by("pk")
    of_kind = {k: every.filter(kind=k).values_list("entry", flat=True).first() for k in KINDS}
    assert Entry.objects.exists()
    word = Report.objects.get(pk=report).text.split()[11]
    asked: list[tuple[str, str, tuple[Any, ...], str]] = [
        ("today", "today", (), ""),
        ("events", "events", (), ""),
        ("events, page 100", "events", (), "?page=100"),
        ("events of a pair on an issue", "events", (), "?party=KGZ&other=TJK&issue=border"),
        ("events at a place, one year", "events", (), "?place=Osh&since=2019-01-01&until=2019-12-31"),
        ("events as of 2020", "events", (), "?as_of=2020-06-01"),
        ("events by status and quad", "events", (), "?status=occurred&quad=material+conflict"),
        ("map", "events-map", (), ""),
        ("map's places", "events-places", (), ""),
        ("map's places, one year", "events-places", (), "?since=2019-01-01&until=2019-12-31"),
        ("timeline", "events-timeline", (), ""),
        ("counts", "events-counts", (), ""),
        ("engagements", "engagements", (), ""),
        ("commitments", "commitments", (), ""),
        ("entry: event", "entry", (of_kind["event"],), ""),
        ("entry: person", "entry", (of_kind["person"],), ""),
        ("reports", "reports", (), ""),
        ("report", "report", (report,), ""),
        ("review", "review", (), ""),
        ("relations", "relations", (), ""),
        ("pair KGZ–TJK", "pair", ("KGZ", "TJK"), ""),
        ("pair as of 2020", "pair", ("KGZ", "TJK"), "?as_of=2020-06-01"),
        ("actors", "actors", (), ""),
        ("actor KGZ", "actor", ("KGZ",), ""),
        ("people", "people", (), ""),
        ("place", "place", (), "?name=Osh"),
        ("issue", "issue", ("border",), ""),
        ("search: common word", "search", (), "?q=border"),
        ("search: rare word", "search", (), f"?q={word}"),
        ("search: misspelt", "search", (), "?q=resrvoir+agreemnt"),
        ("commitments by state", "commitments-table", (), "?state=stale"),
        ("commitment", "commitment", (of_kind["commitment"],), ""),
        ("promises kept", "promises", (), ""),
        ("engagement", "engagement", (of_kind["engagement"],), ""),
        ("calendar", "calendar", (), "?month=2019-05"),
        ("series", "series-list", (), ""),
        ("measures", "measures", (), ""),
        ("portfolio", "portfolio", (), ""),
        ("brief of a pair", "brief", ("pair", "KGZ"), "?with=TJK"),
        ("sources", "sources", (), ""),
        ("audit", "audit", (), ""),
        ("at a glance", "watch", (), ""),
        ("a unit", "watch-unit", ("KGZ-TJK",), ""),
        ("points of the map", "watch-points", (), ""),
        ("warnings", "warnings", (), ""),
        ("scoreboard", "scoreboard", (), ""),
        ("rules", "warning-rules", (), ""),
        ("questions", "watch-questions", (), ""),
    ]  # fmt: skip
    found = {}
    for name, view, arguments, query in asked:
        try:
            found[name] = reverse(view, args=arguments) + query
        except NoReverseMatch:
            say(f"  no page yet: {name}")
    return found


def counted(pages: dict[str, str]) -> Iterator[tuple[str, float, int, str]]:
    """Each page alone, asked for in this process: milliseconds (best of three), queries, and the slowest query."""
    from django.db import connection
    from django.test import Client, override_settings
    from django.test.utils import CaptureQueriesContext

    from sarez.desk.accounts.models import User

    client = Client()
    client.force_login(User.objects.get(username=USER), backend="django.contrib.auth.backends.ModelBackend")
    with override_settings(ALLOWED_HOSTS=["*"]):
        for name, address in pages.items():
            times, slowest, queries = [], "", 0
            for _ in range(3):
                with CaptureQueriesContext(connection) as captured:
                    began = time.perf_counter()
                    answer = client.get(address)
                    if answer.streaming:
                        b"".join(answer.streaming_content)  # type: ignore[arg-type]
                    times.append((time.perf_counter() - began) * 1000)
                queries = len(captured)
                worst = max(captured.captured_queries, key=lambda q: float(q["time"]), default=None)
                slowest = f"{worst['time']} s: {worst['sql']}" if worst else ""
            if answer.status_code != 200:
                say(f"  {name}: {answer.status_code}")
            yield name, min(times), queries, slowest


def adding(count: int) -> tuple[float, float]:
    """CPU seconds of reading a batch that no desk has, and of filing it and putting what was read on record."""
    from desk_made import reports_to_add

    from sarez.desk.inbox import TOGETHER
    from sarez.desk.reports.filing import Filing, file, keep_readings, source_named
    from sarez.desk.reports.models import Report
    from sarez.reading.reader import load_reader

    reader, source = load_reader(), source_named("Bench")
    there = Report.objects.filter(source=source).count()
    batch = list(islice(reports_to_add(there + count), there, None))
    reader.read(batch[0])
    began = time.process_time()
    readings = list(reader.read_many(batch))
    reading, began = time.process_time() - began, time.process_time()
    how = Filing(USER, source)
    filed = [(*file(received, how), read) for received, read in zip(batch, readings, strict=True)]
    new = [(report, read) for report, is_new, read in filed if is_new]
    for at in range(0, len(new), TOGETHER):
        keep_readings(new[at : at + TOGETHER])
    return reading, time.process_time() - began


def p95(values: list[float]) -> float:
    """The 95th percentile; of few values, the highest."""
    return sorted(values)[max(0, round(0.95 * len(values)) - 1)] if values else 0.0


def opened(count: int) -> None:
    """A desk of so many reports: the one made before, or a new one."""
    is_embedded = not os.environ.get("DATABASE_URL")
    home = ROOT / "build" / (f"bench-desk-{count}" if is_embedded else "bench-desk-postgres")
    os.environ["SAREZ_HOME"] = str(home)
    is_made = (home / "made").exists() and (is_embedded or _server_has(count))
    if not is_made:
        shutil.rmtree(home, ignore_errors=True)
    from sarez.desk.opening import prepare

    prepare(keeper=USER)
    if not is_made:
        from desk_made import Made

        from sarez.desk.measuring import measure_if_grown

        say(f"making a desk of {count:,} reports and {5 * count:,} claims")
        began = time.perf_counter()
        Made(count).fill()
        measure_if_grown()
        _vacuum()
        say(f"  made in {time.perf_counter() - began:.0f} s")
        (home / "made").touch()
    from sarez.desk.dialogue.evidence.proposing import start_from_here

    start_from_here()  # what was made up bears on nothing
    _watched()


def _server_has(count: int) -> bool:
    """Whether the server that DATABASE_URL names still has the desk made before: most are made for one run."""
    from django.db import DatabaseError

    from sarez.desk import start

    start()
    from sarez.desk.reports.models import Report

    try:
        return Report.objects.count() >= count
    except DatabaseError:
        return False


def _watched() -> None:
    """The tables and the outlook behind “at a glance”, made as a served desk makes them; what that costs is said."""
    from sarez.desk.warnings.outlook.asking import renew_all

    for what in ("the outlook, all of it", "the outlook, with nothing new"):
        began, before = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        renew_all()
        grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
        say(f"{what}: {time.process_time() - began:.1f} s of CPU, {grown:.0f} MB more at most")


def _vacuum() -> None:
    """What PostgreSQL does by itself within minutes of so much being written."""
    from django.db import connection

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


def main(arguments: list[str]) -> int:
    """Make the desk, measure, print and write the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=20_000)
    parser.add_argument("--full", action="store_true", help="200,000 reports, a million claims")
    parser.add_argument("--clicks", type=int, default=60, help="clicks of each of the eight people")
    parser.add_argument(
        "--while-adding", type=int, default=100, help="reports added while they click once more"
    )
    parser.add_argument("--adding", type=int, default=1000, help="reports of the batch that is added")
    parser.add_argument(
        "--queries", action="store_true", help="print the slowest query of each page over the bound"
    )
    asked = parser.parse_args(arguments)
    count = 200_000 if asked.full else asked.reports
    opened(count)
    pages = addresses()
    alone = {name: (ms, queries, slowest) for name, ms, queries, slowest in counted(pages)}
    nothing = Clicked({name: [] for name in pages})
    taken = clicked(pages, asked.clicks, USER).times if asked.clicks else nothing.times
    figures: dict[str, Any] = {
        "reports": count,
        "database": "postgres" if os.environ.get("DATABASE_URL") else "sqlite",
    }
    print(f"\n{'page':32s}{'alone ms':>10s}{'p95 of 8':>10s}{'clicks':>8s}{'queries':>9s}")
    for name, (ms, queries, slowest) in alone.items():
        high = p95(taken[name])
        is_over = ms > MOST_MS or high > MOST_MS or queries > MOST_QUERIES
        print(
            f"{name:32s}{ms:10.0f}{high:10.0f}{len(taken[name]):8d}{queries:9d}  {'short' if is_over else ''}"
        )
        if is_over and asked.queries:
            print(f"    {slowest[:600]}")
        figures[name] = {"alone_ms": round(ms, 1), "p95_ms": round(high, 1), "queries": queries}
    every = [ms for times in taken.values() for ms in times]
    figures["all clicks p95_ms"] = round(p95(every), 1)
    print(f"{'all clicks':32s}{'':10s}{p95(every):10.0f}{len(every):8d}")
    if asked.clicks and asked.while_adding:
        busy = clicked(pages, asked.clicks, USER, asked.while_adding)
        every = [ms for times in busy.times.values() for ms in times]
        figures |= {"all clicks p95_ms while adding": round(p95(every), 1), "memory": round(busy.growth, 3)}
        print(f"{f'all clicks, {busy.added} reports added':32s}{'':10s}{p95(every):10.0f}{len(every):8d}")
        print(
            f"memory of those who serve and read, after / before: {busy.growth:.2f}, most {busy.most_mb:.0f} MB"
        )
    if asked.adding:
        reading, putting = adding(asked.adding)
        print(f"adding {asked.adding:,} readings / reading them (CPU): {putting / reading:.2f}   at most 1")
        figures["adding / reading"] = round(putting / reading, 3)
    WRITTEN.parent.mkdir(exist_ok=True)
    WRITTEN.write_text(json.dumps(figures, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

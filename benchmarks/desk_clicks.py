"""Eight people who click through a served desk, alone or while reports are added."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from http.client import HTTPConnection
from pathlib import Path
from random import Random

PEOPLE = 8
THOUGHT = 1.0  # seconds a person looks at a page, on average, before the next click
PORT = 8019
LONGEST = 120  # seconds that the first reading may take to be on record
WARM = 2  # rounds of all pages, each by eight at a time, before anything is measured: each thread has to meet the record


@dataclass
class Clicked:
    """Milliseconds of each page; how many reports were added meanwhile, and how the memory of the serving processes grew."""

    times: dict[str, list[float]]
    added: int = 0
    growth: float = 1.0
    most_mb: float = 0.0


def clicked(pages: dict[str, str], clicks: int, user: str, adding: int = 0) -> Clicked:
    """Let eight people click so many times each, each thinking a moment between, while so many reports are added."""
    options = ["--no-browser", "--port", str(PORT), "--workers", "2"]
    command = [sys.executable, "-m", "sarez.cli", "desk", "serve", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as server:
        try:
            assert server.stderr is not None
            if "served at" not in (told := server.stderr.readline()):
                raise SystemExit(told)
            cookie = _session(user)
            with ThreadPoolExecutor(PEOPLE) as pool:
                every = [address for address in pages.values() for _ in range(PEOPLE * WARM)]
                list(pool.map(lambda address: _asked(cookie, address), every))
            _let_it_read()
            before, begun = _memory(server.pid), _reports()
            adder = _adder(adding) if adding else None
            with ThreadPoolExecutor(PEOPLE) as pool:
                people = [pool.submit(_click, cookie, pages, clicks, seed) for seed in range(PEOPLE)]
                rows = [row for person in people for row in person.result()]
            if adder is not None:
                adder.wait()
            after, added = _memory(server.pid), _reports() - begun
        finally:
            server.terminate()
            server.communicate()
    times: dict[str, list[float]] = {name: [] for name in pages}
    for name, ms in rows:
        times[name].append(ms)
    return Clicked(times, added, after / before if before else 1.0, after)


def _let_it_read() -> None:
    """File one report and wait till the desk has read it: the process that reads has its model from then on."""
    from desk_made import reports_to_add

    from sarez.desk.reports.filing import Filing, file, source_named
    from sarez.desk.reports.models import Report

    report = replace(next(reports_to_add(1)), text=f"A first report to read.\n{time.time()}\n")
    filed, _is_new = file(report, Filing("bench", source_named("Bench")))
    for _ in range(LONGEST):
        if not Report.objects.filter(pk=filed.pk, state=Report.WAITING).exists():
            return
        time.sleep(1)
    raise SystemExit(f"The desk has not read a report in {LONGEST} s.")


def _adder(count: int) -> subprocess.Popen[bytes]:
    """`sarez desk add` at work on so many reports that no desk has."""
    from desk_made import reports_to_add

    folder, stamp = Path(tempfile.mkdtemp(prefix="sarez-bench-")), time.time()
    for report in reports_to_add(count):
        (folder / report.file).write_text(f"{report.text}{stamp}\n", encoding="utf-8")
    command = [sys.executable, "-m", "sarez.cli", "desk", "add", str(folder)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _reports() -> int:
    from sarez.desk.reports.models import Report

    return Report.objects.filter(state=Report.READ).count()


def _memory(parent: int) -> float:
    """Megabytes that a process and those it started hold of their own, without the database that they map (Linux; 0 elsewhere)."""
    family, total = {parent}, 0.0
    for status in sorted(Path("/proc").glob("[0-9]*/status"), key=lambda p: int(p.parent.name)):
        try:
            told = dict(line.split(":", 1) for line in status.read_text().splitlines() if ":" in line)
        except OSError:  # gone meanwhile
            continue
        number = int(status.parent.name)
        if number in family or int(told["PPid"]) in family:
            family.add(number)
            total += int(told.get("RssAnon", "0 kB").split()[0]) / 1024
    return total


def _session(user: str) -> str:
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from sarez.desk.accounts.models import User

    found, session = User.objects.get(username=user), SessionStore()
    session[SESSION_KEY], session[HASH_SESSION_KEY] = str(found.pk), found.get_session_auth_hash()
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session.create()
    return f"sessionid={session.session_key}"


def _click(cookie: str, pages: dict[str, str], clicks: int, seed: int) -> list[tuple[str, float]]:
    chance, rows = Random(seed), []
    for name in chance.choices(list(pages), k=clicks):
        time.sleep(chance.expovariate(1 / THOUGHT))
        began = time.perf_counter()
        _asked(cookie, pages[name])
        rows.append((name, (time.perf_counter() - began) * 1000))
    return rows


def _asked(cookie: str, address: str) -> None:
    connection = HTTPConnection("127.0.0.1", PORT, timeout=60)
    connection.request("GET", address, headers={"Cookie": cookie})
    connection.getresponse().read()
    connection.close()

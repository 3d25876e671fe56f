"""How fast a brief is made on a large desk: seconds, queries, and the time of each as a ratio to the page of an actor.

`benchmarks/briefs.py [--reports N] [--home FOLDER]`: on the desk that benchmarks/desk.py makes in build/bench-desk-N, or on
that of a folder. The page of the actor and the brief are asked for in turn in one process, so that a busy spell hits both.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from clocks import say

from desk import USER, opened

ROUNDS, MOST_SECONDS, MOST_QUERIES = 5, 3.0, 20
ACTOR = "/actor/KGZ"


def briefs() -> dict[str, str]:
    """The addresses to ask for, by what they are."""
    from sarez.desk.events.models import Version

    people = Version.objects.filter(kind="person").order_by("-reports", "title", "-entry")
    person = people.values_list("entry", flat=True).first()
    return {
        "state": "/brief/actor/KGZ?since=2000-01-01",
        "state, at a lower marking": "/brief/actor/KGZ?since=2000-01-01&marking=1",
        "state with a counterpart": "/brief/actor/KGZ?with=TJK&since=2000-01-01",
        "state as of 2020": "/brief/actor/KGZ?as_of=2020-06-01",
        "pair": "/brief/pair/KGZ?with=TJK&since=2000-01-01",
        "body": "/brief/actor/OSCE?since=2000-01-01",
        "person": f"/brief/person/{person}?since=2000-01-01",
        "state, as Word": "/brief/actor/KGZ.docx?since=2000-01-01",
        "pair, as Word": "/brief/pair/KGZ.docx?with=TJK&since=2000-01-01",
    }


def seconds(ask: Callable[[], object]) -> float:
    """How long it takes by the clock on the wall: what a person waits."""
    began = time.perf_counter()
    ask()
    return time.perf_counter() - began


def main(arguments: list[str]) -> int:
    """Measure and print; 1 where a brief takes longer than three seconds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=20_000)
    parser.add_argument("--home", type=Path, help="the folder of a desk, used as it is")
    asked = parser.parse_args(arguments)
    if asked.home:
        os.environ["SAREZ_HOME"] = str(asked.home)
        from sarez.desk.opening import open_existing

        open_existing()
    else:
        opened(asked.reports)
    return measured(briefs())


def measured(pages: dict[str, str]) -> int:
    """Ask for each brief and the page of the actor in turn, and print what it took."""
    from django.core.cache import cache
    from django.db import connection
    from django.test import Client, override_settings
    from django.test.utils import CaptureQueriesContext

    from sarez.desk.accounts.models import User
    from sarez.desk.opening import first_keeper

    user = User.objects.filter(username=USER).first() or first_keeper()
    client, slowest = Client(), 0.0
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")

    def ask(address: str) -> None:
        answer = client.get(address)
        size = len(b"".join(answer.streaming_content)) if answer.streaming else len(answer.content)  # type: ignore[arg-type]
        assert answer.status_code == 200 and size > 1000, f"{address}: {answer.status_code}"

    print(f"{'brief':28s}{'first s':>9s}{'median s':>10s}{'/ actor page':>14s}{'queries':>9s}")
    with override_settings(ALLOWED_HOSTS=["*"]):
        ask(ACTOR)
        for name, address in pages.items():
            with CaptureQueriesContext(connection) as captured:
                first = seconds(lambda address=address: ask(address))  # type: ignore[misc]
            queries = len(captured)
            took, page = [], []
            for _ in range(ROUNDS):
                cache.clear()  # the page of the actor keeps long counts: a person who opens it first waits for them
                page.append(seconds(lambda: ask(ACTOR)))
                took.append(seconds(lambda address=address: ask(address)))  # type: ignore[misc]
            slowest = max(slowest, first, *took)
            print(
                f"{name:28s}{first:9.2f}{median(took):10.2f}{median(took) / median(page):14.2f}{queries:9d}"
            )
    is_slow = slowest > MOST_SECONDS
    say(f"slowest: {slowest:.2f} s, at most {MOST_SECONDS:.0f}{': TOO SLOW' if is_slow else ''}")
    return int(is_slow)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

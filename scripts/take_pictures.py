"""Take the pictures of the documentation: every page of a demo desk in Chromium, to docs/images.

python scripts/take_pictures.py [NAME…]     # only those of which the name is given: today review map …
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from small_png import small_png

IMAGES = Path(__file__).parents[1] / "docs" / "images"
MOST_BYTES = 2_500_000
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"]  # fmt: skip
LIGHT = {"viewport": {"width": 1280, "height": 900}, "color_scheme": "light"}
PHONE = {
    "viewport": {"width": 390, "height": 844},
    "color_scheme": "light",
    "is_mobile": True,
    "has_touch": True,
}
REPORT = "Blocked road, night of shelling"
PAGES = {
    "today": "/?as_of=2022-09-20", "reports": "/reports", "file": "/reports/file", "queue": "/review",
    "events": "/events", "map": "/events/map", "timeline": "/events/timeline?party=KGZ", "counts": "/events/counts",
    "engagements": "/engagements", "commitments": "/commitments?as_of=2021-05-05", "relations": "/relations", "pair": "/relations/KGZ/TJK",
    "actors": "/actors", "actor": "/actor/KGZ", "people": "/people", "place": "/place?name=Batken", "issue": "/issue/water",
    "search": "/search?q=water", "sources": "/sources", "feeds": "/feeds", "exports": "/exports", "users": "/users",
    "calendar": "/calendar?month=2022-12", "series": "/series", "measures": "/measures", "promises": "/promises",
    "portfolio": "/portfolio", "brief": "/brief/pair/KGZ?with=TJK&since=2019-01-01",
    "glance": "/watch?as_of=2022-10-01", "unit": "/watch/unit/KGZ-TJK?as_of=2022-10-01",
    "replay": "/watch/replay?unit=KGZ-TJK&from=2022-01&to=2022-10&step=week",
    "warnings": "/warnings", "rules": "/warnings/rules", "scoreboard": "/watch/scoreboard", "questions": "/watch/questions",
    "course": "/course/1#coverage",
    "audit": "/audit", "retention": "/retention", "account": "/account", "api": "/api",
}  # fmt: skip
COLLEAGUES = (("ana", "head"), ("boris", "analyst"), ("chinara", "officer"), ("daler", "reader"))
FEEDS = """
from datetime import timedelta
from django.utils import timezone
from sarez.desk.reports.models import Feed, Fetch, Source
now = timezone.now()
for name, grade, new, problem in (("Example wire", "B", 3, ""), ("Example radio", "C", 0, "The site answered 503.")):
    source = Source.objects.create(name=name, reliability=grade, language="en")
    feed = Feed.objects.create(source=source, url=f"https://{name.split()[1]}.example/news.xml", failures=bool(problem),
        next_fetch=now + timedelta(hours=1), last_success=now - timedelta(hours=30 if problem else 1))
    Fetch.objects.create(feed=feed, at=now - timedelta(minutes=5), status=503 if problem else 304, problem=problem)
"""
WARNINGS = """
from datetime import date, timedelta
from django.utils import timezone
from sarez.desk.accounts.models import User
from sarez.desk.events.models import Version
from sarez.desk.warnings import proposing
from sarez.desk.warnings.clock.turns import acknowledge, act, decide, propose
from sarez.desk.warnings.issuing.issue import FIELDS, issue
from sarez.desk.warnings.models import Proposal, Warning
from sarez.desk.warnings.questions.answering import answer, ask
by, now = User.objects.get(username="ana"), timezone.now()
for day in (date(2022, 9, 5), date(2022, 9, 19)):
    proposing.run(day, now)
found = Proposal.objects.filter(unit="KGZ-TJK", state="waiting").exclude(rule="").order_by("-day", "-strength")[0]
values = {name: getattr(found, name) for name in FIELDS} | {
    "first": now.date(), "last": now.date() + timedelta(days=28), "expires": now + timedelta(days=28),
    "is_exercise": True, "probability": found.probability or 0.6,
    "alternatives": "Shots by smugglers, without order from either side."}
out = issue(Warning(**values), by, proposal=found)
acknowledge(out, by)
option = propose(out, "Ask both delegations for a meeting of the joint commission this week.", by)
decide(out, "The commission is the channel that both sides used in 2021.", by, option)
met = Version.objects.filter(kind="engagement", dyads__one="KGZ", dyads__two="TJK").order_by("-first").first()
act(out, met.entry, "The commission met.", by)
asked = ask(by, "Will the two commissions meet again before the month ends?", now.date() + timedelta(days=28),
    says="A meeting that either side announces as one of the joint commission.", unit="KGZ-TJK", base=0.4)
for probability, why in ((0.45, "Both sides have said so."), (0.6, "The agenda is out.")):
    answer(asked, by, probability, why=why)
"""


class Desk:
    """A demo desk in a folder, worked with by command."""

    def __init__(self, folder: str) -> None:
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("SAREZ_", "DATABASE_URL"))
        }
        self.environment = {**kept, "SAREZ_HOME": folder}
        self.port = _free_port()
        self.address = f"http://127.0.0.1:{self.port}"

    def do(self, *arguments: str) -> str:
        """What a verb of the desk prints."""
        command = [sys.executable, "-m", "sarez.cli", "desk", *arguments]
        return subprocess.run(
            command, env=self.environment, check=True, capture_output=True, text=True
        ).stdout

    def fill(self) -> None:
        """The sample chronicle, colleagues, and two feeds that are not fetched."""
        self.do("demo", "--no-serve")
        for name, role in COLLEAGUES:
            self.do("user", "add", name, "--role", role)
        code = f"from sarez.desk import start; start()\n{FEEDS}{WARNINGS}"
        subprocess.run([sys.executable, "-c", code], env=self.environment, check=True)

    def link(self, name: str) -> str:
        """An address that signs someone in, once."""
        found = re.search(r"/sign-in/\S+", self.do("user", "link", name))
        assert found
        return self.address + found.group()

    @contextmanager
    def served(self) -> Iterator[None]:
        """The desk, answering."""
        command = [
            sys.executable,
            "-m",
            "sarez.cli",
            "desk",
            "serve",
            "--no-browser",
            "--port",
            str(self.port),
        ]
        with subprocess.Popen(
            command, env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as running:
            try:
                _wait_for(self.port)
                yield
            finally:
                running.terminate()


def main() -> int:
    """Make a desk, sign in, and keep what is seen."""
    chromium = shutil.which("chromium")
    if chromium is None:
        print("Chromium is not here: apt-get install chromium", file=sys.stderr)
        return 2
    from playwright.sync_api import sync_playwright

    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        _take_page(driver.chromium.launch(executable_path=chromium, args=FLAGS), Path(folder))
        desk = Desk(str(Path(folder) / "desk"))
        desk.fill()
        with desk.served():
            browser = driver.chromium.launch(executable_path=chromium, args=FLAGS)
            _take_desk(browser, desk)
            browser.close()
    size = sum(picture.stat().st_size for picture in IMAGES.iterdir())
    print(f"{IMAGES}: {len(list(IMAGES.iterdir()))} pictures, {size:,} bytes")
    return 0 if size < MOST_BYTES else 1


def _take_desk(browser: Any, desk: Desk) -> None:
    """Every page as the administrator sees it; Today on a phone, a report in the dark."""
    tab = _signed_in(browser, desk, LIGHT)
    for name, address in PAGES.items():
        _take(tab, name, address)
    _take(tab, "entry", _entry_of_rivals(tab))
    _take(tab, "commitment", _working(tab, "commitment", "roadmap of regional"))
    _take(tab, "engagement", _working(tab, "engagement", "Expert Forum"))
    _take(tab, "warning", "/warnings/1")
    report = _report(tab)
    _take(tab, "report", report, _review)
    for name, address, look in (
        ("phone", PAGES["today"], PHONE),
        ("dark", report, LIGHT | {"color_scheme": "dark"}),
    ):
        _take(_signed_in(browser, desk, look), name, address, _review if name == "dark" else None)


def _signed_in(browser: Any, desk: Desk, look: dict[str, Any]) -> Any:
    context = browser.new_context(base_url=desk.address, locale="en-GB", reduced_motion="reduce", **look)
    tab = context.new_page()
    tab.goto(desk.link("demo"))
    tab.get_by_role("button", name="Open the desk").click()
    tab.wait_for_url("**/")
    return tab


def _take(tab: Any, name: str, address: str, ready: Callable[[Any], None] | None = None) -> None:
    """A picture of a page."""
    if sys.argv[1:] and name not in sys.argv[1:]:
        return
    # What is watched is made beside the page, which asks for itself again until then.
    while 'http-equiv="refresh"' in tab.request.get(address).text():
        tab.wait_for_timeout(1000)
    answer = tab.goto(address, wait_until="networkidle")
    assert answer.status == 200, f"{address}: {answer.status}"
    if ready:
        ready(tab)
    _keep(f"desk-{name}", tab)


def _keep(name: str, tab: Any) -> None:
    blank = tab.context.browser.new_page()
    (IMAGES / f"{name}.png").write_bytes(small_png(blank, tab.screenshot()))
    blank.close()


def _entry_of_rivals(tab: Any) -> str:
    """The address of the event that most reports tell."""
    found = tab.request.get("/api/entries?kind=event&quad=material+conflict&limit=200").json()["items"]
    return f"/entry/{max(found, key=lambda entry: (entry['reports'], 'killed' in entry['values']))['id']}"


def _working(tab: Any, kind: str, words: str) -> str:
    """The address of the working page of the entry whose title has some words."""
    found = tab.request.get(f"/api/entries?kind={kind}&limit=200").json()["items"]
    return f"/{kind}/{next(entry['id'] for entry in found if words in entry['title'])}"


def _report(tab: Any) -> str:
    tab.goto("/reports?text=Blocked")
    return str(tab.get_by_role("link", name=re.compile(REPORT)).first.get_attribute("href"))


def _review(tab: Any) -> None:
    """One proposal accepted by keyboard, and the next one chosen."""
    for key in "ja":
        tab.keyboard.press(key)
        tab.wait_for_timeout(700)
    tab.evaluate("scrollTo(0, 0)")


def _take_page(browser: Any, folder: Path) -> None:
    """The page that `sarez demo` writes, with one record chosen."""
    if sys.argv[1:] and "page" not in sys.argv[1:]:
        return
    file = folder / "sarez-demo.html"
    subprocess.run(
        [sys.executable, "-m", "sarez.cli", "demo", "-o", file], check=True, stdout=subprocess.DEVNULL
    )
    found = re.search(rf'id="(r\d+)h">{REPORT}', file.read_text(encoding="utf-8"))
    tab = browser.new_page(viewport={"width": 1180, "height": 640})
    tab.goto(f"{file.as_uri()}#{found[1]}e1" if found else file.as_uri())
    tab.wait_for_timeout(500)
    _keep("page", tab)
    browser.close()


def _free_port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return int(s.getsockname()[1])


def _wait_for(port: int) -> None:
    for _ in range(150):
        with socket.socket() as s:
            if s.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.2)
    raise SystemExit("The desk does not answer.")


if __name__ == "__main__":
    raise SystemExit(main())

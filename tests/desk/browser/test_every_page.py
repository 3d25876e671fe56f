"""Every page in Chromium: nothing wrong in the console, nothing wider than a phone, nothing axe objects to."""

import functools
import shutil
import subprocess
from pathlib import Path

import pytest
from tests.desk.browser.conftest import RUSSIAN
from tests.examples import ALL

pytestmark = pytest.mark.browser
PAGES = (
    "/", "/reports", "/report/5", "/reports/file", "/review", "/events", "/events/map", "/events/timeline", "/events/counts",
    "/entry/4", "/engagements", "/commitments", "/commitments/table", "/commitments/new", "/promises", "/relations", "/relations/KGZ/TJK", "/actors", "/actor/KGZ", "/people",
    "/place?name=Batken", "/issues", "/issue/water", "/search?q=water", "/sources", "/feeds", "/exports", "/audit",
    "/retention", "/account", "/calendar?month=2021-04", "/calendar?month=2021-04&view=list", "/account/calendars",
    "/engagements/new", "/series", "/series/new", "/portfolio", "/account/reminders", "/handover/clara", "/warnings", "/warnings/new", "/warnings/rules", "/warnings/rules/edit", "/warnings/rules/new",
    "/warnings/recipients", "/account/warnings",
    "/watch", "/watch/unit/KGZ-TJK", "/watch/questions", "/watch/scoreboard", "/watch/replay",
    "/brief", "/brief/pair/KGZ?with=TJK&since=2018-01-01",
)  # fmt: skip
AXE = "axe-core@4.11.0"


@functools.cache
def axe():
    """axe-core from npm, unpacked beside the build; None where npm or the network is not there."""
    folder = Path("build/npm")
    script = folder / "node_modules/axe-core/axe.min.js"
    if not script.exists() and shutil.which("npm"):
        folder.mkdir(parents=True, exist_ok=True)
        command = [
            "npm",
            "install",
            "--no-save",
            "--no-package-lock",
            "--ignore-scripts",
            "--prefix",
            folder,
            AXE,
        ]
        subprocess.run(command, capture_output=True, check=False, timeout=120)
    return script.read_text("utf-8") if script.exists() else None


@pytest.mark.parametrize(
    "width, language", [(1280, "en"), pytest.param(390, "en", marks=pytest.mark.slow), (390, "ru")]
)
def test_no_page_is_wider_than_its_window(person, width, language):
    page = person(RUSSIAN if language == "ru" else "head", width=width)
    wide = []
    for address in PAGES:
        answer = page.goto(address)
        assert answer.status == 200, address
        assert page.locator("html").get_attribute("lang") == language
        if page.evaluate("document.documentElement.scrollWidth > innerWidth + 1"):
            wide.append(address)
    assert wide == []


def test_axe_objects_to_nothing_in_light_or_dark(person):
    """In make test each page is in one theme, by turns; in make check-all in both."""
    script = axe()
    if script is None:
        pytest.skip("axe-core is not here: npm install axe-core")
    found = []
    for turn, scheme in enumerate(("light", "dark")):
        page = person(color_scheme=scheme, bypass_csp=True)
        for address in PAGES if ALL else PAGES[turn::2]:
            assert page.goto(address).status == 200, address
            page.evaluate(script)
            report = page.evaluate("axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa']})")
            for fault in report["violations"]:
                node = fault["nodes"][0]
                found.append((scheme, address, fault["id"], node["target"], node["failureSummary"][:160]))
    assert found == []

"""Every page in Chromium: nothing wrong in the console, nothing wider than its window, nothing axe objects to."""

import functools
import json
import shutil
import subprocess
from pathlib import Path

import pytest
from tests.desk.browser.conftest import RUSSIAN, made
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
    "/training", "/course/1", "/training/courses/new", "/course/1/session/new", "/training/standards", "/standard/1", "/training/standards/new",
    "/brief", "/brief/pair/KGZ?with=TJK&since=2018-01-01",
)  # fmt: skip
AXE = "axe-core@4.11.0"
ASKED = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa"], "resultTypes": ["violations"]}


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
    "width, language, scheme",
    [
        (1280, "en", "light"),
        (390, "ru", "dark"),
        pytest.param(1280, "en", "dark", marks=pytest.mark.slow),
        pytest.param(390, "en", "light", marks=pytest.mark.slow),
    ],
)
def test_every_page_fits_its_window_and_axe_objects_to_nothing(person, width, language, scheme):
    """In make test axe sees each page once, in the light or in the dark; in make check-all each time."""
    page, script = person(RUSSIAN if language == "ru" else "head", width=width, color_scheme=scheme), axe()
    wide, found = [], []
    for turn, address in enumerate(PAGES):
        made(page, address)
        answer = page.goto(address)
        assert answer.status == 200, address
        assert page.locator("html").get_attribute("lang") == language
        if page.evaluate("document.documentElement.scrollWidth > innerWidth + 1"):
            wide.append(address)
        if script is None or not (ALL or turn % 2 == (scheme == "dark")):
            continue
        page.evaluate(script)
        for fault in page.evaluate(f"axe.run(document, {json.dumps(ASKED)})")["violations"]:
            node = fault["nodes"][0]
            found.append((address, fault["id"], node["target"], node["failureSummary"][:160]))
    assert (wide, found) == ([], [])
    if script is None:
        pytest.skip("axe-core is not here: npm install axe-core")

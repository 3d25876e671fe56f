"""Take the README's picture: the demo's page in Chromium, to docs/images/page.png."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

PICTURE = Path(__file__).parents[1] / "docs" / "images" / "page.png"
REPORT = "Blocked road, night of shelling"
MOST_BYTES = 200_000
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic"]


def main() -> int:
    """Run the demo, open one of its reports, and keep what is seen."""
    chromium = shutil.which("chromium")
    if chromium is None:
        print("Chromium is not here: apt-get install chromium", file=sys.stderr)
        return 2
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        page = Path(folder) / "sarez-demo.html"
        subprocess.run(
            [sys.executable, "-m", "sarez.cli", "demo", "-o", page], check=True, stdout=subprocess.DEVNULL
        )
        found = re.search(rf'id="(r\d+)h">{REPORT}', page.read_text(encoding="utf-8"))
        browser = driver.chromium.launch(executable_path=chromium, args=FLAGS)
        tab = browser.new_page(viewport={"width": 1180, "height": 640})
        tab.goto(f"{page.as_uri()}#{found[1]}e1" if found else page.as_uri())
        tab.wait_for_timeout(500)
        tab.screenshot(path=PICTURE)
        browser.close()
    size = PICTURE.stat().st_size
    print(f"{PICTURE}: {size:,} bytes")
    return 0 if size < MOST_BYTES else 1


if __name__ == "__main__":
    raise SystemExit(main())

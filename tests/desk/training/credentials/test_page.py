"""The page in Chromium, from a disk: it says what the command says."""

import shutil
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from tests.desk.training.credentials.made import CERTIFICATE, DID, OTHER, PRIVATE, RING, made

from sarez.desk.training.credentials import keys, token
from sarez.desk.training.credentials.page import page
from sarez.desk.training.credentials.verifying import verify

pytestmark = pytest.mark.browser
GOOD = made()
TODAY = datetime.now(UTC)
LAPSED = made(
    first=date(2020, 1, 1),
    last=date(2020, 1, 2),
    issued=datetime(2020, 1, 3, tzinfo=UTC),
    valid_until=date(2021, 1, 1),
    recognition=None,
)
TEXTS = {
    "good": GOOD,
    "changed": GOOD[:700] + ("A" if GOOD[700] != "A" else "B") + GOOD[701:],
    "bits that base64 leaves unread": GOOD[:-1] + chr(ord(GOOD[-1]) ^ 1),
    "lapsed": LAPSED,
    "to come": made(issued=TODAY + timedelta(days=9), valid_until=None),
    "another's": made(OTHER),
    "nothing": "Dear colleague",
    "under another's name": token.write(CERTIFICATE.credential(keys.did_of(OTHER)), PRIVATE),
}
RINGS = {
    "none": None,
    "its own": RING,
    "withdrawn": replace(RING, keys=(replace(RING.keys[0], withdrawn=date(2026, 5, 20)),)),
}


@pytest.fixture(scope="module")
def browser():
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("Chromium is not here: apt-get install chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        yield running
        running.close()


@pytest.mark.parametrize("ring", RINGS)
def test_the_page_says_what_the_command_says(browser, tmp_path, ring):
    (tmp_path / "verify.html").write_text(page(RINGS[ring]), "utf-8")
    tab, asked, faults = browser.new_page(), [], []
    tab.on("request", lambda request: asked.append(request.url))
    tab.on("console", lambda said: faults.append(said.text) if said.type in ("error", "warning") else None)
    tab.goto((tmp_path / "verify.html").as_uri())
    for name, text in TEXTS.items():
        tab.get_by_label("Signed certificate").fill("")
        tab.get_by_label("Signed certificate").fill(text)
        tab.get_by_role("heading", name="ood").wait_for()
        is_good = tab.get_by_role("heading", name="✓ Good").count() == 1
        try:
            wanted = verify(text, TODAY, ring=RINGS[ring])
        except keys.CredentialError:
            assert not is_good, name
            continue
        assert is_good == wanted.is_good, name
        told = tab.locator("#verdict").inner_text()
        assert all(why in told for why in wanted.refused), (name, told)
    assert [url for url in asked if not url.startswith("file:")] == [] and faults == []
    tab.close()


def test_the_page_shows_the_certificate_and_never_takes_words_for_markup(browser, tmp_path):
    (tmp_path / "verify.html").write_text(page(replace(RING, name="</script><b>x")), "utf-8")
    tab = browser.new_page()
    tab.goto((tmp_path / "verify.html").as_uri())
    odd = replace(CERTIFICATE, holder="<img src=x onerror=alert(1)>")
    tab.get_by_label("Signed certificate").fill(token.write(odd.credential(DID), PRIVATE))
    tab.get_by_role("heading", name="✓ Good").wait_for()
    assert odd.holder in tab.locator("#verdict").inner_text() and tab.locator("#verdict img").count() == 0
    assert "</script><b>x" in tab.locator("#whose").inner_text()
    (tmp_path / "c.jwt").write_text(GOOD + "\n")
    tab.get_by_label("or a file").set_input_files(str(tmp_path / "c.jwt"))
    tab.get_by_text(CERTIFICATE.holder).wait_for()
    tab.screenshot(path=str(tmp_path / "page.png"))
    tab.close()

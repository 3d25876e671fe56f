"""A served demo desk with a mail server and a webhook to send to, and Debian's Chromium, for the daily paths as a person walks them."""

import re
import shutil
import socket
import time

import pytest
from tests.desk.dialogue.post_office import PostOffice
from tests.desk.running import demonstrated
from tests.desk.warnings.hook_taker import HookTaker

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
READER, ANALYST, RUSSIAN = "boris", "clara", "daria"
TEAM = ("head:head", f"{READER}:reader", f"{ANALYST}:analyst", f"{RUSSIAN}:head")
PEOPLE = f"""
import sys
from sarez.desk.accounts.models import User
from sarez.desk.accounts.people import add
from sarez.desk.accounts.roles import roles
for name, role in (told.split(":") for told in sys.argv[1:]):
    add(name, role, roles()[role].clearance, by="command line")
User.objects.filter(username="{RUSSIAN}").update(language="ru")
"""


def watched(desk):
    """The demo desk with what is watched worked out, as it is a while after it is first served."""
    demonstrated(desk)
    desk.python("from sarez.desk.warnings.outlook.asking import renew_all\nrenew_all()")


def follow(link):
    """Click what leads to another page and wait until that page is whole: a click alone waits for nothing."""
    with link.page.expect_navigation():
        link.click()


def made(page, address):
    """Wait until what a page shows is made: until then it says so, and asks again by itself."""
    while 'http-equiv="refresh"' in page.request.get(address).text():
        page.wait_for_timeout(500)


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Served:
    """A desk being served: its address, and links that sign people in."""

    def __init__(self, desk, port, office, taker):
        self.desk, self.office, self.taker = desk, office, taker
        self.address = f"http://127.0.0.1:{port}"

    def link(self, name):
        printed = self.desk.do("user", "link", name).stdout
        return self.address + re.search(r"/sign-in/\S+", printed).group()


@pytest.fixture(scope="session")
def served(tmp_path_factory, ready):
    if shutil.which("chromium") is None:
        pytest.skip("Chromium is not here: apt-get install chromium")
    desk = ready.embedded(tmp_path_factory.mktemp("served") / "home", watched)
    desk.python(PEOPLE, *TEAM)
    port, office, taker = free_port(), PostOffice(), HookTaker()
    desk.environment |= {"SAREZ_SMTP_URL": office.url(), "SAREZ_MAIL_FROM": "desk@example.org"}
    desk.environment |= {"SAREZ_PRIVATE_FEEDS": "127.0.0.1"}
    running = desk.start("serve", "--no-browser", "--port", str(port))
    for _ in range(300):
        with socket.socket() as s:
            if s.connect_ex(("127.0.0.1", port)) == 0:
                break
        if running.poll() is not None:
            pytest.fail(running.communicate()[1])
        time.sleep(0.2)
    yield Served(desk, port, office, taker)
    running.terminate()
    running.communicate(timeout=30)
    office.close()
    taker.close()


@pytest.fixture(scope="session")
def chromium(served):
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def person(chromium, served):
    """Sign someone in; faults in the console and requests to another host fail the test."""
    contexts, faults = [], []

    def told(message):
        if message.type in ("error", "warning"):
            faults.append(f"{message.text} {message.location['url']}")

    def sign_in(name="head", width=1280, **options):
        context = chromium.new_context(
            base_url=served.address, viewport={"width": width, "height": 900}, **options
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", told)
        page.on("pageerror", lambda e: faults.append(str(e)))
        page.on(
            "request",
            lambda r: None if r.url.startswith((served.address, "data:", "blob:")) else faults.append(r.url),
        )
        page.goto(served.link(name))
        follow(page.locator("form button").first)
        page.faults = faults
        return page

    yield sign_in
    for context in contexts:
        context.close()
    assert faults == []

"""A warning from its first word to its close in Chromium, by keys alone, sent by mail and webhook of its own desk."""

import time

import pytest

pytestmark = pytest.mark.browser
RECIPIENTS = """
from sarez.desk.accounts.models import User
from sarez.desk.warnings.delivery.recipients import add, confirm
from sarez.desk.warnings.models import Recipient
import sys
by = User.objects.filter(role="administrator").first()
for title, way, address in (("Duty officer", "mail", "duty@example.org"), ("Partner", "webhook", sys.argv[1])):
    confirm(add(Recipient(title=title, way=way, address=address, clearance=1), by)[0], by)
"""
ENTRY = """
from sarez.desk.events.models import Version
print(Version.objects.filter(kind="engagement", low=0, known_to__year=9999).first().entry_id)
"""


def until(condition, seconds=60):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.2)


def type_in(page, name, text):
    """Go to a field and type, as one does who tabs there."""
    page.locator(f"[name='{name}']").focus()
    page.keyboard.press("Control+A")
    page.keyboard.type(text)


def enter(page):
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_a_warning_lives_from_issue_to_close_by_keys(person, served):
    served.desk.python(RECIPIENTS, served.taker.url)
    entry = served.desk.python(ENTRY)
    page = person()
    page.goto("/warnings")
    with page.expect_navigation():
        page.keyboard.press("n")
    type_in(page, "unit", "KGZ-TJK")
    type_in(page, "probability", "40")
    type_in(page, "rationale", "Guards were doubled on both sides of the canal.")
    type_in(page, "evidence", f"/entry/{entry}")
    for box in page.locator("input[name=to]").all():
        box.focus()
        page.keyboard.press("Space")
    page.locator("button[value=issue]").focus()
    enter(page)
    address = page.url
    until(lambda: served.office.letters and served.taker.calls)
    assert f"/warnings/{address.rsplit('/', 1)[1]}" in served.office.parsed()[-1].get_content()
    until(lambda: page.reload() and "2 of 2" in page.locator(".stages").inner_text())
    with page.expect_navigation():
        page.keyboard.press("a")
    for key, name, text in (
        ("o", "option-text", "Call the two governors."),
        ("d", "decide-why", "Cheap and quick."),
    ):
        page.keyboard.press(key)
        page.locator(f"[name='{name}']").focus()
        page.keyboard.type(text)
        page.keyboard.press("Tab")
        enter(page)
    page.keyboard.press("e")
    page.keyboard.type(f"/entry/{entry}")
    enter(page)
    page.keyboard.press("c")
    page.locator("[name='close-outcome']").select_option("averted")
    page.locator("[name='close-why']").focus()
    page.keyboard.type("Guards went home.")
    page.keyboard.press("Tab")
    enter(page)
    assert page.locator(".stage-done").count() == 7
    assert "Guards went home." in page.locator(".turns").inner_text()
    assert (len(served.office.letters), len(served.taker.calls)) == (1, 1)
    page.goto("/warnings")
    assert page.locator("tbody a[href^='/warnings/']").count() == 1

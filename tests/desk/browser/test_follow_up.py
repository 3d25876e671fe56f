"""Next steps and hand-over in Chromium: by keyboard, in place, and without JavaScript."""

import re

import pytest
from tests.desk.browser.conftest import follow

pytestmark = pytest.mark.browser


def commitment(page):
    """The page of the first commitment on record."""
    page.goto("/commitments")
    links = [
        a.get_attribute("href")
        for a in page.locator("main a[href*='/entry/'], main a[href*='/commitment/']").all()
    ]
    number = re.search(r"\d+", next(link for link in links if link)).group()
    page.goto(f"/entry/{number}")
    return f"/entry/{number}"


def test_a_step_is_added_by_keyboard_ticked_off_changed_and_dropped_in_place(person):
    page = person()
    address = commitment(page)
    page.locator(".step-add summary").focus()
    for key in ("Enter", "Tab"):
        page.keyboard.press(key)
    page.keyboard.type("Call the border service")
    page.keyboard.press("Enter")
    page.get_by_text("The next step is added.").wait_for()
    step = page.locator(".step", has_text="Call the border service")
    step.locator(".tick-box").click()
    page.locator(".step.done", has_text="Call the border service").wait_for()
    step.locator(".tick-box").click()
    page.get_by_text("The next step is open again.").wait_for()
    step.get_by_role("link", name="Change").click()
    page.locator("li .step-form input[name=text]").fill("Write to the border service")
    page.locator("li .step-form button.main").click()
    page.get_by_text("The next step is changed.").wait_for()
    assert page.url.endswith(address)
    page.goto("/portfolio")
    step = page.locator(".step", has_text="Write to the border service")
    follow(step.get_by_role("link", name="Change"))
    follow(page.get_by_role("button", name="Drop this step"))
    assert page.url.endswith("/portfolio") and "Write to the border service" not in page.inner_text("main")


@pytest.mark.slow
def test_without_javascript_a_step_is_added_and_handed_over(person):
    page = person(java_script_enabled=False)
    commitment(page)
    page.locator(".step-add summary").click()
    page.locator(".step-form input[name=text]").fill("Ask for the protocol")
    follow(page.locator(".step-form button.main"))
    page.goto("/portfolio")
    follow(page.get_by_role("link", name="Hand over"))
    page.locator("select[name=steps]").select_option("clara")
    page.locator("textarea[name=note]").fill("The protocol is with the ministry.")
    follow(page.get_by_role("button", name="See what will happen"))
    assert "clara takes over" in page.inner_text("main")
    follow(page.get_by_role("button", name="Hand over now"))
    page.goto("/portfolio/clara")
    told = page.inner_text("main")
    assert "Ask for the protocol" in told and "The protocol is with the ministry." in told

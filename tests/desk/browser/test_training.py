"""A registrar's way: a standard of one's own, a course built on it, a session that covers it, and a version that flags it."""

import pytest
from tests.desk.browser.conftest import follow
from tests.desk.training.conftest import FIRST, SECOND

pytestmark = pytest.mark.browser


def keep(page):
    with page.expect_navigation():
        page.get_by_role("button", name="Keep").click()


def test_from_a_standard_to_a_course_that_is_flagged(person):
    page = person("head")
    page.goto("/training/standards/new")
    page.get_by_label("or as YAML").fill(FIRST.replace("issuer: Our centre", ""))
    keep(page)
    page.get_by_role("alert").get_by_text("issuer is missing").wait_for()
    assert "Name the parties" in page.get_by_label("or as YAML").input_value()  # nothing typed is lost
    page.faults.clear()  # Chromium tells of every answer that is no 200
    page.get_by_label("or as YAML").fill(FIRST)
    keep(page)
    page.get_by_role("heading", name="Standard on mediation").wait_for()

    page.goto("/training/courses/new")
    page.keyboard.type("Course for officials")  # the first field has the focus
    page.get_by_label("Seats").fill("20")
    keep(page)
    page.get_by_label("Standard and version").select_option(label="Standard on mediation (1)")
    with page.expect_navigation():
        page.get_by_role("button", name="Build it on this").click()
    page.get_by_role("img", name="0 met, 0 thin, 3 missing").wait_for()

    follow(page.get_by_role("link", name="Add a session").first)
    page.keyboard.type("Maps of actors")
    page.get_by_label("Minutes").fill("90")
    page.get_by_label("How it is held").select_option("exercise")
    page.get_by_label("1.1.2 Draw a map").check()
    keep(page)
    page.get_by_role("img", name="1 met, 0 thin, 2 missing").wait_for()

    page.goto("/training/standards/new")
    page.get_by_label("or as YAML").fill(SECOND)
    keep(page)
    page.get_by_role("heading", name="What differs from version 1").wait_for()
    follow(page.get_by_role("link", name="Course for officials"))
    page.get_by_text("version 2 is out").wait_for()
    with page.expect_navigation():
        page.get_by_role("button", name="Build it on version 2").click()
    page.get_by_text("1 session is mapped anew").wait_for()
    page.get_by_role("img", name="1 met, 0 thin, 2 missing").wait_for()

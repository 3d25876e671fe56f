"""An engagement worked on in Chromium: entered, changed in place by keyboard, laid to its series."""

import re

import pytest
from tests.desk.browser.conftest import follow

pytestmark = pytest.mark.browser


def kept(page, part):
    """Press Keep in a part and wait until its form is gone and the focus is on its head again."""
    page.locator(f"#{part} form.kept-form button.main").press("Enter")
    page.locator(f"#{part} form.kept-form").wait_for(state="detached")
    page.locator(f"#{part} .part-head a:focus").wait_for()


def test_an_engagement_is_entered_and_worked_on_without_leaving_its_page(person):
    page = person()
    page.goto("/engagements")
    follow(page.get_by_role("link", name="Enter an engagement"))
    page.locator("select[name=kind]").select_option("negotiation")
    page.locator("input[name=title]").fill("Round on the Isfara canal")
    page.locator("input[name=date]").fill("spring")
    page.locator("textarea[name=words]").fill("The ministry named the day by telephone.")
    follow(page.locator("button.main", has_text="Put on record"))
    assert [fault for fault in page.faults if "422" not in fault] == []
    page.faults.clear()  # Chromium tells of every answer that is no 200
    assert "as precise as it is known" in page.locator(".problem").last.inner_text()
    assert page.locator("input[name=title]").input_value() == "Round on the Isfara canal"
    page.locator("input[name=date]").fill("2027-04-12")
    follow(page.locator("button.main", has_text="Put on record"))
    where = page.url
    assert re.search(r"/engagement/\d+$", where)
    page.locator("#agenda .part-head a").press("Enter")
    page.locator("#agenda input[name=title]:focus").wait_for()
    page.keyboard.type("Who opens the sluices")
    kept(page, "agenda")
    assert "Who opens the sluices" in page.locator("#agenda ol").inner_text()
    page.locator("#attendance .part-head a").press("Enter")
    page.locator("#attendance input[name=party]").fill("KGZ")
    page.locator("#attendance input[name=count]").fill("some 12")
    kept(page, "attendance")
    page.locator("#attendance select[name=state]").select_option("accepted")
    page.locator("#attendance .counted", has_text="accepted").wait_for()
    assert "some 12 accepted" in page.locator("#attendance .counted").inner_text()
    assert page.url == where


def test_a_series_proposes_what_reads_like_its_editions(person):
    page = person()
    page.goto("/series/new")
    page.locator("input[name=title]").fill("Central Asian Expert Forum (CAEF)")
    page.locator("select[name=cadence]").select_option("yearly")
    follow(page.locator("main button.main"))
    proposals = page.locator(".proposals > li")
    assert proposals.count() == 2
    numbers = {box.input_value() for box in page.locator(".proposals input[name=edition]").all()}
    assert numbers == {"5", "7"}
    follow(
        proposals.filter(has=page.locator("input[value='7']")).get_by_role(
            "button", name=re.compile("It is an edition")
        )
    )
    follow(page.locator(".proposals > li").get_by_role("button", name=re.compile("It is an edition")))
    assert [cell.inner_text() for cell in page.locator(".editions td.edition").all()] == ["V", "VII"]
    assert "2023" in page.locator(".editions tr.gap").first.inner_text()


def test_without_javascript_a_form_is_a_page(person):
    page = person(java_script_enabled=False)
    page.goto("/engagements")
    follow(page.locator("table.register tbody a[href^='/engagement/']").first)
    follow(page.locator("#agenda .part-head a"))
    page.locator("#agenda input[name=title]").fill("The list of guests")
    follow(page.locator("#agenda form.kept-form button.main"))
    assert page.url.endswith("#agenda")
    assert "The list of guests" in page.locator("#agenda").inner_text()

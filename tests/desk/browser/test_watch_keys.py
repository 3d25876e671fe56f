"""The watch pages in Chromium, by keys alone: from the region to the sentence behind a point, and a question answered."""

import pytest
from tests.desk.browser.conftest import made
from tests.desk.browser.test_warning_keys import enter, type_in

pytestmark = pytest.mark.browser


def test_from_the_region_at_a_glance_to_the_sentence_behind_a_point(person):
    page = person()
    made(page, "/watch")
    page.goto("/watch")
    page.locator(".unit h3 a", has_text="Kyrgyzstan – Tajikistan").focus()
    enter(page)
    assert page.locator("#ahead-table tbody tr").count() >= 4
    page.locator(".figure svg a").last.focus()
    enter(page)
    page.locator(".behind blockquote a").first.focus()
    enter(page)
    assert "/report/" in page.url and "claim=" in page.url


def test_a_question_is_asked_and_answered_with_a_probability(person):
    page = person()
    page.goto("/watch/questions")
    type_in(page, "text", "Will the ferry at Khorog run again before the month ends?")
    type_in(page, "closes", "12312099")
    page.keyboard.press("Enter")
    own = page.locator(".questions > li", has_text="ferry at Khorog")
    own.wait_for()
    own.locator("[name=probability]").focus()
    page.keyboard.type("35")
    enter(page)
    assert "35" in page.locator(".questions > li", has_text="ferry at Khorog").inner_text()

"""The daily paths of a desk, walked in Chromium as a person walks them."""

import re

import pytest
from tests.desk.browser.conftest import follow

pytestmark = pytest.mark.browser

TEXT = """Kyrgyz and Tajik guards exchange fire at Kok-Tash

Kyrgyz and Tajik border guards exchanged fire near Kok-Tash on 3 June 2026. Two Kyrgyz guards were killed and five were
wounded, the Kyrgyz Border Service said. On 4 June the foreign ministers of Kyrgyzstan and Tajikistan met in Batken."""


def test_first_sign_in_shows_today(person):
    page = person()
    assert page.get_by_role("heading", level=1).is_visible()
    assert page.get_by_role("link", name="Events").first.is_visible()


def test_a_pasted_report_is_read_and_reviewed_by_keyboard(person):
    page = person()
    page.goto("/reports/file")
    page.locator("textarea").first.fill(TEXT)
    page.locator("input[name=published]").fill("2026-06-05")
    follow(page.locator("form:has(textarea) button.main"))
    for _ in range(90):
        page.goto("/reports?text=Kok-Tash")
        link = page.get_by_role("link", name=re.compile("exchange fire at Kok-Tash"))
        if link.count() and page.locator(".state-waiting").count() == 0:
            break
        page.wait_for_timeout(1000)
    follow(link.first)
    waiting = page.locator(".proposal.proposed")
    before = waiting.count()
    assert before > 0
    page.keyboard.press("j")
    page.keyboard.press("a")
    page.locator(".proposal.accepted").first.wait_for()
    assert waiting.count() < before


def test_a_relation_shows_its_history(person):
    page = person()
    page.goto("/relations/TJK/KGZ")
    assert page.url.endswith("/relations/KGZ/TJK")
    assert page.locator("svg").count() >= 1
    assert "Kyrgyzstan" in page.get_by_role("heading", level=1).inner_text()


def test_two_events_are_joined_and_parted_again(person):
    page = person()
    page.goto("/events")
    before = page.get_by_role("heading", level=1).inner_text()
    page.goto("/events?label=AGREE&party=KGZ&other=TJK")
    for link in [a.get_attribute("href") for a in page.locator("tbody a[href^='/entry/']").all()][:15]:
        page.goto(link)
        follow(page.get_by_role("link", name="Is this the same as another?"))
        if page.locator("input[name=other][type=checkbox]").count():
            break
    page.locator("input[name=other][type=checkbox]").first.check()
    page.locator("input[name=why]").first.fill("the same signing")
    follow(page.get_by_role("button", name="They are one: join"))
    page.goto("/events")
    assert page.get_by_role("heading", level=1).inner_text() != before
    page.goto(link)
    follow(page.get_by_role("button", name="Undo").first)
    page.goto("/events")
    assert page.get_by_role("heading", level=1).inner_text() == before


def test_a_reader_who_may_not_see_red_finds_no_trace_of_it(person, served):
    head = person()
    head.goto("/reports?q=Toktogul")
    follow(head.locator("a[href^='/report/']").first)
    number = re.search(r"/report/(\d+)", head.url).group(1)
    title = head.get_by_role("heading", level=1).inner_text()
    served.desk.python(
        f"from sarez.desk.reports.models import Report\nfrom sarez.desk.reports.filing import mark\n"
        f"from sarez.desk.accounts.models import User\n"
        f"mark(Report.objects.get(pk={number}), 4, User.objects.get(username='head'), 'a test')"
    )
    reader = person("boris")
    reader.goto("/reports?q=Toktogul")
    assert title not in reader.content()
    reader.goto("/search?q=" + title.split()[0])
    assert title not in reader.content()


def test_an_export_bears_its_marking(person):
    page = person()
    page.goto("/exports")
    with page.expect_download() as got:
        page.get_by_role("button", name=re.compile("take|export|download", re.I)).last.click()
    path = got.value.path()
    assert "TLP:" in path.read_text("utf-8-sig")


def test_search_finds_a_place_in_either_alphabet(person):
    page = person()
    page.goto("/search?q=Ворух")
    assert "Vorukh" in page.inner_text("main")


@pytest.mark.parametrize("language, word", [("ru", "События"), ("en", "Events")])
def test_the_desk_speaks_both_languages(person, language, word):
    page = person()
    page.goto("/account")
    page.locator("select[name=language]").first.select_option(language)
    follow(page.locator("form:has(select[name=language]) button").first)
    page.goto("/events")
    assert word in page.get_by_role("heading", level=1).inner_text()

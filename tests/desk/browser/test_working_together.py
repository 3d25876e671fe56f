"""People made one and set apart again, and two who decide on the same claim at once, in Chromium."""

import re

import pytest
from tests.desk.browser.conftest import follow

pytestmark = pytest.mark.browser


TWICE_TOLD = """
from django.db.models import Count
from sarez.desk.events.models import Entry
print(Entry.objects.filter(kind="event").annotate(n=Count("claims")).filter(n__gt=1).first().pk)
"""


def titles_of_people(page):
    """Every person on record, all pages of the list."""
    found, address = [], "/people"
    while address:
        page.goto(address)
        found += page.locator("main table th[scope=row]").all_inner_texts()
        more = page.locator("nav.pages a", has_text="→")
        address = more.first.get_attribute("href") if more.count() else None
        address = address and (address if address.startswith("/") else "/people" + address)
    return found


def words_of(page, address):
    page.goto(address)
    return page.inner_text("main")


@pytest.mark.slow
def test_two_people_made_one_are_seen_with_both_names_and_set_apart_without_loss(person):
    page = person()
    before = titles_of_people(page)
    page.goto("/people/proposals")
    card = page.locator("form.card").first
    links = [a.get_attribute("href") for a in card.locator("a[href^='/entry/']").all()]
    assert len(links) == 2
    reasons = card.locator("p:has(.tag)").inner_text()
    assert re.search(r"likeness\s+0\.\d", reasons)
    assert len(reasons.split(";")) > 1, "a score alone is no reason"
    pages = [words_of(page, link) for link in links]
    names = [words.splitlines() for words in pages]

    page.goto("/people/proposals")
    follow(page.locator("form.card").first.get_by_role("button", name="One person"))
    assert "are one now" in page.inner_text("body")
    assert len(titles_of_people(page)) == len(before) - 1
    page.goto(links[0])
    forms = page.locator("section:has(> h2:text-is('Forms of the name')) tbody tr").all_inner_texts()
    headings = [next(line for line in lines if line in before) for lines in names]
    for heading in headings:
        assert any(form.startswith(heading) for form in forms), (heading, forms)
    page.goto(links[1])
    assert page.url.endswith(links[0]), "what was joined leads to what it was joined into"

    page.goto("/people/proposals")
    follow(page.locator("ul.decided").get_by_role("button", name="Undo").first)
    assert "stand for themselves again" in page.inner_text("body")
    assert titles_of_people(page) == before
    assert [without_history(words_of(page, link)) for link in links] == [without_history(w) for w in pages]


def without_history(words):
    return words.split("How it came to stand")[0]


def test_the_second_of_two_who_decide_at_once_is_told_and_nothing_is_lost(person):
    one, two = person(), person("clara")
    one.goto("/review")
    address = one.locator("main a[href^='/report/']").first.get_attribute("href")
    for page in (one, two):
        page.goto(address)
    number = one.locator(".proposal.proposed").first.get_attribute("data-claim")
    card = f"#claim-{number}"
    before = two.locator(".proposal").count()

    one.locator(f"{card} form[data-verb=accept] button").click()
    one.locator(f"{card}.accepted").wait_for()
    two.locator(f"{card} details.reject summary").click()
    two.locator(f"{card} form[data-verb=reject] input[name=why]").fill("not what it says")
    two.locator(f"{card} form[data-verb=reject] button").click()
    said = two.locator(".notes.said")
    said.wait_for()
    assert said.inner_text().strip() == "head has accepted this meanwhile. Nothing was changed."
    two.locator(f"{card}.accepted").wait_for()

    for page in (one, two):
        page.goto(address)
        assert "accepted by head" in page.locator(card).inner_text()
        assert page.locator(".proposal").count() == before
    one.locator(f"{card} form[data-verb=undo] button").click()
    one.locator(f"{card}.proposed").wait_for()


@pytest.mark.slow
def test_claims_parted_from_an_event_stand_alone_and_come_back(person, served):
    page = person()
    link = f"/entry/{served.desk.python(TWICE_TOLD)}"
    page.goto(link)
    claims = page.locator("table.claims tbody tr").count()
    assert claims > 1
    title = page.get_by_role("heading", level=1).inner_text()
    page.locator("input[name=claim]").last.check()
    page.locator("input[name=why]").fill("another day")
    follow(page.get_by_role("button", name="Part the chosen claims"))
    assert not page.url.endswith(link)
    assert "an entry of its own now" in page.inner_text("body")
    page.goto(link)
    assert page.locator("table.claims tbody tr").count() == claims - 1
    follow(page.get_by_role("button", name="Undo").first)
    page.goto(link)
    assert page.locator("table.claims tbody tr").count() == claims
    assert page.get_by_role("heading", level=1).inner_text() == title

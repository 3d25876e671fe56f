"""The page of search."""

import pytest

from sarez.desk.search.index import index_reports

pytestmark = pytest.mark.django_db


def page(client, desk, query, clearance=1):
    client.force_login(desk.user("analyst", clearance), backend="django.contrib.auth.backends.ModelBackend")
    return client.get(f"/search?{query}").content.decode()


def test_hits_are_marked_and_the_text_escaped(client, desk):
    index_reports([desk.report("<script>alert(1)</script> Shots near Vorukh.", title="At <b>Vorukh</b>")])
    shown = page(client, desk, "q=ворух")
    assert "<mark>Vorukh</mark>" in shown
    assert "<script>alert" not in shown and "<b>" not in shown


def test_the_filter_is_kept_in_the_links(client, desk):
    for _ in range(7):
        index_reports([desk.report("Shots near Vorukh.", published="2024-05-01")])
    shown = page(client, desk, "q=vorukh&since=2024-01-01")
    assert "q=vorukh&amp;since=2024-01-01&amp;kind=report" in shown


def test_a_search_makes_few_queries(client, desk, django_assert_max_num_queries):
    for _ in range(6):
        report = desk.report("Shots near Vorukh and Khujand.")
        index_reports([report])
        desk.claim(report)
    client.force_login(desk.user(), backend="django.contrib.auth.backends.ModelBackend")
    with django_assert_max_num_queries(20):
        assert client.get("/search?q=ворух+khujant").status_code == 200


def test_pages_are_leafed_through(client, desk):
    for number in range(30):
        index_reports([desk.report("Shots near Vorukh.", title=f"Number {number}")])
    shown = page(client, desk, "q=vorukh&kind=report&page=2")
    assert shown.count('class="hit"') == 5
    assert "2 / 2" in shown


@pytest.mark.parametrize(
    "query", ["", "q=the", "q=-x", "q=nothing", "q=x&page=999&kind=person", "q=%00&since=2024-99-99"]
)
def test_empty_questions_are_answered_in_words(client, desk, query):
    assert 'class="empty"' in page(client, desk, query)

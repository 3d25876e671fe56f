"""What a question finds, for whom and as of when, on either database."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from tests.desk.making import NOW

from sarez.desk.events.decisions import reject
from sarez.desk.events.models import Version
from sarez.desk.reports.filing import mark
from sarez.desk.search import finding, newest
from sarez.desk.search.asking import Asked
from sarez.desk.search.finding import find
from sarez.desk.search.index import catch_up, index_reports
from sarez.desk.search.models import Document, Stem
from sarez.desk.search.words import Wanted, tidy

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(desk):
    def tell(text, **values):
        report = desk.report(text, **values)
        index_reports([report])
        return report

    return tell


def numbers(viewer, q, **more):
    found = find(Asked(q, **more), viewer)
    return {hit.number for hit in found.hits.get("report", [])}


def test_any_form_of_a_word_finds_it(desk, told):
    one = told("They negotiated over the canals.")
    two = told("Стороны провели переговоры о границе.")
    assert numbers(desk.viewer(), "negotiating canal") == {one.pk}
    assert numbers(desk.viewer(), "переговоров") == {two.pk}


def test_a_name_is_found_in_the_other_alphabet_both_ways(desk, told):
    one, two = told("Shots were heard near Vorukh."), told("Стрельба была слышна в Ворухе.")
    assert numbers(desk.viewer(), "Ворух") == numbers(desk.viewer(), "vorukh") == {one.pk, two.pk}


def test_a_phrase_stands_together_and_a_minus_leaves_out(desk, told):
    one = told("The water code was signed.")
    two = told("A code for drinking water.")
    assert numbers(desk.viewer(), "water code") == {one.pk, two.pk}
    assert numbers(desk.viewer(), '"water code"') == {one.pk}
    assert numbers(desk.viewer(), "water -signed") == {two.pk}
    assert numbers(desk.viewer(), 'water -"water code"') == {two.pk}


def test_a_misspelt_word_is_mended_and_the_page_says_so(desk, told):
    one = told("Talks in Khujand about trade.")
    found = find(Asked("Khujant"), desk.viewer())
    assert [(m.asked, m.forms) for m in found.mendings] == [("Khujant", ("Khujand",))]
    assert {hit.number for hit in found.hits["report"]} == {one.pk}


def test_dates_and_kinds_filter(desk, told):
    told("Shots near Vorukh.", published="2024-01-05")
    two = told("Shots near Vorukh again.", published="2024-03-05")
    desk.claim(desk.report("Something else."), values=desk.event(place="Vorukh"))
    assert numbers(desk.viewer(), "vorukh", since="2024-02-01") == {two.pk}
    assert find(Asked("vorukh"), desk.viewer()).counts == {"event": 1, "report": 2}
    assert find(Asked("vorukh", kind="event"), desk.viewer()).hits.keys() == {"event"}


def test_hits_in_titles_come_first(desk, told):
    inside = told("Long text that says canal once.", published="2024-05-20")
    headed = told("Another text.", title="The canal", published="2020-01-01")
    assert [h.number for h in find(Asked("canal"), desk.viewer()).hits["report"]] == [headed.pk, inside.pk]


def test_a_red_word_is_never_found_counted_or_suggested(desk, told):
    told("The envoy zarathustrian met them.", marking=4)
    desk.claim(desk.report("x", marking=4), values=desk.event(place="Zarathustria"))
    green, red = desk.viewer(1), desk.viewer(4)
    for asked in ("zarathustrian", "zarathustrien", "Заратустриан", "envoy"):
        found = find(Asked(asked), green)
        assert (found.total, found.hits, found.mendings) == (0, {}, ())
    assert find(Asked("zarathustrien"), red).total == 2


def test_a_word_once_open_is_not_suggested_after_its_report_was_marked(desk, told):
    report = told("They named Quixotania.")
    assert find(Asked("quixotanya"), desk.viewer(1)).total == 1
    mark(report, 4, desk.user("head", 4), "named a contact")
    assert find(Asked("quixotanya"), desk.viewer(1)).mendings == ()
    assert find(Asked("quixotania"), desk.viewer(1)).total == 0
    assert find(Asked("quixotania"), desk.viewer(4)).total == 1


def test_as_of_before_it_was_known_it_is_not_found(desk, told):
    told("Shots near Vorukh.")
    before = desk.viewer(4, NOW - timedelta(days=1))
    assert find(Asked("vorukh"), before).total == 0
    assert find(Asked("vorukk"), before).mendings == ()


def test_a_rejected_record_is_found_only_as_of_before(desk):
    claim = desk.claim(desk.report("x"), values=desk.event(place="Khorog"))
    reject(claim, desk.user())
    assert find(Asked("khorog"), desk.viewer()).total == 0
    assert find(Asked("khorog"), desk.viewer(4, NOW + timedelta(hours=1))).total == 1


def test_what_is_deleted_leaves_no_word_behind(desk, told):
    report = told("They named Quixotania.")
    report.delete()
    tidy()
    assert not Document.objects.exists()
    assert not Stem.objects.exists()
    assert find(Asked("quixotania"), desk.viewer()).total == 0


def test_what_came_in_another_way_is_caught_up(desk):
    report = desk.report("Shots near Vorukh.")
    assert catch_up() == 1
    assert numbers(desk.viewer(), "vorukh") == {report.pk}
    assert catch_up() == 0


@pytest.mark.parametrize(
    "asked", ["'", '"', "a' OR 1=1", "NOT AND OR NEAR(", "*", "water*", "title:x", "\\ : & | !", "½ ŉ"]
)
def test_nothing_a_person_types_reaches_the_grammar_of_the_database(desk, told, asked):
    told("water")
    find(Asked(asked), desk.viewer())


def test_the_index_says_of_each_version_and_report_what_its_own_row_says(desk):
    claim = desk.claim(desk.report("x", marking=1), values=desk.event(place="Khorog"))
    desk.claim(desk.report("y", marking=3), values=desk.event(place="Khorog", killed=2))
    reject(claim, desk.user())
    index_reports([claim.report])
    for version in Version.objects.select_related("document"):
        assert all(
            getattr(version.document, name) == getattr(version, name)
            for name in ("kind", "low", "high", "known_from", "known_to", "first", "last")
        )
    document = claim.report.document
    assert (document.low, document.known_from) == (claim.report.marking, claim.report.known_at)


def test_of_more_hits_than_are_leafed_through_the_last_filed_are_counted_and_put_in_order(desk, monkeypatch):
    monkeypatch.setattr(finding, "MOST_ORDERED", 3)
    monkeypatch.setattr(finding, "MOST_COUNTED", 2)
    reports = [desk.report("Talks on the canal.", published=f"2024-05-0{n}") for n in range(1, 5)]
    index_reports(reports)
    found = find(Asked("canal"), desk.viewer())
    assert (found.counts, found.told("report"), found.told()) == ({"report": 2}, "2+", "2+")
    assert [h.number for h in found.hits["report"]] == [reports[3].pk, reports[2].pk]
    of_kind = find(Asked("canal", kind="report"), desk.viewer(), 1)
    assert (of_kind.counts, of_kind.cut) == ({"report": 3}, {"report"})


@pytest.mark.parametrize("is_walked", [True, False])
def test_walked_or_asked_of_an_index_the_same_is_found(desk, told, monkeypatch, is_walked):
    """PostgreSQL walks the documents where a word is common, and asks the index where it is rare."""
    as_wished = lambda _wanted, parts: [replace(part, is_walked=is_walked) for part in parts]  # noqa: E731
    monkeypatch.setattr(newest, "_weighed", as_wished)
    canal = told("Talks on the canal.")
    told("A meeting on roads.")
    red = told("The canal, marked.")
    mark(red, 4, desk.user("head", 4), "a test")
    assert numbers(desk.viewer(0), "canal") == {canal.pk}
    assert numbers(desk.viewer(0), "canal -talks") == set()


def test_of_a_common_word_the_documents_are_walked(desk, told):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite walks its index as it is")
    for n in range(40):
        told(f"The canal, part {n}.")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE search_document")
    asked = newest._weighed(
        Wanted([[["canal"]]]), [newest.Part("report", "words", limit) for limit in (2, 10_000)]
    )
    assert [part.is_walked for part in asked] == [True, False]

"""Series: editions in order, what is missing, what reads like an edition, and what a person has refused."""

import pytest
from django.urls import reverse
from tests.desk.dialogue.conftest import forum as forum_values
from tests.desk.making import NOW

from sarez.desk.dialogue.engagements.plans import plan, plans_of
from sarez.desk.dialogue.keeping import begin
from sarez.desk.dialogue.models import Attendance, Passage, Refusal, Series

pytestmark = pytest.mark.django_db
MOST_QUERIES = 20


def at(name, *args):
    return reverse(name, args=args)


@pytest.fixture
def forum(desk):
    return begin(Series(title="Central Asian Expert Forum (CAEF)", cadence="yearly", host="UNRCCA", marking=1), desk.user("head", 4),
                 at=NOW)  # fmt: skip


def page(client, series, **query):
    return client.get(at("series", series.number), query)


def test_editions_stand_in_order_with_their_numbers_and_the_year_without_one(
    desk, held, signed_in, forum, django_assert_max_num_queries
):
    client = signed_in()
    for year, number in ((2022, 5), (2018, 1), (2019, 2), (2021, 4)):
        entry = held(
            title=f"CAEF {number}", date=f"{year}-11-10", issues=["water"] if number > 2 else ["border"]
        )
        plan(entry, client.person, series=forum.number, edition=number)
        for n in range(5):
            begin(Attendance(entry=entry, party="KGZ", count="some 100", state="present"), client.person)
            begin(Passage(entry=entry, position=n, text=f"They agreed {n}"), client.person)
    extra = held(title="extraordinary CAEF meeting", date="2020-06-01", status="called_for")
    plan(extra, client.person, series=forum.number, is_extraordinary=True)
    with django_assert_max_num_queries(MOST_QUERIES):
        answer = page(client, forum)
    shown = answer.context["page"]
    rows = [row.number if hasattr(row, "version") else row.name for row in shown.rows]
    assert rows[:5] == ["I", "II", "2020", "IV", "V"]
    assert rows[5] == "2023"
    assert [e.version.entry_id for e in shown.extraordinary] == [extra.pk]
    assert dict(shown.themes)["border"] == [True, True, False, False, False]
    told = answer.content.decode()
    assert "no edition on record" in told and "They agreed 3" in told and "some 100" in told


def test_what_is_planned_long_past_or_cancelled_is_told_so(desk, held, signed_in, forum):
    client = signed_in()
    entry = held(title="CAEF 5", date="2022-12-10")
    plan(entry, client.person, series=forum.number, edition=5)
    off = held(title="CAEF 6", date="2023-12-10", place="Osh", status="planned")
    plan(off, client.person, series=forum.number, edition=6, state="cancelled")
    names = [getattr(row, "name", row) for row in page(client, forum, as_of="").context["page"].rows]
    assert "2023" in names


def test_titles_that_read_like_editions_are_proposed_and_a_person_decides(desk, held, signed_in, forum):
    client = signed_in()
    fifth = held(title="fifth Central Asian Expert Forum")
    extra = held(title="extraordinary CAEF meeting", date="2022-04-20", place="Astana", status="called_for")
    like = held(title="Central Asian Youth Expert Forum", date="2023-01-10", place="Osh")
    other = held(title="Border Commission", date="2023-02-10", place="Batken")
    shown = page(client, forum).context["page"]
    told = {p.version.entry_id: (p.number, p.is_extraordinary) for p in shown.proposals}
    assert told == {fifth.pk: (5, False), extra.pk: (None, True)}
    assert [p.version.entry_id for p in shown.near] == [like.pk]
    assert other.pk not in told
    assert not plans_of(desk.viewer(), [fifth.pk])
    client.post(at("series-lay", forum.number, fifth.pk), {"edition": "5"})
    client.post(at("series-lay", forum.number, extra.pk), {"is_extraordinary": "on"})
    plans = plans_of(desk.viewer(), [fifth.pk, extra.pk])
    assert (plans[fifth.pk].edition, plans[fifth.pk].is_extraordinary) == (5, False)
    assert (plans[extra.pk].edition, plans[extra.pk].is_extraordinary) == (None, True)
    shown = page(client, forum).context["page"]
    assert not shown.proposals
    assert [e.version.entry_id for e in shown.extraordinary] == [extra.pk]


def test_the_number_is_taken_from_the_words_of_the_reports_where_the_title_has_none(desk, signed_in, forum):
    told = desk.report("Analysts met on 14 June for the seventh Central Asian Expert Forum.")
    values = forum_values(title="Central Asian Expert Forum", date="2024-06-14", place="Astana")
    claim = desk.claim(told, "engagement", values)
    claim.evidence = [[0, len(told.text)]]
    claim.save()
    [proposal] = page(signed_in(), forum).context["page"].proposals
    assert (proposal.number, proposal.is_extraordinary) == (7, False)


def test_what_a_person_has_refused_is_not_proposed_again(desk, held, signed_in, forum):
    client = signed_in()
    entry = held()
    assert page(client, forum).context["page"].proposals
    client.post(at("series-refuse", forum.number, entry.pk))
    client.post(at("series-refuse", forum.number, entry.pk))
    assert not page(client, forum).context["page"].proposals
    assert Refusal.objects.count() == 1


def test_a_second_engagement_with_a_number_that_is_laid_already_says_so(desk, held, signed_in, forum):
    client = signed_in()
    first = held(date="2022-12-10")
    plan(first, client.person, series=forum.number, edition=5)
    again = held(title="CAEF V", date="2023-05-01", place="Osh")
    [proposal] = page(client, forum).context["page"].proposals
    assert (proposal.version.entry_id, proposal.beside.entry_id) == (again.pk, first.pk)
    assert "Perhaps they are one" in page(client, forum).content.decode()


def test_a_number_that_is_none_is_said_beside_the_proposal(desk, held, signed_in, forum):
    client, entry = signed_in(), held()
    answer = client.post(at("series-lay", forum.number, entry.pk), {"edition": "five"})
    assert answer.status_code == 422 and "problem" in answer.content.decode()
    assert (
        client.post(
            at("series-lay", forum.number, entry.pk), {"edition": "5", "is_extraordinary": "on"}
        ).status_code
        == 422
    )
    assert not plans_of(desk.viewer(), [entry.pk])


def test_nothing_tells_of_editions_or_series_above_ones_clearance(desk, held, signed_in, forum):
    head, client = desk.user("head", 4), signed_in("analyst", 1)
    held(title="CAEF I", date="2018-10-10")
    before = [client.get(at(name)).content.split(b"<main")[1] for name in ("series-list", "engagements")]
    secret = held(marking=4, title="CAEF II", date="2019-10-10", place="Osh")
    plan(secret, head, series=forum.number, edition=2)
    hidden = begin(Series(title="Zq quiet rounds", marking=3), head)
    after = [client.get(at(name)).content.split(b"<main")[1] for name in ("series-list", "engagements")]
    assert after == before
    assert "CAEF II" not in page(client, forum).content.decode()
    assert client.get(at("series", hidden.number)).status_code == 404
    assert client.post(at("series-lay", forum.number, secret.pk), {"edition": "2"}).status_code == 404


def test_a_series_is_added_changed_and_seen_as_of_before(desk, signed_in):
    client = signed_in()
    wrong = client.post(
        at("series-new"), {"title": "", "cadence": "yearly", "note": "kept words", "marking": "1"}
    )
    assert wrong.status_code == 422 and "kept words" in wrong.content.decode()
    made = client.post(
        at("series-new"), {"title": "CAEF", "cadence": "yearly", "host": "UNRCCA", "marking": "1"}
    )
    series = Series.objects.get()
    assert made["Location"] == at("series", series.number)
    client.post(
        at("series-change", series.number),
        {"row": series.pk, "title": "Expert Forum", "cadence": "yearly", "marking": "1"},
    )
    assert "Expert Forum" in client.get(at("series-list")).content.decode()
    assert client.get(at("series", series.number) + "?as_of=2020-01-01").status_code == 404
    assert client.get(at("series-new") + "?as_of=2020-01-01").status_code == 302
    assert signed_in("reader", 1).get(at("series-new")).status_code == 403


def test_the_register_shows_what_the_desk_keeps_and_is_narrowed_by_it(
    desk, held, signed_in, forum, django_assert_max_num_queries
):
    client = signed_in()
    fifth, planned = held(), held(title="Talks", date="2026-12-01", place="Osh", status="planned")
    called = held(title="Round table", date="2027-03-01", place="Batken", status="planned")
    plan(fifth, client.person, series=forum.number, edition=5, track="1.5", owner="ann")
    plan(called, client.person, state="postponed", postponed_to="2027-06")
    with django_assert_max_num_queries(MOST_QUERIES):
        answer = client.get(at("engagements"))
    told = answer.content.decode()
    for text in ("Central Asian Expert Forum (CAEF)", "<b>V</b>", "ann", "postponed", "2027-06"):
        assert text in told

    def numbers(**query):
        return {line.version.entry_id for line in client.get(at("engagements"), query).context["lines"]}

    assert numbers() == {fifth.pk, planned.pk, called.pk}
    assert numbers(series=forum.number) == {fifth.pk}
    assert numbers(state="planned") == {planned.pk}
    assert numbers(state="postponed") == {called.pk}
    assert numbers(state="held", party="KGZ") == {fifth.pk}
    assert numbers(state="held", as_of="2024-06-02") == {fifth.pk}
    assert numbers(series="x", state="nonsense") == {fifth.pk, planned.pk, called.pk}


def test_many_engagements_take_no_query_each(desk, held, signed_in, forum, django_assert_max_num_queries):
    client = signed_in()
    for n in range(1, 30):
        entry = held(title=f"CAEF {n}", date=f"{1990 + n}-10-10")
        plan(entry, client.person, series=forum.number, edition=n)
    for address in (at("engagements"), at("series", forum.number), at("series-list")):
        with django_assert_max_num_queries(MOST_QUERIES):
            client.get(address)

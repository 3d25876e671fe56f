"""The pages of the register: what they tell, to whom, and in how many queries."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from sarez.desk.accounts.models import AuditEntry
from sarez.desk.events.counts import counts
from sarez.desk.events.listing import Filter, party_code
from sarez.desk.events.maps import spots
from sarez.desk.events.models import Claim, Entry, Version
from sarez.desk.events.today import today_of

pytestmark = pytest.mark.django_db
MOST_QUERIES = 20
WHERE = {"lat": 39.86, "lon": 70.93, "admin1": "Sughd"}


@pytest.fixture
def signed_in(client, desk):
    def sign_in(role="analyst", clearance=2):
        client.force_login(desk.user(role, clearance), backend="django.contrib.auth.backends.ModelBackend")
        return client

    return sign_in


@pytest.fixture
def record(desk):
    """An open clash with two rival tolls, a hidden one elsewhere, a meeting, a commitment and a person."""
    clash = desk.claim(values=desk.event(killed=3, where=WHERE))
    desk.claim(values=desk.event(killed=5, where=WHERE))
    hidden = desk.claim(
        desk.report("Secretum Khorog", marking=4),
        values=desk.event(place="Khorog", actor=["Hidden Front"], killed=41, where={**WHERE, "lat": 37.5}),
    )
    desk.claim(
        kind="engagement",
        values={"kind": "meeting", "title": None, "date": "2024-05-29", "place": "Batken", "country": "KGZ",
                "organizers": [], "participants": ["KGZ", "TJK"], "people": [], "issues": [], "status": "occurred"},
    )  # fmt: skip
    desk.claim(kind="commitment", values={"parties": ["KGZ"], "text": "open the road", "due": "2024-05-31",
                                          "modality": "agreed"})  # fmt: skip
    person = desk.claim(kind="person", values={"name": "Almaz Sharipov", "position": "governor",
                                               "organization": None, "country": "KGZ"})  # fmt: skip
    return {"clash": clash, "hidden": hidden, "person": person}


PAGES = [
    "today",
    "events",
    "events-map",
    "events-places",
    "events-timeline",
    "events-counts",
    "engagements",
    "commitments",
]


@pytest.mark.parametrize("page", PAGES)
def test_a_page_answers_in_few_queries_and_hints_at_nothing_above_the_clearance(
    page, signed_in, record, django_assert_max_num_queries
):
    client = signed_in()
    with django_assert_max_num_queries(MOST_QUERIES):
        answer = client.get(reverse(page))
    assert answer.status_code == 200
    told = answer.content.decode()
    assert "Khorog" not in told and "Hidden Front" not in told and ">41<" not in told


@pytest.mark.parametrize("what", ["quads", "issues"])
@pytest.mark.parametrize("dark", ["", "?dark=1"])
def test_charts_are_svg(what, dark, signed_in, record):
    answer = signed_in().get(reverse("events-chart", args=[what]) + dark)
    assert answer["Content-Type"] == "image/svg+xml"
    assert answer.content.startswith(b"<svg")


@pytest.mark.parametrize("page", PAGES)
def test_an_empty_desk_says_so(page, signed_in):
    assert signed_in().get(reverse(page)).status_code == 200


@pytest.mark.parametrize(
    "query",
    [
        "party=KGZ&other=Tajikistan",
        "since=2024-13-01&until=x",
        "order=killed",
        "page=99&label=%00",
        "due=2024-06-01",
    ],
)
@pytest.mark.parametrize("page", ["events", "events-timeline", "commitments", "events-map"])
def test_any_filter_in_the_address_is_answered(page, query, signed_in, record):
    assert signed_in().get(f"{reverse(page)}?{query}").status_code == 200


def test_the_entry_tells_rival_tolls_with_reason_and_source(signed_in, record, django_assert_max_num_queries):
    client = signed_in()
    with django_assert_max_num_queries(MOST_QUERIES):
        told = client.get(reverse("entry", args=[record["clash"].entry_id])).content.decode()
    assert "1 other value" in told and f"#claim-{record['clash'].pk}" in told and "latest published" in told


def test_a_hidden_entry_is_not_there(signed_in, record):
    hidden = reverse("entry", args=[record["hidden"].entry_id])
    assert signed_in().get(hidden).status_code == 404
    assert signed_in("head", 4).get(hidden).status_code == 200


def test_a_person_has_positions_and_forms_of_the_name(signed_in, record):
    told = signed_in().get(reverse("entry", args=[record["person"].entry_id])).content.decode()
    assert "Positions told of" in told and "governor" in told


def test_what_may_be_the_same_is_proposed_from_what_the_person_sees(signed_in, desk, record):
    near = desk.claim(values=desk.event(place="Isfara", date="2024-05-30", recipient=["TJK", "civilians"]))
    told = signed_in().get(reverse("entry-alike", args=[record["clash"].entry_id])).content.decode()
    assert "Khorog" not in told
    other = signed_in().get(
        reverse("entry-alike", args=[near.entry_id]) + f"?other={record['hidden'].entry_id}"
    )
    assert "No such entry" in other.content.decode()


def test_joined_in_the_browser_the_old_number_leads_to_the_new_and_undo_brings_it_back(
    signed_in, desk, record
):
    client, clash = signed_in(), record["clash"]
    other = desk.claim(values=desk.event(place="Osh", country="KGZ"))
    client.post(
        reverse("entry-join", args=[clash.entry_id]),
        {"other": other.entry_id, "do": "join", "why": "one night"},
    )
    answer = client.get(reverse("entry", args=[other.entry_id]))
    assert (answer.status_code, answer["Location"]) == (302, reverse("entry", args=[clash.entry_id]))
    told = client.get(reverse("entry", args=[clash.entry_id])).content.decode()
    assert "joined by" in told and "3 reports" in told
    undo = next(part for part in told.split('"') if "/undo/" in part)
    client.post(undo)
    assert client.get(reverse("entry", args=[other.entry_id])).status_code == 200
    assert set(
        AuditEntry.objects.filter(action__in=["join", "undid join"]).values_list("action", flat=True)
    ) == {
        "join",
        "undid join",
    }


def test_a_hidden_entry_can_be_neither_joined_nor_kept_apart(signed_in, record):
    for act in ("join", "apart"):
        signed_in().post(
            reverse("entry-join", args=[record["clash"].entry_id]),
            {"other": record["hidden"].entry_id, "do": act},
        )
    assert not Entry.objects.filter(joined_into__isnull=False).exists()
    assert not AuditEntry.objects.filter(action__in=["join", "kept apart"]).exists()


def test_parting_all_that_one_sees_is_refused_whatever_lies_beneath(signed_in, desk, record):
    seen = desk.claim(values=desk.event(place="Osh"))
    desk.claim(desk.report(marking=4), values=desk.event(place="Osh"), entry=seen.entry)
    signed_in().post(reverse("entry-part", args=[seen.entry_id]), {"claim": seen.pk})
    assert Claim.objects.filter(entry=seen.entry_id).count() == 2


def test_parted_and_kept_apart_is_told_and_withdrawn(signed_in, desk, record):
    client, clash = signed_in(), record["clash"]
    answer = client.post(reverse("entry-part", args=[clash.entry_id]), {"claim": clash.pk, "why": ""})
    own = int(answer["Location"].rsplit("/", 1)[1])
    told = client.get(reverse("entry", args=[own])).content.decode()
    assert "parted by" in told and "to be another than" in told
    client.post(next(part for part in told.split('"') if "/meet/" in part))
    assert "to be another than" not in client.get(reverse("entry", args=[own])).content.decode()


def test_a_reader_may_not_join(signed_in, record):
    answer = signed_in("reader", 2).post(reverse("entry-join", args=[record["clash"].entry_id]), {"other": 1})
    assert answer.status_code == 403


def test_nothing_is_changed_from_a_page_as_of_another_day(signed_in, desk, record):
    other = desk.claim(values=desk.event(place="Osh"))
    address = reverse("entry-join", args=[record["clash"].entry_id]) + "?as_of=2024-06-02"
    assert signed_in().post(address, {"other": other.entry_id, "do": "join"}).status_code == 404


def test_a_period_without_reports_has_no_data_and_one_with_reports_has_zero(desk):
    desk.claim(desk.report(published="2024-01-10"), values=desk.event(date="2024-01-09"))
    desk.report(published="2024-03-05")
    desk.claim(desk.report(published="2024-04-02"), values=desk.event(date="2024-04-01"))
    made = counts(desk.viewer(), Filter(since="2024-01-01", until="2024-04-30"), step="month")
    assert [(p.total, p.is_silent) for p in made.periods] == [(1, False), (0, True), (0, False), (1, False)]


def test_a_month_is_not_counted_as_one_of_its_weeks(desk):
    desk.claim(values=desk.event(date="2024-05"))
    made = counts(desk.viewer(), Filter(since="2024-05-01", until="2024-05-31"), step="week")
    assert (made.total, made.left_out) == (0, 1)


def test_denied_acts_are_not_counted_unless_asked_for(desk):
    desk.claim(values=desk.event(status="denied"))
    assert counts(desk.viewer(), Filter()).total == 0
    assert counts(desk.viewer(), Filter(status="denied")).total == 1


def test_places_near_each_other_are_one_point_from_afar(desk):
    desk.claim(values=desk.event(where=WHERE))
    desk.claim(values=desk.event(place="Isfara", type="CONSULT", where={**WHERE, "lat": 40.1}))
    assert len(spots(desk.viewer(), Filter(), zoom=9)) == 2
    [spot] = spots(desk.viewer(), Filter(), zoom=4)
    assert (spot.total, spot.worst) == (2, "material conflict")


def test_today_says_when_the_last_report_lies_long_ago(desk):
    desk.claim(desk.report(published="2024-05-31"), values=desk.event(killed=2))
    told = today_of(desk.viewer(), now=desk.NOW + timedelta(days=400))
    assert told.is_past and told.week.span.last == date(2024, 5, 31) and told.week.killed == 2
    fresh = today_of(desk.viewer(), now=desk.NOW + timedelta(hours=2))
    assert (fresh.is_past, fresh.came_in) == (False, 1)


def test_today_as_of_a_day_knows_nothing_later(desk):
    desk.claim()
    assert today_of(desk.viewer(as_of=desk.NOW - timedelta(days=1))).is_new


def test_the_week_is_held_against_the_four_before(desk):
    for day in ("2024-05-30", "2024-05-10", "2024-05-03"):
        desk.claim(desk.report(published=day), values=desk.event(date=day))
    week = today_of(desk.viewer(), now=desk.NOW).week
    change = next(c for c in week.changes if c.quad == "material conflict")
    assert (change.now, change.before) == (1, 0.5)
    assert [(p.one, p.two, p.now, p.before) for p in week.pairs] == [("KGZ", "TJK", 1, 2)]


def test_a_party_is_asked_for_by_name_or_code():
    assert [party_code(t) for t in ("Kyrgyzstan", "kgz", "KGZ", "No such body", "")] == [
        "KGZ", "KGZ", "KGZ", "No such body", "",
    ]  # fmt: skip


def test_versions_are_made_for_every_entry(record):
    assert Version.objects.values("entry").distinct().count() == Entry.objects.count()

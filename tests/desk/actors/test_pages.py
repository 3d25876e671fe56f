"""The pages of relations, actors, people, places and issues show what their viewer may see, and no more."""

from datetime import timedelta
from urllib.parse import quote

import pytest
from django.urls import reverse
from tests.desk.making import NOW

from sarez.desk.actors.models import Actor, Office, Term
from sarez.desk.actors.seeding import seed
from sarez.desk.events.models import Entry, Version
from sarez.region.region import load_region

pytestmark = pytest.mark.django_db
SECRET = "Quorvex Border Cell"


@pytest.fixture
def told(region_on_record, db, desk):
    """A clash and an agreement that all may see; a clash, a body and a person that only those cleared for RED may."""
    one = desk.report(published="2024-05-31")
    clash = desk.claim(one, values=desk.event(killed=3))
    agreed = desk.claim(
        desk.report(published="2024-03-02"),
        values=desk.event(type="AGREE", place="Batken", country="KGZ", date="2024-03-01", issues=["water"]),
    )
    pledge = desk.claim(
        agreed.report,
        kind="commitment",
        values={"parties": ["KGZ", "TJK"], "text": "open the road", "due": None, "modality": "agreed"},
    )
    met = desk.claim(
        agreed.report,
        kind="engagement",
        values={
            "kind": "meeting", "title": None, "date": "2024-03-01", "place": "Batken", "country": "KGZ", "organizers": [],
            "participants": ["KGZ", "TJK"], "people": [], "issues": ["water"], "status": "occurred",
        },
    )  # fmt: skip
    red = desk.report(marking=4, published="2024-04-02")
    desk.claim(red, values=desk.event(date="2024-04-01", place="Tort-Kocho", country="KGZ", killed=40))
    desk.claim(red, values=desk.event(actor=[SECRET], recipient=["UZB"], date="2024-04-01", place="Khorog"))
    desk.claim(red, kind="person", values=person("Ivan Quorvexov", "agent", country="RUS"))
    desk.claim(
        kind="person", values=person("Natalia Gherman", "head", organization="UNRCCA", aliases=["Gherman"])
    )
    return {"clash": clash, "agreed": agreed, "pledge": pledge, "met": met}


def person(name, position=None, **values):
    return {"name": name, "position": position, "organization": None, "country": None, "aliases": []} | values


@pytest.fixture
def as_(client, desk):
    """A client signed in with a role and a clearance."""

    def signed_in(role="reader", clearance=1):
        client.force_login(desk.user(role, clearance), backend="django.contrib.auth.backends.ModelBackend")
        return client

    return signed_in


def page(client, address, queries=20):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(
        connection,
    ) as asked:
        answer = client.get(address)
    assert len(asked) <= queries, [q["sql"][:150] for q in asked]
    return answer


ADDRESSES = [
    "/relations", "/relations/KGZ/TJK", "/actors", "/actors?q=kirgiz", "/actor/KGZ", "/actor/UNRCCA", "/actors/proposals",
    "/people", "/people?q=German", "/people/proposals", "/place?name=Vorukh", "/issues", "/issue/border",
]  # fmt: skip


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_page_answers_in_few_queries_and_keeps_what_is_red(told, as_, address):
    answer = page(as_(), address)
    assert answer.status_code == 200
    text = answer.content.decode()
    assert "Quorvex" not in text and "Tort-Kocho" not in text and "style=" not in text
    assert page(as_("head", 4), address).status_code == 200


def test_counts_of_a_pair_leave_out_what_the_reader_may_not_see(told, as_):
    seen = as_().get("/relations/KGZ/TJK").context["h"]
    assert (seen.totals["conflict"], seen.toll.killed, seen.toll.events) == (1, 3, 1)
    assert [b.below for b in seen.chart.bars] == [0, 0, 1]
    cleared = as_("head", 4).get("/relations/KGZ/TJK").context["h"]
    assert (cleared.totals["conflict"], cleared.toll.killed) == (2, 43)


def test_counts_of_relations_and_actors_leave_out_what_the_reader_may_not_see(told, as_):
    def of(client):
        watched = {(p.one, p.two): p.conflict for p in client.get("/relations").context["watched"]}
        lines = {li.actor.code: li.counts["event"] for li in client.get("/actors").context["page"]}
        issues = {li.name: li.counts["event"] for li in client.get("/issues").context["lines"]}
        return watched["KGZ", "TJK"], lines["KGZ"], SECRET in lines, issues["border"]

    assert of(as_()) == (1, 2, False, 1)
    assert of(as_("head", 4)) == (2, 3, True, 3)


def test_a_body_that_only_red_reports_name_is_not_there_for_others(told, as_):
    assert as_().get(f"/actor/{quote(SECRET)}").status_code == 404
    assert as_().get(f"/relations/{quote(SECRET)}/UZB").status_code == 404
    assert as_().get("/actors?q=Quorvex").context["page"].paginator.count == 0
    assert as_("head", 4).get(f"/actor/{quote(SECRET)}").status_code == 200


def test_either_order_of_a_pair_leads_to_one_address(told, as_):
    answer = as_().get("/relations/TJK/KGZ?issue=water")
    assert (answer.status_code, answer["Location"]) == (302, "/relations/KGZ/TJK?issue=water")
    assert as_().get("/relations?one=tjk&two=KGZ").status_code == 302
    assert as_().get("/relations/KGZ/KGZ").status_code == 404


def test_an_agreement_leads_to_the_commitments_of_its_reports(told, as_):
    answer = as_().get("/relations/KGZ/TJK")
    agreed = answer.context["h"].agreements
    assert [a.version.entry_id for a in agreed] == [told["agreed"].entry_id]
    assert [c.entry_id for c in agreed[0].commitments] == [told["pledge"].entry_id]
    assert f'href="#agreement-{told["agreed"].entry_id}"' in answer.content.decode()
    assert [v.entry_id for v in answer.context["h"].engagements] == [told["met"].entry_id]


def test_a_filter_by_issue_and_period_narrows_the_history(told, as_):
    def totals(query):
        shown = as_().get(f"/relations/KGZ/TJK?{query}").context["h"].totals
        return shown["cooperation"], shown["conflict"]

    assert totals("issue=water") == (1, 0)
    assert totals("since=2024-04-01") == (0, 1)
    assert totals("until=2024-02-01") == (0, 0)


def test_a_month_without_reports_is_no_data_and_one_with_reports_is_none_told(told, as_, desk):
    bars = {b.period: b.has_data for b in as_().get("/relations/KGZ/TJK").context["chart"].bars}
    assert bars == {"2024-03": True, "2024-04": False, "2024-05": True}
    assert "no reports" in as_().get("/relations/KGZ/TJK").content.decode()
    desk.report(published="2024-04-20")
    bars = {b.period: b.has_data for b in as_().get("/relations/KGZ/TJK").context["chart"].bars}
    assert bars["2024-04"] is True


def test_pages_tell_what_was_known_on_the_day_asked(told, as_, desk):
    later = desk.report(known_at=NOW + timedelta(days=9), published="2024-06-09")
    desk.claim(later, values=desk.event(date="2024-06-08", place="Isfara"))
    assert as_().get("/relations/KGZ/TJK").context["h"].totals["conflict"] == 2
    assert as_().get("/relations/KGZ/TJK?as_of=2024-06-03").context["h"].totals["conflict"] == 1
    assert as_().get("/actor/KGZ?as_of=2024-01-01").context["d"].totals["event"] == 0


def test_rival_tolls_are_told_beside_the_sum(told, as_, desk):
    desk.claim(values=desk.event(killed=9))
    toll = as_().get("/relations/KGZ/TJK").context["h"].toll
    assert (toll.disputed, toll.least, toll.highest) == (1, 3, 9)


def test_who_holds_an_office_is_told_for_the_day_asked(told, as_):
    def president(query=""):
        offices = as_().get(f"/actor/KGZ{query}").context["d"].offices
        return [t.holder for s in offices if s.office.key == "KGZ/president" for t in s.now]

    assert president("?as_of=2019-05-01") == ["Sooronbay Jeenbekov"]
    assert president("?as_of=2022-05-01") == ["Sadyr Japarov"]


def test_what_a_person_adds_above_a_readers_clearance_is_not_shown(told, as_):
    office = Office.objects.get(key="KGZ/president")
    client = as_("head", 4)
    client.post("/actors/name", {"code": "KGZ", "name": "Codename Tulip", "why": "told", "marking": "4"})
    client.post(
        reverse("add-term", args=[office.pk]),
        {"holder": "Hidden Holder", "since": "2023", "until": "", "note": "", "marking": "4"},
    )
    assert "Codename Tulip" in as_("head", 4).get("/actor/KGZ").content.decode()
    text = as_().get("/actor/KGZ").content.decode()
    assert "Tulip" not in text and "Hidden" not in text
    assert not as_().get("/actors?q=Codename Tulip").context["page"].object_list


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ("UNRCCA", "UNRCCA"), ("Kirghizstan", "KGZ"), ("Кыргызстан", "KGZ"), ("Кыргызстана", "KGZ"), ("Tadjikistan", "TJK"),
        ("Shangai Cooperation Organisation", "SCO"), ("ШОС", "SCO"), ("regional centre for preventive", "UNRCCA"),
    ],
)  # fmt: skip
def test_actors_are_found_by_any_name_in_either_alphabet_with_misspellings(told, as_, asked, code):
    found = as_().get("/actors", {"q": asked}).context["page"].object_list
    assert found[0].actor.code == code


def test_people_are_found_in_either_alphabet_and_an_actor_by_name_of_its_page(told, as_):
    found = as_().get("/people", {"q": "Герман"}).context["page"].object_list
    assert [v.title for v in found] == ["Natalia Gherman"]
    assert as_().get("/people", {"q": "Quorvexov"}).context["page"].paginator.count == 0


def test_a_place_is_one_under_all_its_names(told, as_, desk):
    desk.claim(values=desk.event(place="Ворух", date="2024-02-01"))
    spot = as_().get("/place?name=Vorukh").context["spot"]
    assert spot.subject.totals["conflict"] == 2
    assert spot.known.source == "Sarez"
    assert as_().get("/place?name=Nowhereville-upon-Xyz").status_code == 404


def test_merging_on_the_page_is_for_those_who_may_join_and_is_undone_there(told, as_, desk):
    desk.claim(values=desk.event(type="CONSULT", actor=["UN Regional Center for Preventive Diplomacy"]))
    form = {"kept": "UNRCCA", "gone": "UN Regional Center for Preventive Diplomacy", "why": "the same"}
    assert as_("reader").post("/actors/merge", form).status_code == 403
    client = as_("analyst", 2)
    assert client.post("/actors/merge", form).status_code == 302
    answer = client.get("/actor/UN Regional Center for Preventive Diplomacy")
    assert (answer.status_code, answer["Location"]) == (302, "/actor/UNRCCA")
    merging = client.get("/actors/proposals").context["mergings"][0]
    client.post(reverse("unmerge-bodies", args=[merging.pk]))
    assert client.get("/actor/UN Regional Center for Preventive Diplomacy").status_code == 200


def test_a_body_one_may_not_know_of_cannot_be_merged_or_told_apart(told, as_):
    client = as_("analyst", 2)
    for address in ("/actors/merge", "/actors/apart"):
        assert client.post(address, {"kept": "UNRCCA", "gone": SECRET}).status_code == 404
    assert Actor.objects.get(code=SECRET).joined_into is None


def test_two_persons_are_proposed_made_one_and_set_apart_again(told, as_, desk):
    two = desk.claim(kind="person", values=person("N. German", country=None))
    client = as_("analyst", 2)
    first = client.get("/people/proposals").context["proposals"][0]
    assert {first.one.title, first.two.title} == {"Natalia Gherman", "N. German"}
    assert "the initial N and the surname" in first.reasons
    client.post("/people/join", {"one": first.one.entry_id, "two": first.two.entry_id, "why": ""})
    assert Entry.objects.get(pk=two.entry_id).joined_into_id == first.one.entry_id
    assert not client.get("/people/proposals").context["proposals"]
    joined = client.get("/people/proposals").context["joinings"][0]
    client.post(reverse("undo-people", args=[joined.joining.pk]))
    assert Version.objects.seen_by(desk.viewer()).filter(kind="person", title="N. German").exists()
    again = client.get("/people/proposals").context["proposals"][0]
    client.post("/people/apart", {"one": again.one.entry_id, "two": again.two.entry_id})
    assert not client.get("/people/proposals").context["proposals"]


def test_a_person_one_may_not_see_is_neither_proposed_nor_joined(told, as_, desk):
    hidden = desk.claim(desk.report(marking=4), kind="person", values=person("N. German"))
    client = as_("analyst", 2)
    assert not client.get("/people/proposals").context["proposals"]
    shown = Version.objects.get(title="Natalia Gherman").entry_id
    assert client.post("/people/join", {"one": shown, "two": hidden.entry_id}).status_code == 404


def test_a_term_corrected_by_a_person_is_logged_and_kept(told, as_):
    term = Term.objects.get(office__key="KGZ/president", holder="Askar Akayev")
    as_("analyst", 2).post(
        reverse("change-term", args=[term.pk]), {"since": "1990", "until": "2005-04", "note": "x"}
    )
    seed(load_region())
    term.refresh_from_db()
    assert (term.since, term.until, term.changed_by != "") == ("1990", "2005-04", True)
    as_("analyst", 2).post(
        reverse("change-term", args=[term.pk]), {"since": "2006", "until": "2005", "note": ""}
    )
    term.refresh_from_db()
    assert term.since == "1990"


def test_a_name_with_a_slash_has_pages_too(told, as_, desk):
    desk.claim(values=desk.event(actor=["ISIS/Daesh"], place="Kunduz", country="AFG"))
    assert as_().get("/actor/ISIS%2FDaesh").status_code == 200
    assert as_().get("/relations?one=ISIS/Daesh&two=TJK").status_code == 200
    assert as_().get("/relations").status_code == 200


def test_the_page_of_a_person_tells_the_offices_the_region_knows(told, as_):
    entry = Version.objects.get(title="Natalia Gherman").entry_id
    now = as_().get(f"/entry/{entry}").content.decode()
    assert "Holder of the office: executive director" in now
    then = as_().get(f"/entry/{entry}?as_of=2024-07-01").content.decode()
    assert "Held the office: Special Representative of the Secretary-General and Head of UNRCCA" in then

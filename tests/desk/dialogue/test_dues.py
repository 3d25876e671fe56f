"""What Today says is to be followed up."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from tests.desk.making import NOW

from sarez.desk.dialogue.follow_up.dues import dues_of
from sarez.desk.dialogue.keeping import change

pytestmark = pytest.mark.django_db
TODAY, LONG_AGO = date(2024, 6, 1), NOW - timedelta(days=400)


def told(desk, clearance=4, name="", on=TODAY, since=LONG_AGO):
    from sarez.desk.accounts.viewers import Viewer

    return dues_of(Viewer(clearance, name=name), on, since, NOW)


def entries(items):
    return [one.version.entry_id for one in items]


def test_due_and_overdue_are_those_followed_up_and_open(desk, kept):
    late = kept.commitment("a bridge", "2024-05-20")
    later = kept.commitment("a road", "2024-04")
    soon = kept.commitment("a dam", "2024-06-20")
    kept.commitment("a canal", "2024-08-20")
    kept.commitment("a tunnel", "2024-05-01", modality="offered")
    kept.finding(kept.commitment("a fence", "2024-05-10"), "broken")
    kept.following(kept.commitment("a hall", "2024-05-11"), is_dropped=True)
    found = told(desk)
    assert (entries(found.overdue), found.overdue_count) == ([late.pk, later.pk], 2)
    assert [one.late for one in found.overdue] == [12, 32]
    assert entries(found.due) == [soon.pk]


def test_what_is_due_within_a_month_named_is_overdue_only_after_it(desk, kept):
    entry = kept.commitment("a road", "2024-06")
    assert entries(told(desk, on=date(2024, 6, 30)).due) == [entry.pk]
    assert entries(told(desk, on=date(2024, 7, 1)).overdue) == [entry.pk]


def test_ones_own_steps_that_are_due_and_no_others(desk, kept):
    entry = kept.engagement()
    for text, owner, days in (
        ("mine", "olga", 3),
        ("late", "olga", -1),
        ("far", "olga", 60),
        ("theirs", "boris", 3),
    ):
        kept.step(entry, owner, text=text, due=TODAY + timedelta(days=days))
    found = told(desk, name="olga")
    assert [row.timed.step.text for row in found.steps] == ["late", "mine"]
    assert found.late_steps == 1
    assert told(desk).steps == []


def test_evidence_is_what_was_proposed_since_and_not_decided(desk, kept):
    bridge, road = kept.commitment("a bridge"), kept.commitment("a road", "2031")
    kept.bearing(bridge, score=0.4)
    best = kept.bearing(bridge, score=0.9, reads_like="carried_out")
    change(kept.bearing(road), kept.by, decision="rejected")
    kept.bearing(road, at=NOW - timedelta(days=500))
    [one] = told(desk).evidence
    assert (one.version.entry_id, one.best.pk, len(one.bearings)) == (bridge.pk, best.pk, 2)
    assert told(desk, since=NOW).evidence == []


def test_evidence_in_a_report_that_one_may_not_see_is_not_there(desk, kept):
    entry = kept.commitment()
    kept.bearing(entry, desk.report(marking=3))
    assert told(desk, 2).evidence == [] and len(told(desk, 3).evidence) == 1


def test_evidence_for_what_is_closed_is_not_pressing(desk, kept):
    entry = kept.commitment()
    kept.bearing(entry)
    kept.finding(entry, "kept")
    assert told(desk).evidence == []


def test_the_engagements_that_the_desk_plans_are_told(desk, kept):
    planned = kept.engagement(date="2024-06-10")
    kept.plan(planned)
    kept.engagement("Told by the news only", "2024-06-11")
    kept.plan(kept.engagement("Far off", "2024-09-11"))
    assert entries(told(desk).planned) == [planned.pk]


def test_today_shows_it_and_asks_little(desk, kept, signed_in, django_assert_max_num_queries):
    person = desk.user("officer", 3, "olga")
    for n in range(12):
        entry = kept.commitment(f"undertaking {n}", f"2024-0{1 + n % 5}-1{n % 3}")
        kept.step(entry, "olga", text=f"Step {n}", due=TODAY)
        kept.bearing(entry)
        kept.plan(kept.engagement(f"Talks {n}", f"20{31 + n}-01-01"))
    client = signed_in(person)
    client.get("/")
    with django_assert_max_num_queries(20):
        page = client.get("/").content.decode()
    assert "To follow up" in page and "12 overdue" in page and "years overdue" in page


def test_today_as_of_a_day_tells_what_was_due_then(desk, kept, signed_in):
    kept.commitment("a bridge", "2024-06-03")
    client = signed_in(desk.user("officer", 3))
    then = client.get("/?as_of=2024-06-02").context["dues"]
    assert (len(then.due), then.overdue_count) == (1, 0)
    assert client.get("/?as_of=2024-06-09").context["dues"].overdue_count == 1


def test_today_leads_to_what_is_overdue_and_to_ones_portfolio(desk, kept, signed_in):
    kept.commitment("a bridge", "2024-05-20")
    client = signed_in(desk.user("analyst", 2))
    page = client.get("/").content.decode()
    assert 'href="#follow-up"' in page and reverse("portfolio") in page

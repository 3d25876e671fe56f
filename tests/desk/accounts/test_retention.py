"""Retention: what is due, and what goes with it."""

from datetime import date, timedelta

import pytest
from tests.desk.making import NOW

from sarez.desk.accounts.models import AuditEntry, RetentionRule
from sarez.desk.accounts.retention import delete_due, due, keep_until, set_rule
from sarez.desk.events.models import Claim, Entry, Version
from sarez.desk.reports.copies import group
from sarez.desk.reports.models import Report, Shingle

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


def old(desk, days, **values):
    return desk.report(known_at=NOW - timedelta(days=days), **values)


def test_without_a_rule_nothing_is_due(desk):
    old(desk, 9000)
    assert not due(TODAY).exists()


def test_rules_go_by_source_and_marking_and_the_shortest_counts(desk):
    source = desk.source()
    one = old(desk, 40, source=source)
    red = old(desk, 40, marking=4)
    old(desk, 40)
    young = old(desk, 20, source=source)
    set_rule(30, "ana", source=source)
    set_rule(30, "ana", marking=4)
    assert set(due(TODAY)) == {one, red}
    set_rule(10, "ana", source=source, marking=0)
    assert set(due(TODAY)) == {one, red, young}


def test_a_rule_on_the_same_replaces_the_one_before(desk):
    set_rule(30, "ana", marking=4)
    set_rule(60, "ana", marking=4)
    assert RetentionRule.objects.get().days == 60


def test_a_date_on_the_report_goes_before_every_rule(desk):
    kept, due_now = old(desk, 40), old(desk, 1)
    set_rule(30, "ana", marking=0)
    keep_until(kept, TODAY + timedelta(days=1), "ana")
    keep_until(due_now, TODAY - timedelta(days=1), "ana")
    assert list(due(TODAY)) == [due_now]


def test_a_report_is_kept_on_its_last_day(desk):
    report = desk.report()
    keep_until(report, TODAY, "ana")
    assert not due(TODAY).exists() and due(TODAY + timedelta(days=1)).exists()


def test_what_was_read_from_it_goes_and_what_others_tell_stays(desk):
    gone, stays = old(desk, 40, marking=0), desk.report()
    group(gone)
    told = desk.claim(gone, values=desk.event(killed=9))
    desk.claim(stays, values=desk.event(killed=3))
    alone = desk.claim(gone, values=desk.event(type="PROTEST", place="Khorog", date="2024-01-01"))
    set_rule(30, "ana", marking=0)
    done = delete_due(TODAY, "ana")
    assert (done.reports, done.claims, done.entries) == (1, 2, 1)
    assert Version.objects.seen_by(desk.viewer()).get(entry=told.entry_id).killed == 3
    assert not Entry.objects.filter(pk=alone.entry_id).exists()
    assert not Claim.objects.filter(report=gone.pk).exists() and not Shingle.objects.exists()
    line = AuditEntry.objects.get(action="deleted reports")
    assert line.target == "1 reports" and f'"reports": [{gone.pk}]' in line.details


def test_the_copies_of_a_deleted_report_stay_one_story(desk):
    first = old(desk, 40)
    copies = [desk.report(story=first) for _ in range(2)]
    keep_until(first, date(2024, 1, 1), "ana")
    delete_due(TODAY, "ana")
    heir, other = Report.objects.filter(pk__in=[c.pk for c in copies]).order_by("pk")
    assert heir.story_id is None and other.story_id == heir.pk


def test_the_page_deletes_no_more_than_it_showed(desk, client):
    client.force_login(desk.user("head", 4), "django.contrib.auth.backends.ModelBackend")
    client.post("/retention/rules", {"marking": 0, "days": 30})
    old(desk, 4000, title="A due report")
    page = client.get("/retention")
    assert b"A due report" in page.content and page.context["due_count"] == 1
    old(desk, 4000)
    client.post("/retention/delete", {"count": 1})
    assert Report.objects.count() == 2
    client.post("/retention/delete", {"count": 2})
    assert Report.objects.count() == 0


def test_a_rule_about_nothing_is_refused(desk, client):
    client.force_login(desk.user("head", 4), "django.contrib.auth.backends.ModelBackend")
    assert client.post("/retention/rules", {"days": 30}).status_code == 422
    assert client.post("/retention/rules", {"days": 0, "marking": 1}).status_code == 422


def test_a_date_is_given_and_taken_on_the_page(desk, client):
    client.force_login(desk.user("head", 4), "django.contrib.auth.backends.ModelBackend")
    report = desk.report()
    client.post("/retention/keep", {"report": report.pk, "day": "2030-01-01"})
    report.refresh_from_db()
    assert report.keep_until == date(2030, 1, 1)
    client.post("/retention/keep", {"report": report.pk, "day": ""})
    client.post("/retention/keep", {"report": "x", "day": "soon"})
    report.refresh_from_db()
    assert report.keep_until is None

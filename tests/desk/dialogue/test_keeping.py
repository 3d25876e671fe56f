"""What people keep is never overwritten, never shown too widely, never lost to another's change."""

from datetime import date, timedelta

import pytest
from tests.desk.making import NOW

from sarez.desk.accounts.audit import verify
from sarez.desk.accounts.models import AuditEntry
from sarez.desk.dialogue.keeping import KeepingError, begin, change, drop
from sarez.desk.dialogue.models import Step
from sarez.desk.dialogue.notes import SOURCE, entered, note
from sarez.desk.events.coding import values_of
from sarez.desk.reports.models import Report

pytestmark = pytest.mark.django_db


def step(desk, by, **values):
    told = {"text": "Call the ministry", "owner": by.username, "marking": 1, **values}
    entry = told.pop("entry", None) or desk.claim(desk.report()).entry
    return begin(Step(entry=entry, **told), by, at=NOW)


def test_a_change_keeps_what_stood_and_says_who_made_it(desk):
    by, other = desk.user(), desk.user()
    first = step(desk, by)
    second = change(first, other, at=NOW + timedelta(days=1), due=date(2024, 7, 1))
    assert second.number == first.number
    assert second.by == other.username
    then = Step.objects.seen_by(desk.viewer(as_of=NOW)).get()
    now = Step.objects.seen_by(desk.viewer()).get()
    assert (then.due, now.due) == (None, date(2024, 7, 1))
    lines = list(AuditEntry.objects.filter(target=first.name).values_list("action", "who"))
    assert lines == [("began", by.username), ("changed", other.username)]
    assert verify().is_whole


def test_a_change_that_changes_nothing_leaves_no_trace(desk):
    by = desk.user()
    first = step(desk, by)
    assert change(first, by, text="Call the ministry") is first
    assert Step.objects.count() == 1


def test_two_who_change_the_same_thing_do_not_overwrite_each_other(desk):
    by = desk.user()
    first = step(desk, by)
    same = Step.objects.get(pk=first.pk)
    change(first, by, text="Call the embassy")
    with pytest.raises(KeepingError, match="changed this since"):
        change(same, by, text="Write to the ministry")
    assert Step.objects.seen_by(desk.viewer()).get().text == "Call the embassy"


def test_what_is_dropped_is_still_seen_as_of_before(desk):
    by = desk.user()
    drop(step(desk, by), by, at=NOW + timedelta(days=1))
    assert not Step.objects.seen_by(desk.viewer()).exists()
    assert Step.objects.seen_by(desk.viewer(as_of=NOW)).exists()


def test_nothing_is_marked_below_the_entry_it_is_kept_on_nor_above_its_writer(desk):
    by = desk.user(clearance=2)
    entry = desk.claim(desk.report(marking=2)).entry
    assert step(desk, by, entry=entry, marking=0).marking == 2
    assert not Step.objects.seen_by(desk.viewer(1)).exists()
    with pytest.raises(KeepingError, match="above your own"):
        step(desk, by, marking=3)
    hidden = desk.claim(desk.report(marking=4), values=desk.event(place="Osh")).entry
    with pytest.raises(KeepingError, match="may not see"):
        step(desk, by, entry=hidden, marking=1)


def test_what_is_entered_by_hand_rests_on_a_note_and_meets_the_news(desk):
    by = desk.user()
    told = values_of(
        "commitment",
        {"parties": ["KGZ", "TJK"], "text": ["reopen the crossing at Karamyk"], "modality": ["agreed"]},
    )
    claim = entered(
        "commitment", told, "The deputy told us that Karamyk reopens.", by, 1, day=date(2024, 5, 2)
    )
    assert claim.report.source.name == SOURCE
    assert claim.sentence == "The deputy told us that Karamyk reopens."
    assert (claim.report.published, claim.report.state, claim.decision) == (
        "2024-05-02",
        Report.SEEN,
        "accepted",
    )
    news = desk.claim(desk.report(), "commitment", {**told, "due": None})
    assert news.entry_id == claim.entry_id


def test_a_note_needs_words_and_is_filed_once(desk):
    by = desk.user()
    with pytest.raises(KeepingError, match="words"):
        note("  ", by, 1)
    assert note("They agreed.", by, 1) == note("They agreed.", by, 1)

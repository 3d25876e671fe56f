"""Later reports are proposed as evidence for what was promised: for whom they may, once, with the reason, closing nothing."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sarez.desk.accounts.viewers import FOREVER
from sarez.desk.dialogue.evidence.lookouts import packed, unpacked
from sarez.desk.dialogue.evidence.proposing import catch_up, is_behind, start_from_here
from sarez.desk.dialogue.keeping import begin, change
from sarez.desk.dialogue.models import Bearing, Finding, Lookout
from sarez.desk.dialogue.notes import entered
from sarez.desk.events.joining import join
from sarez.desk.events.models import Entry
from sarez.desk.reports.models import Reading, Report
from sarez.desk.search.index import index_reports
from sarez.reading.bearing import promise_of, take
from sarez.region.region import load_region

PROMISED = "Kyrgyzstan and Uzbekistan agreed on 5 March 2021 in Osh to reopen the Dostuk checkpoint."
DONE = "The Dostuk checkpoint between Kyrgyzstan and Uzbekistan, near Osh, was reopened on Monday, as agreed in March."
ELSEWHERE = "Kazakhstan and Russia opened a road bridge near Uralsk. Lorries were waiting."
VALUES = {
    "parties": ["KGZ", "UZB"],
    "text": "reopen the Dostuk checkpoint",
    "due": None,
    "modality": "agreed",
}


def told(desk, text, day, marking=0, **more):
    """A report that was read on its day."""
    at = datetime.combine(date.fromisoformat(day), datetime.min.time(), tzinfo=UTC) + timedelta(hours=12)
    report = desk.report(text, published=day, known_at=at, marking=marking, state=Report.READ, **more)
    index_reports([report])
    Reading.objects.create(report=report, reader="test", made_by={}, at=at, passages=[], places=[])
    return report


@pytest.fixture
def promise(desk):
    return desk.claim(told(desk, PROMISED, "2021-03-06"), "commitment", VALUES)


def bearings():
    return list(Bearing.objects.filter(known_to=FOREVER).order_by("pk"))


def test_a_later_report_is_proposed_with_its_reason_and_nothing_is_closed(desk, promise):
    report = told(desk, DONE, "2021-05-01")
    told(desk, ELSEWHERE, "2021-05-02")
    assert is_behind()
    assert catch_up() > 0
    (found,) = bearings()
    assert (found.entry_id, found.report_id, found.decision, found.by) == (
        promise.entry_id,
        report.pk,
        "proposed",
        "",
    )
    assert found.reads_like == "carried_out"
    assert "the same parties" in found.reasons
    assert found.number == found.pk
    assert not Finding.objects.exists()
    assert not is_behind()


def test_looking_again_proposes_nothing_twice(desk, promise):
    told(desk, DONE, "2021-05-01")
    catch_up()
    assert catch_up() == 0
    assert len(bearings()) == 1


def test_a_report_that_was_on_the_desk_before_the_promise_was_entered_is_found(desk):
    report = told(desk, DONE, "2021-05-01")
    catch_up()
    desk.claim(told(desk, PROMISED, "2021-03-06"), "commitment", VALUES)
    catch_up()
    assert [b.report_id for b in bearings()] == [report.pk]


def test_a_commitment_entered_by_hand_is_looked_at_too(desk):
    report = told(desk, DONE, "2021-05-01")
    catch_up()
    assert not is_behind()
    entered("commitment", VALUES, PROMISED, desk.user(), 1, day=date(2021, 3, 6))
    assert is_behind()
    catch_up()
    assert [b.report_id for b in bearings()] == [report.pk]
    assert not is_behind()


def test_what_was_rejected_is_not_proposed_again_nor_is_a_copy_of_its_story(desk, promise):
    report, by = told(desk, DONE, "2021-05-01"), desk.user()
    catch_up()
    change(bearings()[0], by, decision="rejected")
    told(desk, DONE + " ", "2021-05-02", story=report)
    catch_up()
    assert [b.decision for b in bearings()] == ["rejected"]


def test_what_is_closed_is_looked_at_no_more(desk, promise):
    by = desk.user()
    begin(Finding(entry=promise.entry, outcome="kept", on=date(2021, 4, 1), marking=1), by)
    told(desk, DONE, "2021-05-01")
    catch_up()
    assert bearings() == []


@pytest.fixture
def again(desk):
    """The same promise as another report told it, an entry of its own."""
    report = told(desk, PROMISED, "2021-03-06")
    entry = Entry.objects.create(kind="commitment", made=report.known_at)
    return desk.claim(report, "commitment", VALUES, entry=entry)


def test_a_report_is_proposed_once_for_a_commitment_that_another_was_joined_into(desk, promise, again):
    catch_up()
    assert Lookout.objects.count() == 2
    join([promise.entry, again.entry], desk.user("head", 4), "the same")
    told(desk, DONE, "2021-05-01")
    catch_up()
    assert [b.entry_id for b in bearings()] == [promise.entry_id]


def test_what_was_decided_on_an_entry_holds_for_the_one_it_was_joined_into(desk, promise, again):
    report, by = desk.report(DONE, published="2021-05-01"), desk.user()
    begin(Bearing(entry=again.entry, report=report, score=0.9, decision="rejected", marking=1), by)
    join([promise.entry, again.entry], desk.user("head", 4), "the same")
    told(desk, DONE + " ", "2021-05-02", story=report)
    catch_up()
    assert [b.decision for b in bearings()] == ["rejected"]


def test_what_was_closed_before_it_was_joined_is_looked_at_no_more(desk, promise, again):
    begin(Finding(entry=again.entry, outcome="kept", on=date(2021, 4, 1), marking=1), desk.user())
    join([promise.entry, again.entry], desk.user("head", 4), "the same")
    told(desk, DONE, "2021-05-01")
    catch_up()
    assert bearings() == []


def test_a_proposal_is_marked_like_the_report_it_comes_from_and_known_since_it(desk, promise):
    report = told(desk, DONE, "2021-05-01", marking=3)
    catch_up()
    (found,) = bearings()
    assert found.marking == 3
    assert found.known_from == report.known_at
    assert not Bearing.objects.seen_by(desk.viewer(2)).exists()
    before = desk.viewer(as_of=report.known_at - timedelta(days=1))
    assert not Bearing.objects.seen_by(before).exists()


def test_the_wording_that_shows_least_is_what_reports_are_laid_beside(desk, promise):
    secret = desk.report("Secretly more was agreed.", marking=4, published="2021-03-06")
    desk.claim(
        secret,
        "commitment",
        VALUES | {"text": "reopen the Dostuk checkpoint for zqxvarnak"},
        entry=promise.entry,
    )
    told(desk, "Zqxvarnak: " + DONE, "2021-05-01")
    catch_up()
    assert Lookout.objects.get().claim == promise
    assert not any("zqxvarnak" in reason.lower() for reason in bearings()[0].reasons)


def test_an_ordinary_forum_is_evidence_for_the_yearly_one_and_not_for_the_extraordinary_one(desk):
    source = told(
        desk,
        "UNRCCA and the institutes agreed to continue the annual Central Asian Expert Forum. An extraordinary session of the "
        "Central Asian Expert Forum may be called.",
        "2022-04-08",
    )
    who = {"parties": ["UNRCCA"], "due": None, "modality": "agreed"}
    yearly = desk.claim(
        source, "commitment", who | {"text": "continue the annual Central Asian Expert Forum"}
    )
    special = desk.claim(
        source,
        "commitment",
        who | {"text": "hold an extraordinary session of the Central Asian Expert Forum"},
    )
    assert yearly.entry_id != special.entry_id
    report = told(
        desk,
        "UNRCCA held the fifth annual Central Asian Expert Forum in Tashkent. Experts of five countries came to the forum.",
        "2022-12-12",
    )
    catch_up()
    assert [(b.entry_id, b.report_id) for b in bearings()] == [(yearly.entry_id, report.pk)]


def test_what_is_taken_as_looked_at_is_not_looked_at(desk, promise):
    told(desk, DONE, "2021-05-01")
    start_from_here()
    assert not is_behind()
    catch_up()
    assert bearings() == []


@given(st.text(max_size=200))
def test_a_promise_is_the_same_after_it_was_kept(words):
    import json

    made = promise_of(words, take(PROMISED, date(2021, 3, 6), load_region()), load_region(), due="2021-05-01")
    again = unpacked(json.loads(json.dumps(packed(made))))
    assert (again.words, again.pairs, again.months, again.day) == (
        made.words,
        made.pairs,
        made.months,
        made.day,
    )
    assert (again.parties, again.acts, again.is_extraordinary) == (
        made.parties,
        made.acts,
        made.is_extraordinary,
    )

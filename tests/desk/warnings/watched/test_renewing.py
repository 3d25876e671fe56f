"""The record as the one table of events: what its rows say, for whom and when, and that increments end where all anew does."""

import os
from datetime import UTC, date, datetime, timedelta

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.desk.dialogue.pledges import found, pledge
from tests.desk.making import NOW
from tests.examples import some

from sarez.desk.events.models import Claim, Version
from sarez.desk.events.register import rebuild
from sarez.desk.warnings.watched import shelf
from sarez.desk.warnings.watched.renewing import renew
from sarez.intake.tables.schema import schema
from sarez.vocabulary.events import load_events

pytestmark = pytest.mark.django_db
TALKS = {
    "kind": "meeting", "title": "", "date": "2024-05-30", "date_end": None, "place": "Batken", "country": "KGZ",
    "organizers": ["KGZ"], "participants": ["TJK"], "people": [], "issues": ["border"], "status": "occurred",
}  # fmt: skip


def rows(clearance=4, at=None, table=shelf.EVENTS):
    kept = shelf.kept()
    every = pa.concat_tables(pq.read_table(path) for path in kept.paths(table)).to_pylist()
    if table == shelf.COVERAGE:
        return every
    at = at or datetime(9000, 1, 1, tzinfo=UTC)
    return [
        row
        for row in every
        if row["low"] <= clearance <= row["high"]
        and row["known_at"] <= at
        and (row["ended_at"] is None or row["ended_at"] > at)
    ]


def test_an_event_is_a_row_for_each_pair_of_states(desk):
    desk.claim(values=desk.event(actor=["KGZ"], recipient=["TJK", "UZB", "UNRCCA"], killed=3))
    renew()
    told = [(row["part"], row["actor"], row["recipient"]) for row in rows()]
    assert told == [(1, "KGZ", "TJK"), (2, "KGZ", "UZB")]
    row = rows()[0]
    weight = load_events()["ASSAULT"].weight
    assert (row["type"], row["quad"], row["intensity"]) == ("ASSAULT", "material conflict", weight)
    assert (row["first"], row["date_precision"], row["deaths"]) == (date(2024, 5, 30), "day", 3)
    assert row["published"].date() == date(2024, 5, 31)
    assert row["issues"] == ["border"]
    assert row["ended_at"] is None


def test_the_table_is_of_the_one_schema(desk):
    desk.claim()
    kept = renew()
    for path in kept.paths(shelf.EVENTS):
        assert pq.read_schema(path).equals(schema())


def test_an_event_without_a_day_has_no_row(desk):
    desk.claim(values=desk.event(date=None))
    renew()
    assert rows() == []


def test_the_taliban_stand_for_afghanistan_since_they_hold_kabul(desk):
    desk.claim(values=desk.event(actor=["Taliban"], recipient=["TJK"], date="2022-05-30"))
    desk.claim(values=desk.event(actor=["Taliban"], recipient=["TJK"], date="2020-05-30"))
    renew()
    assert [row["actor"] for row in rows()] == ["AFG", None]


def test_an_encounter_that_an_event_tells_counts_once(desk):
    report = desk.report()
    desk.claim(report, "engagement", TALKS)
    renew()
    assert [(row["type"], row["mode"], row["actor"], row["recipient"]) for row in rows()] == [
        ("CONSULT", "meeting", "KGZ", "TJK")
    ]
    desk.claim(report, values=desk.event(type="CONSULT"))
    renew()
    assert [row["reference"].split()[0] for row in rows()] == ["event"]


def test_an_encounter_counts_for_those_who_do_not_see_the_event_that_tells_it(desk):
    report = desk.report()
    desk.claim(report, "engagement", TALKS)
    of = desk.claim(report, values=desk.event(type="CONSULT"))
    Claim.objects.filter(pk=of.pk).update(marking=3)
    rebuild([of.entry_id])
    renew()
    assert [row["reference"].split()[0] for row in rows(0)] == ["engagement"]
    assert [row["reference"].split()[0] for row in rows(4)] == ["event"]


def test_what_the_desk_keeps_of_an_encounter_goes_before_what_reports_say(desk):
    from sarez.desk.dialogue.keeping import begin
    from sarez.desk.dialogue.models import Plan

    head = desk.user("head", 4)
    of = desk.claim(desk.report(), "engagement", TALKS | {"status": "planned"})
    renew()
    assert rows() == []
    begin(Plan(entry=of.entry, state="held"), head, at=NOW + timedelta(days=2))
    renew()
    assert [row["known_at"] for row in rows()] == [NOW + timedelta(days=2)]
    assert rows(at=NOW + timedelta(days=1)) == []


def test_a_commitment_found_kept_is_an_agreement_kept_from_when_that_was_found(desk):
    head = desk.user("head", 4)
    version = pledge(desk)
    found(version, head, "kept", date(2024, 5, 31), marking=2)
    renew()
    (row,) = rows(4)
    assert (row["type"], row["mode"], row["first"]) == ("AGREE", "kept", date(2024, 5, 31))
    assert {row["actor"], row["recipient"]} == {"KGZ", "TJK"}
    assert rows(1) == []
    assert rows(4, NOW) == []


def test_a_commitment_found_broken_later_is_kept_no_more(desk):
    head = desk.user("head", 4)
    version = pledge(desk)
    found(version, head, "kept")
    found(version, head, "broken")
    renew()
    assert rows() == []


def test_what_was_known_then_is_told_as_then(desk):
    first = desk.claim(known_at=NOW)
    second = desk.claim(
        desk.report(known_at=NOW + timedelta(days=3)), values=desk.event(killed=4), entry=first.entry
    )
    assert first.entry == second.entry
    renew()
    assert [row["deaths"] for row in rows(at=NOW + timedelta(days=1))] == [None]
    assert [row["deaths"] for row in rows()] == [4]


def test_coverage_tells_of_which_states_each_report_tells(desk):
    desk.claim(desk.report(published="2024-05-31", marking=2))
    desk.report("Nothing of anybody.", published="2024-05-30")
    renew()
    told = sorted((str(r["day"]), r["country"] or "", r["low"]) for r in rows(table=shelf.COVERAGE))
    assert told == [
        ("2024-05-30", "", 0), ("2024-05-31", "", 2), ("2024-05-31", "KGZ", 2), ("2024-05-31", "TJK", 2)
    ]  # fmt: skip


def test_nothing_is_made_where_nothing_has_changed(desk):
    desk.claim()
    kept = renew()
    assert renew() == kept


def test_a_report_taken_away_takes_its_rows_with_it(desk):
    from sarez.desk.accounts.audit import log

    of = desk.claim()
    desk.claim(values=desk.event(date="2024-02-02"))
    renew()
    of.report.delete()
    rebuild([of.entry_id])
    log(None, "erased", "report")
    renew()
    assert [str(row["first"]) for row in rows()] == ["2024-02-02"]
    assert {row["report"] for row in rows(table=shelf.COVERAGE)} == set(
        Claim.objects.values_list("report", flat=True)
    )


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["event", "talks", "again", "mark", "reject"]), st.integers(0, 4), st.integers(1, 28)
    ),
    min_size=2,
    max_size=6,
)


@settings(
    max_examples=some(8, 3),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(ACTS)
def test_increments_end_where_making_all_anew_does(desk, acts):
    Version.objects.all().delete()
    Claim.objects.all().delete()
    renew(anew=True)
    for act, marking, day in acts:
        _do(desk, act, marking, day)
        shelf_before = renew()
        assert shelf_before is not None
    grown, told = everything(), rows(table=shelf.COVERAGE)
    renew(anew=True)
    assert grown == everything()
    assert sorted(map(str, told)) == sorted(map(str, rows(table=shelf.COVERAGE)))


def everything():
    kept = shelf.kept()
    every = pa.concat_tables(pq.read_table(path) for path in kept.paths(shelf.EVENTS)).to_pylist()
    return sorted(map(str, every))


def _do(desk, act, marking, day):
    at = NOW + timedelta(days=day)
    claims = list(Claim.objects.order_by("pk"))
    if act == "event" or not claims:
        desk.claim(desk.report(marking=marking, known_at=at), values=desk.event(date=f"2024-05-{day:02d}"))
    elif act == "talks":
        report = desk.report(marking=marking, known_at=at)
        desk.claim(report, "engagement", TALKS | {"date": f"2024-05-{day:02d}"})
        if day % 2:
            desk.claim(report, values=desk.event(type="CONSULT", date=f"2024-05-{day:02d}"))
    elif act == "again":
        of = claims[day % len(claims)]
        desk.claim(desk.report(marking=marking, known_at=at), of.kind, of.values, entry=of.entry)
    elif act == "mark":
        of = claims[day % len(claims)]
        Claim.objects.filter(pk=of.pk).update(marking=marking)
        type(of.report).objects.filter(pk=of.report_id).update(marking=marking)
        rebuild([of.entry_id])
    else:
        of = claims[day % len(claims)]
        Claim.objects.filter(pk=of.pk).update(ended_at=max(at, of.known_at + timedelta(days=1)))
        rebuild([of.entry_id])


def test_what_is_long_left_is_swept_and_the_outlooks_beside_stay(desk):
    desk.claim()
    kept = renew()
    outlooks, left, lock = (kept.folder / name for name in ("outlook-4", "events-9-old.parquet", "gate.lock"))
    outlooks.mkdir()
    for path in (left, lock):
        path.touch()
    for path in (outlooks, left, lock):
        os.utime(path, (0, 0))
    desk.claim(values=desk.event(place="Isfara"))
    assert renew().generation > kept.generation
    assert (outlooks.is_dir(), left.exists(), lock.exists()) == (True, False, True)

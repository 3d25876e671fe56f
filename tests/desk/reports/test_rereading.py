"""A report read again: what changed is proposed, what people decided stands, nothing is lost of what stood before."""

from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.examples import some

from sarez.desk.events.decisions import accept, correct, grade, reject, reopen
from sarez.desk.events.joining import join
from sarez.desk.events.models import Claim, Version
from sarez.desk.reports.filing import keep_readings
from sarez.desk.reports.models import Reading, Report
from sarez.desk.reports.rereading import Reread, keep_rereading, outdated, reread_all
from sarez.reading.records import Commitment, Event, Evidence, Person, Reader
from sarez.reading.records import Reading as Read

pytestmark = pytest.mark.django_db
TEXT = (
    "Shots were fired near Vorukh; three guards were killed. The two sides met in Guliston the next day. " * 3
)


def event(start=0, **values):
    told = {
        "type": "ASSAULT", "actor": ("KGZ",), "recipient": ("TJK",), "date": "2024-05-30", "date_reason": None,
        "place": "Vorukh", "country": "TJK", "issues": ("border",), "status": "occurred", "killed": None, "injured": None,
        "confidence": 0.8,
    } | values  # fmt: skip
    end = start + 54
    return Event(sentence=TEXT[start:end], evidence=(Evidence(start, end),), **told)


def read(*events, version="1", people=(), commitments=()):
    return Read(
        "r.txt", None, None, None, "en", "2024-05-31", Reader("sarez", version, "none", None), people, events,
        commitments=commitments,
    )  # fmt: skip


@pytest.fixture
def report(desk):
    return desk.report(TEXT, state=Report.WAITING)


def standing(report):
    return list(Claim.objects.filter(report=report, ended_at__year=9999).order_by("pk"))


def shown(desk, as_of=None):
    return [
        (v.label, v.killed, v.decision) for v in Version.objects.seen_by(desk.viewer(4, as_of)).order_by("pk")
    ]


def test_the_same_reading_changes_nothing(report):
    keep_readings([(report, read(event(killed=3)))])
    before = list(Claim.objects.values())
    assert keep_rereading(report, read(event(killed=3))) == Reread(kept=1)
    assert list(Claim.objects.values()) == before
    assert Reading.objects.count() == 1


def test_another_reader_that_says_the_same_is_noted_on_the_claim(report):
    keep_readings([(report, read(event(killed=3)))])
    keep_rereading(report, read(event(killed=3), version="2"))
    assert standing(report)[0].reading.reader == "sarez 2 (none)"
    assert Reading.objects.filter(is_current=True).count() == 1


def test_what_nobody_decided_is_replaced_and_stood_before(desk, report):
    keep_readings([(report, read(event(killed=3)))])
    (old,) = standing(report)
    grade(old, 2, desk.user())
    assert keep_rereading(report, read(event(killed=13), version="2")) == Reread(replaced=1)
    (new,) = standing(report)
    old.refresh_from_db()
    assert (new.replaces, old.decision, new.credibility, new.entry_id) == (old, "replaced", 2, old.entry_id)
    assert shown(desk) == [("ASSAULT", 13, "proposed")]
    assert shown(desk, old.ended_at.replace(year=2025)) == [("ASSAULT", 3, "proposed")]


def test_what_is_not_found_again_ends_with_the_reason(desk, report):
    keep_readings([(report, read(event(), event(100, type="COERCE")))])
    assert keep_rereading(report, read(event(), version="2")) == Reread(kept=1, ended=1)
    gone = Claim.objects.exclude(ended_at__year=9999).get()
    assert (gone.decision, gone.match["ended"]) == ("replaced", "the newer reading does not find it")
    assert [label for label, *_ in shown(desk)] == ["ASSAULT"]


def test_what_is_new_is_proposed(report):
    keep_readings([(report, read(event()))])
    assert keep_rereading(report, read(event(), event(100, type="COERCE"), version="2")) == Reread(
        kept=1, new=1
    )


def test_an_accepted_claim_stands_and_another_reading_is_beside_it(desk, report):
    keep_readings([(report, read(event(killed=3)))])
    accept(standing(report)[0], desk.user())
    assert keep_rereading(report, read(event(killed=13), version="2")) == Reread(kept=1, beside=1)
    kept, beside = standing(report)
    assert (kept.decision, beside.decision, beside.entry_id) == ("accepted", "proposed", kept.entry_id)
    assert "killed" in beside.match["reasons"][0]
    assert shown(desk) == [("ASSAULT", 3, "accepted")]
    assert keep_rereading(report, read(event(killed=13), version="2")) == Reread(kept=2)
    assert keep_rereading(report, read(event(killed=3), version="3")) == Reread(kept=1, ended=1)


def test_an_accepted_claim_that_is_not_found_again_stands(desk, report):
    keep_readings([(report, read(event()))])
    accept(standing(report)[0], desk.user())
    assert keep_rereading(report, read(version="2")) == Reread(kept=1)
    assert shown(desk) == [("ASSAULT", None, "accepted")]


def test_a_correction_is_not_argued_with_in_what_the_person_set(desk, report):
    keep_readings([(report, read(event(killed=3)))])
    correct(standing(report)[0], {"killed": 4}, desk.user())
    assert keep_rereading(report, read(event(killed=13), version="2")) == Reread(kept=1)
    assert keep_rereading(report, read(event(killed=13, injured=7), version="3")) == Reread(kept=1, beside=1)
    assert [(c.values["killed"], c.values["injured"]) for c in standing(report)] == [(4, None), (4, 7)]
    assert keep_rereading(report, read(event(killed=13, injured=7), version="3")) == Reread(kept=2)
    assert keep_rereading(report, read(event(killed=13, injured=8), version="4")) == Reread(
        kept=1, replaced=1
    )
    assert standing(report)[1].values["killed"] == 4


def test_what_was_rejected_is_not_proposed_again(desk, report):
    keep_readings([(report, read(event(killed=3)))])
    reject(standing(report)[0], desk.user())
    assert keep_rereading(report, read(event(killed=3), version="2")) == Reread(kept=1)
    assert standing(report) == []
    assert keep_rereading(report, read(event(killed=4), version="3")) == Reread(kept=1, beside=1)
    assert keep_rereading(report, read(event(killed=4), version="3")) == Reread(kept=2)


def test_what_a_person_reopened_is_not_ended(desk, report):
    keep_readings([(report, read(event()))])
    (claim,) = standing(report)
    keep_rereading(report, read(version="2"))
    claim.refresh_from_db()
    reopen(claim, desk.user())
    assert keep_rereading(report, read(version="2")) == Reread(kept=1)


def test_a_better_date_lays_the_claim_to_the_event_it_tells_of(desk, report):
    other = desk.claim(values=desk.event(date="2024-05-29"))
    keep_readings([(report, read(event(date="2023-05-29")))])
    (old,) = standing(report)
    assert old.entry_id != other.entry_id
    keep_rereading(report, read(event(date="2024-05-29"), version="2"))
    (new,) = standing(report)
    assert new.entry_id == other.entry_id
    assert Version.objects.seen_by(desk.viewer()).count() == 1


def test_one_sentence_that_tells_two_things_is_told_apart_by_them(desk, report):
    fight = {"actor": ("KGZ",), "recipient": ("TJK",)}
    keep_readings([(report, read(event(0, **fight), event(100, actor=(), recipient=("UZB",))))])
    keep_rereading(
        report,
        read(event(100, injured=4, **fight), event(0, actor=(), recipient=("UZB",), killed=1), version="2"),
    )
    found = {tuple(c.values["recipient"]): c.replaces.values["recipient"] for c in standing(report)}
    assert found == {("TJK",): ["TJK"], ("UZB",): ["UZB"]}


def test_what_a_person_joined_stays_joined(desk, report):
    other = desk.claim(values=desk.event(date="2024-01-01", place="Khorog"))
    keep_readings([(report, read(event()))])
    join([other.entry, standing(report)[0].entry], desk.user(), "one night")
    keep_rereading(report, read(event(killed=9), version="2"))
    assert standing(report)[0].entry_id == other.entry_id


def test_people_and_commitments_are_told_apart_by_their_words(report):
    person = Person("Nurlan Asanov", "colonel", None, "KGZ", (Evidence(0, 5),), 0.9)
    promise = Commitment(
        ("KGZ", "TJK"), "withdraw forces", None, None, "agreed", "s", (Evidence(56, 90),), 0.9
    )
    keep_readings([(report, read(people=(person,), commitments=(promise,)))])
    better = Person("Nurlan Asanov", "general", None, "KGZ", (Evidence(0, 5),), 0.9)
    assert keep_rereading(report, read(people=(better,), commitments=(promise,), version="2")) == Reread(1, 1)


def test_the_reviewed_report_comes_back_to_review_when_there_is_something_new(desk, report):
    keep_readings([(report, read(event()))])
    accept(standing(report)[0], desk.user())
    keep_rereading(report, read(event(), event(100, type="COERCE"), version="2"))
    report.refresh_from_db()
    assert report.state == Report.READ


def test_all_that_an_older_reader_read_is_read_again(desk):
    for text in ("One.", "Two."):
        keep_readings([(desk.report(text), read(event()))])
    desk.report("Three.", state=Report.WAITING)

    class Better:
        maker = SimpleNamespace(name="sarez", version="2", model="none")

        def read(self, report):
            if report.text == "Two.":
                raise ValueError("too odd")
            return read(event(killed=1), version="2")

    assert outdated(Better()) == 2
    done = [
        (report.text, change and change.replaced, wrong) for report, change, wrong in reread_all(Better())
    ]
    assert done == [("One.", 1, ""), ("Two.", None, "ValueError: too odd")]
    assert outdated(Better()) == 1


records = st.lists(
    st.tuples(
        st.sampled_from([0, 10, 54, 100]),
        st.sampled_from(["ASSAULT", "COERCE", "CONSULT"]),
        st.sampled_from([None, 1, 2]),
        st.sampled_from([None, "2024-05", "2024-05-30"]),
        st.sampled_from([("KGZ",), ("KGZ", "TJK"), ("UZB",)]),
    ),
    max_size=5,
)
acts = st.lists(
    st.tuples(st.integers(0, 9), st.sampled_from(["accept", "reject", "correct", "reopen"])), max_size=4
)


def made(told, version):
    return read(
        *(event(start, type=t, killed=k, date=d, actor=a) for start, t, k, d, a in told), version=version
    )


def snapshot():
    claims = list(Claim.objects.order_by("pk").values())
    versions = list(
        Version.objects.order_by("entry", "low", "known_from").values(
            "entry", "known_from", "values", "reports"
        )
    )
    return claims, versions


@settings(
    max_examples=some(40, 10),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(first=records, second=records, decisions=acts)
def test_read_again_by_the_same_reader_nothing_changes_whatever_was_decided(desk, first, second, decisions):
    report, by = desk.report(TEXT), desk.user()
    keep_readings([(report, made(first, "1"))])
    for number, act in decisions:
        claims = list(report.claims.order_by("pk"))
        if not claims:
            continue
        claim = claims[number % len(claims)]
        stands = claim.ended_at.year == 9999
        if act == "reopen" and not stands and claim.decision == "rejected" and claim.replaces_id is None:
            reopen(claim, by)
        elif stands and act == "correct":
            correct(claim, {"injured": 7}, by)
        elif stands and act in ("accept", "reject"):
            {"accept": accept, "reject": reject}[act](claim, by)
    decided = set(
        report.claims.filter(decision__in=("accepted", "rejected")).values_list("pk", "ended_at", "decision")
    )
    for version, told in (("1", first), ("2", second)):
        keep_rereading(report, made(told, version))
        before = snapshot()
        again = keep_rereading(report, made(told, version))
        assert not again.is_change
        assert snapshot() == before
    assert decided <= set(report.claims.values_list("pk", "ended_at", "decision"))

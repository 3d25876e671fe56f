"""“As known on”: whatever was done since, what stood at a moment is shown as it was shown then."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.desk.events.test_adding import standing
from tests.desk.making import NOW
from tests.examples import some

from sarez.desk.accounts.erasure import erase
from sarez.desk.accounts.retention import delete
from sarez.desk.events.decisions import DecisionError, accept, correct, grade, reject, reopen
from sarez.desk.events.models import PROPOSED, Claim, Spell, Version, is_proposed
from sarez.desk.events.register import rebuild_all, record
from sarez.desk.events.spells import as_known, turns
from sarez.desk.events.today import waiting
from sarez.desk.reports import review, sources
from sarez.desk.reports.models import PastGrade, Reading, Source
from sarez.desk.reports.rereading import keep_rereading
from sarez.reading.records import Event, Evidence, Reader
from sarez.reading.records import Reading as Read

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def stands(desk, claim, at=None):
    return Version.objects.seen_by(desk.viewer(4, at)).filter(entry=claim.entry_id).first()


def known(desk, claim, at=None):
    """The claim as it stood: what was decided, by whom, how it was graded; None if it was off the record."""
    viewer = desk.viewer(4, at)
    for found in as_known(Claim.objects.seen_by(viewer).filter(pk=claim.pk), viewer):
        return found.decision, found.decided_by, found.credibility
    return None


def test_a_claim_reopened_was_off_the_record_in_between(desk):
    claim, ana = desk.claim(), desk.user(name="ana")
    reject(claim, ana, at=NOW + HOUR)
    reopen(claim, ana, at=NOW + 3 * HOUR)
    assert [bool(stands(desk, claim, NOW + n * HOUR)) for n in range(5)] == [True, False, False, True, True]
    assert known(desk, claim, NOW) == ("proposed", "", 6)
    assert known(desk, claim, NOW + 2 * HOUR) is None
    assert known(desk, claim, NOW + 4 * HOUR) == known(desk, claim) == ("proposed", "ana", 6)


def test_an_acceptance_taken_back_was_one_in_between(desk):
    claim, ana = desk.claim(), desk.user(name="ana")
    accept(claim, ana, at=NOW + HOUR)
    reopen(claim, ana, at=NOW + 2 * HOUR)
    assert [stands(desk, claim, NOW + n * HOUR).decision for n in range(3)] == [
        "proposed", "accepted", "proposed",
    ]  # fmt: skip
    assert known(desk, claim, NOW + HOUR) == ("accepted", "ana", 6)


def test_accepted_then_rejected_it_was_accepted_until_then(desk):
    claim, ana = desk.claim(), desk.user(name="ana")
    accept(claim, ana, at=NOW + HOUR)
    reject(claim, ana, at=NOW + 2 * HOUR)
    assert stands(desk, claim, NOW + HOUR).decision == "accepted"
    assert known(desk, claim, NOW + HOUR) == ("accepted", "ana", 6)
    assert stands(desk, claim) is None


def test_a_grade_weighs_from_when_it_was_given(desk):
    one, two = desk.claim(values=desk.event(killed=3)), desk.claim(values=desk.event(killed=5))
    grade(one, 1, desk.user(), at=NOW + HOUR)
    grade(two, 2, desk.user(), at=NOW + HOUR)
    grade(one, 5, desk.user(), at=NOW + 2 * HOUR)
    assert [stands(desk, one, NOW + n * HOUR).killed for n in range(3)] == [5, 3, 5]
    assert [known(desk, one, NOW + n * HOUR)[2] for n in range(3)] == [6, 1, 5]


def test_the_reliability_of_a_source_weighs_from_when_it_was_given(desk):
    first, second = desk.source(reliability="C"), desk.source(reliability="B")
    one = desk.claim(desk.report(source=first), values=desk.event(killed=3))
    desk.claim(desk.report(source=second), values=desk.event(killed=5))
    for hour, letter in ((1, "A"), (2, "D")):
        sources.change(first, {"reliability": letter}, "ana", at=NOW + hour * HOUR)
    assert [stands(desk, one, NOW + n * HOUR).killed for n in range(3)] == [5, 3, 5]
    assert list(PastGrade.objects.values_list("reliability", "by")) == [("C", "ana"), ("A", "ana")]
    sources.change(first, {"licence": "CC BY"}, "ana", at=NOW + 3 * HOUR)
    assert PastGrade.objects.count() == 2


def test_a_correction_withdrawn_stood_in_between(desk):
    claim, ana = desk.claim(values=desk.event(killed=3)), desk.user(name="ana")
    made = correct(claim, {"killed": 4}, ana, at=NOW + HOUR)
    review.decide(made.pk, "undo", ana, desk.viewer())
    assert [stands(desk, claim, at).killed for at in (NOW, NOW + HOUR, None)] == [3, 4, 3]
    assert known(desk, claim, NOW + HOUR) is None
    assert known(desk, made, NOW + HOUR) == ("accepted", "ana", 6)
    every = Version.objects.filter(entry=claim.entry_id).order_by("known_from")
    assert [a.known_to for a in every][:-1] == [b.known_from for b in every][1:]


def test_an_act_on_a_claim_read_before_another_act_is_laid_after_it(desk):
    claim, ana = desk.claim(), desk.user(name="ana")
    stale = Claim.objects.get(pk=claim.pk)
    grade(claim, 2, ana, at=NOW + 2 * HOUR)
    accept(stale, ana, at=NOW + HOUR)  # a clock that went back
    assert (stale.credibility, stale.decided_at) == (2, NOW + 2 * HOUR)
    assert Spell.objects.filter(claim=claim).count() == 1
    with pytest.raises(DecisionError, match="ana has rejected"):
        reject(stale, ana)
        accept(claim, ana)


def test_what_was_decided_is_told_in_order_and_no_further_than_the_day_asked_about(desk):
    claim, ana = desk.claim(), desk.user(name="ana")
    accept(claim, ana, at=NOW + HOUR)
    grade(claim, 2, ana, at=NOW + 2 * HOUR)
    reopen(claim, ana, at=NOW + 3 * HOUR)

    def told(at):
        viewer = desk.viewer(4, at)
        found = turns(as_known(Claim.objects.seen_by(viewer), viewer), viewer)
        return [(turn.by, turn.what) for turn in found.get(claim.pk, ())]

    every = [("ana", "accepted"), ("ana", "credibility 6 → 2"), ("ana", "decision taken back")]
    assert told(None) == every
    assert [told(NOW + n * HOUR) for n in range(3)] == [every[:n] for n in range(3)]


def test_nothing_more_is_asked_where_nothing_was_decided(desk, django_assert_num_queries):
    from sarez.desk.events.tellings import tellings

    one, two = desk.claim(), desk.claim()
    with django_assert_num_queries(1):
        tellings([one.entry_id])
    grade(two, 2, desk.user())
    sources.change(two.report.source, {"reliability": "B"}, "ana")
    with django_assert_num_queries(3):
        tellings([one.entry_id])


def test_the_past_of_a_claim_goes_with_it(desk):
    claim, person = desk.claim(), desk.claim(kind="person", values={"name": "Rustam Aliev"})
    for of in (claim, person):
        accept(of, desk.user())
    erase(person.entry, "ana", "asked")
    assert [spell.claim_id for spell in Spell.objects.all()] == [claim.pk]
    delete([claim.report_id], "ana", "due")
    assert not Spell.objects.exists()


def test_a_desk_that_kept_no_past_is_given_what_it_knows(desk):
    made = [desk.claim(values=desk.event(place=f"Place {n}")) for n in range(4)]
    accept(made[0], desk.user(name="ana"), at=NOW + HOUR)
    reject(made[1], desk.user(), at=NOW + HOUR)
    correction = correct(made[2], {"killed": 4}, desk.user(name="bek"), at=NOW + HOUR)
    reject(correction, desk.user(), at=NOW + 2 * HOUR)
    before, stood = list(Spell.objects.order_by("claim").values()), standing()
    changed = list(Claim.objects.order_by("pk").values_list("pk", "changed_at"))
    Spell.objects.all().delete()
    Claim.objects.update(changed_at=None)
    import_module("sarez.desk.events.migrations.0007_spells_so_far").keep_what_is_known(apps, None)
    after = list(Spell.objects.order_by("claim").values())
    assert [{**a, "id": 0} for a in after] == [{**b, "id": 0} for b in before]
    assert list(Claim.objects.order_by("pk").values_list("pk", "changed_at")) == changed
    rebuild_all()
    assert standing() == stood


def test_every_page_tells_a_claim_and_its_source_as_they_were(desk, client):
    claim = desk.claim(desk.report(state="read", known_at=NOW, source=desk.source(reliability="C")))
    ana, day = desk.user("head", 4, "ana"), timedelta(days=1)
    client.force_login(ana, "django.contrib.auth.backends.ModelBackend")
    accept(claim, ana, at=NOW + day)
    grade(claim, 2, ana, at=NOW + 2 * day)
    sources.change(claim.report.source, {"reliability": "B"}, ana, at=NOW + 3 * day)
    reject(claim, ana, at=NOW + 4 * day)
    reopen(claim, ana, at=NOW + 5 * day)

    def page(address, days):
        return client.get(address, {"as_of": (NOW + days * day).date().isoformat()})

    def told(days):
        entry = page(f"/entry/{claim.entry_id}", days)
        [row] = entry.context["page"].rows
        report = page(f"/report/{claim.report_id}", days).context["shown"]
        [card] = report.cards
        [line] = page("/reports", days).context["lines"]
        [(source, _grade, _count)] = page("/sources", days).context["rows"]
        shown = row.claim
        assert (card.decision, card.claim.credibility) == (shown.decision, shown.credibility)
        assert report.reliability.code == source.reliability == line.report.source.reliability
        waits = [w.report.pk for w in page("/review", days).context["waiting"]]
        assert bool(waits) == bool(line.open) == (shown.decision == PROPOSED) == (line.report.state == "read")
        asked = {"as_of": (NOW + days * day).date().isoformat(), "state": "reviewed"}
        assert len(client.get("/reports", asked).context["lines"]) == (not waits)
        return shown.decision, f"{shown.report.source.reliability}{shown.credibility}", len(row.past)

    assert [told(n) for n in (0, 1, 2, 3, 5)] == [
        ("proposed", "C6", 0), ("accepted", "C6", 1), ("accepted", "C2", 2), ("accepted", "B2", 2), ("proposed", "B2", 4),
    ]  # fmt: skip
    assert page(f"/entry/{claim.entry_id}", 4).status_code == 404
    assert b"decision taken back" in client.get(f"/entry/{claim.entry_id}").content
    assert b"decision taken back" in client.get(f"/report/{claim.report_id}").content


acts = st.lists(
    st.tuples(
        st.sampled_from("accept reject correct reopen undo grade grade source source add reread".split()),
        st.integers(0, 9),
    ),
    max_size=9,
)


def event(killed):
    return Event(
        sentence="Shots", evidence=(Evidence(0, 4),), type="ASSAULT", actor=("KGZ",), recipient=("TJK",),
        date="2024-05-30", date_reason=None, place="Vorukh", country="TJK", issues=("border",), status="occurred",
        killed=killed, injured=None, confidence=0.8,
    )  # fmt: skip


class Told:
    """A desk on which acts are done one after another, by the clock."""

    def __init__(self, desk):
        self.desk, self.by = desk, desk.user()
        self.sources = [desk.source(reliability=letter) for letter in "BC"]
        for number in range(3):
            self.add(number)

    def add(self, number):
        at = timezone.now()
        report = self.desk.report(
            source=self.sources[number % 2], marking=(0, 0, 3)[number % 3], known_at=at, state="read"
        )
        reading = Reading.objects.create(report=report, reader="test 0", at=at, made_by={})
        record([(reading, {"events": [self.desk.event(killed=number)]})], at)

    def do(self, act, number):
        if act == "add":
            return self.add(number)
        if act == "source":
            source = Source.objects.get(pk=self.sources[number % 2].pk)
            return sources.change(source, {"reliability": "ABCDEF"[number % 6]}, self.by)
        claim = Claim.objects.order_by("pk")[number % Claim.objects.count()]
        if act == "reread":
            reader = Reader("sarez", str(number), "none", None)
            read = Read(
                "r.txt", None, None, None, "en", None, reader, (), (event(number),), commitments=()
            )  # fmt: skip
            return keep_rereading(claim.report, read)
        doing = {
            "accept": lambda: accept(claim, self.by),
            "reject": lambda: reject(claim, self.by),
            "correct": lambda: correct(claim, {"killed": 20 + number}, self.by),
            "reopen": lambda: reopen(claim, self.by),
            "undo": lambda: review.decide(claim.pk, "undo", self.by, self.desk.viewer()),
            "grade": lambda: grade(claim, 1 + number % 6, self.by),
        }
        try:
            return doing[act]()
        except DecisionError:
            return None


def shown(desk, at=None):
    """All that pages tell: what stands and the claims beside it, and what waits, for several clearances."""
    found = []
    for clearance in (0, 4):
        viewer = desk.viewer(clearance, at)
        versions = Version.objects.seen_by(viewer).order_by("entry")
        found.append(
            list(versions.values("entry", "known_from", "values", "decision", "reports", "stories", "title"))
        )
        claims = Claim.objects.seen_by(viewer).select_related("report__source")
        found.append(
            [
                (c.pk, c.decision, c.decided_by, c.credibility, c.report.source.reliability)
                for c in as_known(claims, viewer)
            ]
        )
        open_ = Claim.objects.seen_by(viewer).filter(is_proposed(viewer)).values_list("pk", flat=True)
        assert sorted(open_) == [pk for pk, decision, *_ in found[-1] if decision == PROPOSED]
        found.append(waiting(viewer))
        assert found[-1] == len(open_)
    return found


@settings(
    max_examples=some(40, 8),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(acts)
def test_whatever_is_done_the_past_is_shown_as_it_was_shown_then(desk, done):
    with transaction.atomic():
        told = Told(desk)
        moments = [(timezone.now(), shown(desk))]
        for act, number in done:
            told.do(act, number)
            moments.append((timezone.now(), shown(desk)))
        for at, then in moments:
            assert shown(desk, at) == then
        before = standing()
        rebuild_all()
        assert standing() == before
        transaction.set_rollback(True)

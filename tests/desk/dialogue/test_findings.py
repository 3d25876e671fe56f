"""What people find: the later in the place of the earlier, per party and period, marked as what it rests on."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from tests.desk.dialogue.pledges import bearing, followed, found, pledge

from sarez.desk.dialogue.commitments.bearings import decide, evidence
from sarez.desk.dialogue.commitments.cards import card
from sarez.desk.dialogue.commitments.findings import withdraw
from sarez.desk.dialogue.commitments.following import put
from sarez.desk.dialogue.keeping import KeepingError
from sarez.desk.dialogue.models import Finding, Following

pytestmark = pytest.mark.django_db


def test_a_later_finding_takes_the_place_of_an_earlier_one(desk):
    by = desk.user()
    made = pledge(desk)
    first = found(made, by, "unclear")
    between = timezone.now()
    found(made, by, "kept")
    assert [f.outcome for f in card(made, desk.viewer()).findings] == ["kept"]
    assert [f.outcome for f in card(made, desk.viewer(as_of=between)).findings] == ["unclear"]
    assert Finding.objects.filter(number=first.number).count() == 2


def test_each_party_and_period_has_a_finding_of_its_own(desk):
    by = desk.user()
    made = pledge(desk)
    followed(made, by, recurrence="yearly", since=date(2022, 3, 1))
    found(made, by, "kept", period="2022")
    found(made, by, "broken", party="KGZ", period="2023")
    found(made, by, "partly", period="2023")
    its = card(made, desk.viewer(as_of=timezone.now()))
    states = {p.period.name: p.state for p in its.periods}
    assert (states["2022"], states["2023"], states["2024"]) == ("kept", "partly", "unknown")
    assert its.state == "recurring"
    assert len(its.parts) == 3


def test_a_finding_is_marked_no_lower_than_the_report_it_rests_on_and_leaves_no_gap_below(desk):
    head, analyst = desk.user("head", 4), desk.user("analyst", 1)
    made = pledge(desk)
    secret = found(made, head, "broken", report=desk.report(marking=4))
    assert secret.marking == 4
    assert card(made, desk.viewer(1)).whole is None
    found(made, analyst, "kept")
    assert card(made, desk.viewer(1)).whole.outcome == "kept"
    assert {f.outcome for f in card(made, desk.viewer(4)).findings} == {"broken", "kept"}
    with pytest.raises(KeepingError, match="above your own"):
        found(made, analyst, "kept", report=desk.report(marking=4))


def test_what_is_withdrawn_stands_no_more(desk):
    by = desk.user()
    made = pledge(desk, published=(timezone.now().date() - timedelta(days=3)).isoformat())
    row = found(made, by)
    assert card(made, desk.viewer()).state == "closed"
    withdraw(row, by, "the wrong road")
    assert card(made, desk.viewer()).state == "open"


def test_two_who_begin_to_follow_one_up_do_not_overwrite_each_other(desk):
    one, two = desk.user(), desk.user()
    made = pledge(desk)
    put(made, None, "drop", one)
    with pytest.raises(KeepingError, match="Someone else"):
        put(made, None, "raise", two)
    assert Following.objects.get().is_dropped


def test_evidence_is_decided_by_a_person_and_closes_nothing(desk):
    by = desk.user()
    made = pledge(desk)
    old = bearing(desk, made, by, published="2024-04-01")
    new = bearing(desk, made, by, published="2024-05-30")
    secret = bearing(desk, made, desk.user("head", 4), of=4)
    assert [b.number for b in evidence([made.entry_id], desk.viewer(2)).waiting] == [new.number, old.number]
    assert secret.number in [b.number for b in evidence([made.entry_id], desk.viewer(4)).waiting]
    decide(new, "accepted", by)
    decide(old, "rejected", by)
    told = evidence([made.entry_id], desk.viewer(2))
    assert ([b.number for b in told.accepted], [b.number for b in told.rejected]) == (
        [new.number],
        [old.number],
    )
    assert told.accepted[0].words == "The crossing at Karamyk has reopened."
    its = card(made, desk.viewer(2))
    assert its.whole is None and its.state != "closed" and its.evidenced == date(2024, 5, 30)
    with pytest.raises(KeepingError):
        decide(told.accepted[0], "perhaps", by)


def test_evidence_whose_report_was_marked_higher_since_is_not_shown(desk):
    by = desk.user()
    made = pledge(desk)
    row = bearing(desk, made, by)
    row.report.marking = 4
    row.report.save()
    assert evidence([made.entry_id], desk.viewer(2)).waiting == []
    assert card(made, desk.viewer(2)).newest is None

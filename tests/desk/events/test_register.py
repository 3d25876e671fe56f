"""Claims come together, stand side by side, and show each viewer only what they may see."""

from datetime import timedelta

import pytest
from tests.desk.making import NOW

from sarez.desk.events.decisions import accept, correct, reject
from sarez.desk.events.joining import join, part, undo
from sarez.desk.events.models import Claim, Dyad, Entry, Facet, Version

pytestmark = pytest.mark.django_db


def stands(desk, claim, clearance=4, as_of=None):
    return Version.objects.seen_by(desk.viewer(clearance, as_of)).filter(entry=claim.entry_id).first()


def test_two_reports_of_one_clash_are_one_event(desk):
    one = desk.claim(values=desk.event(killed=3))
    two = desk.claim(values=desk.event(killed=5, date="2024-05-31"))
    assert one.entry_id == two.entry_id
    assert stands(desk, one).reports == 2
    assert "lie 1 day apart" in " ".join(two.match["reasons"])


def test_a_clash_elsewhere_is_another_event(desk):
    one = desk.claim(values=desk.event())
    two = desk.claim(values=desk.event(place="Tort-Kocho", country="KGZ"))
    assert one.entry_id != two.entry_id


def test_the_better_graded_source_gives_the_toll_and_the_rival_stays_beside_it(desk):
    first = desk.claim(desk.report(source=desk.source(reliability="B")), values=desk.event(killed=3))
    desk.claim(desk.report(source=desk.source(reliability="D")), values=desk.event(killed=30))
    toll = stands(desk, first).values["killed"]
    assert (toll["value"], toll["why"], toll["rivals"]) == (3, "grade", 1)


def test_what_rests_on_red_is_not_there_for_those_not_cleared(desk):
    first = desk.claim(values=desk.event(killed=3))
    desk.claim(desk.report(marking=4, source=desk.source(reliability="A")), values=desk.event(killed=9))
    assert stands(desk, first, 4).killed == 9
    assert (stands(desk, first, 2).killed, stands(desk, first, 2).reports) == (3, 1)
    hidden = desk.claim(desk.report(marking=4), values=desk.event(place="Khorog", date="2024-01-01"))
    assert stands(desk, hidden, 3) is None


def test_as_known_before_the_second_report_the_first_figure_stood(desk):
    first = desk.claim(values=desk.event(killed=3))
    desk.claim(
        desk.report(known_at=NOW + timedelta(days=2), published="2024-06-02"), values=desk.event(killed=5)
    )
    assert stands(desk, first).killed == 5
    assert stands(desk, first, as_of=NOW + timedelta(days=1)).killed == 3
    assert stands(desk, first, as_of=NOW - timedelta(days=1)) is None


def test_a_rejected_claim_is_gone_now_and_still_there_as_of_before(desk):
    told = desk.claim()
    reject(told, desk.user())
    assert stands(desk, told) is None
    assert stands(desk, told, as_of=NOW + timedelta(hours=1)) is not None


def test_a_correction_stands_in_the_place_of_what_was_read(desk):
    told = desk.claim(values=desk.event(killed=3))
    made = correct(told, {"killed": 4}, desk.user(name="ana"))
    told.refresh_from_db()
    assert (told.decision, made.replaces_id) == ("replaced", told.pk)
    assert (stands(desk, told).killed, stands(desk, told).decision) == (4, "accepted")


def test_acceptance_shows_on_the_version(desk):
    told = desk.claim()
    assert stands(desk, told).decision == "proposed"
    accept(told, desk.user())
    assert stands(desk, told).decision == "accepted"


def test_joining_is_undone_without_loss(desk):
    one = desk.claim()
    two = desk.claim(values=desk.event(place="Tort-Kocho", country="KGZ"))
    before = [(c.pk, c.entry_id) for c in Claim.objects.order_by("pk")]
    done = join([one.entry, two.entry], desk.user(), "the same night")
    assert Version.objects.seen_by(desk.viewer()).count() == 1
    undo(done, desk.user())
    assert [(c.pk, c.entry_id) for c in Claim.objects.order_by("pk")] == before
    assert Version.objects.seen_by(desk.viewer()).count() == 2


def test_parted_claims_have_an_entry_of_their_own(desk):
    one, two = desk.claim(), desk.claim()
    assert one.entry_id == two.entry_id
    part([two], desk.user(), "another day")
    two.refresh_from_db()
    assert two.entry_id != one.entry_id
    assert Version.objects.seen_by(desk.viewer()).count() == 2


def test_parties_and_pairs_are_kept_to_find_by(desk):
    told = desk.claim()
    assert set(Facet.objects.filter(name="party").values_list("value", "role")) == {
        ("KGZ", "actor"),
        ("TJK", "recipient"),
    }
    assert list(Dyad.objects.values_list("one", "two")) == [("KGZ", "TJK")]
    assert Entry.objects.get(pk=told.entry_id).kind == "event"

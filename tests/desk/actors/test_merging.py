"""Bodies are merged and set apart again without loss; near misses stay apart."""

import pytest

from sarez.desk.actors.merging import MergingError, merge, tell_apart, unmerge
from sarez.desk.actors.models import Actor, Difference, Merging
from sarez.desk.events.models import Claim, Dyad, Facet, Version

pytestmark = pytest.mark.django_db
LONG = "United Nations Centre for Preventive Diplomacy"


def actor(code):
    return Actor.objects.get(code=code)


def derived():
    """All that is made of claims, in an order of its own."""
    versions = Version.objects.order_by("entry", "low", "known_from")
    return (
        list(versions.values_list("entry", "title", "low", "high", "first", "reports")),
        sorted(Facet.objects.values_list("version__entry", "name", "value", "role")),
        sorted(Dyad.objects.values_list("version__entry", "one", "two")),
    )


@pytest.fixture
def two_names(desk):
    one = desk.claim(values=desk.event(type="CONSULT", actor=["UNRCCA"], recipient=["TJK"], place="Dushanbe"))
    two = desk.claim(values=desk.event(type="CONSULT", actor=[LONG], recipient=["KGZ"], place="Osh"))
    return one, two


def test_a_party_met_in_a_report_is_an_actor(desk, two_names):
    assert (actor(LONG).origin, actor(LONG).kind) == ("report", "body")


def test_after_a_merging_both_names_lead_to_one_party(desk, two_names):
    merge(actor("UNRCCA"), actor(LONG), desk.user(), "the same centre")
    assert Facet.objects.filter(name="party", value="UNRCCA").count() == 2
    assert not Facet.objects.filter(name="party", value=LONG).exists()
    title = Version.objects.get(entry=two_names[1].entry_id).title
    assert LONG not in title and "Preventive Diplomacy for Central Asia" in title
    assert Dyad.objects.filter(one="KGZ", two="UNRCCA").exists()
    assert Claim.objects.get(pk=two_names[1].pk).values["actor"] == [LONG]


def test_unmerging_brings_back_exactly_what_was(desk, two_names):
    before = derived()
    done = merge(actor("UNRCCA"), actor(LONG), desk.user(), "the same centre")
    assert derived() != before
    unmerge(done, desk.user(name="ana"))
    assert derived() == before
    done.refresh_from_db()
    assert done.undone_by == "ana"
    with pytest.raises(MergingError, match="already undone"):
        unmerge(done, desk.user())


def test_mergings_in_a_row_are_undone_one_by_one(desk, two_names):
    desk.claim(values=desk.event(type="CONSULT", actor=["The Centre"], recipient=["UZB"], place="Termez"))
    before = derived()
    first = merge(actor(LONG), actor("The Centre"), desk.user(), "short for it")
    between = derived()
    second = merge(actor("UNRCCA"), actor(LONG), desk.user(), "the same")
    assert Facet.objects.filter(name="party", value="UNRCCA").count() == 3
    unmerge(second, desk.user())
    assert derived() == between
    unmerge(first, desk.user())
    assert derived() == before


def test_new_reports_under_the_old_name_come_to_the_same_entry(desk, two_names):
    merge(actor("UNRCCA"), actor(LONG), desk.user(), "the same centre")
    told = desk.event(type="CONSULT", actor=[LONG], recipient=["TJK"], place="Dushanbe")
    assert desk.claim(values=told).entry_id == two_names[0].entry_id


def test_states_and_what_is_merged_already_are_not_merged(desk, two_names):
    desk.claim(values=desk.event())
    Actor.objects.filter(code="TJK").update(kind="state")
    with pytest.raises(MergingError, match="state"):
        merge(actor("UNRCCA"), actor("TJK"), desk.user(), "")
    with pytest.raises(MergingError, match="different"):
        merge(actor("UNRCCA"), actor("UNRCCA"), desk.user(), "")
    merge(actor("UNRCCA"), actor(LONG), desk.user(), "")
    with pytest.raises(MergingError, match="already"):
        merge(actor("UNRCCA"), actor(LONG), desk.user(), "")
    with pytest.raises(MergingError, match="different"):
        merge(actor(LONG), actor("UNRCCA"), desk.user(), "")


def test_what_was_told_apart_is_remembered_until_it_is_merged(desk, two_names):
    tell_apart(actor(LONG), actor("UNRCCA"), desk.user(), "another centre")
    tell_apart(actor("UNRCCA"), actor(LONG), desk.user())
    assert Difference.objects.count() == 1
    merge(actor("UNRCCA"), actor(LONG), desk.user(), "no, the same")
    assert (Difference.objects.count(), Merging.objects.count()) == (0, 1)

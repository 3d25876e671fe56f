"""Joining, parting, undoing, keeping apart: without loss, and never again laid where a person found it does not belong."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.examples import some

from sarez.desk.accounts.models import AuditEntry
from sarez.desk.events.apart import apart_from, keep_apart, withdraw
from sarez.desk.events.decisions import correct
from sarez.desk.events.joining import JoiningError, join, part, undo
from sarez.desk.events.models import Claim, Dyad, Entry, Facet, Version
from sarez.desk.events.register import lay, rebuild

pytestmark = pytest.mark.django_db


def state():
    """All versions with their facets and pairs, and where each claim lies: what an undoing must bring back."""
    versions = Version.objects.order_by("entry", "low", "known_from")
    fields = [f.name for f in Version._meta.fields if f.name != "id"]
    facets = Facet.objects.order_by(
        "version__entry", "version__low", "version__known_from", "name", "value", "role"
    )
    pairs = Dyad.objects.order_by("version__entry", "version__low", "version__known_from", "one", "two")
    return (
        list(versions.values(*fields)),
        list(facets.values_list("version__entry", "version__low", "name", "value", "role")),
        list(pairs.values_list("version__entry", "version__low", "one", "two")),
        list(Claim.objects.order_by("pk").values_list("pk", "entry")),
    )


def apart_places(desk, count=3):
    return [desk.claim(values=desk.event(place=name)) for name in ("Vorukh", "Khorog", "Osh")[:count]]


def test_joining_is_undone_to_the_letter(desk):
    one, two, three = apart_places(desk)
    before = state()
    done = join([one.entry, two.entry, three.entry], desk.user(), "")
    assert state() != before
    undo(done, desk.user())
    assert state() == before
    assert not Entry.objects.filter(joined_into__isnull=False).exists()


@settings(
    max_examples=some(15, 6), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(
        st.tuples(st.integers(0, 4), st.integers(0, 3), st.sampled_from(["A", "C"])), min_size=2, max_size=5
    )
)
def test_whatever_is_joined_or_parted_and_undone_is_as_before(desk, told):
    """`told`: marking, number killed and reliability of claims that are laid to entries of their own."""
    claims = [
        desk.claim(
            desk.report(marking=marking, source=desk.source(reliability=grade)),
            values=desk.event(killed=killed, place=f"Place {n}"),
            entry=Entry.objects.create(kind="event", made=desk.NOW),
        )
        for n, (marking, killed, grade) in enumerate(told)
    ]
    before = state()
    user = desk.user()
    joined = join([c.entry for c in claims], user, "")
    between = state()
    parted = part([Claim.objects.get(pk=claims[-1].pk)], user, "")
    undo(parted, user)
    assert state() == between
    undo(joined, user)
    assert state() == before


def test_a_correction_made_since_goes_back_with_its_claim(desk):
    one, two, _three = apart_places(desk)
    done = join([one.entry, two.entry], desk.user(), "")
    made = correct(Claim.objects.get(pk=two.pk), {"killed": 7}, desk.user())
    undo(done, desk.user())
    made.refresh_from_db()
    assert made.entry_id == two.entry_id
    assert Version.objects.seen_by(desk.viewer()).get(entry=two.entry_id).killed == 7
    assert Version.objects.seen_by(desk.viewer()).get(entry=one.entry_id).killed is None


def test_joinings_are_undone_in_turn(desk):
    one, two, three = apart_places(desk)
    first = join([one.entry, two.entry], desk.user(), "")
    second = join([three.entry, one.entry], desk.user(), "")
    with pytest.raises(JoiningError, match="Undo that first"):
        undo(first, desk.user())
    undo(second, desk.user())
    undo(first, desk.user())
    assert Version.objects.seen_by(desk.viewer()).count() == 3
    with pytest.raises(JoiningError, match="already undone"):
        undo(first, desk.user())


def test_what_was_joined_away_meanwhile_cannot_be_joined_again(desk):
    one, two, three = apart_places(desk)
    join([one.entry, two.entry], desk.user(), "")
    with pytest.raises(JoiningError, match="joined into another"):
        join([three.entry, two.entry], desk.user(), "")


def test_a_claim_laid_to_an_entry_joined_away_meanwhile_follows_it(desk):
    one, two, _three = apart_places(desk)
    join([one.entry, two.entry], desk.user(), "")
    late = desk.claim(values=desk.event(place="Khorog", killed=2), entry=Entry.objects.get(pk=two.entry_id))
    late.refresh_from_db()
    assert late.entry_id == one.entry_id
    assert Version.objects.seen_by(desk.viewer()).filter(entry=one.entry_id).get().reports == 3


def test_not_all_claims_leave_and_not_those_of_others(desk):
    one, two, _three = apart_places(desk)
    with pytest.raises(JoiningError, match="cannot leave"):
        part([one], desk.user(), "")
    with pytest.raises(JoiningError, match="one entry"):
        part([one, two], desk.user(), "")


def test_entries_kept_apart_are_not_joined_until_that_is_withdrawn(desk):
    one, two, three = apart_places(desk)
    finding = keep_apart(one.entry, two.entry, desk.user(name="ana"), "another night")
    with pytest.raises(JoiningError, match="different"):
        join([two.entry, one.entry], desk.user(), "")
    join([three.entry, two.entry], desk.user(), "")
    assert apart_from([one.entry_id]) == {two.entry_id, three.entry_id}
    withdraw(finding, desk.user())
    assert apart_from([one.entry_id]) == set()
    assert AuditEntry.objects.filter(action="kept apart").exists()


def test_the_same_words_read_again_are_not_laid_where_they_were_parted_from(desk):
    one = desk.claim()
    report = desk.report(text="Shots were heard near Vorukh.")
    two = desk.claim(report)
    assert two.entry_id == one.entry_id
    part([two], desk.user(), "another day")
    again = Claim(kind="event", report=report, values=desk.event(), sentence=report.text)
    lay(again, desk.NOW)
    assert again.entry_id != one.entry_id


def test_a_copy_of_a_parted_text_is_laid_to_what_was_parted(desk):
    one = desk.claim()
    report = desk.report(text="Shots were heard near Vorukh.")
    two = desk.claim(report)
    part([two], desk.user(), "another day")
    two.refresh_from_db()
    copy = desk.report(text=report.text, story=report)
    told = desk.claim(copy)
    assert told.entry_id == two.entry_id != one.entry_id


def test_an_undone_parting_leads_its_number_back(desk):
    one, two = desk.claim(), desk.claim()
    done = part([two], desk.user(), "")
    undo(done, desk.user())
    assert Entry.objects.get(pk=done.entry_id).joined_into_id == one.entry_id
    assert apart_from([one.entry_id]) == set()


def test_rebuilding_changes_nothing(desk):
    desk.claim()
    desk.claim(desk.report(marking=3), values=desk.event(killed=9))
    before = state()
    rebuild(Entry.objects.values_list("pk", flat=True))
    assert state() == before

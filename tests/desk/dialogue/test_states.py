"""The commitments in a state are found by the database as they are by the rule."""

from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.desk import making
from tests.desk.dialogue.pledges import bearing, followed, found, pledge, seen
from tests.examples import some

from sarez.desk.actors import counting
from sarez.desk.dialogue.commitments.board import COLUMNS, board
from sarez.desk.dialogue.commitments.cards import cards
from sarez.desk.dialogue.commitments.openness import followed_up, still_open
from sarez.desk.dialogue.commitments.standing import STATES
from sarez.desk.dialogue.commitments.states import in_order, in_state
from sarez.desk.events.joining import join
from sarez.desk.events.models import COMMITMENT, Entry, Version

pytestmark = pytest.mark.django_db
DAY = date(2024, 6, 1)
DAYS = st.sampled_from(
    [None, *(DAY + timedelta(days=n) for n in (-800, -181, -180, -179, -1, 0, 30, 31, 400))]
)
TOLD = st.sampled_from([DAY - timedelta(days=n) for n in (0, 179, 180, 181, 900)])
PLEDGES = st.fixed_dictionaries(
    {
        "due": DAYS,
        "told": TOLD,
        "again": st.none() | TOLD,
        "again_marking": st.sampled_from([0, 4]),
        "modality": st.sampled_from(["agreed", "in_principle", "offered", "noted"]),
        "outcome": st.sampled_from(["", "", "kept", "partly", "lapsed", "unclear"]),
        "outcome_marking": st.sampled_from([0, 4]),
        "party": st.sampled_from(["", "KGZ"]),
        "following": st.sampled_from(
            [{}, {}, {"is_raised": True}, {"is_dropped": True}, {"recurrence": "yearly"}, {"owner": "x"}]
        ),
        "bears": st.sampled_from(["", "", "proposed", "accepted", "rejected"]),
    }
)  # fmt: skip


def put(told, number, by):
    """A commitment as drawn, with words that no other shares."""
    text = f"word{number}a word{number}b word{number}c"
    due = told["due"].isoformat() if told["due"] else None
    made = pledge(making, text, due=due, modality=told["modality"], published=told["told"].isoformat())
    if told["again"]:
        values = {"parties": ["KGZ", "TJK"], "text": text, "due": due, "modality": told["modality"]}
        report = making.report(published=told["again"].isoformat(), marking=told["again_marking"])
        making.claim(report, "commitment", values, entry=Entry.objects.get(pk=made.entry_id))
    if told["following"]:
        followed(made, by, **told["following"])
    if told["outcome"]:
        found(made, by, told["outcome"], party=told["party"], marking=told["outcome_marking"])
    if told["bears"]:
        bearing(making, made, by, decision=told["bears"], published=(DAY - timedelta(days=3)).isoformat())
    return made


class Undo(Exception):
    pass


@settings(max_examples=some(12, 3), deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(PLEDGES, min_size=6, max_size=10), st.sampled_from([0, 4]))
def test_lists_and_the_rule_agree(db, every, clearance):
    try:
        with transaction.atomic():
            by = making.user("head", 4)
            for number, told in enumerate(every):
                put(told, number, by)
            viewer = making.viewer(clearance)
            rows = Version.objects.seen_by(viewer).filter(kind=COMMITMENT)
            told = {c.version.pk: c.state for c in cards(list(rows), viewer, DAY)}
            listed = {v.pk: state for state in STATES for v in in_state(viewer, state, DAY)}
            assert listed == told
            ordered = [
                v.pk for state in STATES for v in in_order(in_state(viewer, state, DAY), viewer, state)
            ]
            assert sorted(ordered) == sorted(told)
            shown = {c.version.pk: column.state for column in board(viewer, DAY) for c in column.cards}
            assert shown == {pk: state for pk, state in told.items() if state in COLUMNS}
            raise Undo
    except Undo:
        pass


def test_what_was_kept_on_an_entry_holds_for_the_one_it_was_joined_into(desk):
    by = desk.user("head", 4)
    one, two = pledge(desk, "open the road"), pledge(desk, "clear the canal")
    found(two, by)
    followed(two, by, owner=by.username)
    assert join([one.entry, two.entry], by, "one")
    viewer = desk.viewer()
    assert [v.entry_id for v in in_state(viewer, "closed", DAY)] == [one.entry_id]
    assert not still_open(viewer).exists()
    its = cards([seen(desk, one.entry_id)], viewer, DAY)[0]
    assert (its.following.owner, its.whole.outcome, its.state) == (by.username, "kept", "closed")


def test_followed_up_is_what_is_firm_or_raised_and_not_dropped(desk):
    by = desk.user()
    firm, loose = pledge(desk, "open the road"), pledge(desk, "clear the canal", modality="proposed")
    assert [v.pk for v in followed_up(desk.viewer())] == [firm.pk]
    followed(loose, by, is_raised=True)
    followed(firm, by, is_dropped=True)
    assert [v.pk for v in followed_up(desk.viewer())] == [loose.pk]


def test_a_past_day_has_the_state_of_that_day(desk):
    by = desk.user()
    made = pledge(desk, due="2024-06-20")
    row = found(made, by, on=date(2024, 6, 2))
    then = desk.viewer(as_of=desk.NOW)
    assert in_state(desk.viewer(), "closed", DAY).exists()
    assert in_state(then, "due", DAY).exists() and not in_state(then, "closed", DAY).exists()
    assert row.known_from > desk.NOW


def test_a_board_counted_before_shows_what_was_told_of_its_commitments_since(desk, monkeypatch):
    cache.clear()
    monkeypatch.setattr(counting, "LONG", -1.0)
    made = pledge(desk, "open the road", due="2024-01-01")
    viewer = desk.viewer(4)

    def shown():
        return [c.version.reports for column in board(viewer, DAY) for c in column.cards]

    assert shown() == [1]
    desk.claim(desk.report(), "commitment", {n: v["value"] for n, v in made.values.items()}, entry=made.entry)
    assert shown() == [2]
    cache.clear()

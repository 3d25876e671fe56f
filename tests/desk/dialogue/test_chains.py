"""Chains of commitments: what is proposed and why, what is kept, what is refused."""

from datetime import date

import pytest
from tests.desk.dialogue.pledges import pledge

from sarez.desk.dialogue.commitments.chaining import chain, drop, links, proposals
from sarez.desk.dialogue.commitments.chains import Thing, likeness, names_in, ranked
from sarez.desk.dialogue.keeping import KeepingError
from sarez.reading.likeness import content_words

ROAD = "open the road from Batken to Vorukh for traffic"


def thing(number, text, *parties, day="2024-05-01", due=""):
    return Thing(
        number, frozenset(parties), content_words(text), date.fromisoformat(day), due, names_in(text)
    )


def test_the_same_road_agreed_again_is_proposed_with_reasons():
    one = thing(1, ROAD, "kgz", "tjk")
    again = thing(2, "reopen the Batken to Vorukh road for traffic", "kgz", "tjk", day="2025-02-01")
    likely, near = ranked(one, [again])
    assert [x.number for x in likely] == [2] and not near
    assert likely[0].is_later
    assert likely[0].reasons[0] == "the same parties" and "vorukh" in likely[0].reasons[1]


def test_another_road_of_the_same_parties_is_a_near_miss_kept_apart():
    one = thing(1, ROAD, "kgz", "tjk")
    other = thing(3, "open the road from Osh to Khorog for traffic", "kgz", "tjk")
    likely, near = ranked(one, [other])
    assert not likely and [x.number for x in near] == [3]
    assert "other names: khorog, osh" in near[0].reasons


def test_other_parties_are_never_of_one_chain():
    assert likeness(thing(1, ROAD, "kgz", "tjk"), thing(2, ROAD, "uzb", "kaz")).score == 0.0


@pytest.mark.django_db
def test_proposals_come_from_what_the_viewer_may_see(desk):
    first = pledge(desk, ROAD, published="2021-05-01", due="2021-06-01")
    hidden = pledge(desk, f"{ROAD} again", published="2022-05-01", due="2022-06-01", marking=4)
    again = pledge(desk, f"{ROAD} once more", published="2023-05-01", due="2023-06-01")
    assert len({first.entry_id, hidden.entry_id, again.entry_id}) == 3
    likely, _near = proposals(first, desk.viewer(1))
    assert [v.entry_id for _like, v in likely] == [again.entry_id]
    likely, _near = proposals(first, desk.viewer(4))
    assert {v.entry_id for _like, v in likely} == {again.entry_id, hidden.entry_id}


@pytest.mark.django_db
def test_a_chain_is_seen_whole_from_any_of_its_links(desk):
    by = desk.user("head", 4)
    one, two, three = (pledge(desk, f"open road {n}", due=f"202{n}-01-01", marking=n) for n in (0, 1, 2))
    chain(two, one, "renews", by)
    row = chain(three, two, "supersedes", by, "the treaty")
    own, every = links([one.entry_id], desk.viewer())
    assert [v.entry_id for v in every] == [one.entry_id, two.entry_id, three.entry_id]
    assert [(x.other.entry_id, x.is_back) for x in own] == [(two.entry_id, False)]
    own, _every = links([three.entry_id], desk.viewer())
    assert [(x.other.entry_id, x.is_back, x.row.how) for x in own] == [(two.entry_id, True, "supersedes")]
    _own, every = links([one.entry_id], desk.viewer(1))
    assert [v.entry_id for v in every] == [one.entry_id, two.entry_id]
    assert links([one.entry_id], desk.viewer(0)) == ([], [])
    drop(row, by)
    assert len(links([one.entry_id], desk.viewer())[1]) == 2


@pytest.mark.django_db
def test_a_chain_never_turns_back_on_itself(desk):
    by = desk.user("head", 4)
    one, two = pledge(desk, "open the road"), pledge(desk, "clear the canal")
    with pytest.raises(KeepingError, match="itself"):
        chain(one, one, "renews", by)
    chain(two, one, "renews", by)
    with pytest.raises(KeepingError, match="already"):
        chain(one, two, "renews", by)
    with pytest.raises(KeepingError, match="how"):
        chain(one, two, "eats", by)

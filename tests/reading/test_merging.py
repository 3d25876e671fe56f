"""One real thing told three times is one record with three pieces of evidence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sarez.reading.drafts import Draft
from sarez.reading.merging import Act, dates_agree, merge, same_act
from sarez.reading.settings import When, Where
from sarez.reading.triggers import Trigger, compile_pattern

DATES = st.sampled_from([None, "2021", "2021-04", "2021-04-30", "2021-04-29", "2020-04"])
NOUN = {"noun": 1.0, "given": 2.0}
VERB = {"given": 2.0}


def act(
    type_: str = "ASSAULT",
    actor: str = "KGZ",
    recipient: str = "TJK",
    *,
    at: int = 0,
    day: str | None = None,
    place: str | None = None,
    country: str | None = None,
    status: str = "occurred",
    kind: str | None = None,
    features: dict[str, float] = NOUN,
    killed: int | None = None,
) -> Act:
    trigger = Trigger(compile_pattern(type_, "x", {}), 0, (0,))
    draft = Draft(
        type_,
        kind,
        status,
        tuple(actor.split()),
        tuple(recipient.split()),
        at,
        at + 9,
        at,
        trigger,
        dict(features),
    )
    return Act(draft, When(day, None, None), Where(place, country), day is not None, killed)


def test_three_tellings_are_one_act_with_three_spans():
    (one,) = merge([act(at=0), act(at=10), act(at=20)])
    assert one.spans == ((0, 9), (10, 19), (20, 29))


def test_a_clash_told_three_times_is_one_record(bench):
    text = (
        "Kyrgyz and Tajik border guards exchanged fire near Kok-Tash on 29 April 2021. "
        "The clash between the Kyrgyz and Tajik guards lasted two hours. "
        "The exchange of fire between Kyrgyz and Tajik border guards ended in the evening."
    )
    event = bench.event(text, "ASSAULT")
    told = [text[e.start : e.end].split()[-1] for e in event.evidence]
    assert sorted(told) == ["2021.", "evening.", "hours."]


def test_a_meeting_told_three_times_is_one_record(bench):
    text = (
        "Kazakh President Kassym-Jomart Tokayev met Uzbek President Shavkat Mirziyoyev in Tashkent on 3 March 2022. "
        "The meeting lasted two hours. At the meeting with Mirziyoyev, Tokayev spoke of water."
    )
    assert len(bench.event(text, "CONSULT").evidence) == 3
    (engagement,) = bench.read(text).engagements
    assert len(engagement.evidence) == 3


def test_the_dead_of_an_exchange_of_fire_are_its_own(bench):
    event = bench.event(
        "Kyrgyz and Tajik border guards exchanged fire near Kok-Tash on 29 April 2021, killing 12 people.",
        "ASSAULT",
    )
    assert ({*event.actor, *event.recipient}, event.killed) == ({"KGZ", "TJK"}, 12)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (act(), act("ACCUSE", at=10)),
        (act(status="denied"), act(at=10)),
        (act(day="2021-04-29"), act(day="2021-04-30", at=10)),
        (act(recipient="TJK"), act(actor="UZB", recipient="AFG", at=10)),
        (act(place="Osh", country="KGZ"), act(place="Isfara", country="TJK", at=10)),
        (act("CONSULT", kind="visit"), act("CONSULT", kind="call", at=10)),
        (act(features=VERB), act(at=10, features=VERB)),
        (act("AGREE", "KGZ", "TJK"), act("AGREE", "KGZ", "UZB RUS CHN", at=10)),
    ],
)
def test_different_things_stay_apart(one, other):
    assert not same_act(one, other) and len(merge([one, other])) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (act(), act(at=10)),
        (act(day="2021-04-29"), act(at=10)),
        (act(day="2021-04-29"), act(day="2021-04", at=10)),
        (act("AGREE", "KGZ", "TJK"), act("AGREE", "TJK", "KGZ", at=10)),
        (act(), act(actor="", at=10)),
        (act(recipient="TJK"), act(recipient="civilians")),
    ],
)
def test_the_same_thing_told_otherwise_is_recognized_either_way_round(one, other):
    assert same_act(one, other) and same_act(other, one)


def test_the_fuller_telling_completes_the_first():
    first, second = act(), act(at=10, day="2021-04-29", place="Osh", country="KGZ", killed=3)
    (one,) = merge([first, second])
    assert (one.when.iso, one.where.place, one.killed, one.own_date) == ("2021-04-29", "Osh", 3, True)


def test_parties_that_were_guessed_give_way_to_those_that_were_named():
    guessed = act(actor="", recipient="civilians", features={"guessed": 3.0, "noun": 1.0})
    (one,) = merge([guessed, act(at=10)])
    assert (one.draft.actor, one.draft.recipient) == (("KGZ",), ("TJK",))


@given(DATES, DATES)
def test_dates_agree_either_way_round(a, b):
    assert dates_agree(a, b) == dates_agree(b, a)
    assert dates_agree(a, a)


@given(st.lists(st.tuples(DATES, st.sampled_from(["TJK", "UZB"]), st.integers(0, 5)), max_size=8))
def test_merging_loses_no_telling_and_merges_nothing_more_the_second_time(rows):
    acts = [act(day=day, recipient=to, at=at * 10) for day, to, at in rows]
    spans = {span for a in acts for span in a.spans}
    merged = merge(acts)
    assert {span for a in merged for span in a.spans} == spans
    assert len(merged) <= len(rows)

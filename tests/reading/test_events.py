"""The events of a report as a whole."""

from __future__ import annotations

import pytest

from sarez.reading.drafts import Draft
from sarez.reading.events import mergeable
from sarez.reading.merging import Act
from sarez.reading.settings import When, Where
from sarez.reading.triggers import Trigger, compile_pattern


def act(actor: str = "KGZ", recipient: str = "TJK", *, is_event: bool = True, **features: float) -> Act:
    trigger = Trigger(compile_pattern("AGREE", "x", {}), 0, (0,))
    parties = tuple(actor.split()), tuple(recipient.split())
    draft = Draft("AGREE", None, "occurred", *parties, 0, 9, 0, trigger, features, is_event)
    return Act(draft, When(None, None, None), Where(None, None), False)


@pytest.mark.parametrize(
    ("one", "kept"),
    [
        (act(given=1.0), True),
        (act(weak=1.0, given=1.0, guessed=1.0), True),
        (act(weak=1.0, given=0.0), False),
        (act(weak=1.0, given=1.0, guessed=2.0), False),
        (act("", "", given=0.0), False),
        (act(is_event=False, given=2.0), False),
    ],
)
def test_a_weak_word_needs_a_party_of_its_own_and_little_guessing(one, kept):
    assert mergeable([one]) == ([one] if kept else [])


MATCH = (
    "Astana beat Dynamo Tashkent 3-1 in the AFC Champions League on Saturday.\n\n"
    "The home side attacked from the first minute, and Uzbek defenders retreated into their own half. Striker Marin Tomasov "
    "fired the ball into the net before the break.\n\n"
    "Tashkent fought back after half-time. Their coach accused the referee of blindness, and the crowd protested loudly. "
    "Kazakhstan now meets Iran in the semifinal, a battle that nobody wants to lose.\n"
)
MARKET = (
    "The tenge retreated against the dollar in Almaty on Thursday.\n\n"
    "Traders said that sellers attacked the currency from the opening, and that buyers surrendered at noon. The National Bank of "
    "Kazakhstan did not intervene.\n\n"
    "Analysts see a long battle between bulls and bears. Oil gained 2 per cent, gold lost ground, and shares of Kazakh banks were hit.\n"
)


@pytest.mark.parametrize("text", [MATCH, MARKET], ids=["match", "market"])
def test_metaphors_of_sport_and_of_markets_are_silence(bench, text):
    assert bench.events(text) == []


def test_one_sentence_may_tell_of_two_acts(bench):
    text = "Kyrgyzstan accused Tajikistan of shelling a village and closed the border with Tajikistan on 5 March 2022."
    assert {e.type for e in bench.events(text)} == {"ACCUSE", "SANCTION"}


def test_the_charge_and_its_denial_are_two_events(bench):
    text = "Kyrgyzstan accused Tajikistan of shelling a village. Dushanbe rejected the charge."
    found = {e.type: (e.actor, e.recipient) for e in bench.events(text)}
    assert found == {"ACCUSE": (("KGZ",), ("TJK",)), "REJECT": (("TJK",), ("KGZ",))}


def test_every_event_is_dated_placed_and_reasoned(bench):
    text = "Kyrgyz and Tajik officials signed a protocol on the border in Batken yesterday."
    event = bench.event(text, "AGREE")
    assert (event.date, event.place, event.country) == ("2022-03-09", "Batken", "KGZ")
    assert event.date_reason and "yesterday" in event.date_reason


def test_the_same_text_always_gives_the_same_events(bench):
    assert bench.events(MATCH + PLAIN) == bench.events(MATCH + PLAIN)


PLAIN = "\nKyrgyzstan and Tajikistan signed a border treaty in Bishkek on 3 March 2022.\n"

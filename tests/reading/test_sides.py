"""Who did an act and to whom, chosen among all whom the sentence and the story offer."""

from __future__ import annotations

import pytest

from sarez.reading.sides import ACTOR, PARTY, RECIPIENT, Candidate, choose, load_table


def somebody(code: str, *signs: str) -> Candidate:
    return Candidate((code,), {"here", "is state", *signs})


def test_the_table_has_the_three_roles() -> None:
    table = load_table()
    assert set(table.weights) == {ACTOR, RECIPIENT, PARTY}
    assert all(0 < least < 1 for least in table.least.values())


def test_who_the_words_and_the_rules_name_is_chosen() -> None:
    told = (
        "words {0}",
        "rule {0}",
        "filled {0}",
        "words {0}, both told",
        "rule {0}, both told",
        "filled {0}, both told",
    )
    one = somebody("KGZ", *(t.format("actor") for t in told), "path !nsubj", "before 2")
    other = somebody("TJK", *(t.format("recipient") for t in told), "path !dobj", "after 2")
    sides = choose("ACCUSE", [other, one])
    assert (sides.actor, sides.recipient) == (("KGZ",), ("TJK",))
    assert sides.sure_of_actor > 0.5


def test_nobody_is_on_both_sides() -> None:
    one = somebody("KGZ", "words actor", "words recipient", "filled actor", "filled recipient")
    sides = choose("ACCUSE", [one])
    assert not set(sides.actor) & set(sides.recipient)


def test_nobody_offered_is_nobody() -> None:
    sides = choose("ACCUSE", [])
    assert (sides.actor, sides.recipient, sides.supplied) == ((), (), 0)


def test_a_place_alone_does_nothing() -> None:
    kabul, gunmen = (
        somebody("AFG", "only a place", "before 2"),
        Candidate(("armed group",), {"here", "is gunmen"}),
    )
    assert choose("ASSAULT", [kabul, gunmen]).actor != ("AFG",)


@pytest.mark.parametrize(
    "text",
    [
        "A bomb exploded in Kabul on 5 March 2022 and killed nine worshippers.",
        "On 5 March 2022 nine worshippers were killed by a bomb in Kabul.",
    ],
)
def test_a_killer_nobody_names_is_left_open(bench, text: str) -> None:
    assert bench.event(text, "ASSAULT").actor == ()

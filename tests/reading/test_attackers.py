"""Who attacked, where the words name no agent, and what one side's losses add."""

from __future__ import annotations

import pytest

from sarez.reading.casualties import KILLED, RIVAL, find_tolls


@pytest.mark.parametrize(
    ("text", "actor", "recipient"),
    [
        ("Kyrgyz border guards were shot at from the Tajik side on 5 March 2022.", ("TJK",), ("KGZ",)),
        (
            "Gunmen waited by the river. Uzbek guards were fired on from Afghan soil on 5 March 2022.",
            ("armed group",),
            ("UZB",),
        ),
        (
            "A mine which Taliban fighters had buried by the road killed four Tajik soldiers on 5 March 2022.",
            ("Taliban",),
            ("TJK",),
        ),
        ("On 5 March 2022 his men raided a police station in Dushanbe.", ("armed group",), ("TJK",)),
    ],
)
def test_an_attacker_is_made_out_from_the_clause(bench, text, actor, recipient):
    event = bench.event(text, "ASSAULT")
    assert (event.actor, event.recipient) == (actor, recipient)


def test_a_claim_names_the_author_of_what_was_told_before(bench):
    event = bench.event(
        "On 5 March 2022 a bomb exploded in Kabul and killed nine worshippers. "
        "The Islamic State in Khorasan (ISIS-K) claimed responsibility in the evening.",
        "ASSAULT",
    )
    assert (event.actor, event.killed) == (("ISIS-K",), 9)


@pytest.mark.parametrize(
    ("text", "killed"),
    [
        ("Uzbekistan lost 12 soldiers and Tajikistan nine.", [21]),
        ("The mayor puts the dead at 31.", [31]),
        ("No one lost his life.", [0]),
        ("Seven guards were hit, and two of them died.", [2]),
        ("The driver, 41, was killed.", []),
    ],
)
def test_losses_are_counted_however_they_are_told(text, killed):
    assert [t.count for t in find_tolls(text) if t.kind == KILLED] == killed


@pytest.mark.parametrize(
    "text",
    ["An hour before, a deputy had spoken of 12 dead.", "The toll will pass ninety, he fears."],
)
def test_a_figure_of_before_or_to_come_is_a_rival(text):
    assert [t.source for t in find_tolls(text)] == [RIVAL]


def test_an_officer_lost_is_added_to_the_dead_of_the_other_side(bench):
    text = (
        "On 5 March 2022 Tajik troops killed six gunmen near Vahdat, says the army, which lost one officer."
    )
    assert bench.event(text, "ASSAULT").killed == 7


def test_a_people_is_no_state(bench):
    cast = bench.cast("An ethnic Uzbek village was burned.")
    village = next(t for t in cast.doc if t.text == "village")
    assert cast.modifiers(village) == []

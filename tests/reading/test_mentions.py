"""Who is mentioned, and which party is meant."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sarez.reading.mentions import (
    Mention,
    find_mentions,
    name_rulers,
    only_group,
    principal_states,
    spread_names,
)

NEAR_MISS = "UN Regional Centre for Sustainable Development"


def codes(bench, text: str) -> list[tuple[str, ...]]:
    owner = find_mentions(bench.parse(text), 0, bench.reader.region.actors)
    return [m.codes for m in dict.fromkeys(owner.values())]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kyrgyz soldiers crossed the river.", [("KGZ",)]),
        ("Bishkek and Dushanbe agreed.", [("KGZ",), ("TJK",)]),
        ("The OSCE wrote to Tashkent.", [("OSCE",), ("UZB",)]),
        ("The UN Regional Centre for Preventive Diplomacy for Central Asia wrote.", [("UNRCCA",)]),
        (f"The {NEAR_MISS} wrote.", [(NEAR_MISS,)]),
        ("Nobody wrote.", []),
    ],
)
def test_a_mention_stands_for_its_party(bench, text, expected):
    assert codes(bench, text) == expected


def test_a_near_miss_is_never_the_body_it_resembles(bench):
    text = f"UNRCCA wrote to the {NEAR_MISS}."
    assert codes(bench, text) == [("UNRCCA",), (NEAR_MISS,)]


def test_the_seat_of_the_union_is_the_union_only_where_the_page_speaks_of_it(bench):
    doc, actors = bench.parse("Brussels pledged aid."), bench.reader.region.actors
    (plain,) = {m.codes for m in find_mentions(doc, 0, actors).values()}
    (union,) = {m.codes for m in find_mentions(doc, 0, actors, page="The European Union met.").values()}
    assert (plain, union) == (("BEL",), ("EU",))


def test_a_body_named_once_is_known_wherever_its_name_stands_again(bench):
    name = "Aral Rescue Foundation"
    docs = [bench.parse(f"The {name} opened."), bench.parse(f"Later {name} closed.")]
    owners: list[dict[int, Mention]] = [{1: Mention(1, 4, (name,), "other_body", name)}, {}]
    spread_names(docs, owners)
    assert {m.codes for m in owners[1].values()} == {(name,)}


def person(code: str) -> Mention:
    return Mention(0, 1, (code,), "person", "A. B.")


@pytest.mark.parametrize(
    ("published", "times", "expected"),
    [("2022-03-10", 2, "Taliban"), ("2022-03-10", 1, "AFG"), ("2019-03-10", 2, "AFG"), (None, 2, "AFG")],
)
def test_afghan_officials_are_the_taliban_since_august_2021_where_the_text_says_so(
    published, times, expected
):
    owner = {0: person("AFG")} | {i: Mention(i, i + 1, ("Taliban",), "group") for i in range(2, 2 + times)}
    name_rulers([owner], published)
    assert owner[0].codes == (expected,)


def test_the_gunmen_are_those_of_the_only_group_that_a_report_names():
    imu, isis = Mention(0, 1, ("IMU",), "group"), Mention(2, 3, ("ISIS",), "group")
    rulers = Mention(4, 5, ("Taliban",), "group")
    assert only_group([{0: imu, 4: rulers}]) == ("IMU",)
    assert only_group([{0: imu, 2: isis}]) == ()
    assert only_group([{4: rulers}]) == ()


def test_the_states_a_report_is_about_are_those_its_opening_names():
    def state(code: str, at: int) -> Mention:
        return Mention(at, at + 1, (code,), "state")

    passages = [[state("KGZ", 0)], [], [state("TJK", 0), state("TJK", 5)], [state("XYZ", 0)]]
    assert principal_states(passages, frozenset({"KGZ", "TJK"})) == ("KGZ", "TJK")


@given(st.lists(st.lists(st.sampled_from(["KGZ", "TJK", "XYZ"]), max_size=4), max_size=5))
def test_principal_states_are_named_states_each_once(passages):
    found = principal_states(
        [[Mention(i, i + 1, (c,), "state") for i, c in enumerate(p)] for p in passages],
        frozenset({"KGZ", "TJK"}),
    )
    named = {c for p in passages for c in p} & {"KGZ", "TJK"}
    assert set(found) <= named and len(found) == len(set(found)) and bool(found) == bool(named)


def test_the_towns_that_a_report_names_speak_for_their_state():
    syria = Mention(0, 1, ("SYR",), "state")
    states = frozenset({"SYR", "TJK"})
    assert principal_states([[syria]], states) == ("SYR",)
    assert principal_states([[syria]], states, [["TJK", "TJK", "TJK", "TJK"]])[0] == "TJK"


def test_a_language_is_no_state(bench):
    owner = bench.cast("In Russian-language papers the Kyrgyz minister is called S. Zhaparov.").owner
    assert {m.codes for m in owner.values()} == {("KGZ",)}


def test_a_common_word_is_not_an_acronym_of_mixed_letters(bench):
    assert bench.cast("Let us recall the talks.").owner == {}
    assert {m.codes for m in bench.cast("LeT attacked a post.").owner.values()} == {("Lashkar-e-Taiba",)}


def test_a_body_goes_by_the_acronym_that_the_page_gives_it(bench):
    text = (
        "The Nordic Council of Mine Clearance (NCMC) signed an agreement with Tajikistan on 5 March 2022. "
        "Tajikistan thanked the Nordic Council of Mine Clearance."
    )
    assert bench.event(text, "SUPPORT").recipient == ("NCMC",)

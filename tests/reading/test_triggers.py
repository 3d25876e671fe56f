"""Which words say that an act was done, and what becomes of a line of the lexicon that cannot be read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sarez.errors import DataError
from sarez.reading.triggers import compile_lexicon, compile_pattern, find_triggers, load_lexicon
from sarez.vocabulary.engagements import load_engagements
from sarez.vocabulary.events import load_events


def met(bench, line: str, text: str, **classes: str) -> list[tuple[str, ...]]:
    doc = bench.parse(text)
    lexicon = compile_lexicon({"classes": classes, "CONSULT": [line]})
    return [tuple(doc[i].text for i in t.tokens) for t in find_triggers(doc, lexicon)]


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("sign > $papers", r"no class \$papers"),
        ("sign/X", "“/X”"),
        ("sign/V ; wek", "unknown option “wek”"),
        ("; weak", "no pattern"),
    ],
)
def test_a_line_that_cannot_be_read_is_named_in_the_error(line, fault):
    with pytest.raises(DataError, match=fault) as caught:
        compile_pattern("AGREE", line, {})
    assert f"“{line}”" in str(caught.value) and "triggers.yaml" in str(caught.value)


@given(st.text(alphabet="ab|/VN$><~; =", max_size=20))
def test_any_line_is_a_pattern_or_a_data_error(line):
    try:
        pattern = compile_pattern("AGREE", line, {"a": frozenset({"b"})})
    except DataError:
        return
    assert pattern.items and all(item.lemmas for item in pattern.items)


def test_the_lexicon_that_comes_with_the_package_speaks_of_known_types_and_kinds():
    patterns = load_lexicon().patterns
    types, kinds = set(load_events()), set(load_engagements())
    assert {p.type for p in patterns} == types
    assert {p.kind for p in patterns} - {None} <= kinds
    assert all("" not in item.lemmas for p in patterns for item in p.items)


@pytest.mark.parametrize(
    "text",
    [
        "They signed the protocol.",
        "The protocol was signed by both.",
        "The protocol signed in Osh is short.",
        "Both sides have signed a border protocol.",
    ],
)
def test_an_object_is_met_before_or_after_its_verb(bench, text):
    assert met(bench, "sign > protocol", text) in ([("signed", "protocol")], [("protocol", "signed")])


def test_a_class_stands_for_all_its_words(bench):
    found = met(bench, "sign > $paper", "They signed a treaty and a protocol.", paper="treaty pact")
    assert found == [("signed", "treaty")]


def test_words_far_apart_are_not_near(bench):
    assert met(bench, "hold ~ talks", "They held long and open talks.") == [("held", "talks")]
    assert met(bench, "hold ~ talks", "They held out. The talks failed.") == []
    far = "They held the large old wooden gate of the very small fort until talks began."
    assert met(bench, "hold ~ talks", far) == []


def test_a_part_of_speech_is_kept_to(bench):
    assert met(bench, "visit/V", "The visit ended.") == []
    assert met(bench, "visit/N", "The visit ended.") == [("visit",)]


def test_the_subject_may_be_asked_for(bench):
    assert met(bench, "arrive < envoy", "The envoy arrived in Osh.") == [("arrived", "envoy")]
    assert met(bench, "arrive < envoy", "The train arrived with the envoy.") == []


def test_a_longer_pattern_hides_a_shorter_one(bench):
    doc = bench.parse("They captured a post.")
    lexicon = compile_lexicon({"COERCE": ["capture/V"], "ASSAULT": ["capture > post"]})
    assert [t.pattern.type for t in find_triggers(doc, lexicon)] == ["ASSAULT"]


def test_what_depends_on_a_date_is_no_trigger(bench):
    assert met(bench, "march/N", "They met on 3 March 2022.") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The gate at Torghundi lies idle. Guards shut it on Sunday.", [("shut", "it")]),
        ("The gates are idle. Guards shut it on Sunday.", []),
        ("The gate lies idle. It is old.", []),
    ],
)
def test_a_pronoun_as_object_stands_for_a_noun_of_the_sentence_before(bench, text, expected):
    assert met(bench, "shut > gate", text) == expected


def test_a_word_parted_at_its_hyphen_is_met_whole(bench):
    assert met(bench, "shoot-out/N", "A shoot-out began.") == [("out",)]
    assert met(bench, "shoot-out/N", "They shoot out there.") == []


def test_what_fire_is_opened_on_is_not_opened(bench):
    types = {e.type for e in bench.events("Tajik guards opened fire on a Kyrgyz checkpoint on 5 March 2022.")}
    assert types == {"ASSAULT"}


def test_a_crossing_is_shut_by_its_name(bench):
    event = bench.event("Pakistan shut Torkham to Afghanistan on 21 February 2022.", "SANCTION")
    assert (event.actor, event.recipient) == (("PAK",), ("AFG",))

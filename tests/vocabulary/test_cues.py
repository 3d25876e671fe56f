import pytest
from hypothesis import given
from hypothesis import strategies as st

from sarez.vocabulary.cues import load_cues, plural, stem, verb_forms


def issues_in(text: str) -> set[str]:
    return {m.issue for m in load_cues().find(text) if m.weight == 1.0}


@pytest.mark.parametrize(
    "text",
    ["peacekeeping force", "peace-keeping force", "Peacekeeping forces", "PEACE-KEEPING", "peace‑keepers"],
)
def test_case_hyphen_and_plural_do_not_matter(text: str) -> None:
    assert "peacekeeping" in issues_in(text)


@pytest.mark.parametrize("verb", ["demarcate", "demarcates", "demarcated", "demarcating"])
def test_a_verb_is_met_in_every_form(verb: str) -> None:
    assert issues_in(f"to {verb} it") == {"border"}


def test_an_exclusion_silences_a_cue_only_where_it_stands() -> None:
    assert issues_in("food for thought") == set()
    assert issues_in("food for thought and food for the valley") == {"food"}
    assert "military" not in issues_in("the military prison at Bagram")
    assert "wmd" not in issues_in("the nuclear power plant") and "energy" in issues_in(
        "the nuclear power plant"
    )


def test_a_short_acronym_is_met_in_capitals_only() -> None:
    assert issues_in("those who came") == set()
    assert issues_in("the WHO came") == {"health"}


def test_a_near_cue_needs_its_companion() -> None:
    assert "women" in issues_in("the role that women have")
    assert "women" not in issues_in("seven women among the snipers")


def test_the_longest_phrase_of_an_issue_counts_once() -> None:
    found = [m for m in load_cues().find("a border guard fell") if m.issue == "border"]
    assert [(m.start, m.end, m.weight) for m in found] == [(2, 14, 1.0)]


@pytest.mark.parametrize(
    ("text", "issue"),
    [
        ("о водных ресурсах", "water"),
        ("на границе", "border"),
        ("с террористами", "terrorism"),
        ("выборов", "governance"),
    ],
)
def test_russian_words_are_met_in_their_case_endings(text: str, issue: str) -> None:
    assert issue in issues_in(text)


def test_forms_of_words() -> None:
    assert plural("enclave") == ("enclave", "enclaves")
    assert plural("boundary") == ("boundary", "boundaries")
    assert plural("clash") == ("clash", "clashes")
    assert set(verb_forms("deport")) >= {"deport", "deports", "deported", "deporting"}
    assert set(verb_forms("ban")) >= {"banned", "banning"}
    assert stem("границами") == stem("граница")


@given(st.text(max_size=300))
def test_any_text_gives_cues_that_stand_in_it(text: str) -> None:
    for match in load_cues().find(text):
        assert 0 <= match.start < match.end <= len(text)
        assert match.issue and 0 < match.weight <= 1

"""Who does an act and to whom, by the grammar of the sentence."""

from __future__ import annotations

import pytest

from sarez.reading.arguments import is_passive, noun_arguments, subject_of, verb_arguments


def heads(tokens) -> list[str]:
    return [t.text for t in tokens]


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("Guards attacked the post.", "attacked"),
        ("The post was attacked by guards.", "attacked"),
        ("The post attacked by guards burned down.", "attacked"),
        ("The post, which guards attacked, burned down.", "attacked"),
    ],
)
def test_active_and_passive_have_the_same_subject(bench, text, verb):
    assert heads(verb_arguments(bench.word(text, verb)).subjects) == (
        ["guards"] if "guards" in text else ["Guards"]
    )


def test_the_subject_of_a_passive_is_its_object(bench):
    found = verb_arguments(bench.word("The post was attacked by guards.", "attacked"))
    assert found.passive and heads(found.objects)[0] == "post"


@pytest.mark.parametrize(
    ("text", "verb", "subject"),
    [
        ("The minister met the envoy and thanked him.", "thanked", "minister"),
        ("The minister wants to thank the envoy.", "thank", "minister"),
        ("The minister left after thanking the envoy.", "thanking", "minister"),
        ("The minister asked the envoy to leave.", "leave", "envoy"),
        ("The minister who thanked the envoy left.", "thanked", "who"),
    ],
)
def test_a_verb_without_a_subject_borrows_one(bench, text, verb, subject):
    found, _ = subject_of(bench.word(text, verb))
    assert found is not None and found.text == subject


def test_a_subject_lost_to_an_opening_phrase_is_found_right_before_the_verb(bench):
    text = "In the night of December 24 Pakistani aircraft bombed four places."
    found, passive = subject_of(bench.word(text, "bombed"))
    assert found is not None and (found.text, passive) == ("aircraft", False)


def test_an_act_named_by_a_noun_has_arguments_too(bench):
    found = noun_arguments(bench.word("The attack by gunmen on the post failed.", "attack"))
    assert heads(found.subjects) == ["gunmen"] and heads(found.objects)[0] == "post"


def test_the_subject_of_a_light_verb_holds_the_talks(bench):
    found = noun_arguments(bench.word("The minister held talks with the envoy.", "talks"))
    assert heads(found.subjects) == ["minister"] and "envoy" in heads(found.objects)


@pytest.mark.parametrize(
    ("text", "verb", "passive"),
    [
        ("The treaty was signed.", "signed", True),
        ("The treaty signed in Osh is short.", "signed", True),
        ("They signed the treaty.", "signed", False),
        ("They have signed the treaty.", "signed", False),
    ],
)
def test_the_passive_is_known(bench, text, verb, passive):
    assert is_passive(bench.word(text, verb)) is passive


def test_who_is_told_of_as_killed_is_no_killer(bench):
    found = verb_arguments(
        bench.word("Tajikistan announced two civilians killed and ten people hurt.", "killed")
    )
    assert found.passive and heads(found.subjects) == [] and heads(found.objects)[0] == "civilians"


def test_who_killed_somebody_is(bench):
    found = verb_arguments(bench.word("The guards killed two civilians.", "killed"))
    assert not found.passive and heads(found.subjects) == ["guards"]

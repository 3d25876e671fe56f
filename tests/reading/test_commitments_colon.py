"""Undertakings set apart by a colon or by commas."""

from __future__ import annotations

import pytest

from sarez.reading.commitments_colon import aside_of, colon_of


def texts(bench, text: str) -> list[tuple[tuple[str, ...], str]]:
    return [(c.parties, c.text) for c in bench.read(text).commitments if c.modality == "agreed"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The two came to an understanding: the mast will be taken down.", True),
        ("The two failed to reach agreement: the mast will be taken down.", False),
        ("He named the reason: the mast will be taken down.", False),
    ],
)
def test_a_colon_after_a_word_of_agreement_brings_what_was_agreed(bench, text, found):
    assert (colon_of(list(bench.parse(text))) is not None) is found


def test_every_clause_after_the_colon_is_an_undertaking(bench):
    found = texts(
        bench,
        "The deputy premiers of Uzbekistan and Kyrgyzstan met in Osh on Monday and came to terms: the mast will be "
        "taken down, and livestock will be returned by Friday.",
    )
    assert [t for _, t in found] == [
        "the mast will be taken down",
        "livestock will be returned by Friday",
    ]
    assert all(set(p) == {"KGZ", "UZB"} for p, _ in found)


def test_a_promise_in_the_middle_of_its_clause_is_read(bench):
    assert texts(bench, "Kazakhstan will, it promised the Kyrgyz on Monday, send forty tents.") == [
        (("KAZ",), "send forty tents")
    ]
    (sentence,) = bench.parse("Kazakhstan will, it never promised, send forty tents.").sents
    assert aside_of(sentence) is None


def test_a_cease_fire_with_a_hyphen_is_one_too(bench):
    found = texts(
        bench,
        "Kyrgyz and Tajik commanders met at Kok-Tash on Sunday. At the meeting a cease-fire was agreed.",
    )
    assert [t for _, t in found] == ["a cease-fire"]

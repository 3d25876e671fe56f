"""Who stands on the other side where a sentence names one party only."""

from __future__ import annotations

import pytest

from sarez.reading.counterparts import fill
from sarez.reading.parties import Discourse


@pytest.mark.parametrize(
    ("type_", "actor", "recipient", "near", "known", "expected"),
    [
        ("CONSULT", ("KAZ", "UZB"), (), [], {}, (("KAZ",), ("UZB",))),
        ("AGREE", ("KAZ",), (), [("KAZ",), ("UZB",)], {}, (("KAZ",), ("UZB",))),
        ("AGREE", (), (), [], {"pair": ("KGZ", "TJK")}, (("KGZ",), ("TJK",))),
        ("ASSAULT", ("KGZ", "TJK"), (), [], {}, (("KGZ",), ("TJK",))),
        ("ASSAULT", (), ("civilians",), [], {"pair": ("KGZ", "TJK")}, ((), ("civilians",))),
        (
            "ASSAULT",
            (),
            ("TJK",),
            [],
            {"pair": ("KGZ", "TJK"), "watched": frozenset({"KGZ", "TJK"})},
            (("KGZ",), ("TJK",)),
        ),
        ("COERCE", (), ("armed group",), [], {"home": "UZB"}, (("UZB",), ("armed group",))),
        ("PROTEST", (), (), [], {"home": "KGZ"}, (("civilians",), ("KGZ",))),
        ("REJECT", ("TJK",), (), [], {"last": {"ACCUSE": ("KGZ",)}}, (("TJK",), ("KGZ",))),
        ("SANCTION", ("KAZ",), ("civilians",), [("KAZ",), ("KGZ",)], {}, (("KAZ",), ("KGZ",))),
        ("ACCUSE", ("KGZ",), ("TJK",), [("UZB",)], {"pair": ("KAZ", "UZB")}, (("KGZ",), ("TJK",))),
        ("RETREAT", ("KGZ", "TJK"), (), [], {}, (("KGZ",), ("TJK",))),
        (
            "COERCE",
            (),
            ("civilians",),
            [("TJK",)],
            {"home": "TJK", "scene": ("RUS",)},
            (("RUS",), ("civilians",)),
        ),
        (
            "CONCEDE",
            ("UZB",),
            (),
            [],
            {"home": "UZB", "last": {"SANCTION": ("UZB",)}, "last_recipient": {"SANCTION": ("KGZ",)}},
            (("UZB",), ("KGZ",)),
        ),
    ],
)
def test_the_other_side_is_taken_from_the_sentence_or_the_story(
    bench, type_, actor, recipient, near, known, expected
):
    cast = bench.cast("Text.", Discourse(**known))
    found = fill(type_, actor, recipient, near, cast)
    assert found[:2] == expected


def test_what_the_words_give_is_not_called_a_guess(bench):
    cast = bench.cast("Text.", Discourse(pair=("KAZ", "UZB")))
    assert fill("ACCUSE", ("KGZ",), ("TJK",), [], cast)[2] == 0
    assert fill("ACCUSE", ("KAZ",), (), [], cast)[2] > 0

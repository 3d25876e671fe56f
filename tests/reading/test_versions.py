"""Who tells that the other side attacked accuses it; who tells of gunmen only reports."""

from __future__ import annotations

import pytest

SCENE = "Kyrgyz and Tajik border guards exchanged fire near Vorukh on 5 March 2022. "


@pytest.mark.parametrize(
    "telling",
    [
        "The Kyrgyz Border Service said that Tajik guards had opened fire on its post.",
        "Tajik soldiers had attacked a Kyrgyz post without cause, Bishkek contends.",
        "The Kyrgyz general tells it otherwise: Tajik soldiers opened fire on a Kyrgyz post.",
        "According to Bishkek, Tajik soldiers attacked the Kyrgyz post.",
    ],
)
def test_who_tells_that_the_other_side_attacked_accuses_it(bench, telling):
    found = [e for e in bench.events(SCENE + telling) if e.type == "ACCUSE"]
    assert [(e.actor, e.recipient) for e in found] == [(("KGZ",), ("TJK",))]


@pytest.mark.parametrize(
    "text",
    [
        "The Kyrgyz Border Service said that gunmen had opened fire on its post near Batken on 5 March 2022.",
        "The Kyrgyz Border Service said that Kyrgyz guards had opened fire near Vorukh on 5 March 2022.",
    ],
)
def test_who_tells_of_gunmen_or_of_his_own_accuses_no_state(bench, text):
    assert [e for e in bench.events(text) if e.type == "ACCUSE"] == []

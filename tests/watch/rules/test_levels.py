"""Levels and words of probability."""

from itertools import pairwise

import pytest

from sarez.errors import SarezError
from sarez.watch.rules import level, load_levels, load_odds, odds_of


def test_levels_rise_from_no_information_to_danger_and_are_told_by_more_than_colour():
    levels = list(load_levels().values())
    assert [one.name for one in levels] == ["grey", "green", "yellow", "orange", "red"]
    assert len({one.shape for one in levels}) == len({one.mark for one in levels}) == 5
    assert level("red").told() == "■ red: danger"
    assert level("yellow").told("ru") == "▲ жёлтый: внимание"


def test_letters_can_be_read_on_their_ground():
    def light(colour):
        parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
        line = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * line[0] + 0.7152 * line[1] + 0.0722 * line[2]

    for one in load_levels().values():
        dark, bright = sorted((light(one.fill), light(one.ink)))
        assert (bright + 0.05) / (dark + 0.05) >= 4.5, one.name


@pytest.mark.parametrize(
    ("probability", "word"),
    [
        (0, "almost no chance"),
        (0.05, "very unlikely"),
        (0.2, "unlikely"),
        (0.449, "unlikely"),
        (0.5, "roughly even chance"),
        (0.55, "likely"),
        (0.95, "almost certain"),
        (1, "almost certain"),
    ],
)
def test_a_probability_has_its_word(probability, word):
    assert odds_of(probability).word.en == word


@pytest.mark.parametrize("scale", ["icd203", "phia"])
def test_a_scale_leaves_no_probability_without_a_word(scale):
    words = load_odds(scale)
    assert words[0].low == 0
    assert words[-1].high == 1
    assert all(a.high == b.low for a, b in pairwise(words))
    assert all(one.word.ru for one in words)


def test_what_is_no_probability_level_or_scale_is_refused():
    for bad in (
        lambda: odds_of(1.2),
        lambda: odds_of(float("nan")),
        lambda: level("blue"),
        lambda: load_odds("x"),
    ):
        with pytest.raises(SarezError):
            bad()

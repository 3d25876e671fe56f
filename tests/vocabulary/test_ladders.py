import pytest

from sarez.vocabulary.gradings import load_credibility, load_reliability
from sarez.vocabulary.markings import load_markings, strictest
from sarez.vocabulary.modalities import firm, load_modalities


def test_the_ladder_goes_from_agreed_to_noted() -> None:
    ladder = load_modalities()
    assert [m.name for m in sorted(ladder.values(), key=lambda m: m.rank)] == [
        "agreed",
        "in_principle",
        "offered",
        "proposed",
        "noted",
    ]
    assert firm() == ("agreed", "in_principle")


def test_every_rung_has_cues_and_no_cue_stands_on_two() -> None:
    cues = [c for m in load_modalities().values() for c in m.cues]
    assert len(cues) == len(set(cues))
    assert all(m.cues for m in load_modalities().values())


def test_the_admiralty_scale_is_whole() -> None:
    assert "".join(load_reliability()) == "ABCDEF"
    assert "".join(load_credibility()) == "123456"


def test_markings_run_from_clear_to_red() -> None:
    assert list(load_markings()) == ["CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED"]


def test_what_is_derived_bears_the_strictest_marking() -> None:
    m = load_markings()
    assert strictest([m["GREEN"], m["AMBER+STRICT"], m["AMBER"]]).name == "AMBER+STRICT"
    with pytest.raises(ValueError):
        strictest([])

"""How sure an act is, and when a report is silent."""

from __future__ import annotations

import ast
import inspect

import pytest

from sarez.reading import acceptance, drafts, encounter_events, signs
from sarez.reading.acceptance import confidence, describe, load_table, sure_ones
from sarez.reading.drafts import Draft
from sarez.reading.merging import Act
from sarez.reading.settings import When, Where
from sarez.reading.status import CALLED_FOR, DENIED, OCCURRED, PLANNED
from sarez.reading.triggers import Trigger, compile_pattern
from sarez.vocabulary.events import load_events


def act(type_: str = "AGREE", *, weak: bool = False, place: str | None = None, **features: float) -> Act:
    trigger = Trigger(compile_pattern(type_, "x", {}), 0, (0,))
    found = {"given": 2.0, "weak": float(weak), **features}
    draft = Draft(type_, None, "occurred", ("KGZ",), ("TJK",), 0, 9, 0, trigger, found)
    return Act(draft, When(None, None, None), Where(place, None), False)


def words_in(module) -> set[str]:
    """Every piece of text that a module's code is written with."""
    tree = ast.parse(inspect.getsource(module))
    return {n.value for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str)}


def test_every_sign_of_the_table_is_one_that_the_code_computes():
    plain = words_in(signs) | words_in(acceptance) | words_in(encounter_events) | words_in(drafts)
    with_value = {
        "type": set(load_events()),
        "weak": set(load_events()),
        "status": {OCCURRED, PLANNED, DENIED, CALLED_FOR},
        "tense": plain,
        "given": set("0123"),
        "guessed": set("0123"),
        "named": set("0123"),
        **{rank: set("0123") for rank in acceptance.RANKS},
        **{f"{what} likely": {""} for what in load_events()},
        **{what: {str(n) for n in range(-6, 7)} for what in ("likely", "any likely")},
        **{f"sure {whom}": set("012345") for whom in ("actor", "recipient")},
    }
    for name in load_table().weights:
        known = any(
            name in (f"{first} {value}", f"{first}{value}")
            for first, own in with_value.items()
            for value in own
        )
        assert name in plain or known, f"nothing computes “{name}”"


def test_the_table_is_a_table_of_probabilities():
    table = load_table()
    assert 0 < table.least < table.sure < 1 and table.expected > 0
    assert all(isinstance(w, float) for w in table.weights.values())


def test_a_clear_act_is_surer_than_a_weak_one():
    assert confidence(act(root=1.0, place="Osh")) > confidence(act(weak=True, noun=1.0)) > 0


def test_counts_are_signs_of_their_own():
    found = describe(act(guessed=7.0))
    assert {"given 2", "guessed 3", "named 0", "type AGREE"} <= set(found) and "given" not in found


@pytest.mark.parametrize(("sentences", "kept"), [(40, 0), (1, 1)])
def test_one_doubtful_act_does_not_break_the_silence_of_a_page_but_may_be_a_line_s_whole_news(
    sentences, kept
):
    doubtful = act("AID", weak=True, root=1.0)
    assert load_table().least < confidence(doubtful) < load_table().sure
    assert len(sure_ones([doubtful], sentences)) == kept


def test_no_acts_are_no_events():
    assert sure_ones([], 10) == []


SURE = {"likely any": 5.0, "sure actor": 0.9, "sure recipient": 0.9}


def test_sure_acts_carry_their_confidence():
    sure = act(root=1.0, place="Osh", tokens=2.0, likely=5.0, learned=0.0, **SURE)
    assert [a.score for a in sure_ones([sure], 40)] == [confidence(sure)]

"""Deed, plan, call, denial, or mere talk."""

from __future__ import annotations

import pytest

from sarez.reading.status import is_negated, is_obliged, is_open, is_planned, status_of


@pytest.mark.parametrize(
    ("text", "word", "status"),
    [
        ("Guards attacked the post.", "attacked", "occurred"),
        ("Guards have attacked the post.", "attacked", "occurred"),
        ("Guards began to attack the post.", "attack", "occurred"),
        ("The minister will visit Osh.", "visit", "planned"),
        ("The minister is to visit Osh in May.", "visit", "planned"),
        ("The minister is expected to visit Osh.", "visit", "planned"),
        ("The minister plans to visit Osh.", "visit", "planned"),
        ("The minister is going to visit Osh.", "visit", "planned"),
        ("The minister planned a visit.", "visit", "planned"),
        ("The envoy urged them to sign the treaty.", "sign", "called_for"),
        ("The envoy called for talks.", "talks", "called_for"),
        ("The envoy proposed talks.", "talks", "called_for"),
        ("The ministry denied that guards attacked the post.", "attacked", "denied"),
        ("The ministry denied having attacked the post.", "attacked", "denied"),
        ("The ministry denied a clash.", "clash", "denied"),
        ("The ministry denied reports of a clash.", "clash", "denied"),
        ("Reports of a clash are untrue.", "clash", "denied"),
        ("Guards did not attack the post.", "attack", "hypothetical"),
        ("Guards never attacked the post.", "attacked", "hypothetical"),
        ("No guards attacked the post.", "attacked", "hypothetical"),
        ("Neither side attacked the post.", "attacked", "hypothetical"),
        ("Nobody proposes a treaty.", "proposes", "hypothetical"),
        ("No clash took place.", "clash", "hypothetical"),
        ("No talks were held.", "held", "hypothetical"),
        ("The bank promised no funds.", "promised", "hypothetical"),
        ("The guards refused to attack the post.", "attack", "hypothetical"),
        ("If guards attack the post, war will follow.", "attack", "hypothetical"),
        ("Guards might attack the post.", "attack", "hypothetical"),
        ("The quarrel could bring war.", "bring", "hypothetical"),
        ("The sides should sign the treaty.", "sign", "hypothetical"),
        ("The sides agreed to withdraw troops.", "withdraw", "content"),
        ("The ministry accused the guards of attacking the post.", "attacking", "content"),
        ("The ministry is ready to sign the treaty.", "sign", "content"),
    ],
)
def test_the_status_of_an_act_is_read_from_what_stands_around_it(bench, text, word, status):
    assert status_of(bench.word(text, word)) == status


def test_an_attack_in_which_nobody_was_hurt_took_place(bench):
    assert status_of(bench.word("Nobody was hurt when the shells fell.", "hurt")) == "occurred"


def test_no_fewer_than_twelve_dead_are_dead(bench):
    assert status_of(bench.word("No fewer than 12 people were killed.", "killed")) == "occurred"


def test_negation_plan_duty_and_chance_can_be_asked_one_by_one(bench):
    assert is_negated(bench.word("They will never sign it.", "sign"))
    assert is_planned(bench.word("They will never sign it.", "sign"))
    assert is_planned(bench.word("They are ready to sign it.", "sign"))
    assert is_obliged(bench.word("They must sign it.", "sign"))
    assert is_open(bench.word("They may sign it.", "sign"))
    plain = bench.word("They signed it.", "signed")
    assert not (is_negated(plain) or is_planned(plain) or is_obliged(plain) or is_open(plain))


def test_what_is_stopped_is_no_denied_act(bench):
    (found,) = [
        d for d in bench.drafts("Turkmenistan stopped the delivery of gas to Iran.") if d.type == "SANCTION"
    ]
    assert found.status == "occurred"

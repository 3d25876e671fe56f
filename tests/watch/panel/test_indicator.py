"""Indicators as an analyst writes them."""

import pytest

from sarez.errors import DataError
from sarez.watch.panel import IndicatorError, load_indicators, load_sources
from sarez.watch.panel.indicator import chosen


def write(folder, text):
    (folder / "indicators.yaml").write_text(text, "utf-8")
    return folder


def test_there_are_signs_of_peace_beside_signs_of_tension_each_plainly_described():
    known = load_indicators()
    sides = {side: {i.name for i in known.values() if i.side == side} for side in ("tension", "peace")}
    assert {
        "material_conflict",
        "threats",
        "closures",
        "incidents_without_deaths",
        "deaths",
        "negative_share",
    } == sides["tension"]
    assert {"talks", "agreements", "joint_work", "crossings_opened", "commitments_kept"} == sides["peace"]
    for indicator in known.values():
        assert indicator.description().endswith(".")
        assert indicator.label() != indicator.name
        for said in (indicator.label("ru"), indicator.description("ru")):
            assert any("а" <= letter <= "я" for letter in said)


def test_a_file_of_ones_own_adds_and_replaces(tmp_path):
    folder = write(
        tmp_path,
        "indicators:\n"
        "  arrests: {side: tension, label: Arrests, description: People held., counts: {types: COERCE, modes: arrest}}\n"
        "  talks: {side: peace, label: Calls, description: Calls., counts: {types: CONSULT, modes: call}, by: party}\n"
        "sources: {polecat: every state}\n",
    )
    known = load_indicators(folder)
    assert known["arrests"].counts[0].modes == ("arrest",)
    assert known["arrests"].label("ru") == "Arrests"
    assert known["talks"].label() == "Calls"
    assert known["deaths"] == load_indicators()["deaths"]
    assert load_sources(folder) == load_sources() | {"polecat": "every state"}


@pytest.mark.parametrize(
    ("field", "message"),
    [
        ("side: war", "Use one of: tension, peace"),
        ("measure: sum", "Use one of: count, deaths, days, share"),
        ("by: actor", "Use one of: place, party"),
        ("counts: {types: FIGHT}", "'FIGHT' is not known here"),
        ("counts: {quads: conflict}", "Use one of: verbal cooperation"),
        ("counts: {issues: mud}", "'mud' is not known here"),
        ("counts: {deaths: many}", "Use one of: , some, none"),
        ("counts: {kinds: ASSAULT}", "'kinds' is not known here"),
        ("of: {types: ASSAULT}", "only a share is of something"),
        ("weight: 3", "'weight' is not known here"),
        ("label: {ru: Аресты}", "the English is wanted here"),
    ],
)
def test_a_mistake_is_told_with_file_place_and_remedy(tmp_path, field, message):
    good = {
        "side": "side: tension",
        "label": "label: Arrests",
        "description": "description: Held.",
        "counts": "counts: {types: COERCE}",
    }
    good[field.split(":")[0]] = field
    folder = write(tmp_path, f"indicators:\n  arrests: {{{', '.join(good.values())}}}\n")
    with pytest.raises(DataError, match="arrests") as told:
        load_indicators(folder)
    assert message in str(told.value)
    assert "indicators.yaml" in str(told.value)


def test_indicators_are_chosen_by_name_and_all_are_meant_by_none():
    known = load_indicators()
    assert [i.name for i in chosen(("talks", "deaths"), known)] == ["talks", "deaths"]
    assert chosen((), known) == tuple(known.values())
    with pytest.raises(IndicatorError, match=r"'peace' is no indicator. Use one of: material_conflict"):
        chosen(("peace",), known)

"""The benchmark on the PLOVER gold standard records: that it counts rightly, and what the reader reaches."""

import importlib.util
import sys
from pathlib import Path

import pytest

from sarez.reading.records import Evidence
from sarez.reading.sentences import MainEvent

PATH = Path(__file__).parents[1] / "benchmarks" / "plover.py"


@pytest.fixture(scope="module")
def plover():
    spec = importlib.util.spec_from_file_location("plover_benchmark", PATH)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    yield module
    del sys.modules[spec.name]


def event(type_, quad, source, target):
    return MainEvent(type_, quad, source, target, Evidence(0, 5), Evidence(0, 5), 1.0)


def row(plover, type_, gold, found=None):
    ours = (found.source, found.target) if found else ((), ())
    return plover.Row("x", type_, *gold, found, *ours)


def test_precision_and_recall_are_counted_by_state_and_sentence(plover):
    gold, found = [("FRA", "DEU"), ("ITA",), ("USA",)], [("FRA",), ("ESP",), ()]
    assert plover.pairs(gold, found) == pytest.approx((1 / 2, 1 / 4, 2 / 6))


def test_the_same_code_on_two_sentences_is_two_finds(plover):
    assert plover.pairs([("FRA",), ("FRA",)], [("FRA",), ("DEU",)])[1] == 0.5


def test_an_abstention_costs_recall_and_quad_f1(plover):
    consult = event("CONSULT", "verbal cooperation", ("FRA",), ("DEU",))
    rows = [row(plover, "AGREE", (("FRA",), ("DEU",)), consult), row(plover, "AGREE", (("FRA",), ("DEU",)))]
    figures = plover.figures_of(rows)
    assert figures["abstention"] == 0.5
    assert figures["source precision"] == 1 and figures["source recall"] == 0.5
    assert figures["quad F1, verbal cooperation"] == pytest.approx(2 / 3)
    assert figures["quad macro-F1"] == pytest.approx(2 / 3 / 4)


def test_either_order_helps_symmetrical_records_only(plover):
    swapped = (("DEU",), ("FRA",))
    for type_, quad, f1 in (("CONSULT", "verbal cooperation", 1.0), ("REJECT", "verbal conflict", 0.0)):
        rows = [row(plover, type_, (("FRA",), ("DEU",)), event(type_, quad, *swapped))]
        figures = plover.figures_of(rows)
        assert figures["source F1"] == 0
        assert figures["source F1 (either order)"] == f1


def test_slips_of_the_coders_are_read_as_meant(plover):
    record = {"source": [{"code": "JAP"}, {"code": "IGOUNO"}, {"code": "JAPGOV"}], "target": None}
    assert plover.states_of(record, "source") == ("JPN", "IGO")
    assert plover.states_of(record, "target") == ()


def test_without_the_set_nothing_is_measured_and_it_says_so(plover, tmp_path, capsys):
    assert plover.figures(tmp_path / "absent.json") == {}
    assert "not measured" in capsys.readouterr().err


@pytest.mark.workshop
@pytest.mark.slow
def test_the_figures_asked_for_are_reached_on_the_half_never_looked_at(plover):
    if not plover.RECORDS.is_file():
        pytest.skip("the PLOVER gold standard records are not here")
    figures = plover.figures()
    assert {name.split(":")[0] for name in figures} == {"plover", "plover told half", "plover kept half"}
    assert figures["plover kept half: source F1"] >= 0.706
    assert figures["plover kept half: target F1"] >= 0.651
    assert figures["plover kept half: quad macro-F1"] >= 0.75

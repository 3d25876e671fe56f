"""The figures on the annotated reports of this repository do not fall below the pinned ones."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"
SMALLEST = "dev"
MEASURED = {SMALLEST, "check", "practice"}
SETS = [n if n == SMALLEST else pytest.param(n, marks=pytest.mark.slow) for n in sorted(MEASURED)]


@pytest.fixture(scope="module")
def benchmark(request: pytest.FixtureRequest):  # type: ignore[no-untyped-def]
    sys.path.insert(0, str(BENCHMARKS))
    request.addfinalizer(lambda: sys.path.remove(str(BENCHMARKS)))
    spec = importlib.util.spec_from_file_location("score_benchmark", BENCHMARKS / "score.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", SETS)
def test_no_pinned_figure_has_fallen(benchmark, name: str) -> None:  # type: ignore[no-untyped-def]
    pins = json.loads((BENCHMARKS / "pinned.json").read_text(encoding="utf-8"))
    figures = {f"{name}: {figure.name}": figure.value for figure in benchmark.score_set(benchmark.SETS[name])}
    expected = {told: value for told, value in pins.items() if told.startswith(f"{name}: ")}
    assert expected
    assert benchmark.fallen(figures, expected) == []


def test_every_pinned_set_is_measured(benchmark) -> None:  # type: ignore[no-untyped-def]
    pins = json.loads((BENCHMARKS / "pinned.json").read_text(encoding="utf-8"))
    assert {told.split(":")[0] for told in pins} == set(benchmark.PINNED_SETS) == MEASURED


def test_a_figure_that_fell_too_far_is_named(benchmark) -> None:  # type: ignore[no-untyped-def]
    assert benchmark.fallen({"a": 0.79, "b": 0.75}, {"a": 0.8, "b": 0.8, "c": 0.5}) == [
        "b: 0.750, pinned at 0.800",
        "c: pinned at 0.500, not measured",
    ]

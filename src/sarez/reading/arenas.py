"""Fights that hurt nobody: the attack of a striker, the retreat of a currency, the battle against a disease."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING

from sarez.reading.arguments import noun_arguments, verb_arguments

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

    from sarez.reading.triggers import Trigger


PLENTY = 2


@dataclass(frozen=True, slots=True)
class Arenas:
    """The words of sport, of markets and ills, and of harm; `types` are the types of act that they may make a figure."""

    types: frozenset[str]
    sport: frozenset[str]
    market: frozenset[str]
    harm: frozenset[str]


@lru_cache(maxsize=1)
def load_arenas() -> Arenas:
    """The words that come with the package, from lexicon/arenas.yaml."""
    import yaml

    text = resources.files("sarez.reading").joinpath("lexicon/arenas.yaml").read_text(encoding="utf-8")
    return Arenas(**{name: frozenset(str(words).split()) for name, words in yaml.safe_load(text).items()})


def is_figurative(trigger: Trigger, sentence: Span) -> bool:
    """Whether an act is one of sport or of the market, by the words of its sentence and of the paragraph around it."""
    arenas = load_arenas()
    if trigger.pattern.type not in arenas.types:
        return False
    lemmas = _lemmas(sentence)
    if lemmas & arenas.harm:
        return False
    if lemmas & arenas.sport or len(_lemmas(sentence.doc) & arenas.sport) >= PLENTY:
        return True
    return _is_of_market(sentence.doc[trigger.anchor], arenas)


def _lemmas(words: Doc | Span) -> set[str]:
    return {w for t in words for w in (t.lemma_.lower(), t.lower_)}


def _is_of_market(anchor: Token, arenas: Arenas) -> bool:
    found = verb_arguments(anchor) if anchor.pos_ in ("VERB", "AUX") else noun_arguments(anchor)
    return any(t.lemma_.lower() in arenas.market for t in (*found.subjects[:1], *found.objects[:1]))

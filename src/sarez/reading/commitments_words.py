"""Words of undertaking, from lexicon/undertakings.yaml."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

AGREED, IN_PRINCIPLE, OFFERED, PROPOSED, NOTED = "agreed", "in_principle", "offered", "proposed", "noted"


@dataclass(frozen=True, slots=True)
class Words:
    """The lists of the lexicon; the mappings give the modality of what a word introduces, `all_cues` has them all."""

    verbs: dict[str, str]
    nouns: dict[str, str]
    adjectives: dict[str, str]
    phrases: dict[str, str]
    lists: dict[str, frozenset[str]]
    all_cues: frozenset[str]

    def has(self, name: str, word: str) -> bool:
        """Whether a dictionary form stands in the list of that name."""
        return word in self.lists[name]


def parse_words(data: dict[str, Any]) -> Words:
    """The lexicon's content as lists and mappings."""

    def ladder(name: str) -> dict[str, str]:
        return {word: modality for modality, words in data[name].items() for word in str(words).split()}

    plain = {k: frozenset(v.split()) for k, v in data.items() if isinstance(v, str)}
    verbs, nouns, adjectives, phrases = (
        ladder("verbs"),
        ladder("nouns"),
        ladder("adjectives"),
        dict(data["phrases"]),
    )
    single = ("orders", "document_verbs", "sums", "truces", "grants", "documents")
    cues = frozenset([*verbs, *nouns, *adjectives, *phrases]).union(*(plain[name] for name in single))
    return Words(verbs, nouns, adjectives, phrases, plain, cues)


@lru_cache(maxsize=1)
def load_words() -> Words:
    """The lexicon of undertakings, read once."""
    import yaml

    text = resources.files("sarez.reading").joinpath("lexicon/undertakings.yaml").read_text(encoding="utf-8")
    return parse_words(yaml.safe_load(text))

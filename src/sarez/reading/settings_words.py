"""The words by which a sentence tells where its act happens, from lexicon/settings.yaml."""

from __future__ import annotations

from functools import lru_cache
from importlib import resources


@lru_cache(maxsize=1)
def _lexicon() -> dict[str, frozenset[str]]:
    import yaml

    text = resources.files("sarez.reading").joinpath("lexicon/settings.yaml").read_text(encoding="utf-8")
    return {name: frozenset(str(words).split()) for name, words in yaml.safe_load(text).items()}


def words(name: str) -> frozenset[str]:
    """The words of one list: motion, arriving, into place, hosting, fixing, bodies, kinds of place, vague, occasions, speech, residents, crowds."""
    return _lexicon()[name]


def seats(city: str) -> frozenset[str]:
    """The bodies that have their seat in a city, its name in lower case with hyphens."""
    return _lexicon().get(f"seat {city}", frozenset())

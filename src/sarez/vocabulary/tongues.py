"""What the words of the vocabulary are called in other languages than English: data/words_ru.yaml, from English to Russian.

A file is read when a word of it is first asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from sarez.vocabulary.tables import SHIPPED, mapping, read_table, sentence


@lru_cache(maxsize=4)
def words_in(language: str) -> Mapping[str, str]:
    """The words of a language by the English ones; empty where there are none. DataError on a bad file."""
    path = SHIPPED / f"words_{language[:2]}.yaml"
    if not path.is_file():
        return {}
    found: dict[str, str] = {}
    for part, value in read_table(path).items():
        words = mapping(path, str(part), value)
        found |= {word: sentence(path, f"{part}, {word}", said) for word, said in words.items()}
    return found

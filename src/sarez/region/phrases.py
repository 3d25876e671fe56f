"""Phrases that a desk officer writes with choices, found in a text whatever their case."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise, product
from typing import Generic, TypeVar

from sarez.region.names import GAP, WORD, fold, is_acronym, key

T = TypeVar("T")

_PART = re.compile(r"\(([^)]*)\)|(\S+)")


def expand(phrase: str) -> list[str]:
    """The readings of a phrase: `(x)` may be missing, `a/b` is a choice of words.

    `(National) Guard/Army` gives `Guard`, `Army`, `National Guard` and `National Army`.
    """
    parts: list[list[str]] = []
    for optional, word in _PART.findall(phrase):
        parts.append(["", *optional.split("/")] if optional else word.split("/"))
    return [" ".join(w for w in words if w) for words in product(*parts)]


@dataclass(frozen=True, slots=True)
class PhraseMatch(Generic[T]):
    """A phrase met in a text; `is_proper` when it is written with capitals in the data and in the text."""

    start: int
    end: int
    value: T
    is_proper: bool


class PhraseIndex(Generic[T]):
    """Phrases and what each stands for; a text is searched in one pass, the longest phrase at each place."""

    __slots__ = ("_longest", "_values")

    def __init__(self) -> None:
        self._values: dict[tuple[str, ...], tuple[T, bool, bool]] = {}
        self._longest: dict[str, int] = {}

    def add(self, phrase: str, value: T) -> None:
        """Let every reading of `phrase` stand for `value`; the first to claim a reading keeps it."""
        for reading in expand(phrase):
            words = key(reading)
            proper = any(w[0].isupper() for w in reading.split())
            if not words or (words in self._values and not proper):
                continue
            kept = self._values[words][0] if words in self._values else value
            self._values[words] = (kept, proper, is_acronym(reading))
            self._longest[words[0]] = max(self._longest.get(words[0], 0), len(words))

    def get(self, phrase: str) -> T | None:
        """What `phrase` stands for, whatever its case."""
        found = self._values.get(key(phrase))
        return found[0] if found else None

    def find(self, text: str) -> Iterator[PhraseMatch[T]]:
        """The phrases in `text`, none overlapping."""
        words = [(m.start(), m.end(), m.group()) for m in WORD.finditer(text)]
        folded = [fold(w) for _, _, w in words]
        i = 0
        while i < len(words):
            step = 1
            for count in range(min(self._longest.get(folded[i], 0), len(words) - i), 0, -1):
                match = self._match(text, words[i : i + count], tuple(folded[i : i + count]))
                if match is not None:
                    yield match
                    step = count
                    break
            i += step

    def _match(
        self, text: str, words: list[tuple[int, int, str]], folded: tuple[str, ...]
    ) -> PhraseMatch[T] | None:
        found = self._values.get(folded)
        if found is None:
            return None
        value, proper, acronym = found
        if acronym and not all(w.isupper() for _, _, w in words):
            return None
        if any(not GAP.match(text, a[1], b[0]) for a, b in pairwise(words)):
            return None
        written = words[0][2][0].isupper() and words[-1][2][0].isupper()
        return PhraseMatch(words[0][0], words[-1][1], value, proper and written)

"""Names in every script: how two spellings are compared, and how names are found in running text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Generic, TypeVar

T = TypeVar("T")

REMEMBERED, LONGEST_REMEMBERED = 256, 20_000  # texts (passages of a few reports), characters
MIXED = 5  # letters
WORD = re.compile(r"[^\W_]+")
GAP = re.compile(r"(?:[ \t\u00a0.'’‘ʼʻ`´\-‐‑–/]{1,3}|[ \t]?\n[ \t]?)\Z")
_LETTERS = str.maketrans({"ı": "i", "ø": "o", "đ": "d", "ł": "l", "ß": "ss", "æ": "ae"})


@lru_cache(maxsize=16384)
def fold(word: str) -> str:
    """Lower case, without diacritics: `Kök` and `KOK` fold to `kok`. Cyrillic stays Cyrillic (`й` is kept)."""
    if word.isascii():
        return word.lower()
    lowered = word.lower().translate(_LETTERS)
    if lowered.isascii():
        return lowered
    composed = "".join(
        c if "\u0400" <= c <= "\u052f" else unicodedata.normalize("NFKD", c)
        for c in unicodedata.normalize("NFC", lowered)
    )
    return "".join(c for c in composed if not unicodedata.combining(c))


def key(name: str) -> tuple[str, ...]:
    """The folded words of a name; hyphens, dots and apostrophes only separate: `Syr-Dar'ya` is (syr, dar, ya)."""
    return tuple(fold(w) for w in WORD.findall(name))


def is_acronym(name: str) -> bool:
    """Whether a name is written in capitals only, and so must be met in capitals: `UN`, `SCO`, `ISIS-K`."""
    if not name.isupper():
        return not any(c.isalpha() for c in name)
    letters = [c for c in name if c.isalpha()]
    return len(letters) < 9 and all(c.isupper() for c in letters)


def _is_mixed(name: str) -> bool:
    """Whether a name is an acronym with a small letter in it, which a common word may look like: `LeT`, `JuA`."""
    return len(name) < MIXED and name.isalpha() and name[-1].isupper() and not name.isupper()


class Remembered(Generic[T]):
    """A search in texts that remembers what it found in the last ones, since each part of a reader asks it anew."""

    __slots__ = ("_ask", "_search")

    def __init__(self, search: Callable[[str], tuple[T, ...]]) -> None:
        self._search = search
        self._ask = lru_cache(maxsize=REMEMBERED)(search)

    def __call__(self, text: str) -> list[T]:
        """What the search finds in `text`."""
        return list(self._ask(text) if len(text) <= LONGEST_REMEMBERED else self._search(text))

    def forget(self) -> None:
        """Search anew from now on: what is searched for has changed."""
        self._ask.cache_clear()


@dataclass(frozen=True, slots=True)
class Match(Generic[T]):
    """A name met in a text: characters `start` to `end`, and what it may stand for."""

    start: int
    end: int
    values: tuple[T, ...]


class NameIndex(Generic[T]):
    """Names and what they stand for; a look-up is one dictionary access, a text is searched in one pass."""

    __slots__ = ("_acronyms", "_exact", "_longest", "_spelled")

    def __init__(self) -> None:
        self._exact: dict[tuple[str, ...], list[T]] = {}
        self._acronyms: dict[tuple[str, ...], bool] = {}
        self._longest: dict[str, int] = {}
        self._spelled: dict[tuple[str, ...], str] = {}

    def add(self, name: str, value: T) -> None:
        """Let `name` stand for `value` as well as for what it stood for before."""
        words = key(name)
        if not words:
            return
        values = self._exact.setdefault(words, [])
        if value not in values:
            values.append(value)
        self._spelled.setdefault(words, name)
        self._acronyms[words] = self._acronyms.get(words, True) and is_acronym(name)
        self._longest[words[0]] = max(self._longest.get(words[0], 0), len(words))

    def get(self, name: str) -> tuple[T, ...]:
        """What `name` stands for, whatever its case and diacritics; empty if nothing."""
        return tuple(self._exact.get(key(name), ()))

    def spelled(self, name: str) -> str:
        """A name as it was first written, with its capitals and marks; as given where it is not known."""
        return self._spelled.get(key(name), name)

    def __len__(self) -> int:
        return len(self._exact)

    def names(self) -> Iterator[tuple[str, bool, tuple[T, ...]]]:
        """Every name in folded words, whether it must be met in capitals, and what it stands for."""
        for words, values in self._exact.items():
            yield " ".join(words), self._acronyms[words], tuple(values)

    def find(self, text: str) -> Iterator[Match[T]]:
        """The names in `text`, the longest at each place, none overlapping.

        A name must begin with a capital in the text (where its script has them), an acronym be all capitals.
        """
        found = list(WORD.finditer(text))
        i = 0
        while i < len(found):
            step = 1
            first = found[i].group()
            longest = 0 if first[0].islower() else self._longest.get(fold(first), 0)
            if not longest:
                i += 1
                continue
            words = [(m.start(), m.end(), m.group()) for m in found[i : i + longest]]
            for count in range(len(words), 0, -1):
                match = self._match(text, words[:count])
                if match is not None:
                    yield Match(words[0][0], words[count - 1][1], match)
                    step = count
                    break
            i += step

    def _match(self, text: str, words: list[tuple[int, int, str]]) -> tuple[T, ...] | None:
        folded = tuple(fold(w) for _, _, w in words)
        values = self._exact.get(folded)
        if values is None:
            return None
        if any(not GAP.match(text, a[1], b[0]) for a, b in pairwise(words)):
            return None
        if self._acronyms[folded] and not all(w.isupper() or w.isdigit() for _, _, w in words):
            return None
        if len(words) == 1 and _is_mixed(self._spelled[folded]) and words[0][2].istitle():
            return None
        return tuple(values)

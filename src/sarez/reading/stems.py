"""Words of a text as the index keeps them: folded and stemmed, English and Russian alike. Data in, data out.

`sound` is how a stem sounds in either alphabet, so that `Ворух`, `Ворухе` and `Vorukh` meet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sarez.region import spelling
from sarez.region.names import WORD, fold

STOP_WORDS = frozenset(
    "a an and are as at be been but by for from had has have he her his i in is it its of on or she that the their they "
    "this to was were which who will with в во и из к ко на не но о об от по с со у за для до же из-за как что это то "
    "его ее их он она они был была было были а или бы при так также".split()
)
LONGEST_TEXT = 200_000  # characters of a text that are indexed; the longest report of the samples has 90,000
LONGEST_STEM = 40
LEAST_SOUND = 3
_ENDINGS = "aeiou"
_SURNAME = re.compile(r"(.{4,}?)(?:ov|ev)")  # the Russian stemmer takes -ов for the ending of a plural
_NAME_IN_AN = re.compile(r"(.{2,}[аяе]н)(?:а|у|ом|е|ы|ов|ам|ами|ах)?")
"""`Казахстана`, `Баткеном`: the Russian stemmer takes -ан and -ен for a participle's ending."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text that counts: its stem and where it stands."""

    stem: str
    start: int
    end: int


def words(text: str) -> Iterator[Word]:
    """The words of a text that are indexed, in order; empty words and single letters are passed over."""
    for found in WORD.finditer(text, 0, LONGEST_TEXT):
        if stem := stem_of(found.group()):
            yield Word(stem, found.start(), found.end())


def stems(text: str) -> list[str]:
    """The stems of a text, in order."""
    return [word.stem for word in words(text)]


@lru_cache(maxsize=200_000)
def stem_of(word: str) -> str:
    """The stem of one word; empty for a word that is not indexed."""
    folded = "".join(c for c in fold(word).replace("ё", "е") if c.isalnum())[:LONGEST_STEM]
    if not folded or folded in STOP_WORDS or (len(folded) == 1 and not folded.isdigit()):
        return ""
    if folded.isdigit():
        return folded
    if not is_cyrillic(folded):
        return str(_stemmer("english").stemWord(folded)) or folded
    if named := _NAME_IN_AN.fullmatch(folded):
        return named[1]
    return str(_stemmer("russian").stemWord(folded)) or folded


@lru_cache(maxsize=50_000)
def sound(stem: str) -> str:
    """How a stem sounds, without its last vowels; empty where too little is left to compare."""
    if not stem.isalpha():
        return ""
    heard = spelling.sound(stem).rstrip(_ENDINGS)
    if named := _SURNAME.fullmatch(heard):
        heard = named[1].rstrip(_ENDINGS)
    return heard if len(heard) >= LEAST_SOUND and heard.isascii() else ""


def is_cyrillic(word: str) -> bool:
    """Whether a word is written in Cyrillic letters."""
    return any("\u0400" <= c <= "\u052f" for c in word)


@lru_cache(maxsize=2)
def _stemmer(language: str) -> Any:
    import snowballstemmer

    return snowballstemmer.stemmer(language)

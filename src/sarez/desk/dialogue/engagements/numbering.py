"""The number that a title gives an edition: in ordinal words, ordinals, Roman or plain numerals, in English and Russian."""

from __future__ import annotations

import re
from collections.abc import Sequence

_UNITS = "first second third fourth fifth sixth seventh eighth ninth".split()
_TEENS = "tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth".split()
_TENS = {"twent": 20, "thirt": 30, "fort": 40, "fift": 50, "sixt": 60, "sevent": 70, "eight": 80, "ninet": 90}
_RUSSIAN = (
    "перв втор трет четверт пят шест седьм восьм девят десят одиннадцат двенадцат тринадцат четырнадцат пятнадцат "
    "шестнадцат семнадцат восемнадцат девятнадцат двадцат"
).split()
_RUSSIAN_ENDING = r"(?:ый|ой|ий|ая|ое|ье|ья|ого|ей|ую|ью|ом|ем|ьего|ьем)"
_MONTHS = frozenset(
    "january february march april may june july august september october november december jan feb mar apr jun jul aug "
    "sep sept oct nov dec января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split()
)
_NOT_COUNTED = {
    "first": "aid class deputy deputies ladies lady minister president responder responders secretary vice world".split(),
    "second": "half secretary track world".split(),
    "third": "countries country party parties secretary side states world".split(),
}
_SPANS = frozenset(
    "anniversary birthday century day decade floor half month quarter week year годовщина век".split()
)
_COUNTS = frozenset("no no. nr nr. № edition issue meeting round session выпуск".split())
_ROMAN = re.compile(r"(?=[IVXL])(?:XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_ORDINAL = re.compile(r"(\d{1,2})(?:st|nd|rd|th|-?(?:й|я|е|го|ый|ая|ое))", re.IGNORECASE)
HIGHEST = 89
"""Beyond it a numeral in a title is more likely a year, an hour or a count of people."""


def roman(number: int) -> str:
    """A number as editions are numbered: 5 → V."""
    parts = (
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    )
    told = ""
    for value, letters in parts:
        times, number = divmod(number, value)
        told += letters * times
    return told


def numbered(words: Sequence[str]) -> tuple[int | None, frozenset[int]]:
    """The number that the words of a title give, and the places of the words that give it; None where none does."""
    for at in range(len(words)):
        for width in (2, 1):
            number = _at(words, at, width)
            if number is not None and 0 < number <= HIGHEST:
                return number, frozenset(range(at, at + width))
    return None, frozenset()


def _at(words: Sequence[str], at: int, width: int) -> int | None:
    if at + width > len(words):
        return None
    before = words[at - 1].casefold() if at else ""
    after = words[at + width].casefold() if at + width < len(words) else ""
    if after in _SPANS or after in _MONTHS or before in _MONTHS:
        return None
    if width == 2:
        return _pair(words[at].casefold(), words[at + 1])
    word = words[at]
    if after in _NOT_COUNTED.get(word.casefold(), ()):
        return None
    is_edge = at in (0, len(words) - 1)
    return _ordinal(word) or (_numeral(word) if is_edge or len(word) > 1 else None) or _plain(words, at)


def _pair(one: str, two: str) -> int | None:
    """Two words that make one number: `twenty first`, `No. 5`."""
    tens = next((value for stem, value in _TENS.items() if one == f"{stem}y"), None)
    if tens and two.casefold() in _UNITS:
        return tens + _UNITS.index(two.casefold()) + 1
    if one in _COUNTS and two.isascii() and two.isdigit() and len(two) < 3:
        return int(two)
    return None


def _ordinal(word: str) -> int | None:
    low = word.casefold()
    if "-" in low and (pair := _pair(*low.split("-", 1))):
        return pair
    if low in _UNITS:
        return _UNITS.index(low) + 1
    if low in _TEENS:
        return _TEENS.index(low) + 10
    tens = next((value for stem, value in _TENS.items() if low == f"{stem}ieth"), None)
    if tens:
        return tens
    found = _ORDINAL.fullmatch(low)
    return int(found[1]) if found else _russian(low)


def _russian(word: str) -> int | None:
    for number, stem in enumerate(_RUSSIAN, 1):
        if re.fullmatch(stem + _RUSSIAN_ENDING, word):
            return number
    return None


def _numeral(word: str) -> int | None:
    """A Roman numeral in capitals; L and above are letters more often than numbers."""
    if not word or not _ROMAN.fullmatch(word):
        return None
    values = {"I": 1, "V": 5, "X": 10, "L": 50}
    found = [values[letter] for letter in word]
    return sum(-v if v < max(found[n:]) else v for n, v in enumerate(found))


def _plain(words: Sequence[str], at: int) -> int | None:
    """A plain number counts only at the end of a title, or with a full stop at its beginning."""
    word = words[at]
    if at == len(words) - 1 and at and word.isascii() and word.isdigit() and len(word) < 3:
        return int(word)
    return None

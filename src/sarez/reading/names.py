"""Names of persons: their shape in running text, how they sound, and when two of them are one person."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from sarez.region.names import fold

INITIAL = re.compile(
    r"(?:(?:[^\W\d_a-z]|Ch|Dj|Dz|Dzh|Gh|Kh|Ph|Sh|Th|Ts|Ya|Ye|Yo|Yu|Zh|Gu|Dm|Vl|Al|Iu|Ju)\.-?)+\Z"
)
_SOUNDS = (
    (re.compile(r"[^a-z]"), ""),
    (re.compile(r"dzh|dj|zh|j"), "j"),
    (re.compile(r"shch|sch|sh"), "s"),
    (re.compile(r"tch|ch|ts"), "c"),
    (re.compile(r"kh|gh(?=[aeiou])|x(?!\Z)|h"), "h"),
    (re.compile(r"\bh"), "h"),
    (re.compile(r"ck|q"), "k"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"w"), "v"),
    (re.compile(r"ou|oo"), "u"),
    (re.compile(r"[iye]+(?=[aou])"), ""),
    (re.compile(r"[iy]+"), "i"),
    (re.compile(r"(?<=[aou])[ie]+(?=[aeiou])"), ""),
    (re.compile(r"(.)\1+"), r"\1"),
)
_SURNAME_FIRST = frozenset(
    [
        "ban",
        "xi",
        "li",
        "wang",
        "liu",
        "zhang",
        "hu",
        "moon",
        "kim",
        "park",
        "lee",
        "yang",
        "qin",
        "zhao",
        "sun",
        "ma",
        "chen",
        "wen",
        "jiang",
        "zhou",
        "cheng",
        "hwang",
        "nguyen",
        "yao",
        "meng",
        "guo",
        "wu",
        "han",
        "du",
        "yoon",
        "choi",
        "kang",
        "chung",
        "mao",
        "deng",
        "tang",
        "xu",
        "luo",
        "gao",
        "he",
        "lin",
        "zhu",
        "chang",
        "hua",
    ]
)
_SURNAME = re.compile(
    r"(?:[oeyi]v|[oei]va|[aoey]ff|skiy|sky|ski|skaya|ska|ovich|evich|yev|iyev|yeva|zoda|zade|zadeh|uly|uulu|kyzy|qizi|"
    r"khan|ullah|ulla|ullo|bekov|enko|chuk|shvili|adze|yan|iani|bayev|bek|bay|bai|jon|zhan|jan|idinov|oğlu|oglu|"
    r"sson|ssen|mann|stein|berg|poor|pour|zai|iddin|iddinov|uddin|yar|mand|wal|ev|ow|owa|eva|ova)\Z"
)


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name as one mention words it: its parts in order, initials with their full stops."""

    text: str
    parts: tuple[str, ...]

    @property
    def surname(self) -> str:
        return next((p for p in reversed(self.parts) if not INITIAL.match(p)), self.parts[-1])

    @property
    def fullness(self) -> int:
        """How many words of the name are written out."""
        return sum(not INITIAL.match(p) for p in self.parts)


@lru_cache(maxsize=16384)
def sound(word: str) -> str:
    """What is left of a word when the ways of spelling it are levelled: Zhaparov and Japarov, Gherman and German."""
    heard = re.sub(r"\A(?:gh)", "g", fold(word))
    heard = re.sub(r"\Aye(?=[^aeiou])", "e", heard)
    for pattern, replacement in _SOUNDS:
        heard = pattern.sub(replacement, heard)
    return heard


@lru_cache(maxsize=16384)
def sounds_like(a: str, b: str) -> bool:
    """Whether two words are spellings, or near misspellings, of one name."""
    if fold(a) == fold(b):
        return True
    x, y = sound(a), sound(b)
    if x == y:
        return True
    longest = max(len(x), len(y))
    if longest < 5 or x[:1] != y[:1]:
        return False
    return Levenshtein.distance(x, y) <= (1 if longest < 9 else 2) and not _differ_in_sex(a, b)


def has_surname_shape(word: str) -> bool:
    """Whether a word ends like surnames of the region and its neighbours do; one sign among several."""
    return len(word) > 4 and bool(_SURNAME.search(fold(word)))


def is_same_person(a: Name, b: Name) -> bool:
    """Whether two names in one text may be one person's: the surnames sound alike and no given name contradicts."""
    if fold(a.text) == fold(b.text) or is_surname_first(a, b) or is_surname_first(b, a):
        return True
    if not sounds_like(a.surname, b.surname):
        return _is_part(a, b) or _is_part(b, a)
    return _agree(_given(a), _given(b))


def is_surname_first(short: Name, long: Name) -> bool:
    """Whether a single word is the surname that begins a name: Ban of Ban Ki-moon."""
    if len(short.parts) != 1 or len(long.parts) not in {2, 3} or fold(short.text) != fold(long.parts[0]):
        return False
    return fold(short.text) in _SURNAME_FIRST


def _differ_in_sex(a: str, b: str) -> bool:
    """Ivanov and Ivanova are two people, though one letter parts them."""
    return (a.endswith(("va", "na", "aya")) is not b.endswith(("va", "na", "aya"))) and a[-1:] != b[-1:]


def _given(name: Name) -> tuple[str, ...]:
    parts: list[str] = []
    for part in name.parts[: name.parts.index(name.surname)]:
        if INITIAL.match(part):
            parts += [f"{p}." for p in part.split(".") if p.strip("-")]
        else:
            parts.append(part)
    return tuple(parts)


def _agree(x: tuple[str, ...], y: tuple[str, ...]) -> bool:
    if not x or not y:
        return True
    if not _goes_with(x[0], y[0]):
        return False
    return all(_goes_with(p, q) for p, q in zip(x[1:], y[1:], strict=False)) or len(x) != len(y)


def _goes_with(p: str, q: str) -> bool:
    if p.endswith(".") or q.endswith("."):
        short, long = (p, q) if p.endswith(".") else (q, p)
        x, y = _opening(short), _opening(long)
        return y.startswith(x) or x.startswith(y) or fold(short)[0] == fold(long)[0]
    return sounds_like(p, q)


def _opening(part: str) -> str:
    """How a given name or its initial begins: Ye. and E. are both of Yerlan, who is also Erlan."""
    bare = fold(part.strip(".-"))
    if bare in {"ye", "yu", "ya", "yo", "iu", "ju"}:
        return bare[1:]
    return sound(bare) or bare[:1]


def _is_part(short: Name, long: Name) -> bool:
    """Whether one name is the start or the end of the other: Ban of Ban Ki-moon, Abdul Ghani of Abdul Ghani Baradar."""
    a, b = [fold(p) for p in short.parts], [fold(p) for p in long.parts]
    if len(a) >= len(b) or len(b) < 2:
        return False
    return len(a) > 1 and a == b[: len(a)]

"""How a person's name sounds, so that its many spellings in Latin and Cyrillic letters meet."""

from __future__ import annotations

import re
from functools import lru_cache

from sarez.region.names import key

_CYRILLIC = {
    "а": "a", "б": "b", "в": "v", "г": "g", "ғ": "g", "д": "d", "е": "e", "ё": "e", "ж": "j", "җ": "j", "ҷ": "j",
    "з": "z", "и": "i", "ӣ": "i", "й": "i", "к": "k", "қ": "k", "л": "l", "м": "m", "н": "n", "ң": "n", "о": "o",
    "ө": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ү": "u", "ұ": "u", "ӯ": "u", "ў": "o", "ф": "f",
    "х": "h", "ҳ": "h", "һ": "h", "ц": "c", "ч": "ch", "ш": "sh", "щ": "sh", "ъ": "", "ы": "i", "ь": "", "э": "e",
    "ю": "u", "я": "a", "ә": "a", "і": "i", "ї": "i", "є": "e",
}  # fmt: skip
_RULES = [
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"dzh|dj|zh", "j"),
        (r"kh", "h"),
        (r"gh", "g"),
        (r"ts|tz", "c"),
        (r"ph", "f"),
        (r"ks", "x"),
        (r"(?:ow|off|ov)\Z", "ov"),
        (r"(?:ew|eff|ev)\Z", "ev"),
        (r"w", "v"),
        (r"q", "k"),
        (r"ck", "k"),
        (r"[yj](?=\Z)", "i"),
        (r"y", "i"),
        (r"ou", "u"),
        (r"(.)\1+", r"\1"),
        (r"i(?=[aeou])", ""),
        (r"(?<=..)h\Z", ""),
    )
]
_PATRONYMIC = re.compile(r"(?:vich|vna|evich|uly|ulu|kyzy|kizi|ogli|oglu|ugli|zoda|zade)\Z")


@lru_cache(maxsize=16384)
def sound(word: str) -> str:
    """How one folded word of a name sounds: `zhaparov`, `dzhaparov` and `жапаров` are all `japarov`."""
    text = "".join(_CYRILLIC.get(c, c) for c in word)
    for pattern, by in _RULES:
        text = pattern.sub(by, text)
    return text


def sounds(name: str) -> tuple[str, ...]:
    """How each word of a name sounds."""
    return tuple(s for s in (sound(w) for w in key(name)) if s)


def last_sound(name: str) -> str:
    """How the last word of a name sounds; empty if there is none."""
    return next((s for w in reversed(key(name)) if (s := sound(w))), "")


def is_same_name(asked: tuple[str, ...], known: tuple[str, ...]) -> bool:
    """Whether the sounds of a name may be the same person's as those of a known name.

    The last word must agree. What stands before may be missing, be initials (`Ye.` for Yerlan), or have a
    patronymic that the other lacks.
    """
    if asked == known:
        return True
    if not asked or not known or asked[-1] != known[-1]:
        return False
    ours = [w for w in asked[:-1] if not _PATRONYMIC.search(w)]
    theirs = [w for w in known[:-1] if not _PATRONYMIC.search(w)]
    return all(_agrees(a, b) for a, b in zip(ours, theirs, strict=False))


def _agrees(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return short == long or (len(short) <= 2 and long.startswith(short))

"""Spellings of the region's names: how far two romanizations may differ and still be one place."""

from __future__ import annotations

from collections.abc import Mapping

LEAST = 5  # shorter names are met exactly or not at all
CLOSE = 91.0  # of 100, on sound keys: one letter in ten may be missing or added
ALIKE = 60.0  # of 100, on the letters as written: what only sounds alike by accident falls below

_CYRILLIC = {
    cyrillic: latin
    for latin, letters in {
        "a": "а", "b": "б", "v": "в", "g": "гғ", "d": "д", "e": "еёэ", "zh": "ж", "z": "з", "i": "ийыӣі", "k": "к", "l": "л",
        "m": "м", "n": "нң", "o": "оө", "p": "п", "r": "р", "s": "с", "t": "т", "u": "уӯүұ", "f": "ф", "kh": "х", "c": "ц",
        "ch": "ч", "sh": "шщ", "yu": "ю", "ya": "яә", "q": "қ", "h": "ҳһ", "j": "ҷ", "": "ъь",
    }.items()
    for cyrillic in letters
}  # fmt: skip
_SOUNDS = (
    ("dzh", "j"), ("dj", "j"), ("zh", "j"), ("kh", "k"), ("gh", "g"), ("sh", "S"), ("ch", "C"), ("ph", "f"), ("ts", "c"),
    ("q", "k"), ("x", "k"), ("w", "v"), ("ia", "a"), ("ya", "a"), ("yu", "a"), ("yo", "a"), ("e", "i"), ("y", "i"),
    ("o", "a"), ("u", "a"),
)  # fmt: skip


def sound(squeezed: str) -> str:
    """What remains of a folded name when romanizations agree: `khujand`, `khojand` and `xojand` are all `kajand`."""
    out = "".join(_CYRILLIC.get(c, c) for c in squeezed)
    for old, new in _SOUNDS:
        out = out.replace(old, new)
    return "".join(c for i, c in enumerate(out) if i == 0 or c != out[i - 1])


def nearest(squeezed: str, names: Mapping[str, str]) -> str | None:
    """The folded name in `names` (sound → squeezed name) that `squeezed` misspells, None if none is near enough."""
    from rapidfuzz import fuzz, process

    if len(squeezed) < LEAST:
        return None
    heard = sound(squeezed)
    best = names.get(heard)
    if best is None and len(heard) > LEAST:
        same = [s for s in names if s[:1] == heard[:1] and abs(len(s) - len(heard)) < 3]
        hit = process.extractOne(heard, same, scorer=fuzz.ratio, score_cutoff=CLOSE)
        best = names[hit[0]] if hit else None
    latin = "".join(_CYRILLIC.get(c, c) for c in squeezed)
    written = "".join(_CYRILLIC.get(c, c) for c in best) if best else ""
    return best if best and fuzz.ratio(latin, written) >= ALIKE else None

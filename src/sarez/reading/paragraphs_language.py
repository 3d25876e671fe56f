"""The language of a paragraph: by its script, by plain English words, and only then by a trained model."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

WORD = re.compile(r"[^\W\d_]+")
_EVERYDAY = """the of and to in a that for on is was with as by at from it has had have he his be are were which not this
an who will said its their but they after been or would than more no she her when what there where into about between"""
ENGLISH = frozenset(_EVERYDAY.split())
# Letters that only one of the region's Cyrillic alphabets, or few, have.
OWN_LETTERS = (("tg", "ҷҳӯӣ"), ("kk", "әұһі"), ("ky", "ңөү"), ("uz", "ўқғ"))
MODEL_LANGUAGES = (
    "en",
    "ru",
    "ky",
    "kk",
    "tr",
    "az",
    "fa",
    "ps",
    "ar",
    "ur",
    "de",
    "fr",
    "es",
    "it",
    "uk",
    "mn",
    "zh",
)
# Letters below which the model is not trusted; the shorter Latin lines are headlines and links in the page's own language.
LEAST_LETTERS = 40
LEAST_LATIN = 80


def script(text: str) -> str:
    """The script most letters are of: "latin", "cyrillic", "arabic", "other", or "" where there is no letter."""
    if text.isascii():
        return "latin" if WORD.search(text) else ""
    counts = {"latin": 0, "cyrillic": 0, "arabic": 0, "other": 0}
    for letter in "".join(WORD.findall(text)):
        code = ord(letter)
        if code < 0x250 or 0x1E00 <= code < 0x1F00:
            counts["latin"] += 1
        elif 0x400 <= code < 0x530:
            counts["cyrillic"] += 1
        elif 0x600 <= code < 0x780 or 0xFB50 <= code < 0xFF00:
            counts["arabic"] += 1
        else:
            counts["other"] += 1
    return max(counts, key=lambda name: counts[name]) if any(counts.values()) else ""


def is_plainly_english(text: str) -> bool:
    """Whether enough of the words are everyday English ones that no model need be asked."""
    words = WORD.findall(text.lower())
    return len(words) >= 4 and 6 * sum(word in ENGLISH for word in words) >= len(words)


def language_of(text: str, default: str = "en") -> str:
    """The ISO 639-1 code of a paragraph's language; short Latin lines are taken as `default`."""
    kind = script(text)
    if kind in {"", "latin"}:
        if is_plainly_english(text):
            return "en"
        return _ask_model(text, "latin") or default
    if kind == "cyrillic":
        lowered = text.lower()
        own = next((code for code, letters in OWN_LETTERS if any(c in lowered for c in letters)), None)
        return own or "ru"
    if kind == "arabic":
        return _ask_model(text, "arabic") or "fa"
    return _ask_model(text, "other") or "und"


def _ask_model(text: str, kind: str) -> str | None:
    """The model's answer where the text is long enough to trust it and the answer fits the script."""
    if len("".join(WORD.findall(text))) < (LEAST_LATIN if kind == "latin" else LEAST_LETTERS):
        return None
    if kind == "latin":
        # Names look like any language: only the words in lower case are asked about.
        text = " ".join(w for w in WORD.findall(text) if w.islower())
        if len(text) < LEAST_LETTERS:
            return None
    code = str(_identifier().classify(text)[0])
    latin = {"en", "tr", "az", "de", "fr", "es", "it"}
    arabic = {"fa", "ps", "ar", "ur"}
    fits = (
        code in latin
        if kind == "latin"
        else code in arabic
        if kind == "arabic"
        else code not in latin | arabic
    )
    return code if fits else None


@lru_cache(maxsize=1)
def _identifier() -> Any:
    """The trained model, loaded once, when it is first asked (half a second)."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages([code for code in MODEL_LANGUAGES if code in set(identifier.labels)])
    return identifier

"""The undertaking: the value that the reader of commitments produces."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Undertaking:
    """One undertaking as the text words it; `sentence`, `start` and `end` are characters in the report."""

    parties: tuple[str, ...]
    text: str
    modality: str
    sentence: tuple[int, int]
    start: int
    end: int
    source: str
    confidence: float = 0.6


def with_topic(text: str, topic: str | None) -> str:
    """A text whose object is "it", with what that is in square brackets: "hold [the Forum] this autumn"."""
    words = text.split()
    for n, word in enumerate(words[1:4], 1):
        if topic is not None and word.strip(",.") == "it":
            return " ".join([*words[:n], f"[{topic}]", *words[n + 1 :]])
    return text


def distinct(found: list[Undertaking], told: tuple[Undertaking, ...]) -> list[Undertaking]:
    """Those that are not told already, here or before, in much the same words; the surer wording stays."""
    kept: list[Undertaking] = []
    for one in sorted(found, key=lambda u: (u.modality != "agreed", -u.confidence)):
        if not any(_is_same(one, other) for other in (*told, *kept)):
            kept.append(one)
    return sorted(kept, key=lambda u: u.start)


def _keys(text: str) -> frozenset[str]:
    return frozenset(w.strip(".,;:\"'“”()[]").lower() for w in text.split() if len(w) > 3)


def _is_same(a: Undertaking, b: Undertaking) -> bool:
    if a.start < b.end and b.start < a.end:
        x, y = _keys(a.text), _keys(b.text)
        return len(x & y) * 2 > min(len(x), len(y))
    x, y = _keys(a.text), _keys(b.text)
    return bool(x and y) and 2 * len(x & y) >= 0.7 * (len(x) + len(y))

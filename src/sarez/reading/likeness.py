"""How alike two records are: the comparisons by which a reading is scored against an annotation."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Any

Record = Mapping[str, Any]
Likeness = Callable[[Record, Record], float]

SYMMETRICAL = frozenset({"AGREE", "CONSULT", "COOPERATE"})
_QUADS = {
    "verbal cooperation": ("AGREE", "CONSULT", "SUPPORT", "CONCEDE"),
    "material cooperation": ("COOPERATE", "AID", "RETREAT"),
    "verbal conflict": ("REQUEST", "ACCUSE", "REJECT", "THREATEN"),
    "material conflict": ("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
}
QUAD_OF = {name: quad for quad, names in _QUADS.items() for name in names}
"""The measure's own table: figures stay comparable when a desk changes its vocabulary."""

_EMPTY_WORDS = frozenset(
    (
        "a", "an", "and", "are", "as", "at", "be", "by", "for", "from", "her", "his", "in", "is", "it", "its", "of",
        "on", "or", "that", "the", "their", "this", "to", "was", "were", "will", "with",
    )
)  # fmt: skip
_MARKS = re.compile(r"[^\w\s]")


@lru_cache(maxsize=100_000)
def fold(text: str | None) -> str:
    """A text in lower case, without diacritics and punctuation, with single spaces."""
    letters = (c for c in unicodedata.normalize("NFKD", text or "") if not unicodedata.combining(c))
    return " ".join(_MARKS.sub(" ", "".join(letters).lower()).split())


def content_words(text: str | None) -> frozenset[str]:
    """The words of a text that say something, folded."""
    return frozenset(fold(text).split()) - _EMPTY_WORDS


def overlap(a: frozenset[str], b: frozenset[str]) -> float:
    """The share of what either holds that both hold (Jaccard); two empty sets agree."""
    either = a | b
    return len(a & b) / len(either) if either else 1.0


def word_f1(a: str | None, b: str | None) -> float:
    """The F1 of the content words of two texts; two empty texts agree."""
    x, y = content_words(a), content_words(b)
    if not x or not y:
        return float(not x and not y)
    return 2 * len(x & y) / (len(x) + len(y))


def parties_of(record: Record, *keys: str) -> frozenset[str]:
    """The parties that a record names under these keys, folded."""
    return frozenset(fold(party) for key in keys for party in record.get(key) or ())


def name_likeness(a: str | None, b: str | None) -> float:
    """1 for the same spelling, less for near spellings and for initials before the same surname."""
    x, y = fold(a).split(), fold(b).split()
    if not x or not y:
        return 0.0
    if x == y:
        return 1.0
    whole = _ratio(" ".join(x), " ".join(y))
    may_be_same = x[0][0] == y[0][0] or 1 in (len(x), len(y))
    by_surname = 0.9 if may_be_same and _ratio(x[-1], y[-1]) > 0.84 else 0.0
    return max(whole if whole > 0.85 else 0.0, by_surname)


def is_same_date(gold: str | None, found: str | None) -> bool:
    """Whether a date is right to the precision of the gold; none must stay none."""
    if gold is None or found is None:
        return gold is None and found is None
    if len(found) >= len(gold):
        return found.startswith(gold)
    return len(found) >= len("2021-04") and gold.startswith(found)


def is_same_place(gold: str | None, found: str | None) -> bool:
    """Whether two place names are one, or both are lacking."""
    if not gold or not found:
        return not gold and not found
    return word_f1(gold, found) >= 0.5 or _ratio(fold(gold), fold(found)) > 0.8


def person_likeness(gold: Record, found: Record) -> float:
    """How alike the names of two persons are."""
    return name_likeness(gold["name"], found.get("name"))


def act_likeness(gold: Record, found: Record) -> float:
    """The shared parties of two acts of one type, and a little for the date; 0 under half the parties."""
    if gold["type"] != found.get("type"):
        return 0.0
    shared = _shared(gold, found, "actor", "recipient")
    return shared + 0.1 * is_same_date(gold.get("date"), found.get("date")) if shared >= 0.5 else 0.0


def quad_likeness(gold: Record, found: Record) -> float:
    """The shared parties of two acts of one quad class; 0 under half the parties."""
    if QUAD_OF[gold["type"]] != QUAD_OF.get(found.get("type") or ""):
        return 0.0
    shared = _shared(gold, found, "actor", "recipient")
    return shared if shared >= 0.5 else 0.0


def encounter_likeness(gold: Record, found: Record) -> float:
    """Kind, parties and date of two encounters, weighed .35, .40 and .25."""
    return (
        0.35 * bool(gold["kind"] == found.get("kind"))
        + 0.4 * _shared(gold, found, "organizers", "participants")
        + 0.25 * is_same_date(gold.get("date"), found.get("date"))
    )


def undertaking_likeness(gold: Record, found: Record) -> float:
    """The shared words of two commitments."""
    return word_f1(gold["text"], found.get("text"))


def pair(
    gold: Sequence[Record], found: Sequence[Record], likeness: Likeness, least: float
) -> list[tuple[int, int]]:
    """One-to-one pairs of positions, the most alike first; between equals the later ones."""
    ranked = [(likeness(g, f), i, j) for i, g in enumerate(gold) for j, f in enumerate(found)]
    ranked.sort(reverse=True)
    pairs: list[tuple[int, int]] = []
    taken_gold: set[int] = set()
    taken_found: set[int] = set()
    for alike, i, j in ranked:
        if alike >= least and i not in taken_gold and j not in taken_found:
            pairs.append((i, j))
            taken_gold.add(i)
            taken_found.add(j)
    return pairs


def _shared(gold: Record, found: Record, *keys: str) -> float:
    return overlap(parties_of(gold, *keys), parties_of(found, *keys))


@lru_cache(maxsize=100_000)
def _ratio(a: str, b: str) -> float:
    return SequenceMatcher(None, a, b).ratio()

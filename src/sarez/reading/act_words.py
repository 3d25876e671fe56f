"""Words that tell an act or an encounter, known from annotated reports: how likely each word of a sentence does.

The lexicons are exact and short of words; these tables are neither. They weigh the signs of `act_signs.py`
(`lexicon/act_words.txt` by type, `encounter_words.txt` by kind: multinomial logistic regressions, made by
`scripts/train_act_words.py`), and what they find likely becomes a trigger like those of the lexicons.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sarez.reading.act_signs import signs_of
from sarez.reading.triggers import Item, Pattern, Trigger

if TYPE_CHECKING:
    from spacy.tokens import Span

    from sarez.reading.parties import Cast

LEARNED = "learned"
LIKELY = 0.1  # the least likelihood at which a word becomes a trigger
MOST = 2  # types that one word may tell
Likelihoods = dict[int, dict[str, float]]  # word → type → 0 to 1


@dataclass(frozen=True, slots=True)
class Table:
    """Types, the row of each sign, and the weights: signs × types, with none as the last column."""

    types: tuple[str, ...]
    rows: dict[str, int]
    weights: Any  # numpy array, float32
    bias: Any
    never: frozenset[str]
    patterns: dict[str, Pattern]


ACTS, ENCOUNTERS = "act_words.txt", "encounter_words.txt"


@lru_cache(maxsize=2)
def load_table(name: str) -> Table:
    """The table of acts or of encounters that comes with the package."""
    return read_table(Path(__file__).with_name("lexicon") / name)


@lru_cache(maxsize=16)
def read_table(path: Path) -> Table:
    """A table from its file: the types, the bias, the words that tell nothing, then a sign a line with its weights."""
    import numpy as np

    _, types, bias, never, *lines = path.read_text(encoding="utf-8").splitlines()
    signs, numbers = zip(*(line.split("\t") for line in lines), strict=True)
    names = tuple(types.split()[1:])
    weights = np.array(" ".join(numbers).split(), dtype=np.float32).reshape(-1, len(names) + 1) / 100
    return Table(
        types=names,
        rows={sign: row for row, sign in enumerate(signs)},
        weights=weights,
        bias=np.array(bias.split()[1:], dtype=np.float32) / 100,
        never=frozenset(never.split()[1:]),
        patterns={t: Pattern(t, LEARNED, (Item(frozenset()),)) for t in names},
    )


def likelihoods(sentence: Span, cast: Cast, triggers: Sequence[Trigger]) -> tuple[Likelihoods, Likelihoods]:
    """How likely each word of the sentence tells an act, by type, and an encounter, by kind.

    A word that hardly tells any is left out.
    """
    acts, encounters = load_table(ACTS), load_table(ENCOUNTERS)
    words = dict(signs_of(sentence, cast, triggers, acts.never))
    return _shares(words, acts), _shares(words, encounters)


def _shares(words: dict[int, list[str]], table: Table) -> Likelihoods:
    import numpy as np

    if not words:
        return {}
    rows, starts, known = list[int](), list[int](), table.rows.get
    for signs in words.values():
        starts.append(len(rows))
        rows += [row for s in signs if (row := known(s)) is not None] or [0]
    scores = np.add.reduceat(table.weights[rows], starts, axis=0) + table.bias
    scores = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares = (scores / scores.sum(axis=1, keepdims=True)).tolist()
    return {
        word: dict(zip(table.types, share, strict=False))
        for word, share in zip(words, shares, strict=True)
        if share[-1] < 1 - LIKELY / 3
    }


def learned_triggers(
    likely: Likelihoods, triggers: Sequence[Trigger], name: str = ACTS, least: float = LIKELY
) -> list[Trigger]:
    """The triggers that the lexicon has not: the likeliest types of each word, where they are likely enough."""
    if not likely:
        return []
    table = load_table(name)
    told = {(i, t.pattern.type) for t in triggers for i in t.tokens}
    told |= {(i, type_) for t in triggers for i in t.tokens if i != t.anchor for type_ in table.types}
    found: list[Trigger] = []
    for word, shares in likely.items():
        best = sorted(shares, key=lambda name: -shares[name])[:MOST]
        found += [
            Trigger(table.patterns[type_], word, (word,))
            for type_ in best
            if shares[type_] >= least and (word, type_) not in told
        ]
    return found

"""How sure an act is: a small table of weights over named signs, learned from the annotated reports.

The table is `lexicon/acceptance.yaml`, made by `scripts/train_acceptance.py` (logistic regression; the signs are those
of signs.py and of `describe`). A report whose best act is not sure and in which fewer than one act is to be expected is
taken to tell of none: sports, markets and travel speak of attacks and retreats too.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING

from sarez.reading.likeness import QUAD_OF
from sarez.reading.roles import CROWDS

if TYPE_CHECKING:
    from sarez.reading.drafts import Draft
    from sarez.reading.merging import Act

COUNTED = (
    "given",
    "guessed",
    "named",
    *(RANKS := ("rank in sentence", "rank of quad", "rank of twins", "rank of mirrors")),
)
MOST = 3
UNKNOWN = -1.5  # log odds of an act whose words no table has judged
A_PAGE = 8  # sentences


@dataclass(frozen=True, slots=True)
class Table:
    """The weights, the least confidence of an act (`least`), and what breaks a report's silence.

    That is one act of confidence `sure` (`plain` where a plain word says what a named party did), or confidences
    that add up to `expected`.
    """

    weights: dict[str, float]
    bias: float
    least: float
    sure: float
    plain: float
    expected: float


@lru_cache(maxsize=1)
def load_table() -> Table:
    """The table that comes with the package."""
    import yaml

    text = resources.files("sarez.reading").joinpath("lexicon/acceptance.yaml").read_text(encoding="utf-8")
    data = yaml.safe_load(text)
    return Table(data["weights"], data["bias"], data["least"], data["sure"], data["plain"], data["expected"])


def describe(act: Act) -> dict[str, float]:
    """The signs of a merged act, by name; most of them 0 or 1."""
    draft = act.draft
    found = {k: v for k, v in draft.features.items() if k not in COUNTED} | _of_tables(draft)
    for name in COUNTED:
        found[f"{name} {int(min(draft.features.get(name, 0), MOST))}"] = 1.0
    found[f"type {draft.type}"] = 1.0
    found[f"weak {draft.type}"] = draft.features.get("weak", 0.0)
    found["no actor"] = float(not draft.actor)
    found["no recipient"] = float(not draft.recipient)
    found["crowd actor"] = float(bool(set(draft.actor) & CROWDS))
    found["crowd recipient"] = float(bool(set(draft.recipient) & CROWDS))
    found["own date"] = float(act.own_date)
    found["place"] = float(act.where.place is not None)
    found["told again"] = float(bool(act.told))
    found["encounter"] = float(draft.kind is not None)
    found["many"] = float(len(draft.parties) > 4)
    return {name: value for name, value in found.items() if value}


def rank(acts: Sequence[Act]) -> None:
    """Note of each act how many likelier ones its sentence tells, of its quad class too, and the report of its parties."""
    for act in acts:
        own = act.draft
        better = [a.draft for a in acts if _likely(a.draft) > _likely(own)]
        here = [d for d in better if d.start == own.start]
        alike = [d for d in better if QUAD_OF[d.type] == QUAD_OF[own.type]]
        twins = [
            d for d in alike if 2 * len({*d.parties} & {*own.parties}) >= len({*d.parties} | {*own.parties})
        ]
        ranks = (
            len(here),
            sum(d.start == own.start for d in alike),
            len(twins),
            sum(_mirrors(d, own) for d in alike),
        )
        own.features |= dict(zip(RANKS, map(float, ranks), strict=True))


def _mirrors(a: Draft, b: Draft) -> bool:
    """Whether two acts tell the same with the sides exchanged: one side of each is the other side of the other."""
    return bool({*a.actor} & {*b.recipient}) and bool({*b.actor} & {*a.recipient})


def weigh(acts: Sequence[Act]) -> None:
    """Give each act its confidence, among the others."""
    rank(acts)
    for act in acts:
        act.score = confidence(act)


def _likely(draft: Draft) -> float:
    return draft.features.get("likely", UNKNOWN)


def _of_tables(draft: Draft) -> dict[str, float]:
    """What the learned tables say: how likely the words tell the act, and how sure its sides are."""
    features, found = draft.features, {}
    likely = features.get("likely")
    if likely is None:
        return {"no likelihood": 1.0}
    found[f"likely {round(likely)}"] = found[f"any likely {round(features['likely any'])}"] = 1.0
    found[f"{draft.type} likely"] = likely
    found["learned likely"] = features["learned"] * likely
    actor, recipient = features.get("sure actor"), features.get("sure recipient")
    if actor is not None and recipient is not None:
        found[f"sure actor {int(actor * 5)}"] = found[f"sure recipient {int(recipient * 5)}"] = 1.0
        found["sure of both"] = actor * recipient
    return found


def confidence(act: Act) -> float:
    """How likely a merged act is one that an annotator would record, 0 to 1."""
    table = load_table()
    score = table.bias + sum(table.weights.get(name, 0.0) * value for name, value in describe(act).items())
    return round(1 / (1 + math.exp(-score)), 3)


def _breaks_silence(act: Act, table: Table) -> bool:
    """Whether one act alone speaks for itself: it is sure, or says with a plain word what a party named there did."""
    features = act.draft.features
    plain = features.get("named", 0) >= 1 and not features.get("weak")
    return act.score >= (table.plain if plain else table.sure)


def sure_ones(acts: Sequence[Act], sentences: int) -> list[Act]:
    """The acts that are sure enough, each with its confidence; none if the report had better be taken as silent.

    `sentences` is how many the report tells; of a few lines less can be expected than of a page.
    """
    table = load_table()
    weigh(acts)
    expected = table.expected * min(1.0, sentences / A_PAGE)
    if sum(a.score for a in acts) < expected and not any(_breaks_silence(a, table) for a in acts):
        return []
    return [a for a in acts if a.score >= table.least]

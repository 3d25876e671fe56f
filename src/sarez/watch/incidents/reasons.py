"""Why the probability of an incident is what it is, in plain sentences: reasons.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from sarez.vocabulary.measures import Words, read_sentences
from sarez.watch.incidents.base import Base
from sarez.watch.incidents.history import History
from sarez.watch.incidents.level import load_levels
from sarez.watch.incidents.model import LEAST, Model
from sarez.watch.incidents.signs import Sign, ahead

PATH = Path(__file__).parent / "reasons.yaml"
TELLS = 1.1
"""A sign that changes the rate by less than this factor is not worth a sentence."""


def reasons(past: History, model: Model, last: Base, n: int) -> tuple[Words, ...]:
    """Why the n-th unit's probability is what it is: its past, what is believed, and the signs that tell something."""
    import numpy as np

    say, shrunken = _sentences(), last.a[n] / (last.a[n] + last.b[n])
    period = say["month" if past.step == "month" else "week"]
    said = [
        say["past"].filled(
            had=f"{last.x[n]:.0f}", of=f"{last.n[n]:.0f}", periods=period, base=f"{shrunken:.1%}"
        )
    ]
    if model.is_base:
        return (*said, say["base"].filled(known=model.learned, least=LEAST))
    said.append(say["belief"].filled(belief=f"{model.belief:.0%}"))
    times = np.exp(model.belief * model.weights[1:] * ahead(past, model.signs, 1)[0, n])
    for sign, factor in sorted(zip(model.signs, times, strict=True), key=lambda pair: -abs(np.log(pair[1]))):
        if max(factor, 1 / factor) >= TELLS:
            key = "raise" if factor > 1 else "lower"
            said.append(say[key].filled(what=called(sign), times=f"{factor:.2f}"))
    return tuple(said)


def called(sign: Sign) -> Words:
    """What a sign counts, as a sentence names it."""
    if not sign.is_other:
        return _sentences()[sign.name]
    level = load_levels().get(sign.counts)
    names = Words(level.label("en"), level.label("ru")) if level else Words(sign.counts)
    return _sentences()["other"].filled(level=names)


@lru_cache(maxsize=1)
def _sentences() -> Mapping[str, Words]:
    return read_sentences(PATH)

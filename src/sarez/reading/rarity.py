"""How rare a stem is in reports of the kind a desk reads: lexicon/rarity.txt, made by scripts/make_rarity.py."""

from __future__ import annotations

from functools import lru_cache
from importlib import resources
from math import log

RAREST = 4.5
"""Nothing counts as rarer: what few reports have and what none has say the same."""


def rarity(stem: str) -> float:
    """The logarithm of one in how many reports has a stem: about 0 for what all have, RAREST for what one in ninety or fewer has."""
    return _table().get(stem, RAREST)


@lru_cache(maxsize=1)
def _table() -> dict[str, float]:
    path = resources.files("sarez.reading").joinpath("lexicon/rarity.txt")
    lines = [li for li in path.read_text(encoding="utf-8").splitlines() if not li.startswith("#")]
    reports, rows = int(lines[0]), (line.split() for line in lines[1:])
    return {stem: min(RAREST, log((reports + 1) / (int(n) + 0.5))) for stem, n in rows}

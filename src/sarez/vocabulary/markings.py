"""Who may be told: the Traffic Light Protocol 2.0."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from sarez.vocabulary.tables import layers, mapping, number, section, sentence


@dataclass(frozen=True, slots=True)
class Marking:
    """One marking; the higher its `order`, the fewer may be told."""

    name: str
    order: int
    description: str


@lru_cache(maxsize=8)
def load_markings(folder: Path | None = None) -> dict[str, Marking]:
    """The markings by name, the most open first."""
    markings: list[Marking] = []
    for path, table in layers("markings.yaml", folder):
        for name, value in section(path, table, "markings").items():
            row = mapping(path, name, value)
            order = int(number(path, f"{name}, order", row.get("order"), 0, 99))
            markings.append(
                Marking(name, order, sentence(path, f"{name}, description", row.get("description")))
            )
    return {m.name: m for m in sorted(markings, key=lambda m: m.order)}


def strictest(markings: Iterable[Marking]) -> Marking:
    """The marking that what is derived from all of these must bear; ValueError on none."""
    return max(markings, key=lambda m: m.order)

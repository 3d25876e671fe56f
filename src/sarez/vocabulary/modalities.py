"""How firmly a party has bound itself: the ladder from agreed to noted."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from sarez.vocabulary.tables import layers, mapping, section, sentence, truth, word_list


@dataclass(frozen=True, slots=True)
class Modality:
    """One rung; `rank` 0 is the firmest, `is_followed_up` says whether the desk keeps a clock on it without being told."""

    name: str
    rank: int
    description: str
    is_followed_up: bool
    cues: tuple[str, ...]


def read_modality(path: Path, name: str, rank: int, value: Any) -> Modality:
    """One entry of `ladder` in modalities.yaml."""
    row = mapping(path, name, value)
    return Modality(
        name=name,
        rank=rank,
        description=sentence(path, f"{name}, description", row.get("description")),
        is_followed_up=truth(path, f"{name}, follow_up", row.get("follow_up")),
        cues=word_list(path, f"{name}, cues", row.get("cues")),
    )


@lru_cache(maxsize=8)
def load_modalities(folder: Path | None = None) -> dict[str, Modality]:
    """The ladder by name, firmest first; a file of the same name in `folder` replaces or adds rungs."""
    ladder: dict[str, Modality] = {}
    for path, table in layers("modalities.yaml", folder):
        for name, value in section(path, table, "ladder").items():
            rank = ladder[name].rank if name in ladder else len(ladder)
            ladder[name] = read_modality(path, name, rank, value)
    return ladder


@lru_cache(maxsize=8)
def firm(folder: Path | None = None) -> tuple[str, ...]:
    """The names of the modalities that are followed up; what stands lower is, once a person raises it."""
    return tuple(name for name, modality in load_modalities(folder).items() if modality.is_followed_up)

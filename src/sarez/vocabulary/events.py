"""The types of act (PLOVER) and the states an act can be in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from sarez.vocabulary.tables import layers, mapping, number, one_of, section, sentence, truth, word_list

QUADS = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")


@dataclass(frozen=True, slots=True)
class EventType:
    """One type of act; `weight` runs from -10 (worst) to +10 (best), `quad` is one of QUADS."""

    name: str
    description: str
    quad: str
    weight: float
    is_symmetrical: bool
    modes: tuple[str, ...]

    @property
    def is_conflict(self) -> bool:
        """Whether the act is on the conflict side."""
        return self.quad.endswith("conflict")


def read_type(path: Path, name: str, value: Any) -> EventType:
    """One entry of `types` in events.yaml."""
    row = mapping(path, name, value)
    return EventType(
        name=name,
        description=sentence(path, f"{name}, description", row.get("description")),
        quad=one_of(path, f"{name}, quad", row.get("quad"), QUADS),
        weight=number(path, f"{name}, weight", row.get("weight"), -10, 10),
        is_symmetrical=truth(path, f"{name}, symmetrical", row.get("symmetrical")),
        modes=word_list(path, f"{name}, modes", row.get("modes")),
    )


@lru_cache(maxsize=8)
def load_events(folder: Path | None = None) -> dict[str, EventType]:
    """The types by name; a file of the same name in `folder` adds or replaces types. DataError on a bad file."""
    types: dict[str, EventType] = {}
    for path, table in layers("events.yaml", folder):
        types |= {name: read_type(path, name, value) for name, value in section(path, table, "types").items()}
    return types


@lru_cache(maxsize=8)
def load_statuses(folder: Path | None = None) -> dict[str, str]:
    """The states of an act (occurred, planned, called_for, denied), each with its meaning."""
    statuses: dict[str, str] = {}
    for path, table in layers("events.yaml", folder):
        part = section(path, table, "statuses")
        statuses |= {name: sentence(path, f"statuses, {name}", value) for name, value in part.items()}
    return statuses

"""The Admiralty scale: reliability (A to F) of a source, credibility (1 to 6) of a claim."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from sarez.vocabulary.tables import layers, mapping, section, sentence


@dataclass(frozen=True, slots=True)
class Grade:
    """One grade: its letter or figure, what it is called and what it means."""

    code: str
    label: str
    description: str


def _load(scale: str, folder: Path | None) -> dict[str, Grade]:
    grades: dict[str, Grade] = {}
    for path, table in layers("gradings.yaml", folder):
        for code, value in section(path, table, scale).items():
            row = mapping(path, f"{scale}, {code}", value)
            label = sentence(path, f"{scale}, {code}, label", row.get("label"))
            description = sentence(path, f"{scale}, {code}, description", row.get("description"))
            grades[code] = Grade(code, label, description)
    return grades


@lru_cache(maxsize=8)
def load_reliability(folder: Path | None = None) -> dict[str, Grade]:
    """What a source's letter means, A (best) to F (cannot be judged)."""
    return _load("reliability", folder)


@lru_cache(maxsize=8)
def load_credibility(folder: Path | None = None) -> dict[str, Grade]:
    """What a claim's figure means, 1 (best) to 6 (cannot be judged)."""
    return _load("credibility", folder)

"""The kinds of organized encounter, what reports call them, and the act each usually is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from sarez.vocabulary.events import load_events
from sarez.vocabulary.tables import layers, mapping, one_of, section, sentence, word_list


@dataclass(frozen=True, slots=True)
class EngagementKind:
    """One kind of encounter; `event` is the act it usually also is, `expert_event` where experts meet."""

    name: str
    description: str
    words: tuple[str, ...]
    event: str | None
    expert_event: str | None


def read_kind(path: Path, name: str, value: Any) -> EngagementKind:
    """One entry of `kinds` in engagements.yaml."""
    row = mapping(path, name, value)

    def act(key: str) -> str | None:
        given = row.get(key)
        return None if given is None else one_of(path, f"{name}, {key}", given, load_events())

    return EngagementKind(
        name=name,
        description=sentence(path, f"{name}, description", row.get("description")),
        words=word_list(path, f"{name}, words", row.get("words")),
        event=act("event"),
        expert_event=act("expert_event"),
    )


@lru_cache(maxsize=8)
def load_engagements(folder: Path | None = None) -> dict[str, EngagementKind]:
    """The kinds by name; a file of the same name in `folder` adds or replaces kinds. DataError on a bad file."""
    kinds: dict[str, EngagementKind] = {}
    for path, table in layers("engagements.yaml", folder):
        kinds |= {name: read_kind(path, name, value) for name, value in section(path, table, "kinds").items()}
    return kinds

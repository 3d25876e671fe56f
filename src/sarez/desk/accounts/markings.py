"""TLP 2.0 as the record keeps it: a small number, the higher the fewer may be told."""

from __future__ import annotations

from functools import lru_cache

from sarez.vocabulary.markings import load_markings


@lru_cache(maxsize=1)
def choices() -> list[tuple[int, str]]:
    """Every marking's number and name, for models and forms."""
    return [(m.order, m.name) for m in load_markings().values()]


def name_of(order: int) -> str:
    """The name of a marking: `TLP:GREEN`."""
    return f"TLP:{dict(choices())[order]}"


def number_of(name: str) -> int:
    """The number of a marking's name; KeyError for an unknown one."""
    return load_markings()[name.removeprefix("TLP:")].order


CLEAR, GREEN, AMBER, STRICT, RED = range(5)
"""The orders in vocabulary/data/markings.yaml, held together by a test."""

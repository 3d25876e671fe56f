"""A claim as the pure parts of the register see it: data in, data out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

_RELIABILITY = "ABCFDE"  # F is “cannot be judged”, which is no reproach
_CREDIBILITY = (1, 2, 3, 6, 4, 5)


@dataclass(frozen=True, slots=True)
class Telling:
    """One claim as it stood for a time, with what weighed it then: its source's grade and its own, and what was decided.

    A claim that was decided or graded since has several, one after the other. `is_accepted` is of what a person
    accepted or coded; `published` is an ISO date, as precise as known; `story` numbers the text, the same for copies.
    """

    claim: int
    values: Mapping[str, Any]
    marking: int
    known_from: datetime
    known_to: datetime
    report: int
    story: int
    published: str = ""
    reliability: str = "F"
    credibility: int = 6
    confidence: float = 1.0
    is_accepted: bool = False

    @property
    def grade(self) -> tuple[int, int]:
        """How well graded it is, the lower the better: its source's reliability, then its own credibility."""
        reliability = _RELIABILITY.find(self.reliability) if self.reliability else _RELIABILITY.index("F")
        return reliability, _CREDIBILITY.index(self.credibility)

"""For whom and when something stands: from one marking to another, from one moment to another, and parts of that."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Piece:
    """Stands for those cleared from `low` to `high` (both included), from `start` until before `end`."""

    low: int
    high: int
    start: datetime
    end: datetime

    @property
    def is_empty(self) -> bool:
        """Whether it stands for nobody, or never."""
        return self.low > self.high or self.start >= self.end

    def common(self, other: Piece) -> Piece | None:
        """For whom and when both stand; None for nobody or never."""
        both = Piece(
            max(self.low, other.low), min(self.high, other.high),
            max(self.start, other.start), min(self.end, other.end),
        )  # fmt: skip
        return None if both.is_empty else both

    def without(self, other: Piece) -> list[Piece]:
        """What is left of this where the other stands too: at most four parts, none overlapping."""
        both = self.common(other)
        if both is None:
            return [self]
        parts = (
            Piece(self.low, both.low - 1, self.start, self.end),
            Piece(both.high + 1, self.high, self.start, self.end),
            Piece(both.low, both.high, self.start, both.start),
            Piece(both.low, both.high, both.end, self.end),
        )
        return [part for part in parts if not part.is_empty]


def left_of(piece: Piece, others: Iterable[Piece]) -> list[Piece]:
    """What is left of a piece where none of the others stands."""
    left = [piece]
    for other in others:
        left = [part for old in left for part in old.without(other)]
    return left

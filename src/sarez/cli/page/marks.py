"""Evidence laid over a text: spans that nest and overlap, cut into stretches that do not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of evidence: characters `start` up to `end` speak for the record `record`."""

    start: int
    end: int
    record: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of text that the same records rest on, the narrowest evidence first; none for plain text."""

    start: int
    end: int
    records: tuple[str, ...] = field(default=())


def stretches(start: int, end: int, spans: Iterable[Span]) -> Iterator[Stretch]:
    """Cut the characters `start` up to `end` where evidence begins or ends; together they are the whole again."""
    inside = [span for span in spans if span.start < end and span.end > start and span.start < span.end]
    edges = {start, end}
    for span in inside:
        edges |= {max(span.start, start), min(span.end, end)}
    cuts = sorted(edges)
    inside.sort(key=lambda span: span.end - span.start)
    for here, there in pairwise(cuts):
        covering = [span.record for span in inside if span.start <= here and span.end >= there]
        yield Stretch(here, there, tuple(dict.fromkeys(covering)))

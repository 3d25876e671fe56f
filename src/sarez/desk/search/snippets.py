"""The stretch of a text in which what was asked for stands, cut into pieces that are hits and pieces that are not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from sarez.reading.stems import Word, words

LENGTH = 240
_BEFORE = 60
_LOOKED_AT = 60_000  # characters of a text


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a snippet."""

    text: str
    is_hit: bool = False


def snippet(text: str, stems: Collection[str], length: int = LENGTH) -> list[Piece]:
    """The stretch of a text with the most different hits; its beginning where there is none."""
    hits = [word for word in words(text[:_LOOKED_AT]) if word.stem in stems]
    if not hits:
        return [Piece(_plain(text[:length]) + ("…" if len(text) > length else ""))]
    first = max(hits, key=lambda word: (_worth(word, hits, length), -word.start))
    start = _word_start(text, max(0, first.start - _BEFORE))
    end = _word_end(text, min(len(text), start + length))
    pieces = marked(
        text, stems, hits=[w for w in hits if start <= w.start and w.end <= end], span=(start, end)
    )
    if start:
        pieces.insert(0, Piece("…"))
    if end < len(text):
        pieces.append(Piece("…"))
    return pieces


def marked(
    text: str,
    stems: Collection[str],
    *,
    hits: list[Word] | None = None,
    span: tuple[int, int] | None = None,
) -> list[Piece]:
    """A text, or a span of it, as pieces with the hits marked."""
    at, end = span or (0, len(text))
    pieces: list[Piece] = []
    for word in [w for w in words(text) if w.stem in stems] if hits is None else hits:
        pieces += [Piece(_plain(text[at : word.start])), Piece(text[word.start : word.end], True)]
        at = word.end
    return [piece for piece in [*pieces, Piece(_plain(text[at:end]))] if piece.text]


def _worth(word: Word, hits: list[Word], length: int) -> int:
    near = Counter(w.stem for w in hits if 0 <= w.start - word.start <= length - _BEFORE)
    return 100 * len(near) + sum(near.values())


def _word_start(text: str, at: int) -> int:
    if at == 0:
        return 0
    gap = text.find(" ", at, at + _BEFORE)
    return gap + 1 if gap >= 0 else at


def _word_end(text: str, at: int) -> int:
    if at >= len(text):
        return len(text)
    gap = text.rfind(" ", max(0, at - _BEFORE), at)
    return gap if gap > 0 else at


def _plain(text: str) -> str:
    """Runs of space as one, line ends included; what stands at the edges stays apart from the hits beside it."""
    words = " ".join(text.split())
    return (" " if text[:1].isspace() else "") + words + (" " if words and text[-1:].isspace() else "")

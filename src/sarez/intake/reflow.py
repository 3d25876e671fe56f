"""Lines of a printed page to paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

_ENDED = re.compile(r"[.!?…:;][\"'”’»)\]]*$")
_BULLET = re.compile(r"(?:[•●▪■◦‣–—*·-]|\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,5})[.)])\s+\S")
_FOLIO = re.compile(r"\W*(?:page\s+)?\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?\W*", re.IGNORECASE)
_BROKEN_WORD = re.compile(r"(\w*[a-zа-яё])[-‐]$")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
# First halves after which the hyphen belongs to the word, when the text itself does not show which it is.
_HYPHENATED = frozenset((
    "all", "anti", "co", "counter", "cross", "ex", "extra", "far", "half", "high", "ill", "inter", "intra",
    "long", "low", "many", "mid", "middle", "multi", "near", "neo", "non", "one", "post", "pre", "pro",
    "pseudo", "quasi", "second", "self", "semi", "short", "socio", "sub", "third", "three", "trans", "two",
    "ultra", "vice", "well", "year",
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line: its text and, where known, where it begins and its type size, in points."""

    text: str
    x: float | None = None
    y: float | None = None
    size: float | None = None


def reflow(pages: Iterable[Sequence[Line]]) -> str:
    """Join hard-wrapped lines into paragraphs, a blank line between them.

    A paragraph ends where the page leaves a gap, changes the type size or indents, or, where positions say
    nothing, after a short line. Running heads and page numbers are left out, words broken at the end of a line
    are put together.
    """
    bodies = _without_running_heads([list(page) for page in pages])
    lines = [line for body in bodies for line in body if line.text.strip()]
    if not lines:
        return ""
    page_ends = _page_ends(bodies)
    measure = _Measure.of(bodies)
    words = Counter(word.lower() for line in lines for word in _WORD.findall(line.text))
    paragraphs = [[lines[0].text.strip()]]
    for number, (line, following) in enumerate(pairwise(lines)):
        ends = measure.ends_over_page if number in page_ends else measure.ends
        if ends(line, following):
            paragraphs.append([following.text.strip()])
        else:
            paragraphs[-1][-1:] = _joined(paragraphs[-1][-1], following.text.strip(), words)
    return "\n\n".join("".join(pieces).replace("\u00ad", "") for pieces in paragraphs)


@dataclass(frozen=True, slots=True)
class _Measure:
    """What is usual in this text: the width of a full line in characters, the lead between lines, the margin."""

    width: float
    lead: float | None
    margin: float | None

    @classmethod
    def of(cls, pages: Sequence[Sequence[Line]]) -> _Measure:
        lengths = sorted(len(line.text.strip()) for page in pages for line in page)
        gaps = [g for page in pages for a, b in pairwise(page) if (g := _gap(a, b)) and g > 0]
        margins = Counter(round(line.x) for page in pages for line in page if line.x is not None)
        return cls(
            lengths[int(0.9 * (len(lengths) - 1))],
            median(gaps) if len(gaps) >= 3 else None,
            margins.most_common(1)[0][0] if margins else None,
        )

    def ends(self, line: Line, following: Line) -> bool:
        """Tell whether a paragraph ends between two lines of a page."""
        size = line.size or 0.0
        if abs(size - (following.size or 0.0)) > 0.9 or _BULLET.match(following.text.strip()):
            return True
        gap = _gap(line, following)
        if self.lead is not None and gap is not None and gap > 1.3 * self.lead + 0.5:
            return True
        is_ended, is_short = _ENDED.search(line.text.rstrip()) is not None, self._is_short(line, 0.8)
        if is_short and (is_ended or self._is_indented(following)):
            return True
        if is_ended and self._is_indented(following) and not self._is_indented(line):
            return True
        unsure = self.lead is None or gap is None or gap < 0
        return unsure and self._is_short(line, 0.6) and not following.text.strip()[:1].islower()

    def ends_over_page(self, line: Line, following: Line) -> bool:
        """Tell whether a paragraph ends with its page."""
        if _ENDED.search(line.text.rstrip()) or _BULLET.match(following.text.strip()):
            return True
        return self._is_short(line, 0.75) and not following.text.strip()[:1].islower()

    def _is_short(self, line: Line, share: float) -> bool:
        return len(line.text.strip()) < share * self.width

    def _is_indented(self, line: Line) -> bool:
        if self.margin is None or line.x is None:
            return False
        return 0.8 * (line.size or 10) < line.x - self.margin < 6 * (line.size or 10)


def _gap(line: Line, following: Line) -> float | None:
    return None if line.y is None or following.y is None else line.y - following.y


def _page_ends(pages: Sequence[Sequence[Line]]) -> set[int]:
    ends, count = set(), 0
    for page in pages:
        count += sum(1 for line in page if line.text.strip())
        ends.add(count - 1)
    return ends


def _without_running_heads(pages: list[list[Line]]) -> list[list[Line]]:
    """Leave out page numbers, and lines that stand at the top or foot of at least three pages and half of them.

    Numbers in them may differ. A line that ends as a sentence does is no running head.
    """
    pages = [[line for line in page if line.text.strip()] for page in pages]
    if len(pages) < 2:
        return pages
    edges = [[line for line in _edges(page) if not _ENDED.search(line.text.rstrip())] for page in pages]
    often = Counter(key for lines in edges for key in {_head_key(line) for line in lines})
    heads = {key for key, count in often.items() if count >= max(3, len(pages) / 2)}

    def is_head(page: list[Line], line: Line) -> bool:
        edge = any(line is other for other in _edges(page))
        return edge and (_head_key(line) in heads or _FOLIO.fullmatch(line.text.strip()) is not None)

    return [[line for line in page if not is_head(page, line)] for page in pages]


def _edges(page: list[Line]) -> list[Line]:
    """Give the two lines at the top and at the foot."""
    return page[:2] + page[max(2, len(page) - 2) :]


def _head_key(line: Line) -> str:
    return re.sub(r"\d+", "#", " ".join(line.text.lower().split()))


def _joined(line: str, following: str, words: Counter[str]) -> tuple[str, str]:
    """Give two lines of a paragraph so that they can be put end to end, mending a word broken between them."""
    if line.endswith("\u00ad"):
        return line[:-1], following
    if not line.endswith(("-", "‐", "/")) or not following[:1].isalnum():
        return line, " " + following
    broken, rest = _BROKEN_WORD.search(line), _WORD.match(following)
    if broken is None or rest is None or not following[:1].islower():
        return line, following
    first, second = broken[1].lower(), rest[0].lower()
    whole, hyphenated = words[first + second], words[f"{first}-{second}"]
    keeps = hyphenated > whole or (whole == 0 and first in _HYPHENATED)
    return (line if keeps else line[:-1]), following

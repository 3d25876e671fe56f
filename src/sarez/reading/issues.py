"""What a report, and each record of it, is about.

Cues are found by the words of `vocabulary/data/issues.yaml`. Which of the issues met in and around its sentence a record
gets is decided by a small weight table, `vocabulary/data/issue_weights.yaml`: for each candidate the weights of what
speaks for it are added up and squashed into a confidence.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from sarez.reading.issue_weights import ENOUGH, Support, attach
from sarez.reading.records import Evidence, Passage
from sarez.vocabulary.cues import DISCUSSED, CueMatch, load_cues

_PARAGRAPH = re.compile(r"\n[ \t]*\n")
_SENTENCE_END = re.compile(r"(?<=[a-z\d)»”\"'’%][.!?])[\"”»)]?\s+(?=[\"“«(]?[A-ZА-Я\d])|\n")
_NOT_A_HEADLINE = re.compile(r"[>|»]|\s/\s|\s·\s|[.:]$|^\W*\d|\b(?:19|20)\d\d\b.*\d:\d\d")
_FIRST_LINES = 8  # below that a line without a full stop is a list item, not the headline


@dataclass(frozen=True, slots=True)
class IssueFound:
    """An issue of a whole report: its share of all cue weight (0 to 1) and where its cues stand, the loudest first."""

    issue: str
    share: float
    evidence: tuple[Evidence, ...]


def issue_cues(text: str, folder: Path | None = None) -> list[CueMatch]:
    """The cues in a text, in order: where each stands, its issue and its weight (1 strong, 0.4 weak)."""
    return load_cues(folder).find(text)


def weigh(text: str, cues: Iterable[CueMatch]) -> dict[str, float]:
    """The cue weight of each issue; the same word said twice counts once."""
    said = {(c.issue, text[c.start : c.end].lower()): c.weight for c in cues}
    total: dict[str, float] = {}
    for (issue, _), weight in said.items():
        total[issue] = total.get(issue, 0.0) + weight
    return total


def find_issues(text: str, folder: Path | None = None) -> tuple[str, ...]:
    """The issues a span of text is about, the loudest first: those with a strong cue or two weak ones."""
    weights = weigh(text, issue_cues(text, folder))
    return tuple(i for i in sorted(weights, key=lambda i: (-weights[i], i)) if weights[i] >= ENOUGH)


def find_headline(text: str) -> str:
    """The first line near the top that reads like a headline; empty if none does."""
    lines = [line.strip(" *#\t") for line in text.splitlines() if line.strip()][:_FIRST_LINES]
    return next((x for x in lines if 4 <= len(x.split()) <= 20 and not _NOT_A_HEADLINE.search(x)), "")


def report_issues(
    text: str, passages: Sequence[Passage] = (), title: str | None = None, folder: Path | None = None
) -> tuple[IssueFound, ...]:
    """The issues of a whole report, ranked by their share of its cues; a headline counts three times."""
    return IssueReader(text, passages, title, folder).ranked()


class IssueReader:
    """The cues of one report, found once, from which each of its records gets its issues.

    `passages` are the paragraphs to be read (leave out boilerplate); without them the text is cut at empty lines.
    Without a `title` the headline is looked for in the first lines.
    """

    __slots__ = (
        "_cues",
        "_folder",
        "_frames",
        "_headline",
        "_paragraphs",
        "_sentences",
        "_share",
        "_starts",
        "_strong",
        "_text",
    )

    def __init__(
        self,
        text: str,
        passages: Sequence[Passage] = (),
        title: str | None = None,
        folder: Path | None = None,
    ) -> None:
        self._text = text
        self._folder = folder
        self._paragraphs = sorted((p.start, p.end) for p in passages) or _split(
            text, _PARAGRAPH, 0, len(text)
        )
        self._sentences = [_split(text, _SENTENCE_END, *p) for p in self._paragraphs]
        cues = [c for c in load_cues(folder).find_all(text) if self._paragraph(c.start) is not None]
        self._cues = [c for c in cues if c.issue != DISCUSSED]
        self._starts = [c.start for c in self._cues]
        self._frames = [c.start for c in cues if c.issue == DISCUSSED]
        headline = title or find_headline(text)
        self._headline = weigh(headline, issue_cues(headline, folder))
        self._share = self._shares()
        self._strong = frozenset(c.issue for c in self._cues if c.weight >= ENOUGH)

    def _paragraph(self, at: int) -> int | None:
        index = bisect_left(self._paragraphs, (at + 1, 0)) - 1
        return index if index >= 0 and at < self._paragraphs[index][1] else None

    def _shares(self) -> dict[str, float]:
        said: dict[tuple[str, str], list[float]] = defaultdict(list)
        for cue in self._cues:
            said[cue.issue, self._text[cue.start : cue.end].lower()].append(cue.weight)
        totals: defaultdict[str, float] = defaultdict(float)
        for (issue, _), weights in said.items():
            totals[issue] += weights[0] * math.sqrt(len(weights))  # a name said ten times is not ten topics
        for issue, weight in self._headline.items():
            totals[issue] += 2 * weight  # the headline is in the text once already
        whole = sum(totals.values())
        return {issue: weight / whole for issue, weight in totals.items()} if whole else {}

    def ranked(self) -> tuple[IssueFound, ...]:
        """The issues of the report, the largest share first."""
        found = []
        for issue in sorted(self._share, key=lambda i: (-self._share[i], i)):
            mine = sorted((c for c in self._cues if c.issue == issue), key=lambda c: (-c.weight, c.start))
            found.append(IssueFound(issue, self._share[issue], tuple(Evidence(c.start, c.end) for c in mine)))
        return tuple(found)

    def support(self, spans: Sequence[Evidence], parties: Sequence[str] = ()) -> Support:
        """What speaks for each issue, for a record that rests on these spans and names these parties."""
        own = [c for s in spans for c in self._between(s.start, s.end)]
        beside: list[CueMatch] = []
        rest: list[CueMatch] = []
        next_paragraph: list[CueMatch] = []
        for span in spans:
            paragraph = self._paragraph(span.start)
            if paragraph is None:
                continue
            before = [s for s in self._sentences[paragraph] if s[1] <= span.start]
            after = [s for s in self._sentences[paragraph] if s[0] >= span.end]
            beside += [c for s in before[-1:] + after[:1] for c in self._between(*s)]
            rest += [c for s in before[:-1] + after[1:] for c in self._between(*s)]
            for start, end in self._paragraphs[paragraph + 1 : paragraph + 2]:
                next_paragraph += self._between(start, end)
        names = ", ".join(parties)
        return Support(
            sentence=weigh(self._text, own),
            beside=weigh(self._text, beside),
            paragraph=weigh(self._text, rest),
            following=weigh(self._text, next_paragraph),
            headline=self._headline,
            parties=weigh(names, issue_cues(names, self._folder)),
            discussed=weigh(self._text, self._discussed()),
            report=self._share,
            strong=self._strong,
        )

    def _discussed(self) -> list[CueMatch]:
        framed = []
        for sentences in self._sentences:
            for start, end in sentences:
                at = bisect_left(self._frames, start)
                if at < len(self._frames) and self._frames[at] < end:
                    framed += self._between(self._frames[at], end)
        return framed

    def _between(self, start: int, end: int) -> list[CueMatch]:
        return self._cues[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def attach(
        self,
        spans: Sequence[Evidence],
        event_type: str | None = None,
        engagement_kind: str | None = None,
        parties: Sequence[str] = (),
    ) -> tuple[str, ...]:
        """The issues of the record that rests on these spans, the surest first."""
        return attach(self.support(spans, parties), event_type, engagement_kind, parties)


def _split(text: str, gap: re.Pattern[str], start: int, end: int) -> list[tuple[int, int]]:
    pieces, at = [], start
    for match in gap.finditer(text, start, end):
        pieces.append((at, match.start()))
        at = match.end()
    return [(a, b) for a, b in (*pieces, (at, end)) if b > a]

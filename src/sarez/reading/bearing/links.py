"""How well follow-up is found: a chronicle of reports with `links.json`, which says what later reports bear on what promise.

For Sarez and for plain word overlap: the share of links whose report is among the first three proposed; the share of
the reports that bear on nothing that are proposed for anything; of how many found it is said what they read like, and how
often that is right.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sarez.errors import DataError
from sarez.reading.bearing.promise import Promise, promise_of
from sarez.reading.bearing.ranking import MOST, proposed
from sarez.reading.bearing.texts import Text, take
from sarez.reading.likeness import content_words, overlap
from sarez.region.region import Region, load_region

SAYS = {
    "kept": {"carried_out", "begun"}, "partly": {"begun", "carried_out", "postponed"}, "broken": {"broken", "denied"},
    "postponed": {"postponed", "broken"}, "denied": {"denied"},
}  # fmt: skip
"""What a report may read like where a person says that by it a promise was kept, kept in part, broken …"""


@dataclass(frozen=True, slots=True)
class Link:
    """A promise told in a report, and the later reports that bear on it with what they say."""

    file: str
    text: str
    evidence: dict[str, str]


@dataclass(frozen=True, slots=True)
class Chronicle:
    """Reports by file name, and the links between them."""

    texts: dict[str, str]
    links: tuple[Link, ...]

    def later(self, link: Link) -> list[str]:
        """The files of the reports that were published after a promise."""
        return [file for file in self.texts if file[:10] > link.file[:10]]

    @property
    def bearing_on_nothing(self) -> frozenset[str]:
        """The reports that no link leads to."""
        return frozenset(self.texts) - frozenset(file for link in self.links for file in link.evidence)


@dataclass(frozen=True, slots=True)
class Found:
    """The figures, each a share; `reads_right` of those that are said to read like something."""

    among_first: float
    for_nothing: float
    reads_so: float
    reads_right: float


Proposer = Callable[[Link], Iterable[tuple[str, str]]]
"""The reports proposed for a link, the best first, each with what it reads like."""


def load_chronicle(folder: Path) -> Chronicle:
    """The chronicle of a folder: reports named YYYY-MM-DD-….txt and links.json. Raises DataError where it is none."""
    texts = {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))}
    try:
        told = json.loads((folder / "links.json").read_text(encoding="utf-8"))
        links = [
            Link(
                t["commitment"]["file"],
                t["commitment"]["text"],
                {e["file"]: e["says"] for e in t["evidence"]},
            )
            for t in told
        ]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DataError(f"{folder} is no chronicle with links: {error}.") from error
    lacking = {file for link in links for file in (link.file, *link.evidence)} - texts.keys()
    if lacking:
        raise DataError(
            f"links.json of {folder} names reports that are not there: {', '.join(sorted(lacking))}."
        )
    return Chronicle(texts, tuple(links))


def measure(chronicle: Chronicle, propose: Proposer) -> Found:
    """The figures of a way of proposing."""
    hits = total = said = right = 0
    for_something: set[str] = set()
    for link in chronicle.links:
        found = dict(list(propose(link))[:MOST])
        for_something |= found.keys()
        total += len(link.evidence)
        both = link.evidence.keys() & found.keys()
        hits += len(both)
        said += sum(bool(found[file]) for file in both)
        right += sum(found[file] in SAYS[link.evidence[file]] for file in both)
    nothing = chronicle.bearing_on_nothing
    return Found(
        hits / total, len(for_something & nothing) / len(nothing), said / (hits or 1), right / (said or 1)
    )


def by_bearing(chronicle: Chronicle, region: Region | None = None) -> Proposer:
    """Sarez's own way."""
    texts, promises = looked_at(chronicle, region or load_region())

    def propose(link: Link) -> Iterable[tuple[str, str]]:
        later = {file: texts[file] for file in chronicle.later(link)}
        return [(file, bearing.reads_like) for file, bearing in proposed(promises[link.text], later)]

    return propose


def looked_at(chronicle: Chronicle, region: Region) -> tuple[dict[str, Text], dict[str, Promise]]:
    """The texts of a chronicle, and its promises by their wording."""
    texts = {f: take(text, date.fromisoformat(f[:10]), region) for f, text in chronicle.texts.items()}
    return texts, {li.text: promise_of(li.text, texts[li.file], region) for li in chronicle.links}


def by_overlap(chronicle: Chronicle, least: float) -> Proposer:
    """The plain baseline: the reports that share most words with a promise, those that share enough."""
    told: Mapping[str, frozenset[str]] = {file: content_words(text) for file, text in chronicle.texts.items()}

    def propose(link: Link) -> Iterable[tuple[str, str]]:
        wanted = content_words(link.text)
        scores = {file: overlap(wanted, told[file]) for file in chronicle.later(link)}
        first = sorted((f for f in scores if scores[f] >= least), key=lambda f: -scores[f])
        return [(file, "") for file in first[:MOST]]

    return propose


def baseline(chronicle: Chronicle, most_for_nothing: float) -> Found:
    """Plain word overlap at its best: the threshold, found on the answers, that hits most without proposing more for nothing."""
    tried = [measure(chronicle, by_overlap(chronicle, step / 200)) for step in range(41)]
    allowed = [found for found in tried if found.for_nothing <= most_for_nothing]
    return max(allowed, key=lambda found: found.among_first)

"""Undertakings without a parse: the plainest wordings, by pattern."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from sarez.reading.parsed import text_of

if TYPE_CHECKING:
    from sarez.reading.parties import Cast

_PLAIN = re.compile(
    r"\b(?P<cue>agreed|pledged|promised|undertook|vowed|decided|committed (?:itself|themselves))\s(?:to|that)\s(?P<deed>[a-z][^.;:!?\n]{8,160})"
)
_DENIED = re.compile(r"\b(?:not|never|no|if|refused|until|unless)\b")


def plain_undertakings(cast: Cast) -> Iterator[tuple[int, int, str, tuple[str, ...]]]:
    """Start and end of each undertaking in the passage's text, its cue and who is named before it."""
    text = text_of(cast.doc)
    for found in _PLAIN.finditer(text):
        opens = max(text.rfind(". ", 0, found.start()) + 1, text.rfind("\n", 0, found.start()) + 1, 0)
        if _DENIED.search(text[opens : found.start()]):
            continue
        codes: dict[str, None] = {}
        for i, mention in cast.owner.items():
            if opens <= cast.doc[i].idx < found.start():
                codes.update(dict.fromkeys(cast.lists.get(mention.start, mention.codes)))
        yield (
            found.start("deed"),
            found.end("deed"),
            found["cue"].split()[0],
            tuple(codes) or cast.discourse.pair,
        )

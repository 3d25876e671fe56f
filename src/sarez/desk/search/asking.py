"""What a person asks for: words, phrases in quotes, words to leave out. Data in, data out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from urllib.parse import urlencode

from sarez.reading.stems import stems

LONGEST = 300
MOST_WORDS = 12
_PARTS = re.compile(r'(?P<minus>(?<!\w)[-−])?(?:["“«](?P<phrase>[^"”»]*)["”»]?|(?P<word>[^\s"“”«»]+))')


@dataclass(frozen=True, slots=True)
class Question:
    """A question taken apart: stems that must stand, runs of stems that must stand together, and what must not stand."""

    wanted: tuple[str, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    unwanted: tuple[tuple[str, ...], ...] = ()

    @property
    def is_answerable(self) -> bool:
        """Whether anything is asked for; leaving out alone finds nothing."""
        return bool(self.wanted or self.phrases)


def parse(text: str) -> Question:
    """Take a question apart. A word written with a hyphen is a phrase of its parts."""
    wanted: dict[str, None] = {}
    phrases: dict[tuple[str, ...], None] = {}
    unwanted: dict[tuple[str, ...], None] = {}
    for part in list(_PARTS.finditer(text[:LONGEST]))[:MOST_WORDS]:
        run = tuple(stems(part["phrase"] if part["phrase"] is not None else part["word"]))
        if not run:
            continue
        if part["minus"]:
            unwanted[run] = None
        elif len(run) > 1:
            phrases[run] = None
        else:
            wanted[run[0]] = None
    return Question(tuple(wanted), tuple(phrases), tuple(unwanted))


@dataclass(frozen=True, slots=True)
class Asked:
    """A search as the address says it."""

    q: str = ""
    kind: str = ""
    since: str = ""
    until: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Asked:
        """The search of an address; a kind or date that is none asks nothing."""
        given = {f.name: query.get(f.name, "").replace("\x00", " ").strip()[:LONGEST] for f in fields(cls)}
        kind = given["kind"] if given["kind"] in KINDS else ""
        return replace(cls(**given), kind=kind, since=_day(given["since"]), until=_day(given["until"]))

    def address(self, **changed: str) -> str:
        """The search, changed, as it stands in an address."""
        every = {f.name: getattr(self, f.name) for f in fields(self)} | changed
        return urlencode({name: value for name, value in every.items() if value})


KINDS = ("person", "event", "engagement", "commitment", "report")


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return ""

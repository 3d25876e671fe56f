"""Which lines of a page are not its story: the word lists of boilerplate.yaml, ready to ask."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

ROLES = ("teaser", "caption", "menu", "byline", "metadata")
LEADING_MARKS = re.compile(r"[\s»›>*\[(#•·–—|←→▶■\-]*")
LABEL_END = r"(?=\s*(?:[:|»›>/©…\]#]|[(\[]\s?\d|[–—]\s|[\d\s/,.:]*\W*$))"


@dataclass(frozen=True, slots=True)
class RolePatterns:
    """How the lines of one role begin (`always`, `label`), and what stands anywhere in them (`within`)."""

    role: str
    always: re.Pattern[str]
    label: re.Pattern[str]
    opens: re.Pattern[str]
    within: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Boilerplate:
    """The lists of boilerplate.yaml as patterns."""

    roles: tuple[RolePatterns, ...]
    masthead: re.Pattern[str]
    beside_dates: frozenset[str]

    def role_of(self, line: str, *, is_prose: bool) -> str | None:
        """The role that the words of a line give it, or None where they give none."""
        bare = line[LEADING_MARKS.match(line).end() :]  # type: ignore[union-attr]
        is_short = len(line.split()) <= 25
        for patterns in self.roles:
            if patterns.always.match(bare) or patterns.label.match(bare):
                return patterns.role
            if is_short and patterns.within.search(line):
                return patterns.role
        if is_prose:
            return None
        return next((p.role for p in self.roles if p.opens.match(bare)), None)


@lru_cache(maxsize=1)
def boilerplate() -> Boilerplate:
    """The lists, read once."""
    import yaml

    data = yaml.safe_load(resources.files(__package__).joinpath("boilerplate.yaml").read_text("utf-8"))
    roles = tuple(
        RolePatterns(
            role,
            _any(data[role].get("always", ()), r"\b"),
            _any(data[role].get("label", ()), LABEL_END),
            _any(data[role].get("label", ()), r"\b"),
            _any(data[role].get("within", ()), "", start=""),
        )
        for role in ROLES
    )
    return Boilerplate(roles, _any(data["masthead"], r"\b", start=r"\b"), frozenset(data["beside_dates"]))


def _any(phrases: Iterable[str], end: str, *, start: str = "") -> re.Pattern[str]:
    """A pattern for any of the phrases, longest first; with none, one that never matches."""
    listed = sorted((re.escape(p).replace(r"\ ", r"\s+") for p in phrases), key=len, reverse=True)
    return re.compile(rf"{start}(?:{'|'.join(listed)}){end}" if listed else r"(?!)", re.IGNORECASE)

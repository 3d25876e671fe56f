"""The fields of one entry of a YAML file, read one by one; what is wrong with them is kept with its line and a remedy."""

from __future__ import annotations

import math
import re
from collections.abc import Collection
from typing import Any

from sarez.errors import Problem
from sarez.watch.rules.lines import Located, Place

_DAYS = re.compile(r"(\d{1,4}) (day|week)s?")
MOST = 1_000_000.0
_SLUG = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")


class Fields:
    """The mapping at a place of a document. A field that is wrong yields something harmless, and a problem."""

    def __init__(
        self,
        source: str,
        found: Located,
        place: Place,
        value: dict[str, Any],
        problems: list[Problem] | None = None,
    ) -> None:
        self.source, self.found, self.place = source, found, place
        self.value = value
        self.problems: list[Problem] = [] if problems is None else problems

    def blame(self, place: Place, message: str, remedy: str) -> None:
        """Keep a problem with the entry at `place` under this one."""
        line = self.found.line(*self.place, *place)
        self.problems.append(Problem(self.source, f"line {line}", message, remedy))

    def line(self) -> int:
        """The line where this entry begins."""
        return self.found.line(*self.place)

    def under(self, *keys: str) -> Fields:
        """The mapping under these keys; empty, and a problem, where there is none."""
        value: Any = self.value
        for key in keys:
            value = _textual(value).get(key) if isinstance(value, dict) else None
        inner = Fields(self.source, self.found, (*self.place, *keys), {}, self.problems)
        if not isinstance(value, dict) or not value:
            inner.blame((), f"{keys[-1]!r} holds nothing.", "Write `key: value` lines, indented under it.")
        else:
            inner.value = _textual(value)
        return inner

    def only(self, allowed: Collection[str]) -> None:
        """A problem for each key that is not known here."""
        for key in self.value:
            if str(key) not in allowed:
                self.blame((str(key),), f"{key!r} is not known here.", f"Use {', '.join(allowed)}.")

    def text(self, key: str) -> str:
        """A text that is not empty."""
        told = self.value.get(key)
        if isinstance(told, str) and told.strip():
            return told.strip()
        self.blame((key,), f"A text is wanted for {key!r}.", "Write a word or a sentence after the colon.")
        return ""

    def words(self, key: str) -> tuple[str, ...]:
        """One or more words: a list, or words with commas between them."""
        told = self.value.get(key)
        parts = told.split(",") if isinstance(told, str) else told
        if isinstance(parts, list) and parts and all(isinstance(p, str) and p.strip() for p in parts):
            return tuple(part.strip() for part in parts)
        self.blame((key,), f"Names are wanted for {key!r}.", "Write one, two, three.")
        return ()

    def name(self, key: str, known: Collection[str] | None) -> str:
        """A name that must be among those known; any where `known` is None."""
        told = self.text(key)
        if told and known is not None and told not in known:
            self.blame((key,), f"There is no {key} {told!r}.", _nearest(told, known))
        return told

    def one_of(self, key: str, allowed: Collection[str], *, default: str = "") -> str:
        """One of the words allowed."""
        told = self.value.get(key, default or None)
        if isinstance(told, str) and told in allowed:
            return told
        said = "is missing" if told is None else f"cannot be {told!r}"
        self.blame((key,), f"{key!r} {said}.", f"Use one of: {', '.join(allowed)}.")
        return ""

    def number(
        self, key: str, least: float, most: float, *, default: float | None = None, whole: bool = False
    ) -> float:
        """A number between two bounds."""
        told = self.value.get(key)
        if told is None and default is not None:
            return default
        if isinstance(told, int if whole else int | float) and not isinstance(told, bool):
            value = float(told)
            if math.isfinite(value) and least <= value <= most:
                return value
        said = "is missing" if told is None else f"cannot be {told!r}"
        kind = "a whole number" if whole else "a number"
        bounds = f" from {least:g} to {most:g}" if most < MOST else ""
        self.blame((key,), f"{key!r} {said}.", f"Write {kind}{bounds}.")
        return default if default is not None else max(least, 0.0)

    def days(self, key: str, *, default: int | None = None) -> int:
        """A length of time in days: `10 days`, `4 weeks`."""
        told = self.value.get(key)
        if told is None and default is not None:
            return default
        if isinstance(told, str) and (found := _DAYS.fullmatch(" ".join(told.split()))) and int(found[1]):
            return int(found[1]) * (7 if found[2] == "week" else 1)
        said = "is missing" if told is None else f"cannot be {told!r}"
        self.blame((key,), f"{key!r} {said}.", "Write a length of time: 10 days, 4 weeks.")
        return 1

    def truth(self, key: str, *, default: bool) -> bool:
        """Yes or no."""
        told = self.value.get(key, default)
        if not isinstance(told, bool):
            self.blame((key,), f"{key!r} cannot be {told!r}.", "Write true or false.")
            return default
        return told


def is_slug(name: str) -> bool:
    """Whether a name can stand in an address."""
    return bool(_SLUG.fullmatch(name))


def _textual(value: dict[Any, Any]) -> dict[str, Any]:
    return {str(key): under for key, under in value.items()}


def _nearest(told: str, known: Collection[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(told, known, n=3, cutoff=0.6)
    return f"Is it {' or '.join(near)}?" if near else f"Use one of: {', '.join(sorted(known))}."

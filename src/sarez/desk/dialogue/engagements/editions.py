"""Whether a title reads like an edition of a series: its words, its number, and whether it is an extraordinary one.

Proposed only where the words are the same: a forum of a like name is another forum. A person decides.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import gettext as _

from sarez.desk.dialogue.engagements.numbering import numbered
from sarez.reading.likeness import fold

_WORD = re.compile(r"[^\W_]+\.?")
_SHORT_FORM = re.compile(r"\(([^()]*)\)")
_SUBTITLE = re.compile(r"\s+[–—-]\s+|:\s|;\s|\s\|\s")
_YEAR = re.compile(r"(?:19|20)\d\d")


def _folded(words: str) -> frozenset[str]:
    return frozenset(fold(word) for word in words.split())


_EXTRAORDINARY = _folded("emergency extraordinary unscheduled внеочередная внеочередное внеочередной")
_SPECIAL = _folded("special urgent чрезвычайная чрезвычайное чрезвычайный")
_SITTINGS = _folded("edition event gathering meeting round session sitting заседание сессия раунд встреча")
_EMPTY = _folded(
    "a an and annual at biannual biennial by for from held in its next of on ordinary planned regional regular s the their to "
    "upcoming with yearly в во для и из на о об по с ежегодная ежегодное ежегодный очередная очередное очередной"
)
_FEWEST = 2
"""Words that a name must have to be told from others by them; a short form alone is told by its letters."""


@dataclass(frozen=True, slots=True)
class Edition:
    """What a title says of an edition: the words of its series, folded; its number, None where none is told."""

    words: tuple[str, ...]
    number: int | None = None
    is_extraordinary: bool = False


@dataclass(frozen=True, slots=True)
class Likeness:
    """Whether a title is of a series, and why, in the language of the page."""

    is_of: bool
    why: str = ""
    is_near: bool = False


@lru_cache(maxsize=10_000)
def edition_in(title: str) -> Edition:
    """What a title says: “V Central Asian Expert Forum” → (central, asia, expert, forum), 5, ordinary."""
    head = _SUBTITLE.split(_SHORT_FORM.sub(" ", title).strip() or title)[0]
    told = [word.rstrip(".") if len(word) > 2 else word for word in _WORD.findall(_apart(head))]
    told = [word for word in told if not _YEAR.fullmatch(word)]
    number, places = numbered(told)
    rest = [fold(word) for at, word in enumerate(told) if at not in places]
    is_special = any(a in _SPECIAL and b in _SITTINGS for a, b in itertools.pairwise(rest))
    is_extraordinary = is_special or any(word in _EXTRAORDINARY for word in rest)
    left = [word for word in rest if word not in _EXTRAORDINARY and not (is_special and word in _SPECIAL)]
    return Edition(_content(left), None if is_extraordinary else number, is_extraordinary)


def likeness(series: str, title: str, places: Iterable[str] = ()) -> Likeness:
    """Whether a title is that of an edition of a series; where it was held may stand in it beside.

    A name that shares most of its words is near: it is shown apart, never proposed.
    """
    edition = edition_in(title)
    told = _without(edition.words, names_of(series), places)
    for name in names_of(series):
        if told == name:
            return Likeness(True, _("the same name") if len(name) > 1 else _("the short form of its name"))
        if len(name) > _FEWEST and sorted(told) == sorted(name):
            return Likeness(True, _("the same words in another order"))
    full = max(names_of(series), key=len, default=())
    if full and told and told == ("".join(word[0] for word in full),):
        return Likeness(True, _("the initials of its name"))
    shared = len(set(told) & set(full))
    is_near = len(full) >= _FEWEST and shared >= _FEWEST and shared >= len(set(full)) * 0.6
    return Likeness(False, _("a like name: its words differ") if is_near else "", is_near)


def told_in(text: str, series: str) -> Edition | None:
    """What a text says of an edition where it names the series: “the seventh Central Asian Expert Forum”.

    None where it does not name it, or says one thing here and another there.
    """
    words = [word.rstrip(".") for word in _WORD.findall(_apart(_SHORT_FORM.sub(" ", text)))]
    content = [(at, _root(fold(word))) for at, word in enumerate(words) if fold(word) not in _EMPTY]
    found = set()
    for name in names_of(series):
        for start in range(len(content) - len(name) + 1):
            run = content[start : start + len(name)]
            if tuple(root for _at, root in run) == name:
                found.add(_said(words, run[0][0], run[-1][0], name))
    return found.pop() if len(found) == 1 else None


def _said(words: Sequence[str], first: int, last: int, name: tuple[str, ...]) -> Edition:
    """The number that stands close before a name or behind it, and whether “extraordinary” does."""
    before = words[max(0, first - 3) : first]
    is_extraordinary = any(fold(word) in _EXTRAORDINARY for word in before)
    number = numbered([*before[-2:], "."])[0] or numbered([".", *words[last + 1 : last + 2], "."])[0]
    return Edition(name, None if is_extraordinary else number, is_extraordinary)


@lru_cache(maxsize=2000)
def names_of(series: str) -> tuple[tuple[str, ...], ...]:
    """The names of a series: its title, and the short form that stands in brackets behind it."""
    full = edition_in(_SHORT_FORM.sub(" ", series)).words
    short = tuple(edition_in(told).words for told in _SHORT_FORM.findall(series))
    return tuple(dict.fromkeys(name for name in (full, *short) if name))


def searches(series: str) -> list[list[tuple[str, ...]]]:
    """What to look for to find its editions: for each name its words, each in the forms that a title may have it."""
    plain = _SHORT_FORM.sub(" ", series)
    own = {word for name in names_of(plain) for word in name}
    full = [word for word in _WORD.findall(_apart(plain)) if _root(fold(word)) in own]
    short = [told.split()[0] for told in _SHORT_FORM.findall(series) if told.strip()]
    initials = ["".join(word[0] for word in full)] if len(full) > _FEWEST else []
    beside = dict.fromkeys(name.casefold() for name in (*short, *initials))
    names = [[_forms(word.casefold()) for word in full], *([(name,)] for name in beside)]
    return [name for name in names if name]


def _forms(word: str) -> tuple[str, ...]:
    """Asian finds Asia, and Asia Asian."""
    forms = (word, _root(fold(word)), f"{word}n" if word.endswith("ia") else word)
    return tuple(dict.fromkeys(forms))


def _without(
    words: Sequence[str], names: Sequence[tuple[str, ...]], places: Iterable[str]
) -> tuple[str, ...]:
    """The words without the place that stands behind the name, unless the name itself has it."""
    own = {word for name in names for word in name}
    beside = {_root(word) for place in places for word in fold(place).split()} - own
    return tuple(word for word in words if word not in beside)


def _content(words: Sequence[str]) -> tuple[str, ...]:
    """The words that name a series; “meeting” or “session” only where nothing else would be left."""
    kept = [word for word in words if word not in _EMPTY]
    named = [_root(word) for word in kept if word not in _SITTINGS]
    return tuple(named) if named else tuple(_root(word) for word in kept)


def _root(word: str) -> str:
    """A word without what differs from one spelling of a name to the next: plural, possessive, Asian for Asia."""
    if len(word) > 4 and word.endswith("ian"):
        return word[:-1]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def _apart(text: str) -> str:
    """A short form and its number as two words (CAEF-5, CAEF-V), 5-й as one; no possessives."""
    text = re.sub(r"[’']s\b", "", re.sub(r"\b(\d{1,2})-([йяе]|го)\b", r"\1\2", text))
    return re.sub(r"\b([A-ZА-Я]{2,})[-–](\d{1,2}|[IVX]+)\b", r"\1 \2", text)

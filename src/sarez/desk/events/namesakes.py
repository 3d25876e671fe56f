"""Whether two names, with their offices, are one person's: what agrees, and in words why.

A full name carries most, in whatever letters or spelling. Initials and a surname, or a near spelling, need the office to agree; a surname
alone the office and the state, or that the region's list of holders knows only one such person in that office. Persons
whose given names differ are kept apart, however alike their offices.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Any

from sarez.reading.likeness import content_words, fold, overlap
from sarez.region.names import key
from sarez.region.region import load_region
from sarez.region.spelling import last_sound, sound

Values = Mapping[str, Any]
Finding = tuple[float, tuple[str, ...]]
WHOLE, RESPELT, NEARLY, INITIAL, SURNAME, OTHER = "whole respelt nearly initial surname other".split()
_PATRONYMIC = re.compile(
    r"(?:vich|vna|ovych|ivna|uly|ulu|kyzy|kizi|qizi|ogli|oglu|ugli|вич|вна|улы|уулу|кызы|оглы)\Z"
)
_CYRILLIC = re.compile(r"[\u0400-\u052f]")
NEAR = 0.84
ELSEWHERE = "offices at different bodies"


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name taken apart: given names, patronymic, surname, each as it is written but folded."""

    text: str
    given: tuple[str, ...]
    patronymic: str
    surname: str

    @property
    def is_initials(self) -> bool:
        """Whether only initials stand before the surname."""
        return bool(self.given) and all(len(word) <= 2 for word in self.given)


@lru_cache(maxsize=16384)
def taken_apart(text: str) -> Name:
    """The parts of a name: the last word is the surname, unless that is a patronymic."""
    words = list(key(text))
    patronymic = next((w for w in words[1:] if _PATRONYMIC.search(w)), "")
    if patronymic and len(words) > 2:
        words.remove(patronymic)
    else:
        patronymic = ""
    return Name(text, tuple(words[:-1]), patronymic, words[-1] if words else "")


def likeness(a: Values, b: Values) -> Finding:
    """How likely two records of persons are of one person, from 0 to 1, and why."""
    how, why = _best(_names(a), _names(b))
    if how == OTHER:
        return 0.3 if why == "the given names differ" else 0.0, (why,)
    if a.get("country") and b.get("country") and a["country"] != b["country"]:
        return 0.6, (why, "different states")
    office, why_office = offices_agree(a, b)
    reasons = (why, why_office)
    if how == WHOLE:
        return 1.0, reasons
    if how == RESPELT:
        return 0.95 if office is not False else 0.9, reasons
    holder = _same_holder(a, b)
    if holder and why_office != ELSEWHERE:
        return 0.93, (why, holder)
    if how in (NEARLY, INITIAL):
        return (0.92 if office else 0.8 if office is None else 0.6), reasons
    same_state = bool(a.get("country")) and a.get("country") == b.get("country")
    if office and (same_state or _body(a) & _body(b)):
        return 0.9, (*reasons, "the same state" if same_state else "the same body")
    return (0.75 if office or (same_state and office is None) else 0.5), reasons


def _names(values: Values) -> list[Name]:
    """The names of a person that tell most: full ones if there are any, else those with initials, else surnames."""
    every = [taken_apart(n) for n in dict.fromkeys((values["name"], *(values.get("aliases") or ()))) if n]
    full = [n for n in every if n.given and not n.is_initials]
    return full or [n for n in every if n.given] or every


def _best(ours: Iterable[Name], theirs: Iterable[Name]) -> tuple[str, str]:
    order = (WHOLE, RESPELT, NEARLY, INITIAL, SURNAME, OTHER)
    found = [compare(x, y) for x in ours for y in theirs]
    return min(found, key=lambda f: (order.index(f[0]), f[1]), default=(OTHER, "no name"))


@lru_cache(maxsize=16384)
def compare(one: Name, two: Name) -> tuple[str, str]:
    """In what two names agree, and in words."""
    if fold(one.text) == fold(two.text) and one.given and not one.is_initials:
        return WHOLE, "the same full name"
    how, why = _compare(one, two)
    known = _known_as(one.text, two.text) if how in (NEARLY, OTHER) else ""
    return (RESPELT, f"both are known spellings of {known}") if known else (how, why)


def _compare(one: Name, two: Name) -> tuple[str, str]:
    if not _is_same_sound(one.surname, two.surname):
        return OTHER, "the surnames differ"
    if not one.given or not two.given:
        return SURNAME, "a surname alone"
    if one.patronymic and two.patronymic and not _is_same_sound(one.patronymic, two.patronymic):
        return OTHER, "the patronymics differ"
    if one.is_initials or two.is_initials:
        agree = all(_begins(x, y) for x, y in zip(one.given, two.given, strict=False))
        words = " ".join(one.given if one.is_initials else two.given).title()
        return (INITIAL, f"the initial {words} and the surname") if agree else (OTHER, "the initials differ")
    if not _is_same_sound("".join(one.given), "".join(two.given)):
        shorter, longer = sorted((one.given, two.given), key=len)
        if len(shorter) == len(longer) or any(
            not _is_same_sound(x, y) for x, y in zip(shorter, longer, strict=False)
        ):
            return OTHER, "the given names differ"
    if sound(one.surname) != sound(two.surname) or not _is_same_given(one.given, two.given):
        return NEARLY, "names spelt nearly alike"
    return RESPELT, _of_spelling(one, two)


def _is_same_given(one: tuple[str, ...], two: tuple[str, ...]) -> bool:
    """Whether given names sound the same; the second of two may be missing."""
    is_whole = sound("".join(one)) == sound("".join(two))
    return is_whole or (
        len(one) != len(two) and all(sound(x) == sound(y) for x, y in zip(one, two, strict=False))
    )


def _of_spelling(one: Name, two: Name) -> str:
    if bool(_CYRILLIC.search(one.text)) != bool(_CYRILLIC.search(two.text)):
        return "the same name in Cyrillic and Latin letters"
    if bool(one.patronymic) != bool(two.patronymic):
        return "the same name, once with a patronymic"
    return "the same name, spelt otherwise"


def _is_same_sound(one: str, two: str) -> bool:
    x, y = sound(one), sound(two)
    return x == y or (min(len(x), len(y)) > 4 and x[0] == y[0] and SequenceMatcher(None, x, y).ratio() > NEAR)


def _begins(one: str, two: str) -> bool:
    """Whether one of two given names is the other, or its initial: `Ye` of Yerkin, `Zh` of Жанторо."""
    short, long = sorted((one, two), key=len)
    if len(short) > 2:
        return _is_same_sound(one, two)
    # An initial sounds as before a vowel: `Zh` and `J` as in `Zha`, not as the `j` that ends a word.
    opening = sound(short + "a")[:-1] or sound(short)
    return long.startswith(short) or sound(long).startswith(opening)


def offices_agree(a: Values, b: Values) -> tuple[bool | None, str]:
    """Whether two persons are told to hold the same office; None where one office is not told."""
    if not a.get("position") or not b.get("position"):
        return None, "an office is not told"
    if _offices(a) & _offices(b):
        return True, "the same office"
    bodies = _body(a), _body(b)
    if bodies[0] and bodies[1] and not bodies[0] & bodies[1]:
        return False, ELSEWHERE
    words, others = content_words(a["position"]), content_words(b["position"])
    if words and others and (overlap(words, others) >= 0.5 or words <= others or others <= words):
        by_acronym = bodies[0] and fold(a.get("organization")) != fold(b.get("organization"))
        return True, "the same office" + (", the body once by its acronym" if by_acronym else "")
    return False, "the offices differ"


def _offices(values: Values) -> frozenset[str]:
    return _office_ids(
        str(values["position"]), str(values.get("organization") or ""), str(values.get("country") or "")
    )


@lru_cache(maxsize=8192)
def _office_ids(position: str, body: str, country: str) -> frozenset[str]:
    """The offices of the region that a title at a body means."""
    offices = load_region().offices
    if body and (found := offices.offices_of(f"{position} of {body}")):
        return frozenset(found)
    return frozenset(offices.offices_of(position, state=country or None))


def _body(values: Values) -> frozenset[str]:
    return _body_codes(str(values.get("organization") or ""))


@lru_cache(maxsize=8192)
def _body_codes(name: str) -> frozenset[str]:
    """What a body is known by: its code where the region knows it, else its folded name and its initials."""
    if not name:
        return frozenset()
    codes = frozenset(a.code for a in load_region().actors.lookup(name) if a.code)
    initials = "".join(w[0] for w in key(name) if w not in ("of", "the", "for", "and", "in"))
    return codes or frozenset(filter(None, (fold(name), initials if len(initials) > 2 else "")))


@lru_cache(maxsize=16384)
def holders_called(name: str, country: str = "") -> frozenset[str]:
    """The persons in the region's offices who are called so; of a state, if one is given."""
    held = load_region().offices.persons(name)
    return frozenset(h.person for h in held if not country or h.code == country)


def _known_as(one: str, two: str) -> str:
    """The one holder of an office whom two full names are both known to mean, else nothing."""
    if any(not n.given or n.is_initials for n in (taken_apart(one), taken_apart(two))):
        return ""
    people = holders_called(one)
    return next(iter(people)) if len(people) == 1 and people == holders_called(two) else ""


def _same_holder(a: Values, b: Values) -> str:
    """The words that say so, where both can only be one holder of an office that the region knows."""
    people = _holders(a)
    if len(people) != 1 or people != _holders(b):
        return ""
    return f"in that office the region knows only {next(iter(people))}"


def _holders(values: Values) -> frozenset[str]:
    """Who a person can be of those who held the told office; by the full name alone, whoever is called so."""
    name = taken_apart(values["name"])
    country = str(values.get("country") or "")
    people = holders_called(values["name"], country)
    if name.given and not name.is_initials:
        return people
    if not values.get("position"):
        return frozenset()
    offices = _offices(values)
    held = load_region().offices
    return frozenset(p for p in people if any(h.person == p for o in offices for h in held.holders(o)))


def surnames(names: Iterable[str]) -> set[str]:
    """How the surnames of a person sound, with those of the holder of an office whom a full name is known to mean."""
    found: set[str] = set()
    for name in names:
        people = holders_called(name) if len(key(name)) > 1 else frozenset()
        found |= {last_sound(name)} | ({last_sound(p) for p in people} if len(people) == 1 else set())
    return {surname[:60] for surname in found if surname}

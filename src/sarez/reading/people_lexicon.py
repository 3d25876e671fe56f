"""The words by which people and their offices are known, read once from lexicon/titles.yaml and given_names.txt."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

import yaml

from sarez.reading.names import sound
from sarez.region.names import fold


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Office nouns by what their holders act for (`state`, `body`, `private`), and the word lists around them."""

    offices: dict[str, str]
    office_openings: frozenset[str]
    longest: int
    honorific: frozenset[str]
    rank: frozenset[str]
    modifier: frozenset[str]
    body_word: frozenset[str]
    thing_word: frozenset[str]
    function: frozenset[str]
    word: frozenset[str]
    speech: frozenset[str]
    appointing: frozenset[str]
    copula: frozenset[str]
    leading: dict[str, str]
    particle: frozenset[str]
    place_preposition: frozenset[str]
    public: frozenset[str]
    secretary_general: frozenset[str]
    suffix: frozenset[str]
    surname_word: frozenset[str]
    given: frozenset[str]
    given_sounds: frozenset[str]

    def is_given(self, word: str) -> bool:
        """Whether a word is, or sounds like, a common given name."""
        return fold(word) in self.given or (len(word) > 3 and sound(word) in self.given_sounds)


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The lexicon that comes with the package."""
    folder = resources.files("sarez.reading").joinpath("lexicon")
    raw = yaml.safe_load(folder.joinpath("titles.yaml").read_text(encoding="utf-8"))
    lists = {k: frozenset(w.strip() for w in str(v).split("|") if w.strip()) for k, v in raw.items()}
    offices = {word: kind for kind in ("private", "body", "state") for word in lists[kind]}
    lines = folder.joinpath("given_names.txt").read_text(encoding="utf-8").splitlines()
    names = [w for line in lines if not line.startswith("#") for w in line.split()]
    plain = "honorific rank modifier body_word thing_word function word speech appointing copula particle place_preposition public secretary_general suffix surname_word"
    return Lexicon(
        offices=offices,
        office_openings=frozenset(w.split()[0] for w in offices),
        longest=max(len(w.split()) for w in offices),
        leading=dict(_halves(pair) for pair in lists["leading"]),
        given=frozenset(fold(w) for w in names),
        given_sounds=frozenset(sound(w) for w in names if len(w) > 3),
        **{key: lists[key] for key in plain.split()},
    )


def _halves(pair: str) -> tuple[str, str]:
    verb, noun = pair.split("/")
    return verb, noun


_LEARNED = re.compile(
    r"[a-z](?:ologist|ographer|onomist|ometrist|iatrist)s?\Z"
)  # zoologists, ethnographers, agronomists
_PLURALS = (
    (re.compile(r"men\Z"), "man"),
    (re.compile(r"women\Z"), "woman"),
    (re.compile(r"people\Z"), "person"),
    (re.compile(r"ies\Z"), "y"),
    (re.compile(r"(?<=s)es\Z"), ""),
    (re.compile(r"(?<=[^s])s\Z"), ""),
)


def singular(phrase: str) -> str:
    """An office in the singular: `Deputy Ministers` → `Deputy Minister`, `heads of state` → `head of state`."""
    head, of, rest = phrase.partition(" of ")
    for pattern, ending in _PLURALS:
        if pattern.search(head):
            return pattern.sub(ending, head) + of + rest
    return phrase


@lru_cache(maxsize=16384)
def begins_office(word: str) -> bool:
    word = word.removeprefix("ex-")
    openings = lexicon().office_openings
    return word in openings or singular(word) in openings or _LEARNED.search(word) is not None


@lru_cache(maxsize=8192)
def office(phrase: str) -> tuple[str, str, bool] | None:
    """The office a phrase names: its singular, its kind, and whether the phrase is plural; None for no office."""
    kinds = lexicon().offices
    if phrase in kinds:
        return phrase, kinds[phrase], False
    one = singular(phrase)
    if one in kinds:
        return one, kinds[one], True
    if _LEARNED.search(one) and " " not in one:
        return one, "private", one != phrase
    return office(phrase[3:]) if phrase.startswith("ex-") else None

"""Who acts: states, their bodies, international bodies, groups, and the words by which a text names them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from sarez.region.datafiles import CENTRAL_ASIA, WORLD
from sarez.region.names import Match, NameIndex, Remembered
from sarez.region.phrases import PhraseIndex

KINDS = (
    "state",  # a state by its name: Kyrgyzstan, the Kyrgyz Republic
    "adjective",  # Kyrgyz, Kazakhstani
    "demonym",  # Kazakhs, Poles
    "capital",  # Bishkek: the place or the government, as the context tells
    "metonym",  # Kremlin, Ak Orda
    "agency",  # a body of a state; without a code, the context tells the state
    "noun",  # the same by a common noun: border guards, government
    "body",  # an international body, an institute, a foundation
    "group",  # an armed group or a movement
    "collective",  # several states at once
    "near_miss",  # a body of its own, often taken for another
)
_OF = re.compile(r"\s+(?:of|from)\s+(?:the\s+)?\Z")
_POSSESSIVE = re.compile(r"(?:['’]s?)?[ \t\u00a0]*\n?[ \t]*\Z")
# Acronyms that are also common words of English, and so mean nothing in a headline set in capitals.
_HEADLINE_WORDS = frozenset({"IS", "WHO", "CARE", "AIDS", "RAW", "TI", "MIT"})


@dataclass(frozen=True, slots=True)
class Actor:
    """Who a name stands for.

    `code` is what a reading records (ISO 3166 alpha-3, an acronym, a usual name), `None` where the context must
    tell; `state` the state it belongs to; `codes` the members of a collective, or the candidates where `code` is
    `None`. `since` and `until` (ISO dates, maybe a month or a year) bound a name that was not always in use.
    """

    code: str | None
    kind: str
    name: str
    state: str | None = None
    codes: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True)
class Membership:
    """A state in a body, from and until dates as precise as the data gives them."""

    state: str
    since: str | None = None
    until: str | None = None

    def covers(self, on: str | None) -> bool:
        """Whether it held on that date; the precision of the shorter of two dates decides. No date: whether it lasts."""
        if on is None:
            return self.until is None
        after = self.since is None or on[: len(self.since)] >= self.since[: len(on)]
        return after and (self.until is None or on[: len(self.until)] < self.until[: len(on)])


class Actors:
    """The actors a region knows, found in a text or looked up by name."""

    __slots__ = ("_bodies", "_capitals", "_fields", "_members", "_names", "_phrases", "_search", "_states")

    def __init__(self) -> None:
        self._names: NameIndex[Actor] = NameIndex()
        self._phrases: PhraseIndex[Actor] = PhraseIndex()
        self._fields: frozenset[str] = frozenset()
        self._states: dict[str, str] = {}
        self._bodies: dict[str, str] = {}
        self._members: dict[str, tuple[Membership, ...]] = {}
        self._capitals: dict[str, list[Actor]] = {}
        self._search = Remembered(self._found)

    @classmethod
    def load(cls, folder: Path = CENTRAL_ASIA, *, world: Path = WORLD) -> Actors:
        """The actors of a region's folder, and those of the world. Raises `DataError` for a file it cannot use."""
        from sarez.region.actor_files import fill

        actors = cls()
        fill(actors, dict.fromkeys((world, folder)))
        return actors

    def add(self, names: Iterable[str], actor: Actor) -> None:
        """Let each of `names` stand for `actor`, as well as for what it stood for before."""
        for name in names:
            self._names.add(name, actor)
        self._search.forget()
        if actor.kind == "capital" and actor.state:
            self._capitals.setdefault(actor.state, []).append(actor)

    def add_phrase(self, phrase: str, actor: Actor) -> None:
        """Let a phrase written with choices (`border guard/guards`) stand for `actor`, whatever its case."""
        self._phrases.add(phrase, actor)
        self._search.forget()

    def add_fields(self, words: Iterable[str]) -> None:
        """Know the words that the fields of ministries are made of, in lower case."""
        self._fields |= frozenset(words)
        self._search.forget()

    def add_state(self, iso3: str, name: str) -> None:
        """Know a state by its code and its usual name."""
        self._states[iso3] = name
        self._search.forget()

    def add_body(self, code: str, name: str, members: tuple[Membership, ...] = ()) -> None:
        """Know a body or a group by its code and full name, and its members."""
        self._bodies[code] = name
        if members:
            self._members[code] = members

    @property
    def states(self) -> dict[str, str]:
        """Every state: its ISO 3166 alpha-3 code and usual name."""
        return dict(self._states)

    @property
    def bodies(self) -> dict[str, str]:
        """Every body and group: its code and full name."""
        return dict(self._bodies)

    def is_known(self, code: str) -> bool:
        """Whether a code is that of a state, a body or a group."""
        return code in self._states or code in self._bodies

    def name_of(self, code: str) -> str | None:
        """The usual name of a state, the full name of a body."""
        return self._states.get(code) or self._bodies.get(code)

    def lookup(self, name: str) -> tuple[Actor, ...]:
        """What a name may stand for, whatever its case; also a state's agency in words, as in `find`."""
        found = self._names.get(name)
        if found:
            return found
        noun = self._phrases.get(name)
        if noun is not None:
            return (noun,)
        whole = [m for m in self.find(name.strip()) if (m.start, m.end) == (0, len(name.strip()))]
        return whole[0].values if whole else ()

    def state_of(self, word: str) -> str | None:
        """The state that a name, adjective, demonym, capital or metonym stands for, if it is only one."""
        states = {a.state for a in self._names.get(word) if is_of_state(a)}
        return states.pop() if len(states) == 1 else None

    def capital(self, iso3: str, on: str | None = None) -> str | None:
        """The name of a state's capital on a date (ISO), by default the latest."""
        known = [a for a in self._capitals.get(iso3, ()) if Membership(iso3, a.since, a.until).covers(on)]
        return known[0].name if known else None

    def members(self, code: str, on: str | None = None) -> tuple[str, ...]:
        """The states that make up a body on a date (ISO), by default those that still do; empty if not known."""
        return tuple(m.state for m in self._members.get(code, ()) if m.covers(on))

    def names(self) -> Iterator[tuple[str, bool, tuple[Actor, ...]]]:
        """Every name known, in folded words, whether it must be met in capitals, and whom it may stand for."""
        return self._names.names()

    def spelled(self, name: str) -> str:
        """A known name as it is written: `cis` is CIS, `kok tobe` Kök-Töbe."""
        return self._names.spelled(name)

    def find(self, text: str) -> list[Match[Actor]]:
        """The actors named in `text`, in order, none overlapping, the longest name at each place.

        A body of a state is joined with the state named beside it: "Kyrgyz Border Service" and "Ministry of
        Health of Uzbekistan" are one match each, with the state as code.
        """
        return self._search(text)

    def _found(self, text: str) -> tuple[Match[Actor], ...]:
        from sarez.region.ministries import find_ministries

        named = [m for m in self._names.find(text) if not _is_headline_word(text, m)]
        nouns = [
            Match(p.start, p.end, (p.value if p.is_proper else _as_noun(p.value),))
            for p in self._phrases.find(text)
        ]
        matches = _longest(named + nouns + list(find_ministries(text, self._names, self._fields)))
        return tuple(_join(text, matches, self._states))


def is_of_state(actor: Actor) -> bool:
    """Whether an actor is a state under one of its names (not one of its agencies)."""
    return actor.kind in ("state", "adjective", "demonym", "capital", "metonym")


def _as_noun(actor: Actor) -> Actor:
    return replace(actor, kind="noun") if actor.kind == "agency" else actor


def _is_headline_word(text: str, match: Match[Actor]) -> bool:
    if text[match.start : match.end] not in _HEADLINE_WORDS:
        return False
    around = (
        text[max(0, match.start - 40) : match.start].split()[-1:]
        + text[match.end : match.end + 40].split()[:1]
    )
    return any(w.isalpha() and w.isupper() and len(w) > 1 for w in around)


def _longest(matches: list[Match[Actor]]) -> list[Match[Actor]]:
    """The matches without those that overlap an earlier one, or a longer one at the same place."""
    kept: list[Match[Actor]] = []
    for match in sorted(matches, key=lambda m: (m.start, -m.end)):
        if not kept or match.start >= kept[-1].end:
            kept.append(match)
    return kept


def _join(text: str, matches: list[Match[Actor]], states: dict[str, str]) -> list[Match[Actor]]:
    """Matches with each agency joined to the state named beside it, from the right: `… of the … of Kyrgyzstan`."""
    joined: list[Match[Actor]] = []
    for match in reversed(matches):
        after = joined[-1] if joined else None
        if after is not None:
            between = text[match.end : after.start]
            one = _joined(match, after, between, states)
            if one is not None:
                joined[-1] = one
                continue
        joined.append(match)
    return joined[::-1]


def _joined(
    match: Match[Actor], after: Match[Actor], between: str, states: dict[str, str]
) -> Match[Actor] | None:
    if _OF.match(between):
        agency, owner = _unowned(match), _owner(after, before=False)
    elif _POSSESSIVE.match(between):
        agency, owner = _unowned(after), _owner(match, before=True)
    else:
        return None
    if agency is None or owner is None or not _may_own(owner, agency):
        return None
    code = owner.code or ""
    whose = states.get(code, code)
    name = agency.name if agency.code else f"{agency.name} of {whose}"
    actor = Actor(code, "agency" if owner.state else owner.kind, name, owner.state)
    return Match(match.start, after.end, (actor,))


def _unowned(match: Match[Actor]) -> Actor | None:
    """The agency a match may be, one that does not tell its state first."""
    agencies = [a for a in match.values if a.kind in ("agency", "noun")]
    return min(agencies, key=lambda a: a.code is not None, default=None)


def _owner(match: Match[Actor], *, before: bool) -> Actor | None:
    """The one actor a match stands for, if an agency beside it can be its own.

    Before the agency any name of a state will do, after `of` no adjective.
    """
    kinds = (
        "state",
        "capital",
        "body",
        "group",
        *(("adjective", "demonym", "metonym") if before else ("agency",)),
    )
    codes = {a.code for a in match.values}
    first = match.values[0]
    return first if len(codes) == 1 and first.code is not None and first.kind in kinds else None


def _may_own(owner: Actor, agency: Actor) -> bool:
    if agency.code is not None:
        return agency.code == owner.code
    return not agency.codes or owner.code in agency.codes

"""Who is meant: states, bodies, groups, crowds and pronouns in a parsed passage, as party codes of the guide."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Protocol

from sarez.region.actors import Actor
from sarez.region.names import Match

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

CIVILIANS, ARMED = "civilians", "armed group"
STATE_KINDS = frozenset({"state", "name", "demonym", "adjective", "capital", "metonym"})
_PLACE_PREPOSITIONS = frozenset({"in", "at", "on", "near", "inside", "across", "outside", "within", "around", "over"})
_PLURAL_PRONOUNS = frozenset({"they", "them", "both", "themselves", "their", "each"})
_SINGULAR_PRONOUNS = frozenset({"he", "she", "him", "her", "his", "himself", "herself", "hers"})
_THING_PRONOUNS = frozenset({"it", "its", "itself"})
_RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})


class ActorFinder(Protocol):
    """What the reader needs of a region's actors."""

    def find(self, text: str) -> Iterable[Match[Actor]]: ...


@dataclass(frozen=True, slots=True)
class Mention:
    """Somebody mentioned: tokens `start` up to `end` of the doc, and the codes of the parties meant."""

    start: int
    end: int
    codes: tuple[str, ...]
    kind: str
    name: str = ""

    @property
    def is_state(self) -> bool:
        return self.kind in STATE_KINDS


@dataclass(slots=True)
class Discourse:
    """What has been said so far, for pronouns and for "the two sides"."""

    home: str | None = None
    person: tuple[str, ...] = ()
    thing: tuple[str, ...] = ()
    group: tuple[str, ...] = ()
    pair: tuple[str, ...] = ()
    principals: tuple[str, ...] = ()

    def note(self, actor: tuple[str, ...], recipient: tuple[str, ...]) -> None:
        """Remember the parties of an act for what comes after."""
        both = tuple(dict.fromkeys(actor + recipient))
        if len(both) >= 2 and CIVILIANS not in both:
            self.pair = both


@lru_cache(maxsize=1)
def role_nouns() -> dict[str, str]:
    """Role noun → class (official, force, civilians, armed group), from lexicon/parties.yaml."""
    import yaml

    text = resources.files("sarez.reading").joinpath("lexicon/parties.yaml").read_text(encoding="utf-8")
    roles: dict[str, str] = {}
    for name, words in yaml.safe_load(text).items():
        for word in str(words).split():
            roles.setdefault(word, name)
    return roles


@dataclass(slots=True)
class Cast:
    """All mentions in one parsed passage, by token; answers which parties a noun phrase stands for."""

    doc: Doc
    discourse: Discourse
    owner: dict[int, Mention] = field(default_factory=dict)

    def parties(self, token: Token, depth: int = 0) -> tuple[str, ...]:
        """The codes of the parties that the noun phrase headed by `token` stands for, in text order."""
        codes: dict[str, None] = dict.fromkeys(self._own(token, depth))
        if depth < 4:
            for child in token.children:
                if child.dep_ == "conj" and (child.pos_ in ("NOUN", "PROPN", "PRON", "NUM", "ADJ")):
                    codes.update(dict.fromkeys(self.parties(child, depth + 1)))
                elif child.dep_ == "appos" and not codes:
                    codes.update(dict.fromkeys(self.parties(child, depth + 1)))
                elif child.dep_ == "prep" and child.lower_ in ("with", "together", "including", "from"):
                    if child.lower_ != "from" or not codes:
                        for inner in child.children:
                            if inner.dep_ == "pobj":
                                codes.update(dict.fromkeys(self.parties(inner, depth + 1)))
        return tuple(codes)

    def _own(self, token: Token, depth: int) -> tuple[str, ...]:
        mention = self.owner.get(token.i)
        if mention is not None and mention.codes:
            if mention.kind == "adjective" and token.i != mention.end - 1:
                return ()
            return mention.codes
        if token.pos_ in ("PRON", "DET", "NUM") or token.lower_ in _RELATIVE:
            return self._pronoun(token)
        role = role_nouns().get(token.lemma_.lower())
        if role is None:
            return self._inner(token, depth) if depth < 2 else ()
        return self._role(token, role, depth)

    def _role(self, token: Token, role: str, depth: int) -> tuple[str, ...]:
        if _is_both(token):
            return self._both()
        if role in (CIVILIANS, ARMED):
            named = [m for m in self._modifiers(token) if m.kind == "group"]
            return named[0].codes if named else (role,)
        states = self._inner(token, depth)
        if states:
            return states
        home = self.discourse.home
        return (home,) if home else ()

    def _modifiers(self, token: Token) -> list[Mention]:
        found: dict[Mention, None] = {}
        for child in token.children:
            if child.dep_ in ("compound", "amod", "poss", "nmod", "nummod", "quantmod") or (
                child.dep_ == "appos" and child.i in self.owner
            ):
                for inner in [child, *child.conjuncts, *(c for c in child.children if c.dep_ in ("compound", "amod"))]:
                    if inner.i in self.owner:
                        found[self.owner[inner.i]] = None
        for back in range(token.i - 1, max(token.sent.start, token.i - 5) - 1, -1):
            if self.doc[back].pos_ not in ("ADJ", "NOUN", "PROPN", "PUNCT", "CCONJ", "PART", "NUM"):
                break
            if self.doc[back].text in (",", ";", "–", "—"):
                break
            if back in self.owner and self.owner[back].kind != "person":
                found[self.owner[back]] = None
        return list(found)

    def _inner(self, token: Token, depth: int) -> tuple[str, ...]:
        """Codes inside a noun phrase: its modifiers, then what follows `of`, `from`, `between`, `for`."""
        codes: dict[str, None] = {}
        for mention in self._modifiers(token):
            codes.update(dict.fromkeys(mention.codes))
        if codes:
            return tuple(codes)
        for child in token.children:
            if child.dep_ == "poss" and child.pos_ == "PRON":
                codes.update(dict.fromkeys(self._pronoun(child)))
            if child.dep_ == "prep" and child.lower_ in ("of", "from", "between", "for", "among"):
                for inner in child.children:
                    if inner.dep_ == "pobj":
                        codes.update(dict.fromkeys(self.parties(inner, depth + 1)))
            elif child.dep_ == "prep" and child.lower_ == "in":
                for inner in child.children:
                    held = self.owner.get(inner.i)
                    if held is not None and held.is_state:
                        codes.update(dict.fromkeys(held.codes))
        return tuple(codes)

    def _both(self) -> tuple[str, ...]:
        return self.discourse.pair or self.discourse.principals

    def _pronoun(self, token: Token) -> tuple[str, ...]:
        lower = token.lower_
        if lower in _RELATIVE:
            head = token.head
            while head.dep_ not in ("relcl", "ROOT") and head.head is not head:
                head = head.head
            return self._own(head.head, 2) if head.dep_ == "relcl" else ()
        if lower in ("two", "sides") or lower in _PLURAL_PRONOUNS:
            return self.discourse.group or self._both()
        if lower in _SINGULAR_PRONOUNS:
            return self.discourse.person
        if lower in _THING_PRONOUNS:
            return self.discourse.thing
        return ()


def _is_both(token: Token) -> bool:
    if token.lower_ in ("sides", "parties", "neighbours", "neighbors", "delegations", "countries", "states"):
        return not any(c.dep_ in ("amod", "compound", "poss") for c in token.children if c.pos_ != "NUM")
    return any(c.lower_ in ("two", "both") for c in token.children)


def find_mentions(
    doc: Doc,
    offset: int,
    text: str,
    actors: ActorFinder,
    persons: Iterable[tuple[int, int, str, tuple[str, ...]]] = (),
) -> dict[int, Mention]:
    """Mentions by token: persons (start, end, name, codes; offsets in the report's text), then the region's actors."""
    owner: dict[int, Mention] = {}
    for start, end, name, codes in persons:
        span = doc.char_span(start - offset, end - offset, alignment_mode="expand")
        if span is not None and 0 <= start - offset < len(doc.text):
            mention = Mention(span.start, span.end, codes, "person", name)
            owner.update((i, mention) for i in range(span.start, span.end))
    for match in actors.find(doc.text):
        span = doc.char_span(match.start, match.end, alignment_mode="expand")
        actor = match.values[0]
        codes = actor.codes or ((actor.code,) if actor.code else ())
        if span is None or any(i in owner for i in range(span.start, span.end)):
            continue
        mention = Mention(span.start, span.end, codes, actor.kind, actor.name)
        owner.update((i, mention) for i in range(span.start, span.end))
    return owner


def home_state(casts: Iterable[Cast], states: frozenset[str]) -> str | None:
    """The state a report is about: the one most named, headline and first passages counting more."""
    counts: Counter[str] = Counter()
    for place, cast in enumerate(casts):
        for mention in set(cast.owner.values()):
            if len(mention.codes) == 1 and mention.codes[0] in states:
                counts[mention.codes[0]] += 3 if place < 2 else 1
    return max(counts, key=lambda c: (counts[c], c)) if counts else None

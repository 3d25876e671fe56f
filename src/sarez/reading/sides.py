"""Who did an act, and to or with whom: chosen among all whom the sentence and the story offer.

The rules of `drafts.py` and `counterparts.py` propose; so does every noun phrase of the sentence that stands for a party,
and whoever the story is about. What speaks for each is weighed by a table (`lexicon/sides.txt`, three logistic
regressions, made by `scripts/train_sides.py` from `gold/learn`). Nobody likely enough: the side stays empty.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from sarez.reading.counterparts import SYMMETRICAL
from sarez.reading.mentions import Codes
from sarez.reading.roles import CIVILIANS, kind_of
from sarez.reading.story import is_place_only
from sarez.reading.weights import LEXICON, Table, read_table

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from sarez.reading.parties import Cast, Discourse
    from sarez.reading.triggers import Trigger

TABLE = "sides.txt"
ACTOR, RECIPIENT, PARTY = "actor", "recipient", "party"
_HEADS = frozenset(
    "nsubj nsubjpass dobj pobj poss conj appos attr dative agent compound amod nmod ROOT".split()
)
_FAR = 4
_PREPOSITIONS = ("prep", "agent", "dative")


@dataclass(slots=True)
class Candidate:
    """Somebody who may be a side of an act, and what speaks for or against it."""

    codes: Codes
    signs: set[str] = field(default_factory=set)


Rated = tuple[float, Candidate]
NOBODY: Rated = (0.0, Candidate(()))


@dataclass(frozen=True, slots=True)
class Sides:
    """Whom an act was done by and to, how likely each is (0 where nobody is given), and how many the sentence lacks."""

    actor: Codes
    recipient: Codes
    sure_of_actor: float = 0.0
    sure_of_recipient: float = 0.0
    supplied: int = 0


@lru_cache(maxsize=1)
def load_table() -> Table:
    """The table that comes with the package."""
    return read_table(LEXICON / TABLE)


def candidates(
    trigger: Trigger, cast: Cast, sentence: Span, proposed: Mapping[str, Codes]
) -> list[Candidate]:
    """Everybody whom the rules (`proposed`: who proposes → codes), the sentence and the story offer, each once."""
    found: dict[frozenset[str], Candidate] = {}

    def offer(codes: Codes, signs: Iterator[str] | tuple[str, ...]) -> None:
        if codes:
            found.setdefault(frozenset(codes), Candidate(codes)).signs.update(signs)

    both = bool(proposed.get("words actor") and proposed.get("words recipient"))
    for who, codes in proposed.items():
        offer(codes, (who, f"{who}, both told") if both else (who,))
    for who, codes in _of_story(cast.discourse, trigger.pattern.type):
        offer(codes, (who,))
    anchor = cast.doc[trigger.anchor]
    for token in sentence:
        if token.dep_ in _HEADS and token.i not in trigger.tokens and _may_stand_for_somebody(token, cast):
            offer(cast.parties(token), _of_mention(token, anchor, cast))
    named = frozenset(c for candidate in found.values() for c in candidate.codes)
    for candidate in found.values():
        candidate.signs.update(_of_codes(candidate, cast.discourse, len(named)))
    return list(found.values())


def _may_stand_for_somebody(token: Token, cast: Cast) -> bool:
    return token.pos_ in ("NOUN", "PROPN", "PRON", "NUM") or token.i in cast.owner


def _of_story(discourse: Discourse, type_: str) -> Iterator[tuple[str, Codes]]:
    yield from (("story pair", discourse.pair), ("story thing", discourse.thing))
    yield from (("story person", discourse.person), ("story state", discourse.state))
    yield from (("story scene", discourse.scene), ("story hostile", discourse.hostile))
    yield from (("story gathered", discourse.gathered), ("story first", discourse.principals[:1]))
    yield ("story second", discourse.principals[1:2])
    yield from ((f"story pair {n}", discourse.pair[n : n + 1]) for n in range(2))
    yield from (
        ("last actor", discourse.last.get(type_, ())),
        ("last recipient", discourse.last_recipient.get(type_, ())),
    )
    for other in ("ACCUSE", "ASSAULT", "REQUEST", "SANCTION"):
        yield (f"actor of {other}", discourse.last.get(other, ()))
        yield (f"recipient of {other}", discourse.last_recipient.get(other, ()))
    yield ("the people", (CIVILIANS,))


def _of_mention(token: Token, anchor: Token, cast: Cast) -> Iterator[str]:
    """How a noun phrase stands to the word of the act."""
    path = _path(anchor, token)
    mention = cast.owner.get(token.i)
    kind = mention.kind if mention is not None else token.pos_.lower()
    side = "before" if token.i < anchor.i else "after"
    away = abs(token.i - anchor.i)
    distance = next((n for n in (2, 5, 10, 20) if away <= n), 40)
    yield from ("here", f"path {path}", f"kind {kind}", f"{side} {distance}", f"dep {token.dep_} {side}")
    yield f"path {path} {kind}"
    if mention is not None and is_place_only(token, mention):
        yield "only a place"


def _path(anchor: Token, token: Token) -> str:
    """The way through the parse from the act's word up and down to the noun: "^conj !nsubj", "!prep:with !pobj"."""
    up: list[str] = []
    node = anchor
    while not node.is_ancestor(token) and node.i != token.i and node.head.i != node.i and len(up) < _FAR:
        up.append(f"^{node.dep_}")
        node = node.head
    down: list[str] = []
    other = token
    while other.i != node.i and other.head.i != other.i and len(down) < _FAR:
        down.append(f"!{other.dep_}:{other.lower_}" if other.dep_ in _PREPOSITIONS else f"!{other.dep_}")
        other = other.head
    return " ".join([*up, *reversed(down)]) if other.i == node.i else "far"


def _of_codes(candidate: Candidate, discourse: Discourse, named: int) -> Iterator[str]:
    codes = candidate.codes
    first = codes[0]
    yield f"is {kind_of(codes)}"
    yield f"among {min(named, 6)}"
    if first in discourse.principals[:2]:
        yield "of the story"
    if not any(s == "here" for s in candidate.signs):
        yield "not here"


def likelihood(role: str, candidate: Candidate, type_: str) -> float:
    """How likely somebody is the role in an act of the type, 0 to 1."""
    return load_table().likelihood(role, candidate.signs, type_)


def choose(type_: str, offered: Sequence[Candidate]) -> Sides:
    """The sides of an act: of one with a direction the likeliest actor and recipient, of a mutual one all likely parties.

    Where nobody is likely enough, the likeliest of all stands alone.
    """
    if not offered:
        return Sides((), ())
    table = load_table()
    if type_ in SYMMETRICAL:
        return _mutual(_rated(PARTY, type_, offered), table.least[PARTY])
    actors, recipients = _rated(ACTOR, type_, offered), _rated(RECIPIENT, type_, offered)
    actor, recipient = _pair(actors, recipients, table)
    if actor is NOBODY and recipient is NOBODY:
        if actors[0][0] / table.least[ACTOR] >= recipients[0][0] / table.least[RECIPIENT]:
            actor = actors[0]
        else:
            recipient = recipients[0]
    supplied = sum("not here" in c.signs for _, c in (actor, recipient))
    return Sides(actor[1].codes, recipient[1].codes, actor[0], recipient[0], supplied)


def _pair(actors: list[Rated], recipients: list[Rated], table: Table) -> tuple[Rated, Rated]:
    """The likely actor and recipient that together are likeliest, with nobody on both sides."""
    likely_actors = [r for r in actors if r[0] >= table.least[ACTOR]] + [NOBODY]
    likely_recipients = [r for r in recipients if r[0] >= table.least[RECIPIENT]] + [NOBODY]
    pairs = ((a, r) for a in likely_actors for r in likely_recipients if not {*a[1].codes} & {*r[1].codes})
    return max(pairs, key=lambda pair: pair[0][0] + pair[1][0])


def _rated(role: str, type_: str, offered: Sequence[Candidate]) -> list[Rated]:
    able = [c for c in offered if role != ACTOR or not _is_only_where(c)] or offered
    rated = [(likelihood(role, c, type_), c) for c in able]
    return sorted(rated, key=lambda pair: (-pair[0], pair[1].codes))


def _is_only_where(candidate: Candidate) -> bool:
    """Whether somebody is named as the place only, so that he does nothing: "a bomb exploded in Kabul"."""
    return "only a place" in candidate.signs and not candidate.signs & {"words actor", "rule actor"}


def _mutual(rated: list[Rated], least: float) -> Sides:
    kept = [pair for pair in rated if pair[0] >= least] or rated[:1]
    told = sorted(
        kept, key=lambda pair: "filled actor" not in pair[1].signs
    )  # who is the subject comes first
    parties = tuple(dict.fromkeys(c for _, candidate in told for c in candidate.codes))
    supplied = min(2, sum("not here" in c.signs for _, c in kept))
    return Sides(parties[:1], parties[1:], kept[0][0], kept[-1][0], supplied)

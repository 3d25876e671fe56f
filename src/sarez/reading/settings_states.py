"""States named as places: “in Kyrgyzstan”, “on Tajik soil”, “in the Kazakh capital”."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sarez.reading.settings_spots import Spot, role_of, verb_of

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from sarez.region.actors import Actors

SOIL = frozenset(
    {"soil", "territory", "land", "side", "south", "north", "east", "west", "provinces", "regions"}
)
LANDING = frozenset({"land", "arrive", "fly"})


@dataclass(frozen=True, slots=True)
class StateWords:
    """The names of states and their capitals, as a region's actors know them, on a report's day."""

    actors: Actors
    day: str | None

    def code(self, name: str) -> str | None:
        """The state of that name; None for an adjective, a capital, or anything else."""
        if not name[:1].isupper() or self.actors.state_of(name) is None:
            return None
        found = self.actors.lookup(name)
        return next((a.state for a in found if a.kind == "state" and a.state), None)

    def of_word(self, word: str) -> str | None:
        """The state an adjective or a name stands for."""
        return self.actors.state_of(word) if word[:1].isupper() else None

    def spots(self, sentence: Span, offset: int, taken: set[int]) -> list[Spot]:
        """Where a sentence names a state, its soil or its capital as a place."""
        return [s for t in sentence if (s := self._spot(t, offset)) is not None and s.start not in taken]

    def _spot(self, token: Token, offset: int) -> Spot | None:
        if token.lower_ == "capital" or (token.lower_ in SOIL and token.dep_ == "pobj"):
            return self._phrase(token, offset)
        if token.pos_ != "PROPN" or not token.text[:1].isupper():
            return None
        above = token.head
        if token.dep_ == "pobj" and above.lower_ not in ("on", "over", "through"):
            role, governor = role_of(token)
        elif token.dep_ == "dobj" and above.lemma_.lower() in ("visit", "leave", "enter", "tour"):
            role, governor = "into", above
        else:
            return None
        if role not in ("at", "to", "into", "from"):
            return None
        code = self.code(token.text)
        if code is None:
            return None
        landing = governor.lemma_.lower() in LANDING
        return _named(token, offset, (code, role, 0), governor, is_landing=landing, token=token.i)

    def _phrase(self, token: Token, offset: int) -> Spot | None:
        code = next((c for t in token.children if (c := self.of_word(t.text)) is not None), None)
        role, governor = role_of(token)
        if role in ("", "of", "towards"):
            return None
        if token.lower_ != "capital":
            if code is None:
                return None
            return _named(token, offset, (code, role, 0), governor)
        name = self.actors.capital(code, self.day) if code else None
        known = code is not None
        return _named(token, offset, (code, role, 3), governor, is_known=known, name=name or "")


def _named(
    word: Token, offset: int, place: tuple[str | None, str, int], governor: Token, **more: Any
) -> Spot:
    """The spot a word names; `place` is its state, its role and its rank."""
    country, role, rank = place
    start = offset + word.idx
    return Spot(
        start,
        start + len(word),
        country,
        role,
        rank,
        governor.i,
        verb_of(governor).i,
        **{"is_of_body": False, "is_known": True, **more},
    )

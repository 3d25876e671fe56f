"""In which state an act without a place happened, if the text leaves no doubt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sarez.reading.drafts import Draft
    from sarez.region.actors import Actors

CROWDS = frozenset({"civilians", "armed group"})
RULERS = {"Taliban": "AFG"}
_SAID = frozenset({"ACCUSE", "REQUEST", "REJECT"})


@dataclass(frozen=True, slots=True)
class Where:
    """A place as the text spells it, and the state it lies in."""

    place: str | None
    country: str | None


def country_of(
    draft: Draft, states: frozenset[str], local: str | None, actors: Actors | None = None
) -> str | None:
    """The state whose soil an act without a place must have been on; None for statements and acts between states.

    `local` is the state in which the story plays, for acts that name no state; `actors`, the region's, tell which
    bodies are known beyond one state.
    """
    does, undergoes = _codes(draft.actor, states), _codes(draft.recipient, states)
    rule = _RULES.get(draft.type)
    found = rule(draft, does, undergoes, local) if rule is not None else None
    if found is None and actors is not None and draft.type in _SAID:
        others = draft.recipient if does else draft.actor
        if (
            {*does, *undergoes} == {local}
            and others
            and not any(actors.is_known(o) or o in CROWDS for o in others)
        ):
            return local  # a body known to nobody abroad speaks at home
    return found


def is_between_states(draft: Draft, states: frozenset[str]) -> bool:
    """Whether an act is one of a state against another."""
    return len(set(_codes(draft.parties, states))) > 1


def _codes(parties: tuple[str, ...], states: frozenset[str]) -> tuple[str, ...]:
    return tuple(RULERS.get(p, p) for p in parties if p in states or p in RULERS)


def _at_home(
    draft: Draft, actors: tuple[str, ...], recipients: tuple[str, ...], local: str | None
) -> str | None:
    """A state against its own: its people, parties, firms; nothing between two states."""
    named = actors + recipients
    if len(set(named)) != 1:
        return local if not named else None
    return named[0]


def _own_people(
    draft: Draft, actors: tuple[str, ...], recipients: tuple[str, ...], local: str | None
) -> str | None:
    others = draft.recipient if actors else draft.actor
    return _at_home(draft, actors, recipients, None) if "civilians" in others else None


def _assault(
    draft: Draft, actors: tuple[str, ...], recipients: tuple[str, ...], local: str | None
) -> str | None:
    if len(set(actors + recipients)) > 1:
        return recipients[0] if "Taliban" in draft.actor + draft.recipient and len(recipients) == 1 else None
    return next(iter(recipients or actors), local)


def _coerce(
    draft: Draft, actors: tuple[str, ...], recipients: tuple[str, ...], local: str | None
) -> str | None:
    return next(iter(actors or recipients), local)


def _mobilize(
    draft: Draft, actors: tuple[str, ...], recipients: tuple[str, ...], local: str | None
) -> str | None:
    if recipients:
        return recipients[0] if len(recipients) == 1 else None
    return actors[0] if len(actors) == 1 and not draft.recipient else None


def _with_body(
    draft: Draft, actors: tuple[str, ...], recipients: tuple[str, ...], local: str | None
) -> str | None:
    """A body's work or talks with one state are taken to be held there."""
    named = set(actors + recipients)
    if draft.kind == "call" or len(named) != 1 or CROWDS & set(draft.parties):
        return None
    return named.pop()


def _aid(draft: Draft, actors: tuple[str, ...], recipients: tuple[str, ...], local: str | None) -> str | None:
    if len(set(recipients)) == 1:
        return recipients[0]
    if set(draft.recipient) <= CROWDS and draft.recipient:
        return actors[0] if len(actors) == 1 else local if not actors else None
    return None


_RULES = {
    "COERCE": _coerce,
    "PROTEST": _at_home,
    "CONCEDE": _at_home,
    "SANCTION": _own_people,
    "ACCUSE": _own_people,
    "REQUEST": _own_people,
    "ASSAULT": _assault,
    "MOBILIZE": _mobilize,
    "COOPERATE": _with_body,
    "CONSULT": _with_body,
    "AID": _aid,
    "RETREAT": _at_home,
}

"""Who stands on the other side of an act where its sentence names one party only: taken from the sentence and the story."""

from __future__ import annotations

from sarez.reading.mentions import Codes
from sarez.reading.parties import Cast
from sarez.reading.roles import ARMED, CIVILIANS, CROWDS

_UNDOES = {"CONCEDE": "SANCTION", "RETREAT": "MOBILIZE", "SANCTION": "SANCTION"}
_BY_POWERS = frozenset({"COERCE", "SANCTION", "AID"})  # what people with no body of their own do not do
SYMMETRICAL = frozenset({"AGREE", "CONSULT", "COOPERATE"})


def fill(
    type_: str, actor: Codes, recipient: Codes, near: list[Codes], cast: Cast
) -> tuple[Codes, Codes, int]:
    """Supply what the words themselves leave open; the number says how boldly it was supplied (0 not at all)."""
    if type_ in _BY_POWERS and set(actor) <= {CIVILIANS}:
        actor = ()
    recipient = tuple(c for c in recipient if c not in actor)
    if type_ in SYMMETRICAL:
        return _fill_pair(actor, recipient, near, cast)
    if type_ == "PROTEST":
        people = tuple(c for c in actor if c in CROWDS or len(c) != 3) or (CIVILIANS,)
        against = recipient or tuple(c for c in actor if c not in people)
        return people, tuple(c for c in against if c not in people) or cast.discourse.state, int(not against)
    others = [m for m in near if not set(m) & set(actor + recipient)]
    if type_ in ("ASSAULT", "RETREAT") and len(actor) == 2 and not recipient and not set(actor) & CROWDS:
        return actor[:1], actor[1:], 0
    if actor and not recipient:
        return _fill_recipient(type_, actor, others, cast)
    if recipient and not actor:
        return _fill_actor(type_, recipient, others, cast)
    if (
        type_ == "SANCTION" and actor and recipient and set(recipient) <= CROWDS and others
    ):  # it is the state that is hit
        return actor, others[0], 1
    if not actor and not recipient:
        return _fill_both(type_, near, cast)
    return actor, recipient, 0


def _fill_recipient(type_: str, actor: Codes, others: list[Codes], cast: Cast) -> tuple[Codes, Codes, int]:
    discourse = cast.discourse
    others = [o for o in others if not _same_side(actor, o)]
    domestic = actor in (discourse.state, (discourse.home,))
    if type_ == "COERCE":
        return actor, next((o for o in others if set(o) & CROWDS), discourse.hostile or (CIVILIANS,)), 1
    if type_ == "ASSAULT":
        states = [o for o in others if len(o[0]) == 3 or set(o) & CROWDS]
        return actor, (states or [_victim(actor, cast)])[0], 1
    accuser = discourse.last.get("ACCUSE", ())
    if type_ == "REJECT" and accuser and not set(accuser) & set(actor) and not _same_side(actor, accuser):
        return actor, accuser, 1
    attacker = discourse.last.get("ASSAULT", ())
    if type_ == "ACCUSE" and attacker and not others and not set(attacker) & set(actor):
        return actor, attacker, 1
    undone = _UNDOES.get(type_, "")
    if not others and undone and discourse.last.get(undone) == actor and discourse.last_recipient[undone]:
        return actor, discourse.last_recipient[undone], 1
    if type_ == "AID" and _tells_of_people(cast, others):
        return actor, (CIVILIANS,), 1
    if type_ in ("AID", "CONCEDE") and domestic and not others:
        return actor, (CIVILIANS,), 2
    if others:
        return actor, others[0], 1
    known = tuple(c for c in discourse.pair if c not in actor and not _same_side(actor, (c,)))
    if set(actor) & set(discourse.pair) and known:
        return actor, known, 2
    if not domestic:
        return actor, tuple(c for c in discourse.state if c not in actor), 2
    rest = [c for c in discourse.principals if c not in actor]
    return actor, tuple(rest[:1]), 3


def _tells_of_people(cast: Cast, others: list[Codes]) -> bool:
    return bool(others) and any(o == (CIVILIANS,) for o in others)


def _same_side(actor: Codes, other: Codes) -> bool:
    """The Taliban and the Afghan side are not each other's counterpart once one speaks for the other."""
    return {"Taliban", "AFG"} == {*actor, *other}


def _fill_actor(type_: str, recipient: Codes, others: list[Codes], cast: Cast) -> tuple[Codes, Codes, int]:
    discourse = cast.discourse
    if type_ in ("COERCE", "ASSAULT") and set(recipient) & {ARMED, *discourse.hostile}:
        return (discourse.scene if type_ == "COERCE" else ()) or discourse.state, recipient, 1
    if type_ == "ASSAULT":
        return _fill_attacker(recipient, cast)
    if type_ == "COERCE" and set(recipient) & CROWDS and (discourse.scene or discourse.state):
        return discourse.scene or discourse.state, recipient, 1
    before = discourse.last.get(type_, ())
    if before and not set(before) & set(recipient):
        return before, recipient, 2
    if others:
        return others[0], recipient, 1
    if type_ in ("COERCE", "AID") and set(recipient) & CROWDS:
        return discourse.state, recipient, 1
    if set(recipient) & set(discourse.pair):
        return tuple(c for c in discourse.pair if c not in recipient), recipient, 2
    return (), recipient, 0


def _fill_attacker(recipient: Codes, cast: Cast) -> tuple[Codes, Codes, int]:
    """Two states that clash attack each other; the dead of one side of a quarrel are laid to the other."""
    if len(recipient) == 2 and not set(recipient) & CROWDS:
        return recipient[:1], recipient[1:], 0
    pair = cast.discourse.pair
    if len(pair) == 2 and set(recipient) < set(pair) and set(pair) <= cast.discourse.watched:
        return tuple(c for c in pair if c not in recipient), recipient, 2
    return (), recipient, 0


def _fill_both(type_: str, near: list[Codes], cast: Cast) -> tuple[Codes, Codes, int]:
    discourse = cast.discourse
    if type_ == "COERCE":
        return discourse.scene or discourse.state, discourse.hostile or (CIVILIANS,), 3
    if type_ == "ASSAULT":
        return (), (CIVILIANS,), 3
    if len(near) >= 2:
        return near[0], tuple(c for c in near[1] if c not in near[0]), 3
    return (), (), 0


def _victim(actor: Codes, cast: Cast) -> Codes:
    if set(actor) & CROWDS or any(len(c) != 3 for c in actor):
        return cast.discourse.state or (CIVILIANS,)
    return (CIVILIANS,)


def _fill_pair(actor: Codes, recipient: Codes, near: list[Codes], cast: Cast) -> tuple[Codes, Codes, int]:
    """The two sides of a symmetrical act: split a plural subject, else take who else the sentence or the story names."""
    if len(actor) > 1 and not recipient:
        return actor[:1], actor[1:], 0
    if len(recipient) > 1 and not actor:
        return recipient[:1], recipient[1:], 0
    known = actor or recipient
    gathered = next((m for m in near if len(m) > 2), ())
    if gathered and known and len(known) == 1 and known[0] not in cast.discourse.watched:
        return gathered[:1], gathered[1:], 1
    others = list(dict.fromkeys(c for m in near for c in m if c not in actor + recipient and c not in CROWDS))
    if known and actor and recipient:
        return actor, recipient, 0
    if known:
        if others:
            return known, tuple(others), 1
        pair = cast.discourse.pair
        if known[0] in pair:
            return known, tuple(c for c in pair if c not in known), 2
        return known, tuple(c for c in cast.discourse.state if c not in known), 2
    if len(others) >= 2:
        return (others[0],), tuple(others[1:]), 2
    return cast.discourse.pair[:1], cast.discourse.pair[1:], 3

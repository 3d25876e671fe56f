"""Who attacked, where the words name no agent: from whose side the fire came."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sarez.reading.arguments import codes_of, verb_arguments
from sarez.reading.parsed import words_of
from sarez.reading.parties import SEATS, Cast
from sarez.reading.roles import ARMED, role_nouns

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from sarez.reading.arguments import Arguments
    from sarez.reading.mentions import Codes
    from sarez.reading.triggers import Trigger

SIDES = frozenset(
    "side soil territory direction bank position line outpost post checkpoint village land part half".split()
)
_WEAPONS = frozenset("mine bomb device rocket shell missile grenade explosive charge".split())
_LAYING = frozenset("lay dig plant bury set hide place attach fire launch throw put".split())
_BAND_OF_ONE = frozenset({"follower", "man", "supporter", "henchman", "accomplice", "adherent", "loyalist"})
_ARMED_ACTS = frozenset(
    "kill fall attack raid ambush storm shoot fire shell bomb overrun kidnap behead".split()
)
_COMMUNAL = frozenset(
    "communal interethnic inter-ethnic ethnic intercommunal inter-communal sectarian".split()
)
_DYING = frozenset({"die", "perish"})
_TRADING = frozenset({"exchange", "trade"})
_OWNED = frozenset("responsibility deed target".split())
_COUNTED = frozenset("dead killed injured wounded casualties victims deaths".split())
_COUNT = re.compile(
    r"\b(?:death toll|toll|(?:number|count|figures?) (?:of|for) (?:the )?(?:\w+ ){0,3}?(?:dead|killed|injured|wounded|victims|casualties|deaths|fallen))\b"
)
_COUNTING = frozenset(
    "put count give report list estimate set number register record acknowledge confirm admit cite".split()
)
_FALLING = frozenset("fall land come crash rain".split())
_SINCE = 2  # sentences in which "gunmen" are still whom a shot from across a border is laid to


def attackers(
    trigger: Trigger, arguments: Arguments, actor: Codes, recipient: Codes, cast: Cast
) -> tuple[Codes, Codes]:
    """Actor and recipient of an attack, the actor made out from what else its clause says."""
    anchor = cast.doc[trigger.anchor]
    if is_claim(trigger):
        return _claimed(trigger, actor, recipient, cast)
    if anchor.lemma_.lower() in _DYING or _loses_life(trigger, cast):
        actor = _at_whose_hands(anchor, cast)
    if is_counted(anchor):
        recipient = tuple(c for c in recipient if c not in _counters(anchor, cast))
    if actor and _are_a_leaders_men(arguments.subjects, anchor):
        return (ARMED,), recipient or actor
    if not actor:
        found = (from_whose_side(anchor, cast) if arguments.passive else ()) or who_laid(anchor, cast)
        found = found or (_at_whose_hands(anchor, cast) if anchor.tag_ == "VBN" else ())
        actor = tuple(c for c in found if c not in recipient)
    if not recipient:
        hit = (*_where_it_fell(anchor, cast), *_seats(trigger, cast))
        recipient = tuple(c for c in hit[:1] if c not in actor)
    return actor, recipient


def is_claim(trigger: Trigger) -> bool:
    """Whether an act is told by who owns to it: "the group claimed responsibility", "soldiers were its target"."""
    return bool(trigger.pattern.items[-1].lemmas & _OWNED)


def _claimed(trigger: Trigger, actor: Codes, recipient: Codes, cast: Cast) -> tuple[Codes, Codes]:
    last = cast.doc[trigger.tokens[-1]]
    if last.lemma_.lower() == "target":
        is_its = any(c.lower_ in ("its", "their") for c in last.children)
        actor = codes_of(cast, _who_says(last)) if is_its else ()
        recipient = codes_of(cast, tuple(c for c in last.head.children if c.dep_ == "nsubj")) if actor else ()
        return actor[:1], recipient if actor else ()
    victims = tuple(c for c in recipient or cast.discourse.struck if c not in actor)
    return (actor, victims) if actor else ((), ())


def _who_says(target: Token) -> tuple[Token, ...]:
    """The subject of the clause above "were its target"."""
    above = target.head.head
    return tuple(c for c in above.children if c.dep_ == "nsubj" and above.i != target.head.i)


def _loses_life(trigger: Trigger, cast: Cast) -> bool:
    return {"lose", "life"} <= {cast.doc[i].lemma_.lower() for i in trigger.tokens}


def _at_whose_hands(verb: Token, cast: Cast) -> Codes:
    """Who killed those who "died at the hands of the police": none where only the dead are told of."""
    for noun in verb.doc[verb.i : verb.sent.end]:
        if (
            noun.dep_ == "pobj"
            and noun.lemma_.lower() in ("hand", "fire", "bullet")
            and noun.head.lower_ in ("at", "from", "by")
        ):
            return cast.parties(noun)
    return ()


def _governing(anchor: Token) -> Token:
    """The verb that a word like "dead" or "injured" is an object of."""
    head = anchor
    while (
        head.dep_ in ("conj", "pobj", "dobj", "prep", "compound", "amod", "acomp", "acl")
        and head.head.i != head.i
    ):
        head = head.head
        if head.pos_ == "VERB" and head.lemma_.lower() in _COUNTING:
            return head
    return anchor


def is_counted(anchor: Token) -> bool:
    """Whether the dead are only what somebody counts: "the ministry puts the dead at 46"."""
    return anchor.lower_ in _COUNTED and _governing(anchor).i != anchor.i


def tells_a_count(sentence: Span) -> bool:
    """Whether a sentence tells how many were hit and not that they were: "raised the number of citizens killed"."""
    return _COUNT.search(words_of(sentence)) is not None


def _counters(anchor: Token, cast: Cast) -> Codes:
    return codes_of(cast, verb_arguments(_governing(anchor)).subjects)


def _where_it_fell(anchor: Token, cast: Cast) -> Codes:
    """The state on whose land a rocket or a bomb came down."""
    if anchor.lemma_.lower() not in _FALLING or not any(
        c.dep_ == "nsubj" and c.lemma_.lower() in _WEAPONS for c in anchor.children
    ):
        return ()
    for prep in (c for c in anchor.children if c.dep_ == "prep" and c.lower_ in ("in", "on", "into", "at")):
        codes = codes_of(cast, tuple(t for t in prep.children if t.dep_ == "pobj"))
        if codes:
            return codes
    return ()


def _seats(trigger: Trigger, cast: Cast) -> Codes:
    """Whose post, station or base was attacked."""
    nouns = (cast.doc[i] for i in trigger.tokens if cast.doc[i].pos_ == "NOUN")
    return codes_of(cast, tuple(n for n in nouns if n.lemma_.lower() in SEATS))


def is_communal(noun: Token) -> bool:
    """Whether violence is between the people of one place: "communal clashes", "a pogrom"."""
    return noun.lemma_.lower() == "pogrom" or any(
        c.lower_ in _COMMUNAL for c in noun.children if c.dep_ in ("amod", "compound")
    )


def is_mutual(anchor: Token) -> bool:
    """Whether those told of do it to each other: "border guards began to shoot at one another"."""
    if anchor.lemma_.lower() in _TRADING:
        return True
    after = anchor.doc[anchor.i + 1 : min(anchor.i + 6, anchor.sent.end)].text.lower()
    return "one another" in after or "each other" in after


def both_sides(told: Codes, cast: Cast) -> tuple[Codes, Codes]:
    """The two sides of a mutual attack: those told of, else the pair that the story is about."""
    pair = cast.discourse.pair if set(told) < set(cast.discourse.pair) else cast.discourse.principals[:2]
    sides = told if len(told) > 1 or not set(told) <= set(pair) else pair
    return sides[:1], sides[1:]


def _are_a_leaders_men(subjects: tuple[Token, ...], anchor: Token) -> bool:
    """Whether an armed act is done by someone's own men: "his followers raided a police station"."""
    if anchor.lemma_.lower() not in _ARMED_ACTS:
        return False
    return any(
        s.lemma_.lower() in _BAND_OF_ONE
        and (_is_somebodys(s) or "loyal" in s.doc[s.i + 1 : s.i + 3].text.lower().split())
        for s in subjects[:1]
    )


def _is_somebodys(men: Token) -> bool:
    return any(c.dep_ == "poss" and (c.lower_ in ("his", "her") or c.pos_ == "PROPN") for c in men.children)


def who_laid(anchor: Token, cast: Cast) -> Codes:
    """Who laid the mine or planted the bomb that a sentence tells the harm of: "a mine which gunmen had buried"."""
    for weapon in (t for t in anchor.sent if t.lemma_.lower() in _WEAPONS):
        for verb in weapon.children:
            if verb.dep_ in ("relcl", "acl") and verb.lemma_.lower() in _LAYING:
                doers = tuple(c for c in verb.children if c.dep_ == "nsubj")
                codes = codes_of(cast, doers or verb_arguments(verb).subjects)
                if codes:
                    return codes
    return ()


def from_whose_side(anchor: Token, cast: Cast) -> Codes:
    """The party from whose side an attack came: "were fired on from the Tajik side", "rockets flew from Afghan soil".

    Where gunmen have just been spoken of, they are the ones who shot from there.
    """
    preps = [c for c in anchor.children if c.dep_ == "prep"]
    preps += [c for p in preps for c in p.children if c.dep_ == "prep"]  # "were shot at from"
    for prep in (p for p in preps if p.lower_ == "from"):
        for noun in (t for t in prep.children if t.dep_ == "pobj" and t.lemma_.lower() in SIDES):
            owners = tuple(dict.fromkeys(c for m in cast.modifiers(noun) for c in m.codes))
            if owners:
                return _gunmen_before(anchor, cast) or owners[:1]
    return ()


def _gunmen_before(anchor: Token, cast: Cast) -> Codes:
    """The armed group spoken of in this sentence or the one or two before it."""
    sentences = [s for s in anchor.doc.sents if s.start <= anchor.i][-1 - _SINCE :]
    for sentence in reversed(sentences):
        for token in sentence:
            if token.i < anchor.i and role_nouns().get(token.lemma_.lower()) == ARMED:
                return cast.parties(token)
    return ()

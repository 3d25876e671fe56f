"""Fights that hurt nobody: the attack of a striker, the retreat of a currency, the battle against a disease."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING

from sarez.reading.arguments import noun_arguments, verb_arguments
from sarez.reading.casualties import find_tolls
from sarez.reading.parsed import lemmas_of, lowers_of, words_of
from sarez.reading.status import OCCURRED

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from sarez.reading.triggers import Trigger


PLENTY = 2
_IN_THE_AIR = re.compile(r"\b(?:in|into) the air\b|\bwarning shots?\b", re.IGNORECASE)
_SHOTS = frozenset(
    "use open shoot fire shot discharge weapon rifle gun gunfire firearm force warning".split()
)
_PREPOSITIONS = frozenset({"in", "into", "at", "on", "from", "over", "across", "toward", "towards"})
_OF_ARMS = frozenset("air drone missile rocket artillery military bomb precision".split())
_FIRING = frozenset({"fire", "firing", "shooting", "shelling", "fighting", "shoot", "gunfire"})
_STOPPING = frozenset({"stop", "cease", "end", "halt"})
_TIMES = frozenset("event talk war year day week month night river history".split())
_VICTIMS = frozenset({"victim", "dead", "casualty", "death", "toll", "survivor"})


@dataclass(frozen=True, slots=True)
class Arenas:
    """The words of sport, of markets and ills, and of harm; `types` are the types of act that they may make a figure."""

    types: frozenset[str]
    sport: frozenset[str]
    market: frozenset[str]
    harm: frozenset[str]
    disaster: frozenset[str] = frozenset()
    examining: frozenset[str] = frozenset()
    violence: frozenset[str] = frozenset()


@lru_cache(maxsize=1)
def load_arenas() -> Arenas:
    """The words that come with the package, from lexicon/arenas.yaml."""
    import yaml

    text = resources.files("sarez.reading").joinpath("lexicon/arenas.yaml").read_text(encoding="utf-8")
    return Arenas(**{name: frozenset(str(words).split()) for name, words in yaml.safe_load(text).items()})


def is_figurative(trigger: Trigger, sentence: Span) -> bool:
    """Whether an act is one of sport or of the market, by the words of its sentence and of the paragraph around it."""
    arenas = load_arenas()
    if trigger.pattern.type not in arenas.types:
        return False
    lemmas = _lemmas(sentence)
    if lemmas & arenas.harm:
        return False
    if lemmas & arenas.sport or len(_lemmas(sentence.doc[:]) & arenas.sport) >= PLENTY:
        return True
    return _is_of_market(sentence.doc[trigger.anchor], arenas)


def _lemmas(words: Span) -> set[str]:
    return {*lemmas_of(words.doc)[words.start : words.end], *lowers_of(words.doc)[words.start : words.end]}


def _is_of_market(anchor: Token, arenas: Arenas) -> bool:
    found = verb_arguments(anchor) if anchor.pos_ in ("VERB", "AUX") else noun_arguments(anchor)
    return any(t.lemma_.lower() in arenas.market for t in (*found.subjects[:1], *found.objects[:1]))


def is_harmless(trigger: Trigger, sentence: Span, status: str) -> bool:
    """Whether the words of an attack tell of none: shots in the air, a quake's victims, an incident to be cleared up.

    Nor is an air strike a stoppage of work.
    """
    anchor = sentence.doc[trigger.anchor]
    if trigger.pattern.type == "PROTEST":
        return anchor.lemma_.lower() == "strike" and _is_armed(anchor)
    if _is_idiom(anchor):
        return True
    if trigger.pattern.type != "ASSAULT":
        return False
    words = {sentence.doc[i].lemma_.lower() for i in trigger.tokens}
    if (
        words - _PREPOSITIONS <= _SHOTS
        and _IN_THE_AIR.search(words_of(sentence))
        and not find_tolls(words_of(sentence))
    ):
        return True
    if words <= _FIRING and anchor.dep_ in ("nsubj", "dobj", "nsubjpass") and anchor.head.lemma_ in _STOPPING:
        return True
    if words == {"fire"} and _is_dismissal(anchor):
        return True
    if words <= _VICTIMS and any(t.lemma_.lower() in load_arenas().disaster for t in anchor.subtree):
        return True
    return (
        anchor.pos_ == "NOUN"
        and len(words) == 1
        and (_is_examined(anchor, status) or _is_past_of_men(anchor))
    )


def _is_armed(strike: Token) -> bool:
    """Whether a strike is one of arms or a blow: "air strikes", "a strike against individuals", "struck off the list"."""
    if strike.pos_ == "VERB":
        return strike.dep_ in ("acl", "amod") or any(
            c.dep_ in ("dobj", "agent", "auxpass") for c in strike.children
        )
    before = strike.nbor(-1).lower_ if strike.i > strike.sent.start else ""
    against = any(c.dep_ == "prep" and c.lower_ in ("against", "on") for c in strike.children)
    return before in _OF_ARMS or (against and strike.head.lemma_.lower() in ("carry", "launch", "conduct"))


def _is_aimed(verb: Token) -> bool:
    """Whether a shot is at somebody and not at some hour."""
    at = (t for c in verb.children if c.lower_ == "at" for t in c.children)
    return any(
        t.ent_type_ not in ("TIME", "DATE") and t.lower_ not in ("noon", "once", "midnight") for t in at
    )


def _is_idiom(anchor: Token) -> bool:
    """Whether words of an act say something else: "wound up his visit", "in his charge", "the course of events"."""
    after = anchor.nbor(1).lower_ if anchor.i + 1 < anchor.sent.end else ""
    lower = anchor.lower_
    if lower == "wound" and after == "up":
        return True
    if anchor.lemma_ == "shoot" and after == "back" and not _is_aimed(anchor):
        return True  # "the spokesman shot back"
    if lower == "incident" and any(c.lower_ in ("the", "this", "that") for c in anchor.children):
        return True
    if any(c.tag_ == "WP" and c.dep_ == "nsubj" for c in anchor.children) and anchor.dep_ == "csubj":
        return True  # "who fired first is disputed"
    if lower == "charge" and anchor.dep_ == "pobj" and anchor.head.lower_ == "in":
        return True
    if lower == "invitation" and anchor.dep_ == "pobj" and anchor.head.lower_ == "at":
        return True
    of = (t for c in anchor.children if c.lower_ == "of" for t in c.children)
    return lower == "course" and (anchor.head.lower_ == "in" or any(t.lemma_.lower() in _TIMES for t in of))


def _is_dismissal(verb: Token) -> bool:
    """Whether people are fired and not guns: "the workers who had been fired"."""
    if not any(c.dep_ == "auxpass" for c in verb.children):
        return False
    aimed = any(c.dep_ in ("prep", "prt") and c.lower_ in _PREPOSITIONS for c in verb.children)
    fired = [c for c in verb.children if c.dep_ == "nsubjpass"]
    return not aimed and all(t.lemma_.lower() not in load_arenas().violence | {"shot"} for t in fired)


def is_of_disaster(trigger: Trigger, sentence: Span) -> bool:
    """Whether harm is nature's: its words stand where a disaster is told of and nobody is said to have used force."""
    if trigger.pattern.type != "ASSAULT":
        return False
    arenas = load_arenas()
    lemmas = _lemmas(sentence)
    words = {sentence.doc[i].lemma_.lower() for i in trigger.tokens}
    if (lemmas | words) & arenas.violence:
        return False
    told = lemmas_of(sentence.doc)
    return any(lemma in arenas.disaster and sentence.doc[i].pos_ == "NOUN" for i, lemma in enumerate(told))


def _is_examined(noun: Token, status: str) -> bool:
    """Whether a noun names what is yet to be looked into: "a commission will clear up the incident"."""
    return (
        status != OCCURRED
        and noun.dep_ in ("dobj", "nsubjpass")
        and noun.head.lemma_.lower() in load_arenas().examining
    )


def _is_past_of_men(noun: Token) -> bool:
    """Whether attacks at large only describe who people are: "bandits who had taken part in assaults"."""
    if noun.tag_ != "NNS" or any(c.i < noun.i for c in noun.children) or noun.head.lower_ != "in":
        return False
    verb = noun.head.head if noun.head.head.pos_ == "VERB" else noun.head.head.head
    return verb.dep_ == "relcl" and verb.lemma_ in ("take", "participate", "engage", "involve")

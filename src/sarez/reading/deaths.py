"""Who died, as the grammar of a sentence has it: the people that a word of dying or killing counts or names.

`casualties` reads figures from the words around them; here the parse tells the dead where the figure stands far from
the word, where nobody counts them (“stabbed a general to death”) or where one more person follows (“two guards and
a fighter fell”).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sarez.reading.casualties import number
from sarez.reading.settings_words import words

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_OBJECTS = ("dobj", "obj", "nsubjpass")
_MANY = frozenset({"several", "few", "many"})  # "several hundred" is no number
_NOBODY = frozenset("anyone anybody nobody no-one none someone somebody".split())
_MEMBERS = 6  # members of one enumeration that are followed
_ANY = re.compile(
    r"kill|murder|assassinat|slay|slain|execut|behead|decapitat|lynch|massacr|slaughter|strangl|hang|hung|martyr|eliminat|liquidat"
    r"|neutrali|exterminat|shot|shoot|\bdown\b|death|dead|\bdie[sd]?\b|dying|perish|drown|succumb|suffocat|surviv|\bli[fv]e|return"
    r"|\balive|pieces|\bf[ae]ll|\bend\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Deaths:
    """Some dead of one sentence: how many, the characters of the phrase in its passage, whether they are one person."""

    count: int
    start: int
    end: int
    is_one: bool


def may_tell(text: str) -> bool:
    """Whether a sentence has any word that tells of deaths: a quick look before the grammar is asked."""
    return _ANY.search(text) is not None


def deaths_in(sentence: Span) -> Iterator[Deaths]:
    """The dead that the words of a sentence count or name, none of them twice."""
    seen: set[int] = set()
    for token in sentence:
        if kills(token) and _lacks_its_victim(token):
            yield Deaths(1, token.idx, token.idx + len(token), True)
        for head in _dead_of(token):
            members = [head, *_and(head)]
            if any(m.i in seen for m in members):
                continue
            seen.update(m.i for m in members)
            counts = [c for m in members if (c := _count(m)) is not None]
            if counts and (len(counts) == len(members) or max(counts) > 1):
                yield Deaths(
                    sum(counts),
                    min(m.left_edge.idx for m in members),
                    max(m.idx + len(m) for m in members),
                    sum(counts) == 1,
                )


def kills(token: Token) -> bool:
    """Whether a verb says that somebody was put to death: “murdered”, “shot dead”, “hacked to death”, “gunned down”."""
    lemma = token.lemma_.lower()
    if lemma in words("killing"):
        return True
    if lemma in words("shooting") and any(t.lower_ == "dead" for t in _beside(token)):
        return True
    if lemma in words("felling") and any(t.lower_ == "down" for t in token.children):
        return True
    return lemma not in words("dying") and _to_death(token)


def dies(token: Token) -> bool:
    """Whether a verb says that its subject died: “perished”, “did not survive”, “lost his life”, “lies dead”."""
    lemma = token.lemma_.lower()
    if lemma in words("dying") or (lemma in words("ailing") and _to_death(token)):
        return True
    is_denied = any(c.dep_ == "neg" for c in token.children)
    if lemma in words("surviving"):
        return is_denied
    if lemma == "come":
        return is_denied and any(
            c.lower_ in ("alive", "back") for t in token.children for c in (t, *t.children)
        )
    if lemma in ("lose", "give", "lay", "pay"):
        return any(
            c.lemma_.lower() == "life"
            for t in token.children
            for c in (t, *t.children)
            if c.dep_ in ("dobj", "pobj")
        )
    if lemma in ("lie", "be", "leave"):
        return any(
            c.lower_ == "dead" and c.dep_ in ("acomp", "advmod", "oprd", "amod") for c in token.children
        )
    if lemma in ("meet", "find"):
        return any(c.dep_ == "dobj" and c.lemma_.lower() in ("death", "end") for c in token.children)
    return False


def is_one(noun: Token) -> bool:
    """Whether a noun stands for one person and for no more."""
    return (
        noun.tag_ in ("NN", "NNP")
        and noun.lower_ not in _NOBODY
        and noun.lemma_.lower() not in words("crowds")
        and not any(c.dep_ in ("nummod", "conj") for c in noun.children)
    )


def _to_death(verb: Token) -> bool:
    return any(
        t.lower_ == "to" and any(c.lower_ in ("death", "pieces") for c in t.children) for t in verb.children
    )


def _dead_of(token: Token) -> Iterator[Token]:
    """The heads of the phrases that stand for the dead of one word."""
    if any(c.dep_ == "neg" for c in token.children) and token.lemma_.lower() not in words("surviving") | {
        "come"
    }:
        return
    if token.pos_ in ("VERB", "AUX"):
        if kills(token):
            yield from victims_of(token)
        elif token.lemma_.lower() in words("shooting"):
            yield from (v for v in victims_of(token) if _is_passive(token) or (_count(v) or 0) > 1)
        elif dies(token):
            subjects = [_meant(c) for c in _subjects(token) if c.dep_ == "nsubj" or token.tag_ == "VBN"]
            yield from subjects or (
                [token.head] if token.dep_ in ("acl", "relcl") and token.tag_ == "VBD" else []
            )
        elif token.lemma_.lower() == "fall":  # a man falls by fire; a government falls too
            yield from (
                m
                for c in _subjects(token)
                if (m := _meant(c)).lemma_.lower() in words("fallen") or _count(m) not in (None, 1)
            )
        elif token.lemma_.lower() in words("taking life"):
            yield from _life_of(token)
    elif token.pos_ == "NOUN" and token.lemma_.lower() in words("murder"):
        yield from (p for c in token.children if c.lower_ == "of" for p in c.children if p.dep_ == "pobj")
    elif token.lower_ == "death":
        of = (p for c in token.children if c.lower_ == "of" for p in c.children)
        yield from (p for p in of if p.dep_ == "pobj" and p.tag_ == "NNP")


def victims_of(verb: Token) -> list[Token]:
    """The heads of the phrases that a verb of killing has for its victims."""
    found = [
        _meant(c)
        for c in verb.children
        if c.dep_ in _OBJECTS and c.lower_ not in ("himself", "itself", "themselves")
    ]
    if not found and verb.dep_ in ("acl", "relcl") and verb.tag_ == "VBN":
        found = [verb.head]
    head = verb
    while not found and head.dep_ == "conj":
        head = head.head
        found = [
            _meant(c)
            for c in head.children
            if c.dep_ == "nsubjpass" or (c.dep_ == "nsubj" and verb.tag_ == "VBN")
        ]
    return found


def _life_of(verb: Token) -> Iterator[Token]:
    """Whose life somebody took or an act cost: “took the life of a driver”, “took his life”."""
    for life in verb.children:
        if life.dep_ == "dobj" and life.lemma_.lower() == "life":
            yield from (p for c in life.children if c.lower_ == "of" for p in c.children if p.dep_ == "pobj")
            yield from (c for c in life.children if c.dep_ == "poss" or c.pos_ == "NUM")


def _subjects(verb: Token) -> list[Token]:
    """The subjects of a verb, those of the verb it is joined to where it has none."""
    head = verb
    while True:
        found = [c for c in head.children if c.dep_ in ("nsubj", "nsubjpass")]
        if found or head.dep_ not in ("conj", "xcomp"):
            return found
        head = head.head


def _beside(verb: Token) -> Iterator[Token]:
    for child in verb.children:
        yield child
        yield from child.children


def _is_passive(verb: Token) -> bool:
    return any(c.dep_ in ("nsubjpass", "auxpass") for c in verb.children)


def _lacks_its_victim(verb: Token) -> bool:
    """Whether the parse lost the one person that "was killed": "On Saturday General Nazarov was stabbed to death"."""
    first = verb.head if verb.dep_ == "conj" else verb
    passive = [c for c in (*verb.children, *first.children) if c.dep_ == "auxpass"]
    return any(c.lower_ == "was" for c in passive) and not victims_of(verb)


def _meant(noun: Token) -> Token:
    """The noun that a relative pronoun stands for; “one of the officers” is the one."""
    if noun.tag_ in ("WP", "WDT"):
        clause = noun
        while clause.dep_ not in ("relcl", "acl", "ccomp", "advcl") and clause.head.i != clause.i:
            clause = clause.head
        return clause.head if clause.dep_ in ("relcl", "acl") else noun
    return noun


def _and(head: Token) -> list[Token]:
    """What is joined to a noun by “and”, “as well as” or a comma."""
    found: list[Token] = []
    for child in head.children:
        if child.dep_ == "conj" and child.i > head.i and child.pos_ in ("NOUN", "PROPN", "NUM", "PRON"):
            found += [child, *_and(child)]
    return found[:_MEMBERS]


def _count(noun: Token) -> int | None:
    """How many people a phrase counts; one for a person in the singular, None where it does not say."""
    if noun.pos_ == "NUM" or noun.tag_ == "CD":
        return number(_numeral(noun))
    for child in noun.children:
        if child.dep_ == "nummod" or (child.tag_ == "CD" and child.dep_ != "appos"):
            return number(_numeral(child))
    if noun.lower_ in _NOBODY or any(c.lower_ == "no" for c in noun.children):
        return None
    if noun.tag_ in ("NN", "NNP") and noun.lemma_.lower() not in words("crowds"):
        return 1
    return 1 if noun.lower_ in ("he", "him", "she", "her", "his") else None


def _numeral(token: Token) -> str:
    """The words of a number, “twenty - five” whole."""
    first = last = token.i
    doc = token.doc
    while first > token.sent.start and (doc[first - 1].tag_ == "CD" or doc[first - 1].text == "-"):
        first -= 1
    while last + 1 < token.sent.end and (doc[last + 1].tag_ == "CD" or doc[last + 1].text == "-"):
        last += 1
    if first > token.sent.start and doc[first - 1].lower_ in _MANY:
        return ""
    return doc[first : last + 1].text.strip("- ")

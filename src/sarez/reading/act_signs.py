"""What the surroundings of a word say of the act it may tell: the named signs that `act_words.py` weighs.

A sign is a short text such as `l:detain/V` (the lemma), `ok:state` (the object is a state) or `cb:137/V` (its middle
class of meaning). `scripts/train_act_words.py` learns from the same signs, so each change here asks for training anew.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Generator, Iterator, Sequence
from typing import TYPE_CHECKING

from sarez.reading.arguments import noun_arguments, verb_arguments
from sarez.reading.parsed import lemmas_of
from sarez.reading.roles import kind_of
from sarez.reading.status import status_of
from sarez.reading.word_classes import Classes, load_classes

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from sarez.reading.parties import Cast
    from sarez.reading.triggers import Trigger

TELLING = frozenset({"VERB", "NOUN", "ADJ"})
_CHILDREN = frozenset(
    "dobj nsubjpass attr acomp oprd xcomp ccomp compound amod poss nmod prep agent prt neg aux auxpass mark".split()
)
_QUOTES = frozenset('"“”«»')
_LOOKED_AT = 4
_NO_CLASSES: Classes = ("", "", "")


def signs_of(
    sentence: Span, cast: Cast, triggers: Sequence[Trigger], never: frozenset[str] = frozenset()
) -> Iterator[tuple[int, list[str]]]:
    """For each word of a sentence that may tell an act, its index in the passage and its signs.

    `triggers` are those that the lexicon found in the passage; words whose lemma is in `never`, and in no trigger, are
    passed over.
    """
    anchored, within = _by_word(sentence, triggers)
    shared = [
        *_of_sentence(sentence, cast),
        *{f"rx:{t.pattern.type}" for ts in anchored.values() for t in ts},
    ]
    lemmas = lemmas_of(cast.doc)
    for token in sentence:
        if token.pos_ in TELLING and (token.i in within or lemmas[token.i] not in never):
            ruled = _of_rules(anchored.get(token.i, ()), within.get(token.i, ()))
            yield token.i, [*shared, *ruled, *_of_word(token, lemmas, cast)]


def _by_word(
    sentence: Span, triggers: Sequence[Trigger]
) -> tuple[dict[int, list[Trigger]], dict[int, list[Trigger]]]:
    """The lexicon's triggers of a sentence by the word they hang on, and by every word they are made of."""
    anchored, within = defaultdict[int, list["Trigger"]](list), defaultdict[int, list["Trigger"]](list)
    for trigger in triggers:
        if sentence.start <= trigger.anchor < sentence.end:
            anchored[trigger.anchor].append(trigger)
            for i in trigger.tokens:
                within[i].append(trigger)
    return anchored, within


def _of_sentence(sentence: Span, cast: Cast) -> list[str]:
    named = {c for i in range(sentence.start, sentence.end) if i in cast.owner for c in cast.owner[i].codes}
    found = [f"named:{min(len(named), 3)}", f"long:{min(len(sentence) // 10, 4)}"]
    found += ["dated"] if any(t.ent_type_ == "DATE" for t in sentence) else []
    return found + (["quoted"] if any(t.text in _QUOTES for t in sentence) else [])


def _of_rules(anchored: Sequence[Trigger], within: Sequence[Trigger]) -> list[str]:
    found = [f"r:{t.pattern.type}{' weak' if t.is_weak else ''}" for t in anchored]
    found += [f"rs:{t.pattern.type} {t.pattern.source}" for t in anchored]
    if not anchored:
        found += [f"ri:{t.pattern.type}" for t in within] or ["r:none"]
    return found


def _of_word(token: Token, lemmas: list[str], cast: Cast) -> Iterator[str]:
    lemma, pos = lemmas[token.i], token.pos_[0]
    coarse, middle, fine = load_classes().get(lemma, _NO_CLASSES)
    yield from (f"l:{lemma}/{pos}", f"d:{token.dep_}/{pos}", f"ld:{lemma}/{token.dep_}", f"t:{token.tag_}")
    if coarse:
        yield from (f"ca:{coarse}/{pos}", f"cb:{middle}/{pos}", f"cc:{fine}/{pos}")
    yield f"st:{status_of(token)}"
    arguments = verb_arguments(token) if pos == "V" else noun_arguments(token)
    yield "passive" if arguments.passive else "active"
    subject = yield from _of_side("s", arguments.subjects, (lemma, coarse, middle), lemmas, cast)
    object_ = yield from _of_side("o", arguments.objects, (lemma, coarse, middle), lemmas, cast)
    yield f"so:{subject}/{object_}"
    yield f"so:{subject}/{object_}/{coarse}"
    yield from _of_children(token, lemma, lemmas)
    if token.head.i != token.i:
        above = lemmas[token.head.i]
        yield from (f"h:{token.dep_}:{above}", f"h:{lemma}<{above}")
        yield f"hc:{token.dep_}:{load_classes().get(above, _NO_CLASSES)[1]}"


def _of_side(
    side: str, tokens: Sequence[Token], word: tuple[str, str, str], lemmas: list[str], cast: Cast
) -> Generator[str, None, str]:
    """The signs of a subject or an object; what is returned is the kind of party it is."""
    lemma, coarse, middle = word
    if not tokens:
        yield f"{side}:none"
        return "none"
    kind = kind_of(next((codes for t in tokens[:_LOOKED_AT] if (codes := cast.parties(t))), ()))
    first = lemmas[tokens[0].i]
    yield from (f"{side}k:{kind}", f"{side}k:{kind}/{lemma}", f"{side}k:{kind}/{middle}", f"{side}:{first}")
    classes = load_classes().get(first)
    if classes:
        yield f"{side}c:{classes[1]}"
        yield f"{side}c:{classes[0]}/{coarse}"
    return kind


def _of_children(token: Token, lemma: str, lemmas: list[str]) -> Iterator[str]:
    for child in token.children:
        dep = child.dep_
        if dep not in _CHILDREN:
            continue
        if dep in ("prep", "agent", "prt"):
            yield f"p:{lemma}+{child.lower_}"
        elif dep in ("neg", "mark"):
            yield f"{dep}:{child.lower_}" if dep == "mark" else dep
        elif dep in ("aux", "auxpass"):
            yield f"aux:{lemmas[child.i]}"
        else:
            yield f"ch:{dep}:{lemmas[child.i]}"
            yield f"ch:{lemma}>{lemmas[child.i]}"

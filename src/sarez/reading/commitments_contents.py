"""What a word of undertaking announces: the clauses, phrases and sums that hang on it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sarez.reading.commitments_clauses import SHOULD, Deed, coordinated, deed_of, future_of, has_to, is_ahead
from sarez.reading.commitments_cues import Cue, is_sum
from sarez.reading.commitments_words import AGREED, IN_PRINCIPLE, NOTED, load_words

if TYPE_CHECKING:
    from spacy.tokens import Token

_THAT_NOUNS = frozenset({"word", "assurance", "promise", "pledge", "guarantee"})
_VERBAL = ("VERB", "AUX")


def contents(cue: Cue) -> Iterator[tuple[Deed, str]]:
    """What a cue announces, each deed with its modality."""
    token, found = cue.token, False
    for deed, modality in _contents(cue):
        for one in coordinated(deed) if deed.head.pos_ in _VERBAL else (deed,):
            found = True
            yield one, modality
    if found and token.pos_ == "VERB" and token.tag_ != "VB":
        for verb in (c for c in token.conjuncts if c.i > token.i and c.tag_ == "VB" and c.pos_ == "VERB"):
            if not any(c.dep_ in ("nsubj", "aux", "neg") for c in verb.children) and verb.nbor(
                -1
            ).lower_ not in ("nor", "or"):
                yield deed_of(verb, finite=False), cue.modality
    if not found and token.pos_ == "VERB":
        for verb in _told_first(token):
            found = True
            yield deed_of(verb, finite=True), cue.modality
    if not found and token.pos_ in ("NOUN", "ADJ"):
        for verb in _beyond(cue):
            found = True
            yield deed_of(verb, finite=False), cue.modality
    if not found and (token.pos_ == "VERB" or cue.source in _THAT_NOUNS):
        lost = _lost(cue)
        if lost is not None:
            yield lost, cue.modality


def _told_first(cue: Token) -> list[Token]:
    """The clause before the verb that promises it: "not one school will be shut, the minister promised the parents"."""
    found = [c for c in cue.children if c.i < cue.i and c.dep_ == "ccomp" and is_ahead(c)]
    return [
        c for c in found if future_of(c) != SHOULD and not any(t.text in ";:" for t in cue.doc[c.i : cue.i])
    ]


def _beyond(cue: Cue) -> list[Token]:
    """The infinitive that the parse hangs on the verb over a noun or adjective: "gave an undertaking to withdraw"."""
    token = cue.token
    above = token.head
    if (
        token.dep_ not in ("dobj", "acomp", "attr")
        or above.pos_ not in _VERBAL
        or (token.pos_ == "NOUN" and above.lemma_ == "be")
    ):
        return []
    if (
        token.pos_ == "NOUN"
        and cue.modality == AGREED
        and not load_words().has("giving", above.lemma_.lower())
    ):
        return []
    return [
        c
        for c in above.children
        if c.i > token.i and c.dep_ in ("advcl", "xcomp") and c.pos_ == "VERB" and has_to(c)
    ][:1]


def _contents(cue: Cue) -> Iterator[tuple[Deed, str]]:
    token = cue.token
    sums = [c for c in token.children if c.dep_ in ("dobj", "nsubjpass") and is_sum(c)]
    if cue.modality == AGREED and sums and load_words().has("sums", token.lemma_.lower()):
        yield Deed(sums[0]), AGREED
        return
    for child in sorted((c for c in token.children if c.i > token.i), key=lambda c: c.i):
        if child.pos_ in _VERBAL or child.dep_ in ("ccomp", "xcomp"):
            yield from _from_clause(cue, child)
        elif child.dep_ in ("prep", "prt", "agent", "dative") and child.lower_ in (
            "to",
            "on",
            "upon",
            "of",
            "for",
            "with",
            "about",
            "in",
        ):
            for one in (child, *(c for c in child.conjuncts if c.dep_ == "conj" and c.head.i == child.i)):
                yield from _from_phrase(cue, one)
        elif child.dep_ == "dobj":
            yield from _from_object(cue, child)
        elif child.dep_ == "conj" and child.pos_ not in _VERBAL and token.pos_ == "VERB":
            yield from ((Deed(c, child, binds=True), cue.modality) for c in child.children if has_to(c))


def _from_clause(cue: Cue, child: Token) -> Iterator[tuple[Deed, str]]:
    token = cue.token
    if _is_idiom(child):
        return
    if has_to(child) and future_of(child) is None:
        if child.dep_ in ("xcomp", "acl", "relcl", "ccomp") or (
            child.dep_ == "advcl" and not _has_object(token)
        ):
            other = next(
                (c for c in token.children if c.dep_ == "conj" and c.pos_ not in _VERBAL and c.i < child.i),
                None,
            )
            if other is not None and token.pos_ == "VERB":
                yield Deed(child, other, binds=True), cue.modality
                return
            yield deed_of(child, finite=False), cue.modality
    elif child.dep_ == "xcomp" and child.tag_ == "VBG" and cue.modality not in (AGREED,):
        yield deed_of(child, finite=False), cue.modality
    elif child.dep_ in ("ccomp", "acl", "relcl", "advcl") and any(
        c.dep_ == "mark" and c.lower_ == "that" for c in child.children
    ):
        yield from _from_that(cue, child)


def _from_that(cue: Cue, verb: Token) -> Iterator[tuple[Deed, str]]:
    words = load_words()
    need = any(c.dep_ == "acomp" and c.lemma_.lower() in words.adjectives for c in verb.children)
    if need:
        yield from (
            (deed_of(x, finite=False), IN_PRINCIPLE if cue.modality == AGREED else NOTED)
            for x in [*verb.children, *(g for c in verb.children for g in c.children)]
            if x.pos_ == "VERB" and has_to(x)
        )
    elif any(c.dep_ == "nsubj" and c.lower_ in ("this", "that") for c in verb.children):
        return
    elif is_ahead(verb) or cue.source in ("assurance", "assure", "guarantee", "reassure"):
        yield deed_of(verb, finite=True), cue.modality


def _from_phrase(cue: Cue, preposition: Token) -> Iterator[tuple[Deed, str]]:
    words = load_words()
    for inner in preposition.children:
        lemma = inner.lemma_.lower()
        if (
            inner.dep_ == "pcomp"
            and inner.tag_ == "VBG"
            and (cue.token.pos_ != "NOUN" or cue.modality != AGREED)
        ):
            if cue.source == "engage":
                continue
            yield deed_of(inner, finite=False), cue.modality
        elif inner.dep_ == "pobj" and cue.modality == AGREED and words.has("in_principle", lemma):
            yield from ((deed, IN_PRINCIPLE) for deed, _ in _contents(Cue(inner, NOTED, lemma)))
            if not any(c.dep_ in ("acl", "prep") for c in inner.children):
                return
        elif (
            inner.dep_ == "pobj"
            and words.has("deeds", lemma)
            and cue.token.pos_ == "VERB"
            and preposition.lower_ in ("to", "on", "upon", "for")
        ):
            yield Deed(inner), cue.modality
        elif inner.dep_ == "pobj" and cue.modality == NOTED and preposition.lower_ in ("of", "for"):
            yield Deed(inner), NOTED


def _from_object(cue: Cue, child: Token) -> Iterator[tuple[Deed, str]]:
    words, lemma = load_words(), cue.token.lemma_.lower()
    if lemma == "guarantee" and child.pos_ in ("NOUN", "PROPN"):
        yield Deed(cue.token), cue.modality
    elif words.has("deeds", child.lemma_.lower()) and child.pos_ == "NOUN":
        yield Deed(child), cue.modality


def _lost(cue: Cue) -> Deed | None:
    """The clause that the parse has hung elsewhere: the first "that …" with a verb still ahead, after the cue."""
    sentence = cue.token.sent
    for token in cue.token.doc[cue.token.i + 1 : sentence.end]:
        if token.text in ";:":
            return None
        if (
            token.lower_ == "that"
            and token.dep_ == "mark"
            and token.head.pos_ in _VERBAL
            and token.head.i > token.i
        ):
            return (
                deed_of(token.head, finite=True) if is_ahead(token.head) and cue.modality == AGREED else None
            )
    return None


def _has_object(token: Token) -> bool:
    return any(c.dep_ == "dobj" and c.pos_ != "PRON" for c in token.children)


def _is_idiom(verb: Token) -> bool:
    i = verb.i
    return i > 1 and verb.doc[i - 1].lower_ == "to" and verb.doc[i - 2].lower_ == verb.lower_

"""Undertakings that a word announces: "agreed to …", "gave his word that …", "the men, it promises, will …"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sarez.reading.arguments import is_passive
from sarez.reading.commitments_clauses import Deed, coordinated, deed_of, future_of, has_to, is_subjunctive
from sarez.reading.commitments_who import is_paper, verb_above
from sarez.reading.commitments_words import AGREED, IN_PRINCIPLE, NOTED, OFFERED, load_words
from sarez.reading.status import CALLED_FOR, DENIED, HYPOTHETICAL, PLANNED, status_of

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_UNREAL = frozenset({HYPOTHETICAL, DENIED, CALLED_FOR, PLANNED})
_NO = frozenset({"no", "neither", "without", "nor", "not", "never", "any"})
_THAT_NOUNS = frozenset({"word", "assurance", "promise", "pledge", "guarantee"})
_VERBAL = ("VERB", "AUX")


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that announces an undertaking, with the modality of what it announces."""

    token: Token
    modality: str
    source: str


def find_cues(sentence: Span) -> Iterator[Cue]:
    """The words of undertaking in a sentence that are said to have been uttered."""
    words = load_words()
    for token in sentence:
        lemma = token.lemma_.lower()
        if token.pos_ == "VERB":
            modality = _of_verb(token, lemma)
            if modality and status_of(token) not in _UNREAL and not _is_denied(token):
                yield Cue(token, modality, lemma)
        elif token.pos_ == "NOUN" and lemma in words.nouns and not _is_denied(token) and token.head.lower_ != "in":
            if words.nouns[lemma] == AGREED or _is_stated(token):
                yield Cue(token, words.nouns[lemma], lemma)
        elif token.pos_ == "ADJ" and lemma in words.adjectives and token.dep_ in ("acomp", "oprd", "ROOT", "ccomp", "xcomp", "conj", "advcl"):
            if not _is_denied(verb_above(token.head)):
                yield Cue(token, words.adjectives[lemma], lemma)


def _of_verb(token: Token, lemma: str) -> str | None:
    words = load_words()
    if lemma in words.phrases:
        near = [c.lower_ for c in token.children if c.i > token.i]
        return AGREED if words.phrases[lemma] in near else None
    if words.has("document_verbs", lemma) and _said_by_paper(token):
        return AGREED
    if words.has("orders", lemma):
        return AGREED if _is_order(token) else None
    modality = words.verbs.get(lemma)
    if words.has("sums", lemma) and any(c.dep_ in ("dobj", "nsubjpass") and is_sum(c) for c in token.children):
        modality = AGREED
    if modality and token.dep_ == "amod":
        return None
    if modality == AGREED and any(c.lower_ == "principle" for p in token.children if p.lower_ == "in" for c in p.children):
        return IN_PRINCIPLE
    return modality


def _said_by_paper(verb: Token) -> bool:
    """Whether a document is the subject: "the protocol foresees", "a road map, which foresees"."""
    for child in verb.children:
        if child.dep_ == "nsubj":
            return is_paper(child) or (child.tag_ == "WDT" and verb.dep_ == "relcl" and is_paper(verb.head))
    return False


def _is_order(token: Token) -> bool:
    """An order that was given, not the standing task of a body ("is tasked with") nor a charge of guilt."""
    if any(c.dep_ == "auxpass" and c.lower_ in ("is", "are", "be") for c in token.children):
        return False
    if token.lemma_ == "charge":
        crimes = load_words().lists["crimes"]
        return is_passive(token) and not any(t.lemma_.lower() in crimes for t in token.subtree if t.i > token.i)
    return True


def _is_denied(token: Token) -> bool:
    near = {c.lower_ for c in token.children if c.dep_ in ("det", "neg", "preconj", "advmod", "cc") and c.i < token.i}
    if near & _NO:
        return True
    verb = verb_above(token)
    if token.pos_ == "NOUN" and verb.pos_ in _VERBAL and status_of(verb) in (HYPOTHETICAL, DENIED, CALLED_FOR):
        return True
    return token.head.lower_ == "without" or any(
        c.dep_ == "dobj" and any(g.lower_ == "no" for g in c.children) for c in token.children
    )


def _is_stated(token: Token) -> bool:
    verb = verb_above(token)
    return verb.pos_ in _VERBAL and (load_words().has("stating", verb.lemma_.lower()) or verb.lemma_ == "be" or token.dep_ == "nsubjpass")


def contents(cue: Cue) -> Iterator[tuple[Deed, str]]:
    """What a cue announces, each deed with its modality."""
    token, found = cue.token, False
    for deed, modality in _contents(cue):
        for one in coordinated(deed) if deed.head.pos_ in _VERBAL else (deed,):
            found = True
            yield one, modality
    if not found and token.pos_ in ("NOUN", "ADJ"):
        for verb in _beyond(cue):
            found = True
            yield deed_of(verb, finite=False), cue.modality
    if not found and (token.pos_ == "VERB" or cue.source in _THAT_NOUNS):
        lost = _lost(cue)
        if lost is not None:
            yield lost, cue.modality


def _beyond(cue: Cue) -> list[Token]:
    """The infinitive that the parse hangs on the verb over a noun or adjective: "gave an undertaking to withdraw"."""
    token = cue.token
    above = token.head
    if token.dep_ not in ("dobj", "acomp", "attr") or above.pos_ not in _VERBAL or (token.pos_ == "NOUN" and above.lemma_ == "be"):
        return []
    if token.pos_ == "NOUN" and cue.modality == AGREED and not load_words().has("giving", above.lemma_.lower()):
        return []
    return [c for c in above.children if c.i > token.i and c.dep_ in ("advcl", "xcomp") and c.pos_ == "VERB" and has_to(c)][:1]


def _contents(cue: Cue) -> Iterator[tuple[Deed, str]]:
    token = cue.token
    sums = [c for c in token.children if c.dep_ in ("dobj", "nsubjpass") and is_sum(c)]
    if cue.modality == AGREED and sums and load_words().has("sums", token.lemma_.lower()):
        yield Deed(sums[0]), AGREED
        return
    for child in sorted((c for c in token.children if c.i > token.i), key=lambda c: c.i):
        if child.pos_ in _VERBAL or child.dep_ in ("ccomp", "xcomp"):
            yield from _from_clause(cue, child)
        elif child.dep_ in ("prep", "prt", "agent", "dative") and child.lower_ in ("to", "on", "upon", "of", "for", "with", "about", "in"):
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
        if child.dep_ in ("xcomp", "acl", "relcl", "ccomp") or (child.dep_ == "advcl" and not _has_object(token)):
            other = next((c for c in token.children if c.dep_ == "conj" and c.pos_ not in _VERBAL and c.i < child.i), None)
            if other is not None and token.pos_ == "VERB":
                yield Deed(child, other, binds=True), cue.modality
                return
            yield deed_of(child, finite=False), cue.modality
    elif child.dep_ == "xcomp" and child.tag_ == "VBG" and cue.modality not in (AGREED,):
        yield deed_of(child, finite=False), cue.modality
    elif child.dep_ in ("ccomp", "acl", "relcl", "advcl") and any(c.dep_ == "mark" and c.lower_ == "that" for c in child.children):
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
    elif _is_ahead(verb) or cue.source in ("assurance", "assure", "guarantee", "reassure"):
        yield deed_of(verb, finite=True), cue.modality


def _is_ahead(verb: Token) -> bool:
    inner = deed_of(verb, finite=False).head
    return future_of(verb) is not None or future_of(inner) is not None or is_subjunctive(verb)


def _from_phrase(cue: Cue, preposition: Token) -> Iterator[tuple[Deed, str]]:
    words = load_words()
    for inner in preposition.children:
        lemma = inner.lemma_.lower()
        if inner.dep_ == "pcomp" and inner.tag_ == "VBG" and (cue.token.pos_ != "NOUN" or cue.modality != AGREED):
            if cue.source == "engage":
                continue
            yield deed_of(inner, finite=False), cue.modality
        elif inner.dep_ == "pobj" and cue.modality == AGREED and words.has("in_principle", lemma):
            yield from ((deed, IN_PRINCIPLE) for deed, _ in _contents(Cue(inner, NOTED, lemma)))
            if not any(c.dep_ in ("acl", "prep") for c in inner.children):
                return
        elif inner.dep_ == "pobj" and words.has("deeds", lemma) and cue.token.pos_ == "VERB" and preposition.lower_ in ("to", "on", "upon", "for"):
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
        if token.lower_ == "that" and token.dep_ == "mark" and token.head.pos_ in _VERBAL and token.head.i > token.i:
            return deed_of(token.head, finite=True) if _is_ahead(token.head) and cue.modality == AGREED else None
    return None


def is_sum(token: Token) -> bool:
    """Whether a noun phrase is an amount of money."""
    if not any(t.like_num for t in token.subtree):
        return False
    near = [*token.subtree, *token.doc[max(token.sent.start, token.i - 4) : token.i]]
    currencies = load_words().lists["currencies"]
    return any(t.ent_type_ == "MONEY" or t.text in "$€£" or t.lower_ in currencies for t in near if t.head.dep_ != "relcl")


def _has_object(token: Token) -> bool:
    return any(c.dep_ == "dobj" and c.pos_ != "PRON" for c in token.children)


def _is_idiom(verb: Token) -> bool:
    i = verb.i
    return i > 1 and verb.doc[i - 1].lower_ == "to" and verb.doc[i - 2].lower_ == verb.lower_


def governs_elsewhere(cue: Cue) -> bool:
    """Whether what a cue announces may stand beside it: ", the Staff promises,", "such is the order", "so it has promised"."""
    token = cue.token
    if cue.modality not in (AGREED, OFFERED):
        return False
    if token.pos_ == "NOUN":
        verb = token.head
        return token.dep_ in ("attr", "nsubj") and verb.lemma_ == "be" and any(c.lower_ in ("such", "this", "that", "so") for c in verb.children)
    if token.pos_ != "VERB":
        return False
    return not any(c.dep_ == "dobj" and c.pos_ in ("NOUN", "PROPN", "NUM") for c in token.children)

"""Clauses that say what is undertaken: which verbs name a deed still to be done, and the words of the clause."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sarez.reading.arguments import is_passive, subject_of

if TYPE_CHECKING:
    from spacy.tokens import Token

WILL, WOULD, SHOULD, BE_TO = "will", "would", "should", "be to"
_MODALS = {
    "will": WILL,
    "'ll": WILL,
    "’ll": WILL,
    "wo": WILL,
    "shall": WILL,
    "would": WOULD,
    "'d": WOULD,
    "should": SHOULD,
}
_DASHES = frozenset({"–", "—", "--", "-"})


@dataclass(frozen=True, slots=True)
class Deed:
    """An act to be done: the head of its clause or noun phrase, its subject, its voice; `binds` if the subject undertakes."""

    head: Token
    subject: Token | None = None
    passive: bool = False
    is_finite: bool = False
    binds: bool = False


def future_of(verb: Token) -> str | None:
    """How a verb is put ahead in time: will, would, should or be to ("are to be moved"); None if it is not."""
    marks = [c for c in verb.children if c.dep_ == "aux"]
    for mark in marks:
        if mark.lower_ in _MODALS:
            return _MODALS[mark.lower_]
    to = next((m for m in marks if m.lower_ == "to"), None)
    if to is not None:
        kind = _before_to(to)
        if kind:
            return kind
    if (
        verb.dep_ == "conj"
        and verb.tag_ in ("VB", "VBN")
        and verb.head.pos_ in ("VERB", "AUX")
        and not _own_subject(verb)
    ):
        return future_of(verb.head) if verb.head.i != verb.i else None
    return None


def _before_to(to: Token) -> str | None:
    i = to.i - 1
    while i > to.sent.start and to.doc[i].pos_ == "ADV":
        i -= 1
    word = to.doc[i]
    if (
        word.lower_ == "going"
        and i > to.sent.start
        and to.doc[i - 1].lower_ in ("is", "are", "'s", "’s", "'re", "’re")
    ):
        return WILL
    return BE_TO if word.lower_ in ("is", "are", "’re", "'re") else None


def _own_subject(verb: Token) -> bool:
    return any(c.dep_ in ("nsubj", "nsubjpass", "csubj") for c in verb.children)


def is_subjunctive(verb: Token) -> bool:
    """Whether a clause has the bare verb of a command: "that the guard be stiffened"."""
    mark = any(c.dep_ == "mark" and c.lower_ == "that" for c in verb.children)
    bare = verb.tag_ == "VB" or any(c.dep_ == "auxpass" and c.lower_ == "be" for c in verb.children)
    return mark and bare and not any(c.dep_ == "aux" for c in verb.children)


def is_ahead(verb: Token) -> bool:
    """Whether a clause tells of what is still to be done."""
    return (
        future_of(verb) is not None
        or is_subjunctive(verb)
        or future_of(deed_of(verb, finite=False).head) is not None
    )


def has_to(verb: Token) -> bool:
    """Whether a verb is an infinitive with its own "to"."""
    return any(c.dep_ == "aux" and c.lower_ == "to" and c.i < verb.i for c in verb.children)


def own_subject(verb: Token) -> tuple[Token | None, bool]:
    """The subject of a verb and whether it is passive; of two before it the nearer, as a dateline's city is none."""
    near = [c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass") and c.i < verb.i]
    if len(near) > 1:
        return near[-1], near[-1].dep_ == "nsubjpass"
    subject, passive = subject_of(verb)
    if subject is not None and subject.i < verb.i and subject.i < verb.sent.start + 4:
        dashes = [t.i for t in verb.doc[subject.i : verb.i] if is_spaced_dash(t)]
        inner = [
            c for c in subject.subtree if dashes and c.i > dashes[-1] and c.dep_ in ("appos", "conj", "dep")
        ]
        if inner:
            return inner[0], passive
    return subject, passive


def deed_of(verb: Token, *, finite: bool) -> Deed:
    """The deed a clause names; "is to open" and "is going to open" name the opening."""
    inner = verb
    if verb.lemma_ in ("be", "go"):
        steps = [c for c in verb.children if c.dep_ == "xcomp" and c.pos_ in ("VERB", "AUX") and has_to(c)]
        if steps and (verb.lemma_ == "go" or not any(c.dep_ in ("acomp", "attr") for c in verb.children)):
            inner = steps[0]
    subject, passive = own_subject(verb)
    if (
        finite
        and verb.dep_ == "conj"
        and not _own_subject(verb)
        and any(c.lower_ in _MODALS for c in verb.children)
    ):
        subject = _left_noun(verb) or subject
    if subject is None or subject.i > inner.i:
        subject = _left_noun(inner) if finite else None
    return Deed(inner, subject, passive or is_passive(inner), finite)


def _left_noun(verb: Token) -> Token | None:
    """The noun phrase just before the auxiliaries of a verb, where the parse has lost the subject."""
    first = min([c.i for c in verb.children if c.dep_ in ("aux", "auxpass")], default=verb.i)
    i, start, depth = first - 1, verb.sent.start, 0
    if i > start and verb.doc[i].text == ",":
        commas = [j for j in range(i - 1, start, -1) if verb.doc[j].text == ","]
        i = commas[0] if commas else i
    while i >= start and (depth or verb.doc[i].pos_ not in ("NOUN", "PROPN", "PRON")):
        word = verb.doc[i]
        depth += (word.text == ")") - (word.text == "(")
        if not depth and word.pos_ == "VERB":
            return None
        i -= 1
    if i < start:
        return None
    noun = verb.doc[i]
    while noun.head.i < noun.i and noun.head.i >= start:
        above = noun.head
        if noun.dep_ in ("conj", "appos", "compound") and above.pos_ == noun.pos_:
            noun = above
        elif noun.dep_ == "pobj" and above.head.pos_ in ("NOUN", "PROPN") and above.head.i < above.i:
            noun = above.head
        else:
            break
    return noun


def coordinated(deed: Deed) -> Iterator[Deed]:
    """A deed, and those joined to it by "and" that have an object or a "to" of their own."""
    yield deed
    if any(c.dep_ == "neg" for c in deed.head.children) or any(c.lower_ == "nor" for c in deed.head.children):
        return
    objected = any(
        c.dep_ in ("dobj", "prep", "prt", "acomp", "advmod") and c.i > deed.head.i for c in deed.head.children
    )
    for other in deed.head.conjuncts:
        if other.i < deed.head.i or other.pos_ not in ("VERB", "AUX"):
            continue
        if deed.is_finite and _own_subject(other) and is_ahead(other):
            yield deed_of(other, finite=True)
            continue
        full = any(c.dep_ in ("dobj", "prep", "acomp", "nsubjpass") and c.i > other.i for c in other.children)
        if (
            objected
            and (has_to(other) or (full and other.tag_ == deed.head.tag_))
            and not _own_subject(other)
        ):
            yield Deed(other, deed.subject, is_passive(other), deed.is_finite)


def strays(head: Token) -> list[int]:
    """What the parse hangs on "is" in "is to start …, still in 2022, the fourth phase"."""
    above = head.head
    if head.dep_ != "xcomp" or above.lemma_ != "be":
        return []
    loose = [c for c in above.children if c.i > head.i and c.dep_ in ("dep", "dobj", "attr", "npadvmod")]
    return [t.i for c in loose for t in c.subtree]


def is_spaced_dash(token: Token) -> bool:
    """Whether a dash parts two clauses, and does not join two names ("Central Asia – Afghanistan")."""
    if token.text not in _DASHES:
        return False
    if token.i == 0 or token.i + 1 >= len(token.doc):
        return True
    before, after = token.nbor(-1), token.nbor()
    return bool(token.whitespace_ and before.whitespace_) and not (
        before.text[0].isupper() and after.text[0].isupper()
    )

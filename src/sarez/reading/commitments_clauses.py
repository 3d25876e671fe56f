"""Clauses that say what is undertaken: which verbs name a deed still to be done, and the words of the clause."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sarez.reading.arguments import is_passive, subject_of
from sarez.reading.commitments_words import load_words

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

WILL, WOULD, SHOULD, BE_TO = "will", "would", "should", "be to"
_MODALS = {"will": WILL, "'ll": WILL, "’ll": WILL, "wo": WILL, "shall": WILL, "would": WOULD, "'d": WOULD, "should": SHOULD}
_NOUNS = ("NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ")
_ASIDE = frozenset({"which", "who", "whose", "whom", "where", "whereas", "although", "though", "because", "while", "as"})
_DASHES = frozenset({"–", "—", "--", "-"})
_QUOTES = frozenset("“”\"«»")
LONGEST = 30


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
    if verb.dep_ == "conj" and verb.tag_ in ("VB", "VBN") and verb.head.pos_ in ("VERB", "AUX") and not _own_subject(verb):
        return future_of(verb.head) if verb.head.i != verb.i else None
    return None


def _before_to(to: Token) -> str | None:
    i = to.i - 1
    while i > to.sent.start and to.doc[i].pos_ == "ADV":
        i -= 1
    word = to.doc[i]
    if word.lower_ == "going" and i > to.sent.start and to.doc[i - 1].lower_ in ("is", "are", "'s", "’s", "'re", "’re"):
        return WILL
    return BE_TO if word.lower_ in ("is", "are", "’re", "'re") else None


def _own_subject(verb: Token) -> bool:
    return any(c.dep_ in ("nsubj", "nsubjpass", "csubj") for c in verb.children)


def is_subjunctive(verb: Token) -> bool:
    """Whether a clause has the bare verb of a command: "that the guard be stiffened"."""
    mark = any(c.dep_ == "mark" and c.lower_ == "that" for c in verb.children)
    bare = verb.tag_ == "VB" or any(c.dep_ == "auxpass" and c.lower_ == "be" for c in verb.children)
    return mark and bare and not any(c.dep_ == "aux" for c in verb.children)


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
        dashes = [t.i for t in verb.doc[subject.i : verb.i] if t.text in _DASHES and _is_spaced(t)]
        inner = [c for c in subject.subtree if dashes and c.i > dashes[-1] and c.dep_ in ("appos", "conj", "dep")]
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
    if finite and verb.dep_ == "conj" and not _own_subject(verb) and any(c.lower_ in _MODALS for c in verb.children):
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
        if noun.dep_ in ("conj", "appos", "compound") and above.pos_ in _NOUNS:
            noun = above
        elif noun.dep_ == "pobj" and above.head.pos_ in ("NOUN", "PROPN") and above.head.i < above.i:
            noun = above.head
        else:
            break
    return noun


def coordinated(deed: Deed) -> Iterator[Deed]:
    """A deed, and those joined to it by "and" that have an object or a "to" of their own."""
    yield deed
    objected = any(c.dep_ in ("dobj", "prep", "prt", "acomp", "advmod") and c.i > deed.head.i for c in deed.head.children)
    for other in deed.head.conjuncts:
        if other.i < deed.head.i or other.pos_ != "VERB":
            continue
        full = any(c.dep_ in ("dobj", "prep", "acomp", "nsubjpass") and c.i > other.i for c in other.children)
        if objected and (has_to(other) or (full and other.tag_ == deed.head.tag_)) and not _own_subject(other):
            yield Deed(other, deed.subject, is_passive(other), deed.is_finite)


def left_edge(token: Token) -> int:
    """The first token of the phrase that a noun heads."""
    return min(t.i for t in token.subtree)


def span_of(deed: Deed, others: Sequence[Deed], *, with_subject: bool) -> list[Token]:
    """The words of a deed, without "to" and "will", asides and attributions; `others` are told apart."""
    head, doc = deed.head, deed.head.doc
    start = head.i
    if head.pos_ not in ("VERB", "AUX"):
        start = left_edge(head)
    elif with_subject and deed.subject is not None and deed.subject.i < head.i:
        start = left_edge(deed.subject)
    elif deed.passive:
        start = min([c.i for c in head.children if c.dep_ == "auxpass"], default=head.i)
    last = max([t.i for t in head.subtree] + strays(head))
    edges = [e for e in (_first(o) for o in others if o.head.i > head.i) if e > head.i]
    return trim(doc[start : min([last + 1, *edges])], head.i)


def strays(head: Token) -> list[int]:
    """What the parse hangs on "is" in "is to start …, still in 2022, the fourth phase"."""
    above = head.head
    if head.dep_ != "xcomp" or above.lemma_ != "be":
        return []
    loose = [c for c in above.children if c.i > head.i and c.dep_ in ("dep", "dobj", "attr", "npadvmod")]
    return [t.i for c in loose for t in c.subtree]


def _first(deed: Deed) -> int:
    """Where a clause told apart begins: at its subject or auxiliary, or the "and" before it."""
    verb = deed.head
    heads = [c for c in verb.children if c.dep_ in ("aux", "auxpass", "cc", "nsubj", "nsubjpass") and c.i < verb.i]
    start = min([left_edge(c) for c in heads], default=verb.i)
    if deed.is_finite and deed.subject is not None and deed.subject.i < start and not heads_clause(deed.subject, verb):
        start = deed.subject.i
    while start > verb.sent.start and (verb.doc[start - 1].dep_ == "cc" or verb.doc[start - 1].text == ","):
        start -= 1
    return start


def heads_clause(subject: Token, verb: Token) -> bool:
    """Whether a subject is shared with an earlier verb, and so stands before that."""
    return any(t.pos_ in ("VERB", "AUX") and t.dep_ not in ("aux", "auxpass") for t in verb.doc[subject.i : verb.i])


def trim(span: Span, head: int) -> list[Token]:
    """The tokens of a span up to where the undertaking ends: no brackets, asides, attributions or second clauses."""
    kept: list[Token] = []
    depth, quoted = 0, False
    words = load_words()
    tokens = list(span)
    skip_to = -1
    for n, token in enumerate(tokens):
        after = tokens[n + 1] if n + 1 < len(tokens) else None
        if token.i < skip_to or token.is_space:
            continue
        if token.text in "([" or depth:
            depth += (token.text in "([") - (token.text in ")]")
            continue
        if token.text in _QUOTES:
            quoted = not quoted
        past = token.i > head
        if not past and not quoted and token.text in _DASHES and _is_spaced(token):
            kept = []
            continue
        if past and not quoted and (token.text in ";:" or (token.text in _DASHES and _is_spaced(token))):
            break
        if past and token.lower_ == "so" and after is not None and after.lower_ == "that":
            break
        if token.text == "," and after is not None:
            aside = _attribution(tokens[n + 1 :], words.lists["saying"] | words.lists["announcing"])
            if aside:
                if token.i >= head + 3:
                    break
                skip_to = after.i + aside + 1
                continue
            if past and (after.lower_ in _ASIDE or (after.lower_ == "after" and n + 2 < len(tokens) and tokens[n + 2].lower_ == "which")):
                break
        kept.append(token)
    if len(kept) > LONGEST:
        cuts = [n for n, t in enumerate(kept) if t.text == "," and 8 <= n <= LONGEST]
        kept = kept[: cuts[-1] if cuts else LONGEST]
    while kept and (kept[-1].is_punct and kept[-1].text not in _QUOTES or kept[-1].lower_ in ("and", "or", "but", "to", "as")):
        kept.pop()
    if kept and sum(t.text in _QUOTES for t in kept) % 2 and kept[-1].text in _QUOTES:
        kept.pop()
    return kept


def _is_spaced(token: Token) -> bool:
    """Whether a dash parts two clauses, and does not join two names ("Central Asia – Afghanistan")."""
    if token.i == 0 or token.i + 1 >= len(token.doc):
        return True
    before, after = token.nbor(-1), token.nbor()
    return bool(token.whitespace_ and before.whitespace_) and not (before.text[0].isupper() and after.text[0].isupper())


def _attribution(tokens: Sequence[Token], verbs: frozenset[str]) -> int:
    """The number of tokens of an aside like "he said" or "the General Staff promises" up to its comma; 0 if none."""
    for n, token in enumerate(tokens[:9]):
        if token.text in ",.;" or n == len(tokens) - 1:
            inner = tokens[: n + (token.text not in ",.;")]
            said = any(t.pos_ == "VERB" and t.lemma_.lower() in verbs and t.tag_ in ("VBD", "VBZ", "VBP") for t in inner)
            return len(inner) if said or (inner and inner[0].lower_ == "according") else 0
    return 0


def phrase(tokens: Sequence[Token]) -> str:
    """Tokens as text, on one line."""
    text = "".join(t.text_with_ws if n + 1 == len(tokens) or tokens[n + 1].i == t.i + 1 else t.text + " " for n, t in enumerate(tokens))
    text = " ".join(text.split()).replace(" ,", ",")
    return text.strip(" ,;:.–—-")

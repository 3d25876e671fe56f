"""The words of an undertaking: a clause from its verb to where the undertaking ends."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sarez.reading.commitments_clauses import Deed, is_spaced_dash, strays
from sarez.reading.commitments_words import load_words

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_ASIDE = frozenset(
    {"which", "who", "whose", "whom", "where", "whereas", "although", "though", "because", "while", "as"}
)
_QUOTES = frozenset('“”"«»')
LONGEST = 30


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
    elif any(c.dep_ == "neg" and head.i - 4 < c.i < head.i for c in head.children):
        start = min(c.i for c in head.children if c.dep_ == "neg" and head.i - 4 < c.i)
    elif deed.passive:
        start = min([c.i for c in head.children if c.dep_ == "auxpass"], default=head.i)
    last = max([t.i for t in head.subtree] + strays(head))
    edges = [e for e in (_first(o) for o in others if o.head.i > head.i) if e > head.i]
    return trim(doc[start : min([last + 1, *edges])], head.i)


def _first(deed: Deed) -> int:
    """Where a clause told apart begins: at its subject or auxiliary, or the "and" before it."""
    verb = deed.head
    heads = [
        c
        for c in verb.children
        if c.dep_ in ("aux", "auxpass", "cc", "mark", "nsubj", "nsubjpass") and c.i < verb.i
    ]
    start = min([left_edge(c) for c in heads], default=verb.i)
    if (
        deed.is_finite
        and deed.subject is not None
        and deed.subject.i < start
        and not heads_clause(deed.subject, verb)
    ):
        start = left_edge(deed.subject)
    while start > verb.sent.start and (
        verb.doc[start - 1].dep_ in ("cc", "mark") or verb.doc[start - 1].text == ","
    ):
        start -= 1
    return start


def heads_clause(subject: Token, verb: Token) -> bool:
    """Whether a subject is shared with an earlier verb, and so stands before that."""
    return any(
        t.pos_ in ("VERB", "AUX") and t.lemma_ not in ("be", "go", "have")
        for t in verb.doc[subject.i : verb.i]
    )


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
        if not past and not quoted and is_spaced_dash(token):
            kept = []
            continue
        if past and not quoted and (token.text in ";:" or (is_spaced_dash(token))):
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
            if past and (
                after.lower_ in _ASIDE
                or (after.lower_ == "after" and n + 2 < len(tokens) and tokens[n + 2].lower_ == "which")
            ):
                break
        kept.append(token)
    if len(kept) > LONGEST:
        cuts = [n for n, t in enumerate(kept) if t.text == "," and 8 <= n <= LONGEST]
        kept = kept[: cuts[-1] if cuts else LONGEST]
    while kept and (
        (kept[-1].is_punct and kept[-1].text not in _QUOTES)
        or kept[-1].lower_ in ("and", "or", "but", "to", "as")
    ):
        kept.pop()
    if kept and sum(t.text in _QUOTES for t in kept) % 2 and kept[-1].text in _QUOTES:
        kept.pop()
    return kept


def _attribution(tokens: Sequence[Token], verbs: frozenset[str]) -> int:
    """The number of tokens of an aside like "he said" or "the General Staff promises" up to its comma; 0 if none."""
    for n, token in enumerate(tokens[:9]):
        if token.text in ",.;" or n == len(tokens) - 1:
            inner = tokens[: n + (token.text not in ",.;")]
            said = any(
                t.pos_ == "VERB"
                and t.tag_ in ("VBD", "VBZ", "VBP")
                and (t.lemma_.lower() in verbs or t.dep_ == "ROOT")
                for t in inner
            )
            return len(inner) if said or (inner and inner[0].lower_ == "according") else 0
    return 0


def phrase(tokens: Sequence[Token]) -> str:
    """Tokens as text, on one line."""
    text = "".join(
        t.text_with_ws if n + 1 == len(tokens) or tokens[n + 1].i == t.i + 1 else t.text + " "
        for n, t in enumerate(tokens)
    )
    text = " ".join(text.split()).replace(" ,", ",")
    return text.strip(" ,;:.–—-")

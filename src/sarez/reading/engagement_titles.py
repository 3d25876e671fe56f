"""The title of an encounter, where the text names or numbers it: “3rd Summit of CICA”, “Staff Course”."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

_INNER = frozenset({"of", "on", "for", "in", "and", "the", "to", "-", "–", "&", "/"})
_QUOTES = frozenset('“”"«»')
LONGEST = 12


def title_of(noun: Token) -> str | None:
    """The title that an encounter's noun heads, exactly as in the text; None where the noun is a common one."""
    doc, sentence = noun.doc, noun.sent
    if not noun.text[:1].isupper() or noun.text.isupper():
        return None
    start, end = noun.i, noun.i + 1
    while start > sentence.start and _may_stand(doc[start - 1]):
        start -= 1
    end = _after(noun)
    while start < noun.i and (
        doc[start].lower_ in _INNER or (start == sentence.start and doc[start].pos_ == "DET")
    ):
        start += 1
    if end - start < 2 or end - start > LONGEST:
        return None
    return " ".join(doc[start:end].text.split())


def _may_stand(token: Token) -> bool:
    return (
        (token.text[:1].isupper() and token.pos_ != "DET")
        or token.text in ("-", "–")
        or (token.text[:1].isdigit() and token.text[-1:].isalpha())
    )


def _after(noun: Token) -> int:
    """The end of a title to the right of its noun: a quoted name, or capitalised words after “of” and “on”."""
    doc, stop = noun.doc, noun.sent.end
    i = noun.i + 1
    if i < stop and doc[i].text in _QUOTES:
        close = next((k for k in range(i + 1, min(stop, i + LONGEST)) if doc[k].text in _QUOTES), None)
        return close + 1 if close is not None else i
    end = i
    while i < stop and (doc[i].text[:1].isupper() or doc[i].lower_ in _INNER) and doc[i].ent_type_ != "DATE":
        if doc[i].lower_ in ("in", "to"):
            break
        i += 1
        if doc[i - 1].text[:1].isupper():
            end = i
    return end

"""Whether an act is told only to be denied: "dismissed reports that …", "called it untrue that …", "no such talks …"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

TALES = frozenset(
    "report claim rumour rumor allegation assertion suggestion speculation news information story talk version media accusation post message".split()
)
DENIERS = frozenset(
    "deny refute dismiss reject rebut repudiate disprove debunk dispute quash scotch contradict disclaim brush".split()
)
FALSE = frozenset(
    "untrue false unfounded baseless groundless fabricated incorrect fictitious fabrication fake lie invention rumour rumor fiction misinformation disinformation nonsense wrong unreliable invented provocation hoax".split()
)
_TRUTH = frozenset({"truth", "basis", "foundation", "substance"})
_HEARSAY = re.compile(
    r"\b(?:according to|rumou?rs?|reportedly|allegedly|alleged|claim(?:s|ed)|boasted|bragged|asserted|(?:is|are|was|were) said to|social media|unconfirmed|(?:has|have|had) it that|went viral|(?:runs|ran|read) the caption|the caption (?:says|said|runs|ran|reads|read)"
    r"|(?:news)?papers? (?:wrote|reported|claimed)|(?:media|channels?|reports?) (?:said|reported|claimed|wrote)|talk (?:in|of)|word (?:went|spread)|(?:web)?sites? (?:said|reported|claimed|wrote))\b",
    re.IGNORECASE,
)
_FALSELY = r"(?:untrue|false|unfounded|baseless|groundless|fabricat\w+|fictitious|fake|lies?|inventions?|invented|rumou?rs?|fiction|disinformation|nonsense|hoax)"
_REFUTES_IT = re.compile(
    r"\b(?:denie[sd]|refute[sd]|rebutted|disputed|dismisse[sd]|rejects|rejected) (?:it|this|that(?=[.,;])|these|them|the (?:\w+ )?(?:report|claim|story|tale|allegation|rumou?r|accusation|version)s?)\b"
    rf"|\b(?:calls?|called|described|labelled|branded) (?:it|this|that|these|them|the (?:report|claim|story|rumou?r)s?)\b[^.;]{{0,30}}\b{_FALSELY}\b"
    rf"|^\W*(?:an?|all|pure|sheer|complete)(?: of (?:it|this))? (?:\w+ )?{_FALSELY}\b|\b(?:it|this|that|these|all) (?:is|are|was|were) (?:an? |all |not )?(?:\w+ )?{_FALSELY}\b",
    re.IGNORECASE,
)
_CALLING = frozenset("call describe label brand term dub deem consider denounce qualify".split())
_TELLTALE = DENIERS | FALSE | _TRUTH | _CALLING | {"be"}
_PREDICATES = frozenset({"acomp", "attr", "oprd", "advcl", "amod", "ccomp", "dobj", "xcomp"})
_CLAUSES = frozenset(
    {"ccomp", "acl", "pobj", "csubj", "advcl", "nsubj", "dobj", "relcl", "prep", "xcomp", "conj"}
)
_CLIMB = 5  # steps from an act up to what denies it


def is_denied(act: Token) -> bool:
    """Whether what tells the act says in the same sentence that it is not so."""
    return any(_denies(above, below) for below, above in _path(act))


def is_hearsay(sentence: str) -> bool:
    """Whether a sentence gives what it tells as something heard or claimed: "according to bazaar talk, …"."""
    return _HEARSAY.search(sentence) is not None


def refutes_the_last(sentence: str) -> bool:
    """Whether a sentence denies what the one before it told: "The embassy called it an invention"."""
    return _REFUTES_IT.search(sentence) is not None


def is_no_such(noun: Token) -> bool:
    """Whether a noun is one that never was: "no such meeting"."""
    before = {c.lower_ for c in noun.children if c.i < noun.i}
    return {"no", "such"} <= before


def _path(token: Token) -> Iterator[tuple[Token, Token]]:
    for _ in range(_CLIMB):
        above = token.head
        if above.i == token.i or token.dep_ not in _CLAUSES:
            return
        yield token, above
        token = above


def _denies(above: Token, below: Token) -> bool:
    lemma = above.lemma_.lower()
    if lemma not in _TELLTALE:
        return False
    if any(c.dep_ == "neg" for c in above.children):
        return False
    if lemma in _TRUTH and any(c.lower_ in ("no", "little") and c.dep_ == "det" for c in above.children):
        return True
    is_tale = below.lemma_.lower() in TALES and below.pos_ in ("NOUN", "PROPN")
    if is_tale and (lemma in DENIERS or _is_called_false(above)):
        return True
    if below.dep_ not in ("ccomp", "csubj", "advcl", "acl", "xcomp"):
        return False
    return (above.pos_ == "ADJ" and lemma in FALSE) or (
        lemma in _CALLING | {"be"} and _is_called_false(above)
    )


def _is_called_false(verb: Token) -> bool:
    """Whether a verb's predicate is "untrue" or the like, or what it denies is named "as untrue"."""
    for child in verb.children:
        if child.dep_ in _PREDICATES and child.lemma_.lower() in FALSE:
            return True
        if child.dep_ in _PREDICATES and any(c.lemma_.lower() in FALSE for c in child.children):
            return True
        if (
            child.dep_ == "prep"
            and child.lower_ == "as"
            and any(c.lemma_.lower() in FALSE for c in child.children)
        ):
            return True
    return False

"""The words that tell of an encounter: which kind, told as done, planned or asked for, new or pointing back."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from sarez.errors import DataError
from sarez.reading.act_words import ENCOUNTERS, Likelihoods, learned_triggers
from sarez.reading.status import CALLED_FOR, CONTENT, DENIED, HYPOTHETICAL, OCCURRED, PLANNED, status_of
from sarez.reading.triggers import Lexicon, Pattern, Trigger, compile_pattern, find_triggers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc, Span, Token

KINDS = (
    "meeting", "negotiation", "conference", "training", "visit", "call", "briefing", "signing", "accreditation", "deployment", "launch",
)  # fmt: skip
OWN_OPTIONS = frozenset({"weak", "bare", "lone", "fut", "call", "host", "person", "back"})
LOOSE = frozenset(["regular", "annual", "other", "future", "frequent", "usual"])
ASIDE = frozenset(["sideline", "sidelines", "margin", "margins", "fringe", "fringes"])
_QUOTES = frozenset('“”"«»‘„')
_SOON = re.compile(r"\b(?:next (?:week|month|year|spring|summer|autumn|winter)|tomorrow|in the coming)\b")
LIKELY_ENCOUNTER = 0.3
NEIGHBOURS = 12  # triggers on either side, in the order of the text, that may contain one
TALKS = frozenset({"meeting", "negotiation", "conference", "call"})
ENDS = frozenset({"close", "end", "finish", "conclude", "complete"})
_FUTURE = re.compile(
    r"\b(?:thing of the future|lies? ahead|still to come|yet to|is being (?:considered|planned|prepared)|under consideration)\b"
)


@dataclass(frozen=True, slots=True)
class Encounters:
    """The lexicon of encounters: its patterns, and the nouns that name an encounter of themselves."""

    lexicon: Lexicon
    nouns: frozenset[str]


@dataclass(frozen=True, slots=True)
class Cue:
    """One telling of an encounter in a sentence.

    `noun` names the encounter, where a noun does; `is_definite` says that it points back ("the talks"), `is_new` that
    it is told apart ("a second round", "he also met"), `is_aside` that it only gives the occasion ("on the sidelines of"), `is_indefinite` that "a" or "an" brings it in. `likely` is how
    likely a word tells of it that the lexicon has not (act_words.py).
    """

    kind: str
    status: str
    trigger: Trigger
    noun: int | None
    is_definite: bool
    is_new: bool
    is_aside: bool
    is_indefinite: bool = False
    likely: float | None = None

    def has(self, option: str) -> bool:
        return option in self.trigger.pattern.options


def compile_encounters(data: dict[str, Any]) -> Encounters:
    """The lexicon from its YAML. Raises DataError, naming the line, where an option or a kind is unknown."""
    classes = {name: frozenset(str(words).split()) for name, words in data.get("classes", {}).items()}
    lexicon = Lexicon()
    for kind, lines in data.items():
        if kind in ("classes", "nouns", "words"):
            continue
        if kind not in KINDS:
            raise DataError(
                f"encounters.yaml: no kind of encounter is called “{kind}”. Known: {', '.join(KINDS)}."
            )
        for line in lines:
            lexicon.add(_pattern(kind, str(line), classes))
    nouns = frozenset(str(data.get("nouns", "")).split())
    return Encounters(lexicon, nouns)


def _pattern(kind: str, line: str, classes: dict[str, frozenset[str]]) -> Pattern:
    head, *options = [part.strip() for part in line.split(";")]
    unknown = set(options) - OWN_OPTIONS
    if unknown:
        raise DataError(
            f"encounters.yaml: unknown option {sorted(unknown)} in “{line}”. Known: {sorted(OWN_OPTIONS)}."
        )
    plain = compile_pattern(kind, head, classes)
    return Pattern(kind, plain.source, plain.items, frozenset(options), kind)


@lru_cache(maxsize=1)
def _file() -> dict[str, Any]:
    import yaml

    text = resources.files("sarez.reading").joinpath("lexicon/encounters.yaml").read_text(encoding="utf-8")
    data: dict[str, Any] = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return data


@lru_cache(maxsize=1)
def load_encounters() -> Encounters:
    """The lexicon that comes with the package."""
    return compile_encounters(_file())


@lru_cache(maxsize=64)
def listed(name: str) -> frozenset[str]:
    """One of the lexicon's lists of words, by its name."""
    return frozenset(str(_file()["words"][name]).split())


def find_cues(doc: Doc, encounters: Encounters) -> list[Cue]:
    """Every telling of an encounter in a passage, in the order of the text."""
    triggers = find_triggers(doc, encounters.lexicon)
    whole = [
        t
        for i, t in enumerate(triggers)
        if not _is_inside(t, triggers[max(0, i - NEIGHBOURS) : i + NEIGHBOURS])
    ]
    cues = [c for t in whole if (c := _cue(t, doc, encounters)) is not None]
    cues = [c for c in cues if not _is_purpose(c, cues, doc)]
    special = {c.noun for c in cues if c.kind in ("call", "briefing") and c.noun is not None}
    return [c for c in cues if c.noun not in special or c.kind in ("call", "briefing")]


def learned_cues(
    sentence: Span, likely: Likelihoods, met: Sequence[Cue], telling: Sequence[Cue], encounters: Encounters
) -> list[Cue]:
    """The cues of words that are known from annotated reports only.

    `met` are the lexicon's cues in the sentence, `telling` those of them that tell of an encounter.
    """
    doc = sentence.doc
    judged = {i for cue in met for i in cue.trigger.tokens}
    own = {i: s for i, s in likely.items() if sentence.start <= i < sentence.end and i not in judged}
    found: list[Cue] = []
    for trigger in learned_triggers(own, (), ENCOUNTERS, LIKELY_ENCOUNTER):
        kinds = {c.kind for c in (*telling, *found)}
        if trigger.pattern.type in kinds or (trigger.pattern.type in TALKS and kinds & TALKS):
            continue
        cue = None if _tells_a_figure(doc[trigger.anchor]) else _cue(trigger, doc, encounters)
        if cue is not None:
            found.append(replace(cue, likely=own[trigger.anchor][trigger.pattern.type]))
    return found


def _tells_a_figure(anchor: Token) -> bool:
    """Whether a word of talking has a figure for its object: "had talked of 28 dead"."""
    of = [p for c in anchor.children if c.lower_ in ("of", "about") for p in c.children]
    return any(p.tag_ == "CD" or any(c.tag_ == "CD" for c in p.children) for p in of)


def _is_inside(trigger: Trigger, others: list[Trigger]) -> bool:
    own = set(trigger.tokens)
    return any(own < set(o.tokens) for o in others)


def _is_purpose(cue: Cue, cues: list[Cue], doc: Doc) -> bool:
    """Whether talks are only what a meeting told in the same clause is for: "met in Shymkent to discuss smuggling"."""
    anchor = doc[cue.trigger.anchor]
    if cue.kind not in TALKS or anchor.dep_ not in ("advcl", "xcomp") or anchor.tag_ != "VB":
        return False
    if cue.noun is not None:
        return False
    return any(c.kind in TALKS and doc[c.trigger.anchor].i == anchor.head.i for c in cues)


def governing_verb(token: Token) -> Token | None:
    """The verb that a word hangs on, itself if it is one; None where there is none."""
    while token.pos_ not in ("VERB", "AUX"):
        if token.head.i == token.i:
            return None
        token = token.head
    return token


def _cue(trigger: Trigger, doc: Doc, encounters: Encounters) -> Cue | None:
    tokens = [doc[i] for i in trigger.tokens]
    noun = next(
        (t for t in tokens if t.pos_ in ("NOUN", "PROPN") and t.lemma_.lower() in encounters.nouns), None
    )
    anchor = doc[trigger.anchor]
    if (
        (anchor.pos_ == "ADJ" and noun is None)
        or (noun is not None and _is_generic(noun, encounters))
        or _is_description(anchor)
    ):
        return None
    status = status_of_cue(trigger, doc, noun)
    if status is None:
        return None
    if noun is not None and noun.i != anchor.i and anchor.pos_ not in ("VERB", "AUX"):
        anchor = noun
    kind = trigger.pattern.type
    before = {c.lower_ for c in noun.children if c.i < noun.i} if noun is not None else set()
    is_new = (
        bool(before & listed("earlier"))
        or bool(noun is not None and _is_ordinal(noun))
        or bool(before & listed("another"))
        or _is_told_apart(anchor)
    )
    is_definite = bool(before & listed("pointing")) and not (noun is not None and _is_ordinal(noun))
    return Cue(
        kind=kind,
        status=status,
        trigger=trigger,
        noun=noun.i if noun is not None else None,
        is_definite=is_definite,
        is_new=is_new,
        is_aside=_is_aside(noun if noun is not None else anchor),
        is_indefinite=bool(before & {"a", "an"}),
    )


def _is_generic(noun: Token, encounters: Encounters) -> bool:
    """Whether a noun names no single encounter: a part of a name ("training centre"), or encounters at large."""
    head = noun.head
    if (
        noun.dep_ in ("compound", "nmod", "amod", "poss")
        and head.pos_ in ("NOUN", "PROPN")
        and head.i != noun.i
    ):
        names = (
            noun.text[:1].isupper() and noun.i + 1 < len(noun.doc) and noun.doc[noun.i + 1].text in _QUOTES
        )
        named = (
            noun.text.islower() and head.pos_ == "PROPN" and head.i == noun.i + 1
        )  # "the exercise Rubezh-2024"
        return head.lemma_.lower() not in encounters.nouns and not names and not named
    words = {c.lower_ for c in noun.children if c.i < noun.i}
    if words & listed("generic") and not _is_ordinal(noun):
        return True
    if words & LOOSE and "the" not in words:
        return True
    return noun.lemma_ == "dialogue" and (
        not words & {"a", "an", "the", "their"} or bool(words & listed("abstract"))
    )


def _is_ordinal(noun: Token) -> bool:
    return any(
        (
            c.i < noun.i
            and (
                c.ent_type_ == "ORDINAL"
                or c.lower_ in listed("another")
                or c.lower_ in ("first", "eighth", "seventh", "ninth", "tenth")
            )
        )
        or (c.i < noun.i and c.text[:1].isdigit() and c.text[-2:] in ("st", "nd", "rd", "th"))
        for c in noun.children
    )


def _is_told_apart(anchor: Token) -> bool:
    verb = governing_verb(anchor)
    return verb is not None and any(
        c.lower_ in listed("again") and c.dep_ == "advmod" for c in (*verb.children, *anchor.children)
    )


def _is_aside(token: Token) -> bool:
    above = token
    for _ in range(4):
        if above.lower_ in ASIDE:
            return True
        if above.head.i == above.i or above.pos_ in ("VERB", "AUX"):
            return False
        above = above.head
    return False


def _is_description(anchor: Token) -> bool:
    return anchor.pos_ in ("VERB", "AUX") and anchor.dep_ == "amod"


def status_of_cue(trigger: Trigger, doc: Doc, noun: Token | None) -> str | None:
    """Occurred, planned, called_for or denied; None for what is only thought of."""
    statuses = {status_of(doc[i]) for i in trigger.tokens}
    if HYPOTHETICAL in statuses and not statuses & {CALLED_FOR, PLANNED}:
        return None
    if "call" in trigger.pattern.options:
        return CALLED_FOR
    if CALLED_FOR in statuses:
        return CALLED_FOR
    head = noun if noun is not None else doc[trigger.anchor]
    for above in _above(head):
        lemma = above.lemma_.lower()
        if above.pos_ in ("NOUN", "PROPN") and lemma in listed("asking"):
            return CALLED_FOR
        if above.pos_ in ("NOUN", "PROPN") and lemma in listed("planning") and above.i != head.i:
            return PLANNED
    if DENIED in statuses:
        return DENIED
    anchor = doc[trigger.anchor]
    is_item = anchor.tag_ == "VB" and anchor.dep_ == "ROOT" and any(c.lower_ == "to" for c in anchor.children)
    if is_item or "fut" in trigger.pattern.options or statuses & {PLANNED, CONTENT}:
        return PLANNED
    return PLANNED if _lies_ahead(head) or _FUTURE.search(head.sent.text) else OCCURRED


def _above(token: Token) -> Iterator[Token]:
    """What a word hangs on, up to the second verb."""
    verbs = 0
    for _ in range(6):
        if token.head.i == token.i:
            return
        if token.pos_ in ("VERB", "AUX"):
            verbs += 1
            if verbs > 1 or token.dep_ not in ("pcomp", "xcomp", "acl"):
                return
        token = token.head
        yield token


def _lies_ahead(head: Token) -> bool:
    if any(c.lower_ in listed("ahead") for c in head.children if c.i < head.i):
        return True
    verb = governing_verb(head)
    if verb is None:
        return False
    if any(
        c.dep_ in ("acl", "relcl") and any(a.dep_ == "aux" and a.lower_ in ("to", "will") for a in c.children)
        for c in head.children
    ):
        return True
    if verb.tag_ in ("VBZ", "VBP") and verb.dep_ == "advcl" and status_of(verb.head) == PLANNED:
        return True
    if verb.tag_ == "VBN" and any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children):
        return True
    if verb.tag_ in ("VBZ", "VBP") and verb.lemma_ not in ENDS and _SOON.search(verb.sent.text):
        return True
    if any(c.dep_ == "acomp" and c.lower_ == "due" for c in verb.children):
        return True
    return verb.i != head.i and verb.lemma_.lower() in listed("plan_verbs")

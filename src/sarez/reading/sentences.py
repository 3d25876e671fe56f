"""A sentence that stands alone: the main act it tells of, and whose states are its source and its target.

A report is read by `reader`; this is for single sentences of world news, as hand-coded sets of event data have them.
Of several acts the one nearest to the main clause is taken. What is only announced is coded as what its announcement
is: a promise (AGREE), a threat (THREATEN), a refusal (REJECT) or a demand (REQUEST), as PLOVER has it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING

from sarez.reading.arguments import noun_arguments, subject_of, verb_arguments
from sarez.reading.mentions import Codes
from sarez.reading.people import PeopleIndex, find_people
from sarez.reading.records import Evidence, Passage
from sarez.reading.sentences_states import SPEECH, Scene
from sarez.reading.status import is_negated, is_obliged, is_open, is_planned
from sarez.reading.triggers import Lexicon, Trigger, compile_lexicon, find_triggers, load_lexicon
from sarez.vocabulary.events import load_events

if TYPE_CHECKING:
    from spacy.tokens import Token

    from sarez.reading.reader import ReportReader

SYMMETRICAL = frozenset({"AGREE", "CONSULT", "COOPERATE"})
_PENALTY = {
    "relcl": 1.5,
    "acl": 1.2,
    "advcl": 1.2,
    "ccomp": 1.0,
    "xcomp": 0.8,
    "conj": 0.4,
    "prep": 0.5,
    "pcomp": 0.6,
    "csubj": 0.5,
    "amod": 1.5,
    "compound": 1.0,
    "poss": 1.0,
    "appos": 1.0,
    "agent": 0.5,
}
_STOPPING = frozenset(
    "halt stop end suspend cancel freeze abandon boycott scrap postpone cut quit break reduce interrupt".split()
)
_WEAK = 1.6
_OWN = 0.3
_LATER = 0.01
_LONGER = 0.25
_LIMIT = 6.0


@lru_cache(maxsize=1)
def load_sentence_lexicon() -> Lexicon:
    """The patterns for sentences that stand alone: lexicon/sentences.yaml, then those of the reports' lexicon."""
    import yaml

    folder = resources.files("sarez.reading").joinpath("lexicon")
    data = yaml.safe_load(folder.joinpath("sentences.yaml").read_text(encoding="utf-8"))
    lexicon = compile_lexicon(data)
    for pattern in load_lexicon().patterns:
        if "only" not in pattern.options:
            lexicon.add(pattern)
    return lexicon


@lru_cache(maxsize=1)
def _own_patterns() -> frozenset[int]:
    return frozenset(map(id, load_sentence_lexicon().patterns)) - frozenset(map(id, load_lexicon().patterns))


@dataclass(frozen=True, slots=True)
class MainEvent:
    """The main act of a sentence.

    `source` and `target` are ISO 3166 alpha-3 codes, or codes of international bodies; either may be empty.
    `evidence` is the sentence, `cue` the word that says the act. `confidence` (0 to 1) falls with the distance from
    the main clause and with what had to be supplied.
    """

    type: str
    quad: str
    source: Codes
    target: Codes
    evidence: Evidence
    cue: Evidence
    confidence: float


def read_sentence(text: str, reader: ReportReader, *, published: str | None = None) -> MainEvent | None:
    """The main act of a text of one sentence or a few, None where it tells of none.

    `published` is an ISO date, if known: it says who held which office.
    """
    doc = reader.model.nlp(text)
    passage = Passage(0, len(text), "en", "body")
    people = find_people(text, (passage,), {0: doc}, reader.region, published)
    scene = Scene.of(doc, reader.region, PeopleIndex.of(people))
    acts = [
        (_distance(t, scene), t)
        for t in find_triggers(doc, load_sentence_lexicon())
        if doc[t.anchor].lower_ != "according"
    ]
    if not acts:
        return None
    distance, trigger = min(acts, key=lambda a: (a[0], a[1].tokens))
    type_ = _as_said(trigger, scene)
    source, target, supplied = _parties(trigger, type_, scene)
    if not source and not target:
        return None
    anchor = doc[trigger.anchor]
    return MainEvent(
        type_,
        load_events()[type_].quad,
        source,
        target,
        Evidence(anchor.sent.start_char, anchor.sent.end_char),
        Evidence(anchor.idx, anchor.idx + len(anchor)),
        round(min(1.0, max(0.05, 1 - distance / _LIMIT - 0.15 * supplied)), 2),
    )


def _distance(trigger: Trigger, scene: Scene) -> float:
    """How far a trigger is from the main clause of the text; the less, the likelier it is the main act."""
    token = scene.doc[trigger.anchor]
    far = token.i * _LATER - _LONGER * (len(trigger.tokens) - 1) + _WEAK * trigger.is_weak
    far -= _OWN * (id(trigger.pattern) in _own_patterns())
    while token.head.i != token.i:
        if not (token.dep_ == "ccomp" and token.head.lemma_.lower() in SPEECH):
            far += _PENALTY.get(token.dep_, 0.2)
        token = token.head
    return far


def _as_said(trigger: Trigger, scene: Scene) -> str:
    """The type of an act by the mode in which it is told of."""
    type_ = trigger.pattern.type
    verb = scene.doc[trigger.anchor]
    quad = load_events()[type_].quad
    if any("not" in item.lemmas for item in trigger.pattern.items) or quad == "verbal conflict":
        return type_
    if is_negated(verb):
        return "REJECT" if quad.endswith("cooperation") else type_
    if quad.endswith("cooperation") and _is_stopped(verb):
        return "THREATEN" if is_planned(verb) or is_open(verb) else "SANCTION"
    if type_ == "RETREAT" and is_planned(verb) and _is_conditional(verb):
        return "THREATEN"
    if is_obliged(verb):
        return "REQUEST"
    if is_planned(verb) or is_open(verb):
        return "AGREE" if quad.endswith("cooperation") else "THREATEN"
    return type_


def _is_stopped(noun: Token) -> bool:
    """Whether an act named by a noun is broken off: "halt mediation", "cancelled a visit"."""
    return (
        noun.pos_ == "NOUN" and noun.dep_ in ("dobj", "nsubjpass") and noun.head.lemma_.lower() in _STOPPING
    )


def _is_conditional(verb: Token) -> bool:
    """Whether an act hangs on a condition that another is to meet: "will withdraw unless …"."""
    return any(t.lower_ in ("unless", "if") for t in verb.subtree)


def _parties(trigger: Trigger, type_: str, scene: Scene) -> tuple[Codes, Codes, int]:
    """Source and target of an act, and how many of them were supplied from the rest of the sentence."""
    subjects, objects = _slots(trigger, scene)
    if type_ == "REQUEST" and (sayer := _sayer(scene.doc[trigger.anchor])) is not None:
        subjects, objects = [sayer], subjects + objects
    source = next((c for c in map(scene.states, subjects) if c), ())
    within = [scene.states(t) for t in objects]
    target = next((rest for codes in within if (rest := tuple(c for c in codes if c not in source))), ())
    supplied = (not source) + (not target)
    if not source:
        source = _supply_source(type_, subjects, target, scene)
    if not target:
        domestic = any(within) and type_ not in SYMMETRICAL
        target = source if domestic and len(source) == 1 else _supply_target(type_, source, scene)
    return source, target, supplied


def _supply_source(type_: str, subjects: list[Token], target: Codes, scene: Scene) -> Codes:
    """Who acted where the words of the act do not say whose: he who is named otherwise, else those of the place."""
    others = [n for n in scene.in_order() if not set(n.codes) & set(target)]
    acting = [n for n in others if not scene.is_place(n)]
    where = [n for n in scene.in_order() if scene.is_place(n) and n.start not in scene.attributed]
    anonymous = type_ == "PROTEST" or not subjects or any(scene.is_party_noun(t) for t in subjects)
    order = [*where, *acting] if anonymous else [*acting, *where]
    return next((n.codes for n in order), target)


def _supply_target(type_: str, source: Codes, scene: Scene) -> Codes:
    """Upon whom, where the words of the act do not say: another party of the sentence, else the actor's own people."""
    others = [
        n for n in scene.in_order() if not set(n.codes) & set(source) and n.start not in scene.attributed
    ]
    named = [n for n in others if not scene.is_place(n)] or others
    if type_ in SYMMETRICAL and len(source) > 1:
        return ()
    if named:
        return named[0].codes
    alone = type_ in SYMMETRICAL or type_ == "RETREAT" or len(source) > 1
    return () if alone else source


def _sayer(verb: Token) -> Token | None:
    """Who says it, of a verb in "X said that Y must go"."""
    if verb.pos_ not in ("VERB", "AUX"):
        return None
    while verb.dep_ in ("aux", "auxpass", "xcomp", "conj") and verb.head.i != verb.i:
        verb = verb.head
    if verb.dep_ != "ccomp" or verb.head.lemma_.lower() not in SPEECH:
        return None
    subject, _ = subject_of(verb.head)
    own, _ = subject_of(verb)
    return (
        subject
        if subject is not None and own is not None and own.pos_ != "PRON" and subject.i < verb.i
        else None
    )


def _slots(trigger: Trigger, scene: Scene) -> tuple[list[Token], list[Token]]:
    """The heads of the phrases that may stand for source and target, the likeliest first."""
    doc = scene.doc
    anchor = doc[trigger.anchor]
    inside = set(trigger.tokens)
    arguments = verb_arguments(anchor) if anchor.pos_ in ("VERB", "AUX") else noun_arguments(anchor)
    subjects = [t for t in arguments.subjects if t.i not in inside]
    objects = [t for t in arguments.objects if t.i not in inside]
    for i in trigger.tokens:
        if doc[i].pos_ in ("NOUN", "PROPN"):
            objects += [t for t in noun_arguments(doc[i]).objects if t.i not in inside]
    if "rev" in trigger.pattern.options:
        subjects, objects = objects, subjects
    return subjects, list(dict.fromkeys(objects))

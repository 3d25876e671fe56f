"""Offices told apart from the name: of a whole list, of a predecessor, of the person just named, of a known holder."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sarez.reading.people_allegiance import held_by
from sarez.reading.people_lexicon import Lexicon
from sarez.reading.people_links import NOT_IN_OFFICE, Link
from sarez.reading.people_mentions import Mention
from sarez.reading.people_words import Paragraph
from sarez.reading.titles import Role

STOPS = frozenset({".", "!", "?"})
SEPARATORS = frozenset({":", ",", ";", "and", "or", "(", "–", "—"})
REMOVING = frozenset(
    {
        "took", "takes", "removed", "removes", "dismissed", "dismisses", "sacked", "sacks", "relieved", "relieves", "fired", "fires",
        "released", "ousted", "recalled", "freed", "suspended",
        "resignation",
        "resigned",
        "resigns",
        "dismissal",
        "removal",
        "departure",
        "retired", "discharged", "demoted", "withdrew",
    }
)  # fmt: skip
POSTS = frozenset(
    {"post", "office", "position", "job", "portfolio", "rank", "title", "function", "functions", "seat", "chair", "duties", "place"}
)  # fmt: skip
SUCCESSION = frozenset({"predecessor", "successor", "forerunner"})
HOLDING = frozenset(
    {"hold", "holds", "held", "holding", "has", "have", "had", "occupies", "occupied", "in", "of"}
)
FORMER = re.compile(
    r"\A(?:the )?(?:then )?(?:former|ex-|ex|ousted|deposed|toppled|late|fugitive|exiled)[ -]?", re.I
)
NEAR, REACH = 6, 14


def told_apart(
    paragraphs: Sequence[Paragraph],
    roles: Sequence[Sequence[Role]],
    mentions: Sequence[Mention],
    links: Sequence[Link],
    lexicon: Lexicon,
) -> list[Link]:
    """The offices of persons who have none beside their names, but are told them elsewhere in the sentence or the next."""
    apart = _Apart(paragraphs, roles, mentions, list(links), lexicon)
    for number in range(len(paragraphs)):
        apart.read(number)
    return apart.found


@dataclass(slots=True)
class _Apart:
    paragraphs: Sequence[Paragraph]
    roles: Sequence[Sequence[Role]]
    mentions: Sequence[Mention]
    links: list[Link]
    lex: Lexicon
    found: list[Link] = field(default_factory=list)
    p: Paragraph = field(init=False)
    here: list[Mention] = field(init=False)
    now: Sequence[Role] = field(init=False)

    def read(self, number: int) -> None:
        self.p, self.now = self.paragraphs[number], self.roles[number]
        self.here = sorted((m for m in self.mentions if m.paragraph == number), key=lambda m: m.first)
        if not self.here:
            return
        for plural in self.now:
            if plural.is_plural:
                self._of_list(plural)
        self._of_the_same()
        steps: tuple[Callable[[Mention], Role | None], ...] = (
            self._as,
            self._removed,
            self._of_post,
            self._of_chair,
            self._refers_back,
        )
        for m in self.here:
            for step in steps:
                role = step(m) if not self._has(m) or (step == self._as and self._is_private(m)) else None
                if role is not None:
                    self._add(m, role, 1.5 if role.owner is None else -0.25)
        self._of_predecessor()

    def _add(self, m: Mention, role: Role, doubt: float) -> None:
        words = self.p.words
        x = Link(m, role, role.head, doubt, words[role.first].start, words[role.last - 1].end)
        self.found.append(x)
        self.links.append(x)

    def _has(self, m: Mention) -> bool:
        return any(x.mention is m and not x.role.is_weak for x in self.links)

    def _is_taken(self, role: Role) -> bool:
        number = self.here[0].paragraph
        return any(x.role.head == role.head and x.mention.paragraph == number for x in self.links)

    def _of_list(self, role: Role) -> None:
        """The signatures of the presidents: NAME, the host, NAME and NAME; five presidents at a time: NAME of X …"""
        colon = next((k for k in range(role.last, role.last + NEAR) if self.p.low(k) in {":", *STOPS}), None)
        if colon is None or self.p.low(colon) != ":" or self._is_taken(role):
            return
        end = self._sentence_end(colon)
        states = {w.party.state for w in self.p.words[role.first : role.last] if w.party and w.party.is_state}
        each = replace(role if len(states) == 1 else replace(role, state=None), is_plural=False)
        for m in self.here:
            if colon < m.first < end and self.p.low(m.reach - 1) in SEPARATORS and not self._has(m):
                self._add(m, self._narrowed(each, m), 0.5)

    def _narrowed(self, role: Role, m: Mention) -> Role:
        """The office of a list with what the name adds to it: "NAME, responsible for the railways of X"."""
        if self.p.low(m.last) != "," or any(o.reach == m.last + 1 for o in self.here):
            return role
        i = j = m.last + 1
        while j < len(self.p.words) and self.p.words[j].text[0].isalnum() and self.p.low(j) != "and":
            j += 1
        states = {w.party.state for w in self.p.words[i:j] if w.party is not None and w.party.state}
        state = states.pop() if len(states) == 1 else role.state
        tells = self.p.low(i) in {"responsible", "competent"} and self.p.low(i + 1) == "for"
        return replace(
            role, state=state, position=f"{role.position} {self.p.slice(i, j)}" if tells else role.position
        )

    def _of_the_same(self) -> None:
        """NAME and, from the Uzbek side, NAME, who hold the same portfolio."""
        for i, w in enumerate(self.p.words):
            is_same = w.low == "same" or (w.low == "that" and self.p.low(i - 1) in HOLDING)
            if not is_same or self.p.low(i + 1) not in POSTS:
                continue
            start = self._sentence_start(i)
            earlier = [x for x in self.links if x.end <= w.start and not x.role.is_weak]
            told = max(earlier, key=lambda x: x.start, default=None)
            for m in self.here:
                if told is not None and start <= m.first < i and not self._has(m):
                    self._add(m, _alike(told.role, m, is_same_body=False), 0.5)

    def _as(self, m: Mention) -> Role | None:
        """NAME opened it as Minister of …; NAME, who as Assistant Secretary-General answers for …; with NAME as its head."""
        for j in self._onwards(m):
            role = self._opening(j)
            if role is None or self.p.low(j - 1) != "as" or self._is_taken(role):
                continue
            if self.p.low(j - 2) in NOT_IN_OFFICE or role.article in {"a", "an"} or role.kind == "private":
                return None
            return role if j - 1 == m.last or (role.article is None and role.owner is None) else None
        return None

    def _removed(self, m: Mention) -> Role | None:
        """The president took NAME from the head of …; NAME was relieved of the post of minister."""
        verbs = [k for k in range(m.reach - 3, m.last + 4) if self.p.low(k) in REMOVING]
        if not verbs:
            return None
        for j in self._onwards(m):
            role = self._opening(j)
            if role is None or j < verbs[0]:
                continue
            before = [self.p.low(k) for k in range(max(m.last, j - 5), j)]
            return role if {"from", "of", "as"} & set(before) and not self._is_taken(role) else None
        return None

    def _of_post(self, m: Mention) -> Role | None:
        """NAME holds the post of minister; the post of minister goes to NAME."""
        onwards = set(self._onwards(m))
        for role in self.now:
            if (
                self.p.low(role.first - 1) != "of"
                or self.p.low(role.first - 2) not in POSTS
                or self._is_taken(role)
            ):
                continue
            between = range(role.last, m.reach)
            is_before = 0 < len(between) <= NEAR and self.p.low(m.reach - 1) in {
                "to",
                "by",
                "is",
                "was",
                "on",
                ",",
            }
            if role.first in onwards or (
                is_before
                and not any(self.p.low(k) in STOPS or any(o.first == k for o in self.here) for k in between)
            ):
                return role
        return None

    def _of_chair(self, m: Mention) -> Role | None:
        """In the governor's office of Mangistau NAME makes room."""
        for first, last in self.p.heads:
            if last >= m.reach or self.p.low(last) not in {"'s", "’s"} or self.p.low(last + 1) not in POSTS:
                continue
            between = self.p.slice(last + 2, m.reach)
            if m.reach == last + 2 or (between.startswith("of ") and m.reach - last <= NEAR):
                position = f"{self.p.slice(first, last)} {between}".strip()
                return Role(first, last, first, position, None, None, None, "state")
        return None

    def _refers_back(self, m: Mention) -> Role | None:
        """… brought home by NAME. On a tour the minister obtained …"""
        stop = self._sentence_end(m.last)
        if any(o is not m and self._sentence_start(m.first) <= o.first < stop for o in self.here):
            return None
        for j in range(stop + 1, min(stop + REACH, len(self.p.words))):
            if self.p.low(j) in STOPS or any(o.reach <= j <= o.first for o in self.here):
                return None
            role = self._opening(j)
            if role is None or role.article != "the" or role.is_plural or role.kind != "state":
                continue
            acts = role.last < len(self.p.words) and self.p.words[role.last].tag in {"VERB", "AUX"}
            return role if acts and not self._is_taken(role) else None
        return None

    def _of_predecessor(self) -> None:
        """Her predecessor in the chair is NAME; he succeeds NAME."""
        for m in self.here:
            close = range(max(self._sentence_start(m.first), m.reach - 8), m.reach)
            words = {self.p.low(k) for k in close}
            follows = {self.p.low(m.last + 1), self.p.low(m.last + 2)} if self.p.low(m.last) == "," else set()
            if not (words | follows) & SUCCESSION:
                continue
            others = [
                x
                for x in self.links
                if x.mention is not m and not x.role.is_weak and x.mention.start < m.start
            ]
            others = others or [x for x in self.links if x.mention is not m and not x.role.is_weak][:1]
            told = max(others, key=lambda x: x.mention.start, default=None)
            if told is not None and told.role.kind != "private" and (not self._has(m) or self._is_private(m)):
                together = [
                    x.role.position for x in others if x.mention is told.mention and x.group == told.group
                ]
                role = replace(_alike(told.role, m), position=", ".join(dict.fromkeys(together)))
                self._add(m, role, 1)

    def _is_private(self, m: Mention) -> bool:
        return all(x.role.kind == "private" for x in self.links if x.mention is m)

    def _onwards(self, m: Mention) -> Iterator[int]:
        """The words after a name, as far as they may still be about it."""
        for j in range(m.last, min(m.last + REACH, len(self.p.words))):
            if self.p.low(j) in STOPS | {";", ":"} or any(o.reach <= j <= o.first for o in self.here):
                return
            yield j

    def _opening(self, i: int) -> Role | None:
        return max((r for r in self.now if r.first == i), key=lambda r: r.last, default=None)

    def _sentence_start(self, i: int) -> int:
        return next((k + 1 for k in range(i - 1, -1, -1) if self.p.low(k) in STOPS), 0)

    def _sentence_end(self, i: int) -> int:
        return next((k for k in range(i, len(self.p.words)) if self.p.low(k) in STOPS), len(self.p.words))


def _alike(role: Role, m: Mention, *, is_same_body: bool = True) -> Role:
    """The office as another person's, read at that person's name."""
    role = replace(role, first=m.reach, last=m.last, head=m.first, owner=None, article=None, is_plural=False)
    return role if is_same_body else replace(role, organization=None, state=None, code=None)


@dataclass(frozen=True, slots=True)
class KnownHolders:
    """The offices that a region knows the persons of a report to hold or to have held, as the report words them."""

    offices: Any
    published: str | None
    paragraphs: Sequence[Paragraph]
    roles: Sequence[Sequence[Role]]
    links: Sequence[Link]

    def told(self, cluster: Sequence[Mention]) -> Link | None:
        """The office of a person without one, where the text uses its word of nobody else: "the presidents"."""
        if self.offices is None or self.published is None:
            return None
        best = max(cluster, key=lambda m: (m.name.fullness, -m.start))
        held = held_by(self.offices, best.name.text, None)
        now = [h for h in held if h.covers(self.published)]
        gone = [h for h in held if h.until is not None and h not in now and h.until <= self.published]
        found = [
            (x, h) for x in self._free(best) for h in (now or gone) if self._means(x[1], h, is_gone=not now)
        ]
        if not found:
            return None
        (number, role), holding = min(found, key=lambda f: _distance(f[0][0], f[0][1], f[1].code, best))
        words = self.paragraphs[number].words
        state = holding.code if _is_state(holding.office, holding.code) else None
        mine = replace(_alike(role, best), state=state, code=holding.code, organization=None)
        return Link(best, mine, best.first, 2, words[role.first].start, words[role.last - 1].end)

    def _free(self, m: Mention) -> Iterator[tuple[int, Role]]:
        """The offices told of nobody else; one in the clause of the name is told of another than its bearer."""
        taken = {(x.mention.paragraph, x.role.head) for x in self.links}
        for number, roles in enumerate(self.roles):
            for role in roles:
                if role.kind == "private" or role.article in {"a", "an"}:
                    continue
                is_near = number == m.paragraph and self._is_in_clause(role, m)
                shares = role.is_plural and role.last <= m.reach
                if shares if is_near else (number, role.head) not in taken:
                    yield number, role

    def _is_in_clause(self, role: Role, m: Mention) -> bool:
        words = self.paragraphs[m.paragraph].words[min(m.last, role.last) : max(m.reach, role.first)]
        return not any(w.text in STOPS or (w.text in {":", ";", "("} and role.first > m.first) for w in words)

    def _means(self, role: Role, holding: Any, *, is_gone: bool) -> bool:
        if role.code not in {None, holding.code} or (
            not role.is_plural and role.state not in {None, holding.code}
        ):
            return False
        title = role.position
        if is_gone:
            title = FORMER.sub("", title)
            if title == role.position:
                return False
        words = title.split()
        if not words or (
            len(words) == 1 and role.code is None and not _is_state(holding.office, holding.code)
        ):
            return False
        if role.is_plural and title == holding.title.rpartition(" ")[2]:
            return True
        return holding.office in self.offices.offices_of(title, state=holding.code)


def _is_state(office: str, code: str) -> bool:
    """Whether an office is one of a state: the codes of states are three letters, and no body has a president of such."""
    return len(code) == 3 and code.isupper() and office.startswith(f"{code}/")


def _distance(number: int, role: Role, code: str, m: Mention) -> tuple[bool, int, int]:
    return (role.state != code, abs(number - m.paragraph), abs(role.head - m.first))

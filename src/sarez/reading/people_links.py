"""Which office goes with which name: before it, after it, or told of it in the same sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from sarez.reading.people_lexicon import Lexicon
from sarez.reading.people_mentions import Mention, past_brackets
from sarez.reading.people_words import Paragraph
from sarez.reading.titles import Role
from sarez.region.names import fold

DASHES = frozenset({"-", "–", "—", "--"})
PAUSES = DASHES | {",", "("}
ADVERBIAL = frozenset(
    {
        "in",
        "at",
        "for",
        "until",
        "since",
        "once",
        "now",
        "currently",
        "formerly",
        "previously",
        "also",
        "then",
        "himself",
        "herself",
        "earlier",
        "recently",
        "till",
        "today",
        "always",
        "both",
        "so",
        "hitherto",
        "up",
        "most",
        "latterly",
        "lately",
        "briefly",
        "twice",
        "long",
    }
)
CLAUSE_END = frozenset({".", ";", "!", "?", ":"})
HEADING = frozenset({"heads", "headed", "directs", "directed"})
WORKING = frozenset(
    {"worked", "works", "serves", "served", "serving", "acts", "acted", "acting", "employs", "employed"}
)
ASIDE = frozenset({"so", "as", "according", "says", "said", "thus", "it"})
NOT_IN_OFFICE = frozenset(
    {
        "such", "well", "same", "known", "seen", "regarded", "described", "soon", "far", "long", "just", "much", "considered",
        "viewed", "perceived", "hailed", "denounced", "addressed", "spoken", "portrayed",
    }
)  # fmt: skip
COUNTERPARTS = frozenset({"counterpart", "counterparts", "opposite", "colleague", "colleagues"})
OCCASIONS = frozenset(
    {"summit", "forum", "conference", "meeting", "session", "delegation", "dialogue", "talks"}
)


@dataclass(frozen=True, slots=True)
class Link:
    """An office told of a mention; links of one `group` were told together. `doubt` grows with the distance."""

    mention: Mention
    role: Role
    group: int
    doubt: float
    start: int
    end: int


def link(
    paragraph: Paragraph, mentions: Sequence[Mention], roles: Sequence[Role], lexicon: Lexicon
) -> list[Link]:
    """The offices of the persons mentioned in one paragraph."""
    return _Linker(paragraph, sorted(mentions, key=lambda m: m.first), list(roles), lexicon).run()


def _is_past(role: Role) -> bool:
    """Whether an office is one that its holder has left."""
    return role.position.lower().startswith(("former ", "ex-", "onetime "))


@dataclass(slots=True)
class _Linker:
    p: Paragraph
    mentions: list[Mention]
    roles: list[Role]
    lex: Lexicon
    links: list[Link] = field(default_factory=list)
    taken: set[Role] = field(default_factory=set)
    at: dict[int, Mention] = field(default_factory=dict)
    opening: dict[int, Role] = field(default_factory=dict)

    def run(self) -> list[Link]:
        self.at = {i: m for m in self.mentions for i in range(m.reach, m.first + 1)}
        for r in self.roles:
            if r.first not in self.opening or self.opening[r.first].last < r.last:
                self.opening[r.first] = r
        for step in (self._before, self._after, self._with_comma, self._in_clause, self._told_later):
            for m in self.mentions:
                step(m)
        return [
            self._of_counterpart(x)
            for x in self.links
            if not _is_past(x.role) or not self._has_present(x.mention)
        ]

    def _of_counterpart(self, x: Link) -> Link:
        """Give a "counterpart" the office of the person on the other side, who was named before."""
        if not any(w.low in COUNTERPARTS for w in self.p.words[x.role.head : x.role.head + 2]):
            return x
        others = [y.role.position for y in self.links if y.role.head < x.role.head and not y.role.is_weak]
        return replace(x, role=replace(x.role, position=others[-1] if others else ""), doubt=x.doubt + 0.5)

    def _add(self, m: Mention, role: Role, doubt: float) -> None:
        words = self.p.words
        self.links.append(Link(m, role, role.head, doubt, words[role.first].start, words[role.last - 1].end))
        self.taken.add(role)

    def _has(self, m: Mention, *, strong: bool = True) -> bool:
        return any(x.mention is m and not (strong and x.role.is_weak) for x in self.links)

    def _has_present(self, m: Mention) -> bool:
        """Whether an office is told of somebody that is not one of the past: "its head, NAME, a former deputy"."""
        return any(x.mention is m and not x.role.is_weak and not _is_past(x.role) for x in self.links)

    def _before(self, m: Mention) -> None:
        """Minister NAME; soldiers NAME, NAME and NAME."""
        follows = m.reach > 0 and not self.p.gap(m.reach - 1).strip(" \u00a0")
        fitting = [
            r
            for r in self.roles
            if follows and r.last in {m.reach, m.first} and not r.is_weak and r not in self.taken
        ]
        if fitting:
            role = max(fitting, key=lambda r: r.head)
            if (
                "secretary" in self.p.low(role.head)
                and "general" in self.p.slice(role.head, role.last).lower()
            ):
                outer = [r for r in fitting if r is not role and not self._is_secretary_general(m)]
                role = outer[0] if outer else role
            self._claim(m, role, 0)
        for role in self.roles:
            if role.is_weak and role.last == m.first and role not in self.taken:
                self._add(m, role, 1)

    def _is_secretary_general(self, m: Mention) -> bool:
        return bool({fold(p) for p in m.name.parts} & self.lex.secretary_general)

    def _claim(self, m: Mention, role: Role, doubt: float) -> None:
        if role.is_plural:
            self._share([m, *self._listed_after(m)], role, doubt)
        else:
            self._add(m, role, doubt)
        self._joint_before(m, role, doubt)

    def _share(self, people: Sequence[Mention], role: Role, doubt: float) -> None:
        """Give an office in the plural to each; of several states each its own: the ministers of X and Y, NAME and NAME."""
        parties = (w.party for w in self.p.words[role.first : role.last] if w.party is not None)
        states = list(dict.fromkeys(t.state for t in parties if t.is_state))
        each = (
            states if len(states) == len(people) else [None if len(states) > 1 else role.state] * len(people)
        )
        for m, state in zip(people, each, strict=True):
            self._add(m, role if state == role.state else replace(role, state=state), doubt)
        self.taken.add(role)

    def _joint_before(self, m: Mention, role: Role, doubt: float) -> None:
        """Take in the office that stands before another of the same person: NAME's "A and B", "A, B"."""
        i = role.first - 1
        if self.p.low(i) not in {"and", ",", "/"}:
            return
        joined = self.p.low(i)
        for earlier in self.roles:
            if earlier.last != i or earlier in self.taken or earlier.is_plural or earlier.is_weak:
                continue
            if joined == "and" and (
                role.article or role.owner or self._is_cap(earlier) is not self._is_cap(role)
            ):
                continue
            if joined == "," and (self._follows_name(earlier) or not self._is_cap(earlier)):
                continue
            words = self.p.words
            self.links.append(
                Link(m, earlier, role.head, doubt, words[earlier.first].start, words[earlier.last - 1].end)
            )
            self.taken.add(earlier)
            self.links.sort(key=lambda x: x.start)
            return

    def _is_cap(self, role: Role) -> bool:
        return self.p.words[role.head].is_cap

    def _follows_name(self, role: Role) -> bool:
        return self.p.low(role.first - 1) in PAUSES and any(m.last == role.first - 1 for m in self.mentions)

    def _listed_after(self, m: Mention) -> Iterator[Mention]:
        """The names that follow in a list: NAME of X, NAME (…) and NAME."""
        for nxt in self.mentions[self.mentions.index(m) + 1 :]:
            last = past_brackets(self.p, self._past_state(past_brackets(self.p, m.last)))
            if nxt.first < last:
                continue
            between = self.p.words[last : nxt.reach]
            if (
                len(between) > 3
                or not all(w.low in {",", "and", "as", "well", "&"} for w in between)
                or not between
            ):
                return
            yield nxt
            m = nxt

    def _past_state(self, i: int) -> int:
        """The word after "of STATE" at `i`, else `i`."""
        if self.p.low(i) not in {"of", "from", "for"}:
            return i
        j = i + 1
        while self.p.low(j) in {"the", "republic", "of"}:
            j += 1
        party = self.p.words[j].party if j < len(self.p.words) else None
        return party.last if party is not None and party.is_state else i

    def _past_body(self, i: int) -> int:
        """The word after "of the BODY" at `i`, where a comma follows, else `i`."""
        if self.p.low(i) not in {"of", "from"}:
            return i
        j = i + 1
        while j < min(i + 12, len(self.p.words)) and (
            self.p.words[j].is_cap or self.p.low(j) in {"of", "the", "for", "and", "on", "in"}
        ):
            j += 1
        j = past_brackets(self.p, j)
        return j if self.p.low(j) == "," and j > i + 1 and not any(k in self.at for k in range(i, j)) else i

    def _after(self, m: Mention) -> None:
        """NAME, minister of …; NAME (b. 1972), vendor; NAME and NAME, the ministers."""
        i = past_brackets(self.p, self._past_state(past_brackets(self.p, m.last)))
        if self.p.low(i) == "(" or (self.p.low(m.last) == "(" and m.last + 1 in self.opening):
            i = m.last
        i = self._past_body(i)
        if self.p.low(i) not in PAUSES:
            return
        role = self._opening_at(i + 1)
        if role is None or role in self.taken:
            return
        if role.last in self.at and self.p.gap(role.last - 1).strip() == "" and not role.is_plural:
            return
        if self._has(m) and self._is_for_next(role):
            return
        if role.is_plural:
            others = list(self._listed_before(m))
            if not others:  # "NAME, up to sixty thousand workers come"
                return
            self._share([*reversed(others), m], role, 0)
        else:
            self._add(m, role, 0)
        self._joint_after(m, role)

    def _is_for_next(self, role: Role) -> bool:
        return self.p.low(role.last) in {",", *DASHES} and role.last + 1 in self.at

    def _listed_before(self, m: Mention) -> Iterator[Mention]:
        for back in reversed(self.mentions[: self.mentions.index(m)]):
            between = self.p.words[back.last : m.reach]
            if len(between) > 2 or not all(w.low in {",", "and"} for w in between):
                return
            yield back
            m = back

    def _joint_after(self, m: Mention, role: Role) -> None:
        """Take in further offices: NAME, A and B; NAME, A, B, said."""
        last, group = role, role.head
        while self.p.low(last.last) in {"and", ",", "/"}:
            nxt = self.opening.get(last.last + 1)
            if nxt is None or nxt in self.taken or nxt.is_plural or (nxt.last in self.at):
                return
            if self._is_for_next(nxt) and not self._has_own_office(nxt):
                return
            if (
                self.p.low(last.last) == ","
                and self.p.low(nxt.last) not in {",", ".", ";", ")", "and"}
                and nxt.last < len(self.p.words)
            ):
                return
            words = self.p.words
            self.links.append(Link(m, nxt, group, 0, words[nxt.first].start, words[nxt.last - 1].end))
            self.taken.add(nxt)
            last = nxt

    def _has_own_office(self, role: Role) -> bool:
        m = self.at.get(role.last + 1)
        return m is not None and self._has(m)

    def _opening_at(self, i: int) -> Role | None:
        """The office that begins at word `i`, or soon after an adverbial or "who is"."""
        if i in self.opening:
            return self.opening[i]
        low = self.p.low(i)
        if low in {"who", "whom", "whose"}:
            return self._in_relative(i)
        if low in ADVERBIAL:
            for j in range(i + 1, min(i + 6, len(self.p.words))):
                if j in self.opening and self.opening[j].owner is None:
                    return self.opening[j] if self.p.words[j - 1].text not in PAUSES else None
                if not self.p.words[j].text[0].isalnum() or self.p.words[j].tag in {"VERB", "AUX"}:
                    return None
        return None

    def _in_relative(self, i: int) -> Role | None:
        for j in range(i + 1, min(i + 12, len(self.p.words))):
            low = self.p.low(j)
            if low in CLAUSE_END or j in self.at:
                return None
            if low in self.lex.copula or low == "as":
                k = j + 1
                while self.p.low(k) in {"been", "also", "now", "currently", "still", "then"}:
                    k += 1
                if k in self.opening:
                    return self.opening[k]
            if low in self.lex.leading and self.p.low(i) == "who" and j - i < 5:
                return self._leading(j)
        return None

    def _leading(self, verb: int) -> Role | None:
        """The office of somebody who "heads" or "chairs" a body, if the body follows."""
        i = verb + 1
        article = self.p.low(i) if self.p.low(i) in {"the", "a", "its"} else None
        i += article is not None
        j = i
        while j < len(self.p.words) and j not in self.at and self._is_body_part(j, j > i):
            j += 1
        while j > i and self.p.low(j - 1) in {"of", "for", "on", "the", "and", "in"}:
            j -= 1
        words = self.p.words[i:j]
        if any(w.low in OCCASIONS for w in words):
            return None
        if not any(
            w.low in self.lex.body_word or (w.party is not None and not w.party.is_state) for w in words
        ):
            return None
        body = next((w.party for w in words if w.party is not None and not w.party.is_state), None)
        state = next((w.party.state for w in words if w.party is not None), None)
        noun = self.lex.leading[self.p.low(verb)]
        return Role(
            verb,
            j,
            verb,
            noun,
            self.p.slice(i, j),
            state,
            body.code if body else None,
            "body",
            article=article,
        )

    def _is_body_part(self, j: int, is_inside: bool) -> bool:
        w = self.p.words[j]
        if w.low in {"of", "for", "on", "the", "and", "in"}:
            return is_inside and j + 1 < len(self.p.words) and self.p.words[j + 1].is_cap
        return w.text[0].isalpha() and (
            w.is_cap or w.party is not None or w.low in self.lex.body_word | self.lex.modifier
        )

    def _with_comma(self, m: Mention) -> None:
        """the ousted president, NAME, …"""
        i = m.reach - 1
        if self._has_present(m) or self.p.low(i) not in PAUSES | {":"}:
            return
        fitting = [
            r
            for r in self.roles
            if r.last == i and r not in self.taken and not (r.is_weak and r.last == m.first)
        ]
        if not fitting:
            return
        role = max(fitting, key=lambda r: r.head)
        outer = [r for r in fitting if r.first < role.first and role.article is None and role.owner is None]
        role = outer[0] if outer and not self.p.words[role.head].is_cap else role
        nxt = past_brackets(self.p, m.last)
        closes = (
            nxt >= len(self.p.words)
            or not self.p.words[nxt].text[0].isalnum()
            or self.p.low(nxt) in {"and", "who"}
            or self.p.low(self._past_state(nxt)) in {",", ".", "and"}
        )
        if role.is_plural and not list(self._listed_after(m)):
            return
        if (
            closes
            or self.p.low(role.first - 1) == "as"
            or self.p.low(i) in DASHES | {":"}
            or m.reach < m.first
        ):
            self._claim(m, role, 0.5 if closes else 1)

    def _in_clause(self, m: Mention) -> None:
        """NAME was appointed minister; NAME, chosen … as his envoy; NAME is the head; NAME heads …; appointed NAME head."""
        if self._has(m):
            return
        i, seen = self._past_aside(past_brackets(self.p, self._past_state(m.last))), False
        for j in range(i, min(i + 16, len(self.p.words))):
            low = self.p.low(j)
            if low in CLAUSE_END or (low in {"that", "which"} and seen) or self._is_object(j):
                return
            if low in HEADING and j - i < 2:
                role = self._leading(j)
                if role is not None:
                    self._add(m, role, 1)
                return
            role = self.opening.get(j)
            if role is None or role in self.taken:
                seen = seen or low in self.lex.appointing or (low in self.lex.copula and j - i < 3)
                continue
            back = self.p.low(j - 1)
            if back == "as" and self.p.low(j - 2) in NOT_IN_OFFICE:
                return
            named = seen or self.p.low(m.reach - 1) in self.lex.appointing
            if named and (
                (back in self.lex.appointing and back not in WORKING)
                or back in self.lex.copula
                or back == "as"
                or back in {"been", "also", "to"}
            ):
                self._add(m, role, 1)
                self._joint_after(m, role)
                return
            if j == i and self.p.low(m.reach - 1) in self.lex.appointing:
                self._add(m, role, 1)
                return

    def _past_aside(self, i: int) -> int:
        """The word after an aside at `i` that tells who says so, else `i`: "NAME, so the ministry said, …"."""
        if self.p.low(i) != "," or self.p.low(i + 1) not in ASIDE:
            return i
        ends = (
            k for k in range(i + 2, min(i + 16, len(self.p.words))) if self.p.low(k) in CLAUSE_END | {","}
        )
        end = next(ends, i)
        return end + 1 if self.p.low(end) == "," and end > i else i

    def _is_object(self, j: int) -> bool:
        """Whether another person is named at word `j`, not as the one by whom it was done."""
        m = self.at.get(j)
        if m is None or j != m.first:
            return False
        return not any(self.p.low(k) == "by" for k in range(max(0, j - 6), j))

    def _told_later(self, m: Mention) -> None:
        """NAME …. In his last days as president he …; told in the next sentence of the only person named."""
        if self._has(m, strong=False):
            return
        for role in self.roles:
            if role in self.taken or self.p.low(role.first - 1) != "as" or role.first < m.last:
                continue
            between = self.p.words[m.last : role.first]
            others = [x for x in self.mentions if x is not m and m.last <= x.first < role.last]
            refers = any(
                w.low in {"he", "she", "his", "her"}
                for w in (*between, *self.p.words[role.last : role.last + 2])
            )
            stops = sum(w.text == "." for w in between)
            if not others and refers and stops <= 1 and role.kind == "state":
                self._add(m, role, 1.5)
                return

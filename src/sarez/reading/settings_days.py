"""Which date of a sentence belongs to an act: the one whose clause is the act's own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from sarez.reading.parsed import text_of
from sarez.reading.settings_spots import verb_of
from sarez.reading.status import OCCURRED, PLANNED

if TYPE_CHECKING:
    from spacy.tokens import Token

    from sarez.reading.dates import DateMention
    from sarez.reading.drafts import Draft
    from sarez.reading.parsed import ParsedPassage

BOUNDS = frozenset({"by", "until", "till", "before", "to", "up to"})
STATEMENTS = frozenset({"ACCUSE", "REJECT", "REQUEST", "THREATEN", "SUPPORT"})
TOO_FAR = 4.0  # the worst fit still taken; found on gold/practice


@dataclass(frozen=True, slots=True)
class When:
    """A date with the reason it was chosen; `end` where the text gives a span of days."""

    iso: str | None
    end: str | None
    reason: str | None


def is_bound(date: DateMention) -> bool:
    """Whether a date only bounds a time: “until Friday”, “by 2020”."""
    return date.kind == "deadline" or date.relation in BOUNDS


def dates_within(draft: Draft, dates: Sequence[DateMention]) -> list[DateMention]:
    """The dates of the act's sentence that may be a day of something."""
    return [
        d for d in dates if draft.start <= d.start < draft.end and d.kind in ("point", "range", "deadline")
    ]


def own_date(draft: Draft, parsed: ParsedPassage, published: str | None) -> DateMention | None:
    """The date of the act's own clause, None where its sentence has none that fits."""
    inside = dates_within(draft, parsed.dates)
    bounded = [d for d in inside if not is_bound(d)]
    inside = bounded if draft.status == OCCURRED else bounded or inside
    if not inside:
        return None
    anchor = _token(parsed, draft.at)
    ranked = [(_misfit(d, draft, anchor, parsed, published), i) for i, d in enumerate(inside)]
    cost, best = min(ranked)
    if cost > TOO_FAR:
        return None
    return _session(inside[best], inside)


def _session(day: DateMention, inside: Sequence[DateMention]) -> DateMention:
    """The range of days that a day ends or begins, where the sentence gives both: “two days of talks ended today”."""
    for other in inside:
        if other.kind == "range" and other.iso and other.iso_end and day.iso in (other.iso, other.iso_end):
            return other
    return day


def _misfit(
    date: DateMention, draft: Draft, anchor: Token, parsed: ParsedPassage, published: str | None
) -> float:
    if _is_label(date, draft, parsed):
        return 0.5
    token = _token(parsed, max(date.start, date.end - 1))
    token = _token(parsed, date.start) if token.is_punct else token
    governor, noun = _governor(token, date.end - date.start)
    cost = _clauses_apart(verb_of(governor), verb_of(anchor), draft)
    if _tells_otherwhen(verb_of(governor), verb_of(anchor)):
        cost += 3.0
    if (
        noun is not None
        and noun.dep_ in ("nsubj", "nsubjpass")
        and noun.head.i == verb_of(anchor).i
        and date.start < draft.at
    ):
        noun = None
    if (
        noun is not None
        and noun.i != anchor.i
        and noun.i not in draft.trigger.tokens
        and noun.i != verb_of(anchor).i
    ):
        cost += 1.0 if noun.pos_ != "VERB" else 0.0
        if date.relation == "of" and not _is_above(noun, anchor):
            cost += 2.0
    elif noun is not None and noun.i == anchor.i:
        cost -= 0.5
    between = text_of(parsed.doc)[slice(*sorted((date.start - parsed.start, draft.at - parsed.start)))]
    cost += 1.0 * (between.count(";") + between.count(": ")) + 0.5 * between.count(" (") + len(between) / 150
    if date.iso is not None and len(date.iso) == 4:
        cost += 1.5
    if _clashes(date, draft, published):
        cost += 3.0
    if date.relation == "since" and draft.type not in ("SANCTION", "PROTEST", "COERCE", "CONCEDE"):
        cost += 1.0
    if date.relation in ("before", "after"):
        cost += 1.0
    return cost


def _tells_otherwhen(date: Token, act: Token) -> bool:
    """Whether the date's clause lies before or after the act's: “unlocked today what it had shut”, “agreed that they would meet in May”."""
    if date.i == act.i:
        return False
    is_told_of = act.dep_ == "ccomp" and act.head.i == date.i
    if _has(act, "had") and date.pos_ in ("VERB", "AUX") and not is_told_of:
        return not (_has(date, "had") or date.tag_ == "VBN" or date.tag_ == "VBG")
    is_below = any(a.i == act.i for a in date.ancestors)
    return is_below and date.dep_ != "conj" and (_has(date, "would", "will", "shall") or _is_set(date))


def _has(verb: Token, *auxiliaries: str) -> bool:
    return any(c.dep_ in ("aux", "auxpass") and c.lower_ in auxiliaries for c in verb.children)


def _is_set(verb: Token) -> bool:
    """Whether a verb tells a plan of then: “was to have opened today”, “is to meet on Friday”."""
    before = [t.lower_ for t in verb.doc[max(verb.sent.start, verb.i - 4) : verb.i]]
    return any(
        pair in (("was", "to"), ("were", "to"), ("is", "to"), ("are", "to")) for pair in pairwise(before)
    )


def _is_label(date: DateMention, draft: Draft, parsed: ParsedPassage) -> bool:
    """Whether a date heads its sentence as a label: “Yesterday - Crowds filled the square”."""
    text = text_of(parsed.doc)
    before, after = (
        text[draft.start - parsed.start : date.start - parsed.start],
        text[date.end - parsed.start :],
    )
    return not before.strip() and re.match(r"\s?(?:[-–—|]\s|:\s)", after) is not None


def _token(parsed: ParsedPassage, at: int) -> Token:
    span = parsed.doc.char_span(at - parsed.start, at - parsed.start + 1, alignment_mode="expand")
    return span[0] if span is not None and len(span) else parsed.doc[0]


def _governor(token: Token, length: int) -> tuple[Token, Token | None]:
    """The word a date hangs on, and that word again where it is a noun: “Friday's dispersal”, “talks on Monday”."""
    head = token
    first = token.idx - length
    for _ in range(6):
        above = head.head
        if above.i == head.i:
            return head, None
        if (
            (above.idx >= first and above.idx <= token.idx + len(token) + 1 and above.ent_type_ == "DATE")
            or above.dep_ == "prep"
            or above.pos_ == "ADP"
        ):
            head = above
        else:
            return above, above if above.pos_ in ("NOUN", "PROPN") else None
    return head, None


def _is_above(noun: Token, token: Token) -> bool:
    return any(a.i == noun.i for a in token.ancestors)


def _clauses_apart(date: Token, act: Token, draft: Draft) -> float:
    """How far the date's clause is from the act's: 0 the same, more for a sister, a higher and a lower one."""
    if date.i == act.i:
        return 0.0
    above = [a.i for a in act.ancestors]
    if date.i in above:
        links = 0.0
        token = act
        while token.i != date.i and token.head.i != token.i:
            if token.pos_ in ("VERB", "AUX") or token.head.i == date.i:
                links += {
                    "conj": 0.4,
                    "xcomp": 0.3,
                    "ccomp": 1.0,
                    "advcl": 1.0,
                    "relcl": 1.5,
                    "acl": 1.0,
                }.get(token.dep_, 0.5)
            token = token.head
        return links
    below = [a.i for a in date.ancestors]
    if act.i in below:
        token, links = date, 0.0
        while token.i != act.i and token.head.i != token.i:
            is_content = token.dep_ in ("ccomp", "pcomp") and draft.type in STATEMENTS
            links += (
                6.0
                if is_content
                else {"conj": 0.8, "xcomp": 0.3, "ccomp": 1.0}.get(token.dep_, 1.5)
                if token.pos_ in ("VERB", "AUX")
                else 0.2
            )
            token = token.head
        return links
    return 2.0


def _clashes(date: DateMention, draft: Draft, published: str | None) -> bool:
    """Whether an act that was done would lie in the future, or a planned one in the past."""
    if not published or not date.iso or len(date.iso) < 7:
        return False
    later = date.iso[: len(published)] > published[: len(date.iso)]
    return (
        later
        if draft.status == OCCURRED
        else draft.status == PLANNED and date.iso[: len(published)] < published[: len(date.iso)]
    )

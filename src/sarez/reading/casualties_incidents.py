"""Which act each figure of killed and injured belongs to, and what the figures of one incident come to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from sarez.reading.casualties import INJURED, KILLED, RIVAL, Toll, find_tolls
from sarez.reading.settings_spots import verb_of
from sarez.reading.settings_words import words
from sarez.reading.status import DENIED, OCCURRED

if TYPE_CHECKING:
    from spacy.tokens import Token

    from sarez.reading.drafts import Draft
    from sarez.reading.merging import Act
    from sarez.reading.parsed import ParsedReport
    from sarez.reading.settings_states import StateWords

VIOLENT = frozenset({"ASSAULT", "PROTEST"})
REACH = 6  # sentences between an act and a figure for it, outside the lead
KILLING = frozenset({"kill", "murder", "assassinate", "slay", "execute", "behead", "lynch", "shoot"})

DOUBT = 2.0  # sentences that an act which is none may be nearer
OPEN = 0.8  # the same, for an attack that names nobody whom it hit

DYING = frozenset({"die", "perish"})


def count_casualties(report: ParsedReport, acts: Sequence[Act], names: StateWords) -> None:
    """Give each incident among the merged acts its killed and injured, no figure twice."""
    violent = [a for a in acts if a.draft.type in VIOLENT and a.draft.status in (OCCURRED, DENIED)]
    if not violent:
        return
    incidents = [_tellings(a) for a in violent]
    doubts = {n: DOUBT * (1 - a.score) for n, a in enumerate(violent)}
    single = {n for n, i in enumerate(incidents) if any(_kills_one(report, d) for d in i)}
    starts = [p.start + s.start_char for p in report.parsed for s in p.doc.sents]
    order = {start: i for i, start in enumerate(starts)}
    lead = _lead(report, order)
    given: list[list[tuple[int, Toll]]] = [[] for _ in incidents]
    heads = {order[p.start + s.start_char] for p in report.parsed if not p.is_prose for s in p.doc.sents}
    told = {order.get(d.start) for i in incidents for d in i}
    for at, toll in sorted(_tolls(report, order), key=lambda f: f[0] not in told):
        if at in heads and any(t.kind == toll.kind and t.count == toll.count for g in given for _, t in g):
            continue  # a headline repeats a figure of the text
        taken = [{t.kind for place, t in g if place in told and place > lead and place != at} for g in given]
        able = [n for n in doubts if not (toll.kind == KILLED and toll.count > 1 and n in single)]
        best = _incident_of(at, toll, incidents, {n: doubts[n] for n in able}, order, lead, taken)
        if best is not None:
            given[best].append((at, toll))
    for tolls in given:
        tolls.sort(key=lambda f: f[1].start)
    for act, incident, tolls in zip(violent, incidents, given, strict=True):
        act.killed = _sum(tolls, KILLED, names)
        act.injured = _sum(tolls, INJURED, names)
        if act.killed is None and not any(t.kind == KILLED for _, t in tolls):
            act.killed = next((1 for d in incident if _kills_one(report, d)), None)


def _tellings(act: Act) -> list[Draft]:
    return [act.draft, *act.told]


def _tolls(report: ParsedReport, order: dict[int, int]) -> list[tuple[int, Toll]]:
    """All figures with the number of their sentence; the headline's last, as it only repeats."""
    body: list[tuple[int, Toll]] = []
    heads: list[tuple[int, Toll]] = []
    for parsed in report.parsed:
        for sentence in parsed.doc.sents:
            start, end = parsed.start + sentence.start_char, parsed.start + sentence.end_char
            found = [(order[start], t) for t in find_tolls(report.text, start, end)]
            (body if parsed.is_prose else heads).extend(found)
    return body + heads


def _lead(report: ParsedReport, order: dict[int, int]) -> int:
    """The number of the last sentence of the first paragraph."""
    first = next(iter(report.prose()), None)
    return max((order[first.start + s.start_char] for s in first.doc.sents), default=0) if first else 0


def _incident_of(
    at: int,
    toll: Toll,
    incidents: Sequence[Sequence[Draft]],
    doubts: Mapping[int, float],
    order: dict[int, int],
    lead: int,
    taken: Sequence[set[str]],
) -> int | None:
    """The incident that a figure belongs to: that of its own sentence, else the nearest before it, else the main one.

    `doubts` are the incidents that it may belong to, each with the sentences by which doubt removes it.
    """
    best: tuple[float, int] | None = None
    for number in doubts:
        for draft in incidents[number]:
            sentence = order.get(draft.start, 0)
            gap = at - sentence
            cost = float(gap if gap >= 0 else 3 - gap)
            if gap == 0:
                cost += abs(draft.at - toll.start) / 1000
            if toll.are_forces and gap and draft.actor and set(draft.recipient) == {"civilians"}:
                continue
            if toll.kind in taken[number] and gap and toll.source != RIVAL:
                cost += 4.0
            if draft.type == "PROTEST":  # but "the disorders cost eight lives"
                cost += 1.5 if gap else -0.3 if draft.features.get("subject") else 0.3
            if at <= lead:
                is_of_people = gap == 0 if draft.type == "PROTEST" else _hits_people(draft)
                cost = (
                    min(cost, 3.0)
                    + (0.0 if is_of_people else 0.3)
                    + (0.6 if draft.features.get("weak") else 0.0)
                )
            elif abs(gap) > REACH:
                continue
            cost += 0.5 if draft.type == "ASSAULT" and not draft.actor else 0.0
            cost += OPEN if draft.type == "ASSAULT" and not draft.recipient else 0.0
            cost += 0.5 if draft.type == "ASSAULT" and not gap and not draft.features.get("given") else 0.0
            cost += doubts[number]
            if best is None or cost < best[0]:
                best = (cost, number)
    return best[1] if best else None


def _hits_people(draft: Draft) -> bool:
    return "civilians" in draft.recipient


def _sum(tolls: Sequence[tuple[int, Toll]], kind: str, names: StateWords) -> int | None:
    """The official figure before a rival one, the first before the rest; the figures of two sides are added."""
    found = [t for _, t in tolls if t.kind == kind]
    if not found:
        return None
    sides: dict[str, int] = {}
    for toll in found:
        of = {code for name in toll.sides if (code := names.of_word(name)) is not None}
        if len(of) == 1:
            sides.setdefault(of.pop(), toll.count)
    if len(sides) == 2:
        return sum(sides.values())
    first = min(found, key=lambda t: t.source == RIVAL)
    places = {id(t): place for place, t in tolls}
    other = next(
        (t for t in found if t.is_loss != first.is_loss and places[id(t)] == places[id(first)]), None
    )
    return first.count + (other.count if other is not None and other.source != RIVAL else 0)


def _kills_one(report: ParsedReport, draft: Draft) -> bool:
    """Whether an act is the killing of one person: “an Afghan had been shot dead”, “the general was killed”."""
    if draft.type != "ASSAULT":
        return False
    parsed = next((p for p in report.parsed if p.start <= draft.start < p.passage.end), None)
    if parsed is None:
        return False
    for i in draft.trigger.tokens:
        verb = verb_of(parsed.doc[i])
        if verb.lemma_.lower() in DYING and any(_is_one(c) for c in verb.children if c.dep_ == "nsubj"):
            return True
        if verb.lemma_.lower() in KILLING and (
            verb.lemma_ != "shoot" or any(t.lower_ == "dead" for t in verb.children)
        ):
            return any(_is_one(v) for v in _victims(verb))
    return False


def _victims(verb: Token) -> list[Token]:
    found = [c for c in verb.children if c.dep_ in ("dobj", "nsubjpass")]
    if not found and verb.dep_ in ("acl", "relcl"):
        found = [verb.head]
    head = verb
    while not found and head.dep_ == "conj":
        head = head.head
        found = [
            c for c in head.children if c.dep_ == "nsubjpass" or (c.dep_ == "nsubj" and verb.tag_ == "VBN")
        ]
    return found


def _is_one(noun: Token) -> bool:
    return (
        noun.tag_ in ("NN", "NNP")
        and noun.lemma_.lower() not in words("crowds")
        and not any(c.dep_ == "nummod" or c.dep_ == "conj" for c in noun.children)
    )

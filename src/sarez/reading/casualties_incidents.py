"""Which act each figure of killed and injured belongs to, and what the figures of one incident come to.

What speaks for a figure's belonging to an incident is weighed by a table (`lexicon/tolls.txt`, a logistic regression made by
`scripts/train_tolls.py`); every figure goes to the likeliest incident, and to none where none is likely.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from sarez.reading import toll_signs
from sarez.reading.casualties import INJURED, KILLED, RIVAL, Toll, find_tolls, vouched
from sarez.reading.deaths import deaths_in, dies, is_one, kills, may_tell, victims_of
from sarez.reading.settings_spots import verb_of
from sarez.reading.status import DENIED, OCCURRED
from sarez.reading.toll_signs import ROLE, Figure, Incident, Scene, is_more, side_of, signs

if TYPE_CHECKING:
    from spacy.tokens import Span

    from sarez.reading.drafts import Draft
    from sarez.reading.merging import Act
    from sarez.reading.parsed import ParsedPassage, ParsedReport
    from sarez.reading.settings_lines import Lines

VIOLENT = frozenset({"ASSAULT", "PROTEST"})


def count_casualties(lines: Lines, acts: Sequence[Act]) -> None:
    """Give each incident among the acts of a report its killed and injured, no figure twice; `lines` are its sentences."""
    violent = [a for a in acts if a.draft.type in VIOLENT and a.draft.status in (OCCURRED, DENIED)]
    if not violent:
        return
    scene = survey(lines, violent)
    for act, incident, figures in zip(violent, scene.incidents, assign(scene), strict=True):
        act.killed = total(figures, incident, KILLED, scene)
        act.injured = total(figures, incident, INJURED, scene)


def survey(lines: Lines, violent: Sequence[Act]) -> Scene:
    """The incidents and the figures of a report."""
    report = lines.report
    tellings = [(a.score, [a.draft, *a.told]) for a in violent]
    incidents = [Incident(d, score, any(_kills_one(report, t) for t in d)) for score, d in tellings]
    return Scene(report.text, lines, incidents, list(_figures(lines)), _lead(lines))


def assign(scene: Scene) -> list[list[Figure]]:
    """The figures of each incident, in the order of the text."""
    table = toll_signs.load_table()
    rated = [
        (table.likelihood(ROLE, row), i, n, figure)
        for i, figure in enumerate(scene.figures)
        for n, row in enumerate(signs(scene, figure))
    ]
    given: list[list[Figure]] = [[] for _ in scene.incidents]
    placed: set[int] = set()
    for likelihood, i, n, figure in sorted(rated, key=lambda r: (-r[0], -r[1], r[2])):
        if likelihood < table.least[ROLE]:
            break
        if i not in placed and _may_take(figure, given[n], scene):
            placed.add(i)
            given[n].append(figure)
    return [sorted(figures, key=lambda f: (f.is_headline, f.toll.start)) for figures in given]


def _may_take(figure: Figure, given: Sequence[Figure], scene: Scene) -> bool:
    """Whether an incident may take one more figure: a person named adds to no figure, but for one of the other side."""
    toll = figure.toll
    same = [f for f in given if f.toll.kind == toll.kind]
    if same and (toll.is_one or same[0].toll.is_one):
        return all(_adds(f, figure, scene) or _adds(figure, f, scene) for f in same)
    return True


def _figures(lines: Lines) -> Iterator[Figure]:
    """All figures with the number of their sentence."""
    for number, parsed, sentence in lines:
        for toll in _told(lines.report.text, parsed, sentence):
            yield Figure(number, toll, not parsed.is_prose)


def _told(text: str, parsed: ParsedPassage, sentence: Span) -> list[Toll]:
    """The figures of one sentence: those that its words give, completed by the dead that its grammar gives."""
    start, end = parsed.start + sentence.start_char, parsed.start + sentence.end_char
    tolls = find_tolls(text, start, end)
    for dead in deaths_in(sentence) if may_tell(sentence.text) else ():
        first, last = parsed.start + dead.start, parsed.start + dead.end
        same = [t for t in tolls if t.kind == KILLED and first <= t.start < last]
        if not same:
            toll = Toll(KILLED, dead.count, first, last, is_one=dead.is_one)
            tolls.append(vouched(toll, text, start, end))
        elif dead.count > sum(t.count for t in same) and not any(
            first <= t.start < last for t in tolls if t.kind == INJURED
        ):
            tolls = [t for t in tolls if t not in same]
            tolls.append(replace(same[0], count=dead.count))
    return tolls


def _lead(lines: Lines) -> int:
    """The number of the last sentence of the first paragraph."""
    first = next(lines.report.prose(), None)
    return max((number for number, parsed, _ in lines if parsed is first), default=0)


def total(figures: Sequence[Figure], incident: Incident, kind: str, scene: Scene) -> int | None:
    """What the figures of one incident come to; one where its words kill one and no figure is given.

    The official figure before a rival one, the first before the rest; what a side lost is added to what the other lost.
    """
    found = [f for f in figures if f.toll.kind == kind]
    if not found:
        return 1 if kind == KILLED and incident.kills_one else None
    plain = [f for f in found if f.toll.source != RIVAL] or found
    first = plain[0]
    more = next((f for f in plain[1:] if _adds(first, f, scene)), None)
    return first.toll.count + (more.toll.count if more is not None else 0)


def _adds(first: Figure, other: Figure, scene: Scene) -> bool:
    """Whether two figures count different dead: the loss of the one and of the other side, or some more."""
    if first.is_headline or other.is_headline or first.toll.is_loss != other.toll.is_loss:
        return first.toll.is_loss != other.toll.is_loss and first.at == other.at
    of, other_of = side_of(scene, first), side_of(scene, other)
    if of and other_of:
        return of != other_of
    return other.at > first.at and is_more(scene, other)


def _kills_one(report: ParsedReport, draft: Draft) -> bool:
    """Whether an act is the killing of one person: “an Afghan had been shot dead”, “the general was killed”."""
    if draft.type != "ASSAULT":
        return False
    parsed = next((p for p in report.parsed if p.start <= draft.start < p.passage.end), None)
    if parsed is None:
        return False
    for i in draft.trigger.tokens:
        verb = verb_of(parsed.doc[i])
        if dies(verb) and any(is_one(c) for c in verb.children if c.dep_ == "nsubj"):
            return True
        if kills(verb):
            return any(is_one(v) for v in victims_of(verb))
    return False

"""What speaks for and against a figure's belonging to an incident: where both stand, who is hit, who is counted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from sarez.reading.casualties import RIVAL, Toll
from sarez.reading.drafts import Draft
from sarez.reading.roles import kind_of
from sarez.reading.settings_lines import Lines
from sarez.reading.toll_rules import by_rule, distance
from sarez.reading.weights import LEXICON, Table, read_table

TABLE = "tolls.txt"
ROLE = "figure"
_BESIDE = 45  # characters around a figure in which those counted are named
_FORCES = re.compile(
    r"\b(?:soldiers?|guards?|police\w*|servicem[ae]n|troops|officers?|conscripts?|general|colonel|captain|sergeant)\b",
    re.I,
)
_FIGHTERS = re.compile(
    r"\b(?:militants?|insurgents?|gunm[ae]n|fighters?|rebels?|terrorists?|attackers?|bandits?|extremists?|rioters?|assailants?)\b",
    re.I,
)
_CIVIL = re.compile(
    r"\b(?:civilians?|people|persons?|women|woman|children|child|villagers?|residents?|passers-by|demonstrators?|protest[eo]rs?"
    r"|worshippers?|students?|pupils?|workers?|inhabitants?|drivers?|shepherds?|m[ae]n|citizens?|nationals?)\b",
    re.I,
)
_NAMES = re.compile(r"\b[A-Z]\w+")
_BEFORE = 60  # characters before a figure in which the side is named that lost so many
_SIDE = re.compile(
    r"(?:\b(?:the|on|from|among|of|in)(?: the)? (?P<name>[A-Z]\w+)(?: side| bank| part)?|^(?:.*[.;] )?(?P<who>[A-Z]\w+))"
    r"(?: (?:has|had|lost|mourns?|counts?|puts?|gives?|acknowledge[sd]?|own|its|their|\w+ed))*(?: losses| dead| toll)?(?: at| as|,|:)?(?: at least| only| about)? \Z"
)
_MORE = re.compile(r"\b(?:also|as well|too|another|further|additional)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Figure:
    """A toll with the number of its sentence; `is_headline` that it stands in a line that is no prose."""

    at: int
    toll: Toll
    is_headline: bool


@dataclass(frozen=True, slots=True)
class Incident:
    """One violent act: all its tellings, the likelihood that it is one, whether its words kill just one."""

    tellings: Sequence[Draft]
    score: float
    kills_one: bool


@dataclass(frozen=True, slots=True)
class Scene:
    """The incidents and figures of one report; `lead` is the number of the last sentence of its first paragraph."""

    text: str
    lines: Lines
    incidents: Sequence[Incident]
    figures: Sequence[Figure]
    lead: int

    def number_of(self, draft: Draft) -> int:
        """The number of the sentence that tells an act."""
        return self.lines.at(draft.start)[0]

    def states_of(self, words: Iterable[str]) -> Iterator[str]:
        """The states that some words name."""
        return (code for word in words if (code := self.lines.names.of_word(word)) is not None)


@lru_cache(maxsize=1)
def load_table() -> Table:
    """The table that comes with the package."""
    return read_table(LEXICON / TABLE)


def signs(scene: Scene, figure: Figure) -> list[list[str]]:
    """The signs of one figure with each incident."""
    chosen = by_rule(scene, figure)
    rows = []
    for number, incident in enumerate(scene.incidents):
        draft, gap = _nearest(scene, figure, incident)
        row = [*_of_distance(scene, figure, number, draft, gap), *_of_incident(scene, incident, draft)]
        row += [*_of_figure(scene, figure, incident), *_of_sides(scene, figure, incident)]
        row.append(
            "by rule" if number == chosen else "by rule another" if chosen is not None else "by rule none"
        )
        rows.append(row)
    return rows


def _nearest(scene: Scene, figure: Figure, incident: Incident) -> tuple[Draft, int]:
    """The telling of an incident that is nearest to a figure, and the sentences from it to the figure."""
    gaps = [(figure.at - scene.number_of(d), d) for d in incident.tellings]
    gap, draft = min(gaps, key=lambda g: (distance(g[0]), abs(g[1].at - figure.toll.start)))
    return draft, gap


def _of_distance(scene: Scene, figure: Figure, number: int, draft: Draft, gap: int) -> Iterator[str]:
    where = str(gap) if -3 < gap < 5 else "far before" if gap < 0 else "far after"
    kind = scene.incidents[number].tellings[0].type
    yield from (f"gap {where}", f"{kind} gap {where}")
    others = [_nearest(scene, figure, i) for n, i in enumerate(scene.incidents) if n != number]
    nearer = sum(distance(g) < distance(gap) for _, g in others)
    beside = sum(distance(g) == distance(gap) for _, g in others)
    yield f"nearer {min(nearer, 3)}"
    if beside:
        yield f"beside {min(beside, 2)}"
    if gap == 0:
        away = figure.toll.start - draft.at
        side = "after" if away >= 0 else "before"
        yield f"same {side} {next((n for n in (20, 60, 120) if abs(away) <= n), 200)}"
        if beside:
            closer = any(g == 0 and abs(d.at - figure.toll.start) < abs(away) for d, g in others)
            yield "same, another closer" if closer else "same, closest"
    if figure.at <= scene.lead:
        yield f"lead, {kind}"
    if any(scene.number_of(d) <= scene.lead for d in scene.incidents[number].tellings):
        yield "incident of the lead"
        if figure.at <= scene.lead:
            yield "both of the lead"
    if figure.is_headline:
        yield f"headline, {number + 1}" if number < 2 else "headline, late"


def _of_incident(scene: Scene, incident: Incident, draft: Draft) -> Iterator[str]:
    first = incident.tellings[0]
    yield f"type {first.type}"
    yield f"sure {min(int(incident.score * 5), 4)}"
    yield f"incidents {min(len(scene.incidents), 5)}"
    yield f"tellings {min(len(incident.tellings), 4)}"
    for name, codes in (("actor", first.actor), ("recipient", first.recipient)):
        yield f"{name} {kind_of(codes)}"
    yield from (
        f"feature {f}" for f in ("weak", "subject", "given", "counted", "learned") if draft.features.get(f)
    )
    yield f"status {draft.status}"


def _of_figure(scene: Scene, figure: Figure, incident: Incident) -> Iterator[str]:
    toll = figure.toll
    size = next((str(n) for n in (0, 1, 3, 9, 30, 100) if toll.count <= n), "many")
    yield f"size {size}"
    yield f"kind {toll.kind}"
    yield f"source {'rival' if toll.source == RIVAL else 'plain'}"
    yield from (name for name in ("is_one", "is_loss") if getattr(toll, name))
    if incident.kills_one:
        yield f"kills one, {'one' if toll.count == 1 else 'more'}"
    same = [f for f in scene.figures if f.toll.kind == toll.kind]
    if any(f is not figure and f.toll.count == toll.count for f in same):
        yield "told again"
    yield f"figures {min(len(same), 4)}"
    if same and same[0] is figure:
        yield "first figure"


def side_of(scene: Scene, figure: Figure) -> str | None:
    """The state whose loss a figure is, where the words beside it name one: "a Pakistani major", "on the Kyrgyz side"."""
    text, toll = scene.text, figure.toll
    own = _SIDE.search(text[max(0, toll.start - _BEFORE) : toll.start])
    counted = text[toll.start : toll.end + _BESIDE].split(". ")[0]
    words = [own["name"] or own["who"]] if own else _NAMES.findall(counted)
    return next(scene.states_of(words), None)


def is_more(scene: Scene, figure: Figure) -> bool:
    """Whether a figure is told as coming on top: "a fighter was slain as well", "three more"."""
    start = max(scene.text.rfind(". ", 0, figure.toll.start), scene.text.rfind("\n", 0, figure.toll.start))
    rest = re.split(r"[.;] |\n", scene.text[figure.toll.end : figure.toll.end + _BESIDE])[0]
    return _MORE.search(scene.text[max(0, start) : figure.toll.end] + rest) is not None


def _of_sides(scene: Scene, figure: Figure, incident: Incident) -> Iterator[str]:
    """Whether those counted are of the side that was hit, or of the one that struck."""
    first = incident.tellings[0]
    around = scene.text[figure.toll.start : figure.toll.end + _BESIDE]
    codes = {*scene.states_of(_NAMES.findall(around))}
    for name, side in (("actor", first.actor), ("recipient", first.recipient)):
        if codes:
            yield f"counted are of {name}" if codes & set(side) else f"counted are not of {name}"
        for counted, pattern in (("forces", _FORCES), ("fighters", _FIGHTERS), ("people", _CIVIL)):
            if pattern.search(around):
                yield f"counted {counted}, {name} {kind_of(side)}"

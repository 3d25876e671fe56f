"""Whether two claims tell of one thing: a score from 0 to 1 with its reasons, for a person to inspect."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sarez.desk.events import namesakes
from sarez.desk.events.days import span_of
from sarez.reading.likeness import QUAD_OF, content_words, fold, name_likeness, overlap, word_f1

Values = Mapping[str, Any]
ENOUGH = {"event": 0.7, "engagement": 0.7, "commitment": 0.6, "person": 0.88}
"""From this score two claims are laid together; found on the sample chronicle, see tests/desk/events/test_matching.py."""
CROWDS = frozenset({"civilians", "armed group"})
NEAR = {"event": 1, "engagement": 1, "commitment": 60, "person": 0}
"""Days that two dates may lie apart and still be one."""


@dataclass(frozen=True, slots=True)
class Match:
    """How alike two claims are, and what spoke for and against it."""

    score: float
    reasons: tuple[str, ...] = ()


def match(kind: str, a: Values, b: Values) -> Match:
    """How likely two claims of a kind tell of the same thing."""
    return {"event": _events, "engagement": _engagements, "commitment": _commitments, "person": _persons}[
        kind
    ](a, b)


def _events(a: Values, b: Values) -> Match:
    if a["type"] != b["type"]:
        same_quad = QUAD_OF.get(a["type"]) == QUAD_OF.get(b["type"])
        return Match(0.3 if same_quad else 0.0, ("different acts",))
    if (a.get("status") == "denied") != (b.get("status") == "denied"):
        return Match(0.0, ("one is denied",))
    return _together(a, b, ("actor", "recipient"), "the same act", 1.0)


def _engagements(a: Values, b: Values) -> Match:
    kind = 1.0 if a["kind"] == b["kind"] else 0.8
    return _together(a, b, ("organizers", "participants"), f"{a['kind']} and {b['kind']}", kind)


def _together(a: Values, b: Values, sides: tuple[str, str], what: str, weight: float) -> Match:
    """Parties, day and place weighed .35, .35 and .3; what is not told counts little, so that it takes two that agree."""
    day, why_day = _dates(a.get("date"), b.get("date"), 1)
    if not day:
        return Match(0.0, (why_day,))
    parties, why_parties = _same_parties(_parties(a, *sides), _parties(b, *sides))
    place, why_place = _places(a, b)
    if 0.0 in (parties, place):
        return Match(0.0, (why_parties, why_day, why_place))
    is_same_toll = bool(a.get("killed")) and a.get("killed") == b.get("killed")
    is_same_title = bool(a.get("title")) and fold(a.get("title")) == fold(b.get("title"))
    score = weight * (0.35 * parties + 0.35 * day + 0.3 * place) + 0.1 * (is_same_toll or is_same_title)
    reasons = [what, why_parties, why_day, why_place]
    reasons += ["the same toll"] if is_same_toll else []
    reasons += ["the same title"] if is_same_title else []
    return Match(round(min(score, 1.0), 3), tuple(reasons))


def _same_parties(a: frozenset[str], b: frozenset[str]) -> tuple[float, str]:
    """The share of the parties in common; crowds, which every clash has, count half."""
    share = overlap(a, b)
    if share and not (a & b) - CROWDS:
        return share / 2, "only a crowd in common"
    return share, _of_parties(share)


def _commitments(a: Values, b: Values) -> Match:
    parties = overlap(_parties(a, "parties"), _parties(b, "parties"))
    words = overlap(content_words(a.get("text")), content_words(b.get("text")))
    if parties < 0.5 or (a.get("due") and b.get("due") and not _dates(a["due"], b["due"], 3)[0]):
        return Match(0.0, ("other parties or another date",))
    alike = max(words, word_f1(a.get("text"), b.get("text")))
    return Match(0.3 * parties + 0.7 * alike, (_of_parties(parties), f"words alike {alike:.2f}"))


def _persons(a: Values, b: Values) -> Match:
    return Match(*namesakes.likeness(a, b))


def _parties(values: Values, *keys: str) -> frozenset[str]:
    return frozenset(fold(p) for key in keys for p in values.get(key) or ())


def _of_parties(share: float) -> str:
    return "the same parties" if share == 1.0 else f"parties shared {share:.2f}"


def _dates(a: str | None, b: str | None, near: int) -> tuple[float, str]:
    """1 for the same day, less for one day off or a month that holds the other, .1 where one is unknown, 0 apart."""
    if not a or not b:
        return 0.1, "a date is not told"
    if a == b:
        return (1.0 if len(a) == 10 else 0.5), f"both {a}"
    if a.startswith(b) or b.startswith(a):
        return 0.5, f"{a} and {b} agree"
    first, second = span_of(a), span_of(b)
    if first and second and len(a) == len(b) == 10 and _apart(first[0], second[0]) <= near:
        return 0.6, f"{a} and {b} lie {_apart(first[0], second[0])} day apart"
    return 0.0, f"{a} is not {b}"


def _apart(a: date, b: date) -> int:
    return abs((a - b).days)


def _places(a: Values, b: Values) -> tuple[float, str]:
    """1 for one place, 0 for two; under 0 for two of one state, which keeps them apart but lets a person see them."""
    x, y = fold(a.get("place")), fold(b.get("place"))
    if not x or not y:
        country = a.get("country") and b.get("country") and a["country"] != b["country"]
        return (0.2, "different states") if country else (0.35, "a place is not told")
    if x == y or x in y or y in x:
        return 1.0, f"both {a['place']}"
    if name_likeness(x, y) > 0.84:
        return 0.9, f"{a['place']} and {b['place']} are spelt alike"
    is_one_state = a.get("country") and a.get("country") == b.get("country")
    return (-0.2 if is_one_state else 0.0), f"{a['place']} is not {b['place']}"

"""How likely an incident is within one week, two, … as a fan: the probability with its intervals of 50, 80 and 90 %."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sarez.desk.warnings.glance.findings import Likely

WIDE, HIGH, TOP, LEFT, RIGHT = 300.0, 110.0, 8.0, 40.0, 12.0
STEPS = (1, 2, 5, 10, 20, 25, 50, 100)
"""Heights at which the scale may end, in hundredths."""


@dataclass(frozen=True, slots=True)
class Fan:
    """One fan: areas of the intervals, the widest first, the line of the probability and that of the base rate.

    Each is the points of an SVG. All begin at nothing: within no time there is no incident.
    """

    of: str
    areas: list[tuple[int, str]]
    said: str
    base: str
    dots: list[tuple[float, float, str]]
    labels: list[tuple[float, int]]
    scale: int
    width: float = LEFT + WIDE + RIGHT
    height: float = TOP + HIGH + 20
    left: float = LEFT
    right: float = LEFT + WIDE
    top: float = TOP
    foot: float = TOP + HIGH


def fans(likely: Sequence[Likely]) -> list[Fan]:
    """A fan for each level of incident of which there are intervals; none where the outlook is older than they are."""
    levels = dict.fromkeys(one.level for one in likely if one.intervals)
    return [_fan(level, [one for one in likely if one.level == level and one.intervals]) for level in levels]


def _fan(level: str, own: Sequence[Likely]) -> Fan:
    furthest = max(one.weeks for one in own)
    highest = max(100 * high for one in own for _share, _low, high in one.intervals)
    scale = next((step for step in STEPS if step >= max(highest, *(one.base for one in own))), 100)

    def at(weeks: float, hundredths: float) -> str:
        return f"{LEFT + WIDE * weeks / furthest:.1f},{TOP + HIGH * (1 - hundredths / scale):.1f}"

    begin = at(0, 0)
    areas = []
    for n, (share, _low, _high) in enumerate(own[0].intervals):
        upper = [at(one.weeks, 100 * one.intervals[n][2]) for one in own]
        lower = [at(one.weeks, 100 * one.intervals[n][1]) for one in reversed(own)]
        areas.append((share, " ".join([begin, *upper, *lower])))
    dots = []
    for one in own:
        x, y = at(one.weeks, one.probability).split(",")
        dots.append((float(x), float(y), f"{one.told} %"))
    return Fan(
        level,
        sorted(areas, reverse=True),
        " ".join([begin, *(at(one.weeks, one.probability) for one in own)]),
        " ".join([begin, *(at(one.weeks, one.base) for one in own)]),
        dots,
        [(LEFT + WIDE * one.weeks / furthest, one.weeks) for one in own],
        scale,
    )

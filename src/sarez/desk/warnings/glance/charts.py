"""Lines and bars over periods, as the numbers of an SVG. A period without data is a gap, never a zero."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from sarez.desk.warnings.glance import naming
from sarez.desk.warnings.outlook.reading import Line

SMALL, HALF = 260.0, 30.0
WIDE, HIGH, TOP, LEFT = 640.0, 110.0, 16.0, 42.0
MOST_LABELS = 6


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: where it stands, how high it is, its class and what it tells."""

    x: float
    y: float
    width: float
    height: float
    css: str
    told: str


@dataclass(frozen=True, slots=True)
class Small:
    """Conflict below a line and cooperation above it, in small."""

    bars: list[Bar]
    gaps: list[tuple[float, float]]
    most: int
    width: float = SMALL
    half: float = HALF

    @property
    def height(self) -> float:
        """From the highest bar to the lowest."""
        return 2 * self.half


def small(conflict: Line, cooperation: Line) -> Small:
    """The two headlines of a unit as bars; both sides have one scale."""
    n = len(conflict.periods)
    every = [v for line in (conflict, cooperation) for v in line.values if v]
    most = max(every, default=0.0)
    step = SMALL / max(1, n)
    bars = []
    for at, period in enumerate(conflict.periods):
        for line, css, is_up in ((cooperation, "mc", True), (conflict, "mx", False)):
            value = line.values[at]
            if not value:
                continue
            height = value / most * HALF
            told = f"{naming.period_called(period, line.step)}: {value:g}"
            y = HALF - height if is_up else HALF
            bars.append(
                Bar(round(at * step, 2), round(y, 2), round(step * 0.8, 2), round(height, 2), css, told)
            )
    return Small(bars, _gaps([v is None for v in conflict.values], step, 0.0), int(most))


@dataclass(frozen=True, slots=True)
class Point:
    """One value: where it stands, what it tells, and what is behind it (nothing where no event is)."""

    x: float
    y: float
    told: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A change: where it is said to begin, and its direction."""

    x: float
    told: str
    direction: str


@dataclass(frozen=True, slots=True)
class Wide:
    """One indicator of one unit over time."""

    paths: list[str]
    points: list[Point]
    gaps: list[tuple[float, float]]
    labels: list[tuple[float, str]]
    most: str
    marks: list[Mark] = field(default_factory=list)
    width: float = LEFT + WIDE
    high: float = HIGH
    top: float = TOP
    left: float = LEFT

    @property
    def foot(self) -> float:
        """Where the line of zero lies."""
        return self.top + self.high

    @property
    def height(self) -> float:
        """With the labels beneath."""
        return self.foot + 20


def wide(
    line: Line,
    values: Sequence[float | None],
    measure: str,
    behind: Callable[[date], str],
    marks: Sequence[tuple[date, str, str]] = (),
) -> Wide:
    """An indicator as a line that breaks where there is no data; each point with events leads to them."""
    n = len(line.periods)
    step = WIDE / max(1, n)
    most = 1.0 if measure == "share" else max([v for v in values if v is not None], default=0.0) or 1.0
    places = [LEFT + (at + 0.5) * step for at in range(n)]
    points, runs, run = [], [], list[str]()
    for at, value in enumerate(values):
        if value is None:
            runs.append(run)
            run = []
            continue
        y = TOP + HIGH * (1 - value / most)
        run.append(f"{places[at]:.1f},{y:.1f}")
        told = f"{naming.period_called(line.periods[at], line.step)}: {naming.said(value, measure)}"
        to = behind(line.periods[at]) if line.events[at] else ""
        points.append(Point(round(places[at], 1), round(y, 1), told, to))
    runs.append(run)
    every = max(1, -(-n // MOST_LABELS))
    labels = [(round(places[at], 1), _short(line.periods[at], line.step)) for at in range(0, n, every)]
    paths = [" ".join(run) for run in runs if len(run) > 1]
    drawn = [Mark(round(_place(line.periods, day, places), 1), told, way) for day, told, way in marks]
    return Wide(
        paths,
        points,
        _gaps([v is None for v in values], step, LEFT),
        labels,
        naming.said(most, measure),
        drawn,
    )


def _place(periods: Sequence[date], day: date, places: Sequence[float]) -> float:
    """Where a day lies: at the last period that begins by it."""
    at = max((n for n, begun in enumerate(periods) if begun <= day), default=0)
    return places[at]


def _gaps(silent: Sequence[bool], step: float, left: float) -> list[tuple[float, float]]:
    """Periods without data, those side by side as one stretch: where it begins and how wide it is."""
    found: list[tuple[float, float]] = []
    begun: int | None = None
    for at, is_silent in enumerate([*silent, False]):
        if is_silent and begun is None:
            begun = at
        elif not is_silent and begun is not None:
            found.append((round(left + begun * step, 2), round((at - begun) * step, 2)))
            begun = None
    return found


def _short(period: date, step: str) -> str:
    from django.utils.formats import date_format

    return date_format(period, "M Y" if step == "month" else "j M Y")

"""Charts as numbers for an SVG: cooperation above the line, conflict below it, and where there is no data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from sarez.desk.actors.counting import HAPPENED, Tally

ABOVE = ("material cooperation", "verbal cooperation")
BELOW = ("material conflict", "verbal conflict")
WIDTH, HALF, TOP, LEFT, RIGHT = 960.0, 110.0, 26.0, 34.0, 16.0
MOST_PERIODS = 60
MONTHLY, QUARTERLY = 36, 120  # months that a chart spans at most by month, by quarter


@dataclass(frozen=True, slots=True)
class Block:
    """One coloured part of a bar."""

    quad: str
    y: float
    height: float


@dataclass(slots=True)
class Bar:
    """One period of a chart: what is counted in it, where it stands, and whether any report is from then."""

    period: str
    counts: Counter[str] = field(default_factory=Counter)
    is_told: bool = True
    x: float = 0.0
    width: float = 0.0
    blocks: list[Block] = field(default_factory=list)
    label: str = ""
    marks: list[int] = field(default_factory=list)

    @property
    def middle(self) -> float:
        """The middle of the bar."""
        return self.x + self.width / 2

    @property
    def above(self) -> int:
        """How many acts of cooperation."""
        return self.words_of_cooperation + self.deeds_of_cooperation

    @property
    def below(self) -> int:
        """How many acts of conflict."""
        return self.words_of_conflict + self.deeds_of_conflict

    @property
    def words_of_cooperation(self) -> int:
        """What is said to cooperate: agreed, met, praised, yielded."""
        return self.counts["verbal cooperation"]

    @property
    def deeds_of_cooperation(self) -> int:
        """What is done to cooperate."""
        return self.counts["material cooperation"]

    @property
    def words_of_conflict(self) -> int:
        """What is said in conflict."""
        return self.counts["verbal conflict"]

    @property
    def deeds_of_conflict(self) -> int:
        """What is done in conflict."""
        return self.counts["material conflict"]

    @property
    def has_data(self) -> bool:
        """Whether something is counted here, or at least a report is from then."""
        return self.is_told or bool(self.counts)


@dataclass(frozen=True, slots=True)
class Chart:
    """A whole chart: its bars, its scale, and how many entries lie before its first period or have no date."""

    step: str
    bars: list[Bar]
    most: int
    earlier: int
    undated: int
    width: float = WIDTH
    left: float = LEFT

    @property
    def line(self) -> float:
        """Where the line between cooperation and conflict lies."""
        return TOP + HALF

    @property
    def height(self) -> float:
        """The height of the chart with the labels of its periods."""
        return TOP + 2 * HALF + 20

    @property
    def ends(self) -> tuple[float, float]:
        """The upper and the lower end of the scale."""
        return TOP, TOP + 2 * HALF

    @property
    def has_gaps(self) -> bool:
        """Whether there are periods without any report."""
        return any(not bar.has_data for bar in self.bars)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is counted at all."""
        return not any(bar.counts for bar in self.bars)


def step_of(months: Sequence[str]) -> str:
    """By what a chart of these months goes: month, quarter or year."""
    if not months:
        return "year"
    span = _number(max(months)) - _number(min(months)) + 1
    return "month" if span <= MONTHLY else "quarter" if span <= QUARTERLY else "year"


def period_of(month: str, step: str) -> str:
    """The period that a month lies in: `2021-04`, `2021 Q2`, `2021`."""
    if step == "month":
        return month
    return month[:4] if step == "year" else f"{month[:4]} Q{(int(month[5:7]) + 2) // 3}"


def chart(
    tallies: Sequence[Tally], told: Collection[str], marks: Mapping[int, str] | None = None, *, step: str = ""
) -> Chart:
    """A chart of events that happened. `told` are months with any report; `marks` entries with the month they lie in.

    It begins no more than a year before the first report: what is told of earlier times is counted beside it.
    """
    counted = [t for t in tallies if t.kind == "event" and t.status in HAPPENED]
    dated = [t for t in counted if t.month]
    months = _known(sorted({t.month for t in dated}), told)
    step = step or step_of(months)
    every = list(dict.fromkeys(period_of(m, step) for m in _run(months)))
    bars = {p: Bar(p, is_told=False) for p in every[-MOST_PERIODS:]}
    for month in told:
        if (bar := bars.get(period_of(month, step))) is not None:
            bar.is_told = True
    earlier = 0
    for tally in dated:
        if (bar := bars.get(period_of(tally.month, step))) is not None:
            bar.counts[tally.quad] += tally.n
        else:
            earlier += tally.n
    for entry, month in (marks or {}).items():
        if (bar := bars.get(period_of(month, step))) is not None:
            bar.marks.append(entry)
    shown = list(bars.values())
    most = max((max(b.above, b.below) for b in shown), default=0)
    _place(shown, most)
    return Chart(step, shown, most, earlier, sum(t.n for t in counted if not t.month))


def _known(months: list[str], told: Collection[str]) -> list[str]:
    """The months from a year before the first report on; all of them where no report is from then."""
    begin = _number(min(told)) - 12 if told else 0
    return [month for month in months if _number(month) >= begin] or months


def _place(bars: Sequence[Bar], most: int) -> None:
    """Give every bar its place and its blocks."""
    room = (WIDTH - LEFT - RIGHT) / max(len(bars), 6)
    every = max(1, -(-len(bars) // 14))
    for i, bar in enumerate(bars):
        bar.x, bar.width = round(LEFT + i * room + room * 0.1, 2), round(room * 0.8, 2)
        bar.label = bar.period if i % every == 0 else ""
        for quads, sign in ((ABOVE, -1), (BELOW, 1)):
            at = TOP + HALF
            for quad in quads:
                height = round(HALF * bar.counts[quad] / most, 2) if most else 0.0
                if height:
                    bar.blocks.append(Block(quad, round(at - height if sign < 0 else at, 2), height))
                    at += sign * height


def _number(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:7]) - 1


def _run(months: Sequence[str]) -> list[str]:
    """Every month from the first to the last."""
    if not months:
        return []
    return [f"{n // 12:04d}-{n % 12 + 1:02d}" for n in range(_number(months[0]), _number(months[-1]) + 1)]


@dataclass(frozen=True, slots=True)
class Spark:
    """A small chart of one line of a list: points of bars above and below a line, 100 wide and 24 high."""

    bars: list[tuple[float, float, float, str]]


def spark(above: Sequence[int], below: Sequence[int]) -> Spark:
    """The trend of cooperation and conflict, oldest first."""
    most = max([*above, *below, 1])
    room = 100 / max(len(above), 1)
    bars: list[tuple[float, float, float, str]] = []
    for i, (up, down) in enumerate(zip(above, below, strict=True)):
        x = round(i * room, 2)
        if up:
            bars.append((x, round(12 - 12 * up / most, 2), round(12 * up / most, 2), "material-cooperation"))
        if down:
            bars.append((x, 12.0, round(12 * down / most, 2), "material-conflict"))
    return Spark(bars)
